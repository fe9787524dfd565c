"""Editions of the front page: by language, by country, or by both."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.model.errors import InvalidRecordError

_KEY = re.compile(r"([a-z]{2,8})?(?:@([A-Z]{2}))?")


@dataclass(frozen=True, slots=True)
class Edition:
    """The stories that hold an article in this language, by a publisher of this country, or one article that is both.

    `language` is a primary language subtag in lower case ("de"), `country` ISO 3166-1 alpha-2 ("CH"); at least one of
    them is given.
    """

    language: str | None = None
    country: str | None = None

    @property
    def key(self) -> str:
        """As it stands in an address: "de", "@CH", "de@CH"."""
        return (self.language or "") + (f"@{self.country}" if self.country else "")

    @classmethod
    def of_key(cls, key: str) -> "Edition":
        """The edition with this key. Raises InvalidRecordError."""
        match = _KEY.fullmatch(key)
        if not key or match is None:
            raise InvalidRecordError(
                f"{key[:40]!r} names no edition; write a language (de), a country (@CH) or both (de@CH)"
            )
        return cls(match[1], match[2])


def primary_language(language: str | None) -> str | None:
    """The primary subtag of a language tag (BCP 47) in lower case: "pt" of pt-BR. None where it is none."""
    primary = (language or "").replace("_", "-").partition("-")[0].lower()
    return primary if _KEY.fullmatch(primary) and primary else None


def editions_of(language: str | None, countries: Iterable[str]) -> tuple[str, ...]:
    """Keys of the editions that an article in this language is in, by publishers of these countries."""
    own = primary_language(language)
    found = [Edition(own).key] if own else []
    for country in countries:
        found.append(Edition(country=country).key)
        if own:
            found.append(Edition(own, country).key)
    return tuple(found)
