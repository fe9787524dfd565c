"""Small libraries put together by hand: articles with a family and a story each, as the pipeline stores them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from headwater.model import Article, Branch, Family, Moment, Origin, Page, Relation
from headwater.store import Session, StoredPage

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def add_page(session: Session, number: int) -> StoredPage:
    page = Page(f"{number}.html", f"page {number}".encode(), fetched_at=START + timedelta(days=9))
    return session.pages.add(page)


def article(name: str, *, hours: int | None = 0, **fields: object) -> Article:
    """An article that was published so many hours after START, or at an unknown time."""
    published = None if hours is None else Moment.at(START + timedelta(hours=hours))
    values: dict[str, object] = {"title": f"Title {name}", "text": f"Text of {name}.", **fields}
    return Article(id=name, published=published, **values)  # type: ignore[arg-type]  # values of a test's own choosing


def add_family(
    session: Session,
    story: str,
    members: Sequence[Article],
    *,
    publisher: str | None = None,
    seen: bool = True,
    credited: bool = False,
) -> Family:
    """A family of these articles, each on a page of its own; the first is the origin when `seen`."""
    for member in members:
        stored = add_page(session, session.articles.count())
        session.articles.add(member, stored.seq)
    first = members[0].id if seen else None
    copies = [
        Branch(member.id, None, Relation.COPY, 1.0, credited) for member in members if member.id != first
    ]
    origin = Origin(first, publisher, publisher and publisher.lower())
    family = Family(f"f-{members[0].id}", tuple(member.id for member in members), origin, tuple(copies))
    session.families.save(family, 1, {})
    session.families.put_in_story(family.id, story)
    session.stories.refresh(story)
    return family
