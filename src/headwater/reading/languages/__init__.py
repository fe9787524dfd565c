"""The words of page furniture in every language we know, and all of them together.

To add a language: write a module like `english.py` and name it in `LANGUAGES`. Markers of all languages are
tried on every page, since an aggregator's furniture is often in another language than its articles.
"""

from collections.abc import Callable, Iterable

from headwater.reading.languages.english import ENGLISH
from headwater.reading.languages.french import FRENCH
from headwater.reading.languages.german import GERMAN
from headwater.reading.languages.markers import Markers, Unit
from headwater.reading.languages.romance import ITALIAN, PORTUGUESE
from headwater.reading.languages.russian import RUSSIAN
from headwater.reading.languages.slavic import POLISH, UKRAINIAN
from headwater.reading.languages.spanish import SPANISH

LANGUAGES: tuple[Markers, ...] = (
    ENGLISH,
    GERMAN,
    FRENCH,
    SPANISH,
    RUSSIAN,
    ITALIAN,
    PORTUGUESE,
    UKRAINIAN,
    POLISH,
)

__all__ = ["LANGUAGES", "Markers", "Unit", "words_of"]


def words_of(choose: Callable[[Markers], Iterable[str]]) -> frozenset[str]:
    """One field of every language's markers, as one set."""
    return frozenset(word for markers in LANGUAGES for word in choose(markers))
