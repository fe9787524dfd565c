"""Acts as a reader's phone and browser make them, on a small library."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from headwater.model.people import ME, Act, ActValue, Highlighting, TextQuote
from headwater.model.words import ActKind, SubjectKind
from headwater.store import open_library
from tests.store.filling import add_family, article

NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
_NUMBERS = count()


def at(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def act(
    kind: ActKind,
    subject: str = "a-ferry",
    *,
    minutes: float = 0,
    of: SubjectKind = SubjectKind.ARTICLE,
    value: ActValue = None,
    name: str = "",
    person: str = ME,
) -> Act:
    """An act made so many minutes after noon."""
    return Act(name or f"act-{next(_NUMBERS):020}", person, kind, of, subject, value, at(minutes))


def highlight(
    subject: str = "h-ferry-000000001", *, minutes: float = 0, note: str = "", in_article: str = "a-ferry"
) -> Act:
    quote = TextQuote("214 passengers", "The ferry carried ", " on Monday")
    made = Highlighting(in_article, quote, note=note)
    return act(ActKind.HIGHLIGHT, subject, minutes=minutes, of=SubjectKind.HIGHLIGHT, value=made)


def fill(place: str, names: Sequence[str] = ("a-ferry", "a-bridge"), story: str = "s-harbour") -> None:
    """A library with these articles in one story."""
    with open_library(place, writing=True) as library, library.write() as session:
        for number, name in enumerate(names):
            add_family(session, story, [article(name, hours=number)], publisher="Veldra Courier")
