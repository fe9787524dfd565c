"""Articles of an invented story, as its outline is made of them."""

from datetime import UTC, datetime, timedelta

from headwater import Article
from headwater.model import Moment
from headwater.stories import Told, Version

START = datetime(2026, 3, 1, 8, tzinfo=UTC)

BRIDGE = (
    "The old bridge at Marlow Ferry was closed to all traffic on Monday after divers found cracks in two piers. "
    "It will stay closed for at least six weeks, the county said.",
    "About 9,000 cars cross the bridge each day, according to the county.",
)


def told(
    name: str,
    *paragraphs: str,
    origin: str = "wire",
    hours: float | None = 0,
    leads: bool = True,
    versions: tuple[Version, ...] = (),
    **fields: object,
) -> Told:
    """An article that was published so many hours after START, in a family of its own unless it is a copy."""
    published = None if hours is None else Moment.at(START + timedelta(hours=hours))
    values: dict[str, object] = {"title": f"Title of {name}", "language": "en", **fields}
    article = Article(
        id=name,
        paragraphs=paragraphs,
        site=f"{name}.example",
        published=published,
        **values,  # type: ignore[arg-type]  # values of a test's own choosing
    )
    return Told(article, f"f-{origin}", origin, leads, START + timedelta(days=2), versions)
