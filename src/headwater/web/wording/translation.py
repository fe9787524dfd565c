"""The language of the interface: gettext catalogues, and for whom words are being written just now.

The words of a page are in English in the code and the templates; `translations/LANGUAGE/LC_MESSAGES/headwater.po` holds
them in another. Catalogues are read as they are: nothing has to be compiled. Dates and numbers follow Babel's locale.
docs/translating.md says how messages are written, and how a language is added.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "translations"
DOMAIN = "headwater"

SOURCE = "en"
"""The language of the words in the code."""

# "14 November", not "November 14": the day first, as most who read English in the world write it.
_LOCALES = {"en": "en_GB", "de": "de_DE"}

LANGUAGES = tuple(_LOCALES)
"""The languages that the interface is complete in, the source language first."""


@dataclass(frozen=True, slots=True)
class Speech:
    """In which language, and for which time zone, words are written; `names` are those of sites by their hosts."""

    language: str
    locale: Locale
    zone: tzinfo = UTC
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False, compare=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)


def speech(language: str = SOURCE, zone: tzinfo = UTC) -> Speech:
    """The speech of one of `LANGUAGES`; of any other, which settings may name, English."""
    language = wanted_language([language])
    return Speech(language, _locale(language), zone, _catalogue(language))


@cache
def _locale(language: str) -> Locale:
    # One object for each: dates are cached by locale, and the same object is found without comparing its parts.
    return Locale.parse(_LOCALES[language])


@cache
def _catalogue(language: str) -> NullTranslations:
    file = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language == SOURCE or not file.exists():
        return NullTranslations()
    with file.open("rb") as lines:
        messages = read_po(lines, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


# For whom a page is being written: of a request, and of whatever runs in its context.
_speaking: ContextVar[Speech | None] = ContextVar("speaking", default=None)


@cache
def _plain() -> Speech:
    return speech()


def spoken() -> Speech:
    """The speech that words are written in now; plain English in UTC where nobody asked for another."""
    return _speaking.get() or _plain()


@contextmanager
def speaking(to: Speech) -> Iterator[None]:
    """Write words in this speech while it is entered."""
    token = _speaking.set(to)
    try:
        yield
    finally:
        _speaking.reset(token)


def _(message: str) -> str:
    """The message in the language that is spoken now."""
    return spoken().catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message for this number of things; `%(num)s` in it is left for the caller to fill in."""
    return spoken().catalogue.ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802  the name that every extractor of messages knows
    """Marks a message that is translated later, where it is shown: a constant holds the English."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802  as N_
    """`N_` of a message with a plural."""
    return singular, plural


def pgettext(context: str, message: str) -> str:
    """The message where the same English words mean something else in another place."""
    return spoken().catalogue.pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """`ngettext` with the context of `pgettext`."""
    return spoken().catalogue.npgettext(context, singular, plural, number)


def wanted_language(accepted: Iterable[str]) -> str:
    """The first of these languages ("de-AT", best first) that the interface has; English otherwise."""
    for tag in accepted:
        base = tag.strip().lower().partition("-")[0]
        if base in _LOCALES:
            return base
    return SOURCE
