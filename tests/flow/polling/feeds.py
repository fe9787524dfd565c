"""Invented feeds and pages of the invented Halden Courier, as its system would write them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.flow.invented import page

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Headline, summary, and the rest of the article.
_REPORTS = (
    (
        "Harbour board lets the old cranes stand",
        "The two slewing cranes on the east quay will not be scrapped, the harbour board of Port Halden decided by five "
        "votes to four.",
    ),
    (
        "School bus line to Sundhaven doubled",
        "From Monday the morning bus from Sundhaven runs every quarter of an hour, the county's transport office "
        "announced after parents had complained.",
    ),
    (
        "Storm tears the roof off the fish market",
        "A gust of 118 kilometres an hour lifted the roof of the fish market in Maravel on Sunday night; nobody was in "
        "the hall.",
    ),
    (
        "Museum buys lighthouse lens at auction",
        "The maritime museum paid 41,000 crowns for the lens that burned on Kestrel Rock until the lamp was made "
        "electric.",
    ),
    (
        "Nurses' strike at county hospital put off",
        "The nurses of the county hospital will not walk out this week, their union said after a night of talks with the "
        "clinic's board.",
    ),
    (
        "Oyster beds closed after algae found",
        "Divers found a toxic alga on the oyster beds off Nordkyst, and the fisheries office closed all of them until "
        "further notice.",
    ),
)


@dataclass(frozen=True)
class Item:
    """An entry of a feed. `published` of None leaves its date out, and so do an empty guid and link."""

    title: str
    summary: str
    link: str = ""
    guid: str = ""
    published: datetime | None = NOON

    def but(self, **changes: object) -> "Item":
        return replace(self, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def items(site: str, count: int = 4) -> list[Item]:
    """The newest reports of the site, an hour apart, the newest first."""
    return [
        Item(title, summary, f"{site}/news/{number}", f"{site}/?p={number}", NOON - (number + 1) * HOUR)
        for number, (title, summary) in enumerate(_REPORTS[:count])
    ]


def rss(entries: Iterable[Item], *, head: str = "") -> str:
    """The entries as RSS 2.0."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Halden Courier</title>{head}'
        f"<link>https://halden-courier.example/</link>{''.join(map(_item, entries))}</channel></rss>"
    )


def _item(item: Item) -> str:
    parts = [f"<title>{escape(item.title)}</title>", f"<description>{escape(item.summary)}</description>"]
    if item.link:
        parts.append(f"<link>{escape(item.link)}</link>")
    if item.guid:
        parts.append(f'<guid isPermaLink="false">{escape(item.guid)}</guid>')
    if item.published:
        parts.append(f"<pubDate>{format_datetime(item.published)}</pubDate>")
    return f"<item>{''.join(parts)}</item>"


def article(item: Item, *more: str, title: str = "", note: str = "") -> str:
    """The page of an entry: its whole text, which begins otherwise than its summary."""
    name = item.title.split()[0].lower()
    paragraphs = [
        item.summary.replace(
            ".", ", as was learned on Tuesday from several people who had been in the room."
        ),
        f"The decision about the {name} had been expected since the autumn, when a first paper was passed around.",
        f"Whoever is touched by it can object at the town hall of Port Halden until the end of the month: {name}.",
        *more,
    ]
    published = (item.published or NOON).isoformat()
    return page("Halden Courier", title or item.title, published, paragraphs, note)
