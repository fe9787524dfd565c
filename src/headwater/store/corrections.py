"""What was changed, across all stories."""

from sqlalchemy import Connection, String, cast, func, select

from headwater.model.views import NotedChange
from headwater.store.records import optional_time
from headwater.store.schema import articles, differences, noted_changes


def newest_changes(connection: Connection, limit: int) -> tuple[NotedChange, ...]:
    """Editors' notes, and copies that altered something, newest first."""
    # Copies that still say what a note of this article took back: the field is stored only where it is set, and
    # inside a string its quotes would be escaped.
    without = (
        select(func.count())
        .select_from(differences)
        .where(
            differences.c.source == noted_changes.c.article,
            cast(differences.c.missed, String).contains('"still_says":'),
        )
        .scalar_subquery()
    )
    query = (
        select(
            noted_changes,
            articles.c.record["credit"]["name"].as_string().label("publisher"),
            articles.c.record["site"].as_string().label("site"),
            without.label("without"),
        )
        .join(articles, articles.c.id == noted_changes.c.article)
        .order_by(noted_changes.c.at.desc(), noted_changes.c.article, noted_changes.c.place)
        .limit(limit)
    )
    return tuple(
        NotedChange(
            article=row.article,
            publisher=_maker(row.what, row.site, row.publisher),
            what=row.what,
            text=row.text,
            when=optional_time(row.at),
            copies_without=row.without if row.what == "note" else 0,
        )
        for row in connection.execute(query)
    )


def _maker(what: str, site: str | None, credited: str | None) -> str:
    """Who made a change: a note is its author's; any other change is the site's, whoever the text is credited to."""
    named = (credited, site) if what == "note" else (site, credited)
    return next((name for name in named if name), "")
