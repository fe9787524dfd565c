"""Invented outlets: who serves, who is credited, where they are."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.model import Publisher, Publishers
from million.languages import SHARES, Language

_COUNTRIES = {
    "en": ("GB", "US", "IE", "AU", "NG"),
    "de": ("DE", "AT", "CH"),
    "es": ("ES", "MX", "AR"),
    "fr": ("FR", "BE", "CH"),
    "ru": ("RU", "KZ"),
    "zh": ("CN", "TW", "SG"),
    "ar": ("EG", "JO", "MA"),
    "pt": ("PT", "BR"),
}
_SECTIONS = 14
_REPORTERS = 25


@dataclass(frozen=True, slots=True)
class Outlet:
    """A site and the publisher behind it, with its sections and reporters; `weight` is how much it prints."""

    publisher: Publisher
    language: str
    sections: tuple[str, ...]
    reporters: tuple[str, ...]
    weight: float

    @property
    def site(self) -> str:
        return self.publisher.domains[0]


def outlets(spoken: dict[str, Language], number: int, seed: int = 2) -> list[Outlet]:
    """So many outlets: the first print most, as a Zipf law has it."""
    chance = random.Random(seed)
    codes = chance.choices(list(SHARES), list(SHARES.values()), k=number)
    sections = {
        code: [language.name(chance, 1) for _ in range(_SECTIONS)] for code, language in spoken.items()
    }
    return [_outlet(chance, place, spoken[code], sections[code]) for place, code in enumerate(codes, start=1)]


def _outlet(chance: random.Random, place: int, language: Language, sections: Sequence[str]) -> Outlet:
    country = chance.choice(_COUNTRIES[language.code])
    publisher = Publisher(
        f"outlet-{place}",
        f"{language.name(chance, 1)} {place}",
        domains=(f"outlet-{place}.example",),
        country=country,
    )
    reporters = tuple(language.name(chance, 2) for _ in range(_REPORTERS))
    own = tuple(chance.sample(sections, 8))
    return Outlet(publisher, language.code, own, reporters, place**-0.5)


def directory(known: Sequence[Outlet]) -> Publishers:
    """The outlets' publishers."""
    return Publishers(outlet.publisher for outlet in known)
