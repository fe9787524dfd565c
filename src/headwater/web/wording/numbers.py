"""Numbers and lists as the language that is spoken now writes them, and how many there are of a thing."""

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from headwater.web.wording.translation import ngettext, spoken

# Below it no locale groups digits, and most counts of a page lie there.
_UNGROUPED = 1000


def whole(number: int) -> str:
    """ "21", "21,480"; in German "21.480"."""
    return str(number) if 0 <= number < _UNGROUPED else _grouped(number, spoken().locale)


@lru_cache(maxsize=4096)
def _grouped(number: int, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


def hundredths(number: float) -> str:
    """With two places: "0.97"; in German "0,97"."""
    return _with_places(round(number, 2), spoken().locale)


@lru_cache(maxsize=512)
def _with_places(number: float, locale: Locale) -> str:
    return format_decimal(number, "0.00", locale=locale)


def hundred_parts(number: int) -> str:
    """So many of a hundred: "96%"; in German "96 %", with a space that no line ends at."""
    return _percent(number, spoken().locale)


@lru_cache(maxsize=512)
def _percent(number: int, locale: Locale) -> str:
    return format_percent(number / 100, locale=locale)


def number_of(singular: str, plural: str, number: int, **values: object) -> str:
    """The message for this number of things with its placeholders filled in: `%(num)s` is the number itself."""
    return ngettext(singular, plural, number) % {"num": whole(number), **values}


def listed(things: Sequence[str]) -> str:
    """ "a, b and c"; in German "a, b und c"."""
    return format_list(things, locale=spoken().locale)
