"""Sitemaps and pages that only link to articles: each address that is new is visited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headwater.flow.polling.revisiting import first_visit, not_visited, soon
from headwater.model import PageVisit, Source, address_key
from headwater.reading.discovery import LinkedArticle
from headwater.store import Session

# Of a list that is seen for the first time so many of the newest are fetched: the rest was there before it was watched.
_FIRST = 30
# A list is the newest first; what stands further down was not added since it was seen last.
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What a list of links came to: when each new article was published, and how many are fetched again."""

    published: tuple[datetime | None, ...] = ()
    again: int = 0


def take_links(session: Session, source: Source, linked: Sequence[LinkedArticle], at: datetime) -> Linked:
    """Have the pages visited that a source links to for the first time, and those that it says were changed since."""
    listed = {address_key(each.url): each for each in reversed(linked[:_MOST])}
    listed = dict(reversed(listed.items()))
    visits = session.visits.known(listed)
    stored = {key for key, _ in session.items.elsewhere(listed)}
    stored |= {address_key(url) for url, _ in session.items.stored_at([each.url for each in listed.values()])}
    new = {key: each for key, each in listed.items() if key not in visits and key not in stored}
    is_first = not session.visits.has_any(source.id)
    wanted = list(new.values())[: _FIRST if is_first else _MOST]
    left = list(new.values())[len(wanted) :]
    session.visits.add(
        [
            *(first_visit(each.url, source.id, None, at) for each in wanted),
            *(not_visited(each.url, source.id, at) for each in left),
        ]
    )
    edited = _edited(listed, visits)
    for visit in edited:
        session.visits.replace(soon(visit, at))
    return Linked(tuple(each.changed_at for each in wanted), len(edited))


def _edited(listed: Mapping[str, LinkedArticle], visits: Mapping[str, PageVisit]) -> list[PageVisit]:
    """The visits whose pages are said to have been changed after they were fetched last."""
    found = []
    for key, visit in visits.items():
        modified = listed[key].modified
        if visit.last_fetched and modified and modified.is_instant and modified.best > visit.last_fetched:
            found.append(visit)
    return found
