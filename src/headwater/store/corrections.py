"""What was changed, across all stories."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, func, select

from headwater.model.revision import RevisionChange
from headwater.model.views import NotedChange
from headwater.store.records import optional_time, unpacked
from headwater.store.schema import articles, differences, noted_changes, revisions

# What a noted change is called that an address made of its own article without a word.
SILENT = "silent"


# Built once: to build a statement takes longer than to run it.
_NOTED = (
    select(
        noted_changes,
        articles.c.record["credit"]["name"].as_string().label("publisher"),
        articles.c.record["site"].as_string().label("site"),
        # Copies that still say what a note of this article took back.
        select(func.count())
        .where(differences.c.source == noted_changes.c.article, differences.c.still_says)
        .scalar_subquery()
        .label("without"),
    )
    .join(articles, articles.c.id == noted_changes.c.article)
    .order_by(noted_changes.c.at.desc(), noted_changes.c.article, noted_changes.c.place)
    .limit(bindparam("most"))
)
_SILENT = (
    select(
        revisions.c.article,
        revisions.c.first_seen,
        revisions.c.change,
        articles.c.record["credit"]["name"].as_string().label("publisher"),
        articles.c.record["site"].as_string().label("site"),
    )
    .join(articles, articles.c.id == revisions.c.article)
    .where(revisions.c.silent)
    .order_by(revisions.c.first_seen.desc(), revisions.c.article, revisions.c.number.desc())
    .limit(bindparam("most"))
)


def newest_changes(connection: Connection, limit: int) -> tuple[NotedChange, ...]:
    """Editors' notes, copies that altered something, and silent changes of fact, newest first."""
    both = [*_noted(connection, limit), *_silent(connection, limit)]
    newest_first = sorted(
        both, key=lambda change: change.when.isoformat() if change.when else "", reverse=True
    )
    return tuple(newest_first[:limit])


def _noted(connection: Connection, limit: int) -> Iterator[NotedChange]:
    for row in connection.execute(_NOTED, {"most": limit}):
        yield NotedChange(
            article=row.article,
            publisher=_maker(row.what, row.site, row.publisher),
            what=row.what,
            text=row.text,
            when=optional_time(row.at),
            copies_without=row.without if row.what == "note" else 0,
        )


def _silent(connection: Connection, limit: int) -> Iterator[NotedChange]:
    for row in connection.execute(_SILENT, {"most": limit}):
        change = unpacked(RevisionChange, row.change)
        yield NotedChange(
            article=row.article,
            publisher=_maker(SILENT, row.site, row.publisher),
            what=SILENT,
            text=_sentence(change),
            when=optional_time(row.first_seen),
            copies_without=0,
        )


def _sentence(change: RevisionChange) -> str:
    """The sentence that says something else now."""
    return next((fact.sentence for fact in change.facts if fact.is_silent), change.summary)


def _maker(what: str, site: str | None, credited: str | None) -> str:
    """Who made a change: a note is its author's; any other change is the site's, whoever the text is credited to."""
    named = (credited, site) if what == "note" else (site, credited)
    return next((name for name in named if name), "")
