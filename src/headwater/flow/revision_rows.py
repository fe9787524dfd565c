"""Revisions as flat rows for an export: every version of each article whose address was fetched more than once."""

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.model import FactChange, Revision
from headwater.store import Library

# A transaction reads so many articles' revisions, so that an export of many does not hold one state for long.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A version of an article; what it changed is against the version before, and empty for the first.

    Times are ISO 8601 in UTC. `facts` are written "figure: 40 → 14", `silent_facts` those of which no
    note speaks.
    """

    article: str
    number: int
    url: str | None
    page: str
    first_seen: str | None
    last_seen: str | None
    sightings: int
    kind: str
    silent: bool
    announced: bool
    topics: list[str]
    facts: list[str]
    silent_facts: list[str]
    notes: list[str]
    notes_gone: list[str]
    summary: str
    title: str | None
    text: str


def revision_rows(library: Library) -> Iterator[RevisionRow]:
    """All versions, by article id, then in order of time; articles with one version only are left out."""
    with library.read() as session:
        revised = session.revisions.revised()
    for start in range(0, len(revised), _AT_ONCE):
        with library.read() as session:
            found = [(name, session.revisions.of(name)) for name in revised[start : start + _AT_ONCE]]
        yield from (_row(name, revision) for name, revisions in found for revision in revisions)


def _row(article: str, revision: Revision) -> RevisionRow:
    change = revision.change
    facts = change.facts if change else ()
    return RevisionRow(
        article=article,
        number=revision.number,
        url=revision.article.url,
        page=revision.page,
        first_seen=revision.first_seen.isoformat().replace("+00:00", "Z") if revision.first_seen else None,
        last_seen=revision.last_seen.isoformat().replace("+00:00", "Z") if revision.last_seen else None,
        sightings=revision.sightings,
        kind=change.kind.value if change else "first",
        silent=bool(change and change.is_silent),
        announced=bool(change and change.is_announced),
        topics=[topic.value for topic in change.topics] if change else [],
        facts=[_fact(fact) for fact in facts],
        silent_facts=[_fact(fact) for fact in facts if fact.is_silent],
        notes=list(change.notes) if change else [],
        notes_gone=list(change.notes_gone) if change else [],
        summary=change.summary if change else "",
        title=revision.article.title,
        text=revision.article.text,
    )


def _fact(fact: FactChange) -> str:
    detail = fact.detail
    return f"{detail.topic.value}: {detail.before or 'nothing'} → {detail.after or 'nothing'}"
