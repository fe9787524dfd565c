"""Which entry of a feed is which that was listed before. Pure.

An entry is known by its own address, or where that tells nothing by what the feed calls it (its guid), or by what it
says. None of them is believed alone where the others speak against it: feeds change all their guids, give all entries
one, give an old one to a new article, link every entry to their front page, and list everything anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from headwater.copies import said_digest
from headwater.copies.text.wording import forms_of
from headwater.model import Article, Evidence, FeedItem, address_key

# As in copies.changes.versions: the least share of the shorter text's word triples that two versions have in common,
# where something else says that they are one article, and where nothing but headline and text, or text alone, does.
_ALIKE, _SAME_TITLE, _TEXT_ALONE = 0.1, 0.2, 0.5
# A text of fewer words (headline and all) may be said of another day as well: "Weather", "Live", "In pictures".
_TELLING_WORDS = 8
# A page that is written anew each day is dated at least so much later.
_ANOTHER_DAY = timedelta(hours=12)
# So many of an announcement's telling words stand in the article that it announces.
_ANNOUNCED = 0.4
# Clocks of servers differ by so much; time zones mistaken for others by hours.
_CLOCKS_APART = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is listed now. `key` and `guid` are empty where they tell it from no other of the list."""

    article: Article
    key: str
    guid: str
    said: str

    def item(self, article: str) -> FeedItem:
        """What it is known by from now on, as this stored article."""
        published = self.article.published
        return FeedItem(
            article,
            self.key,
            self.guid,
            self.said,
            self.article.title or "",
            published.best if published else None,
        )


def entries_of(articles: Iterable[Article]) -> list[Entry]:
    """The entries of one list, each once: of one that is listed again with the same name and text the first.

    So is one that says the same of the same instant under another name, as in two sections of a site; without its time
    it may be the bulletin of another hour.
    """
    found: list[Entry] = []
    seen = set[tuple[object, ...]]()
    for article in articles:
        entry = Entry(article, _own_key(article.url), _own_guid(article), said_digest(article))
        names: set[tuple[object, ...]] = {(entry.key, "" if entry.key else entry.guid, entry.said)}
        if article.published and article.published.is_instant and _is_telling(article):
            names.add((entry.said, article.published.best))
        if seen.isdisjoint(names):
            found.append(entry)
        seen |= names
    found = _without_older(found)
    keys, guids = Counter(e.key for e in found), Counter(e.guid for e in found)
    return [
        replace(e, key=e.key if keys[e.key] == 1 else "", guid=e.guid if guids[e.guid] == 1 else "")
        for e in found
    ]


def _own_key(url: str | None) -> str:
    """The key of an address that can be an article's own: no site's front page is."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return address_key(url) if parts.path.strip("/") or parts.query else ""


def _own_guid(article: Article) -> str:
    """What the feed calls an entry, where that is more than its address once again."""
    guid = article.guid or ""
    return "" if article.url and address_key(guid) == address_key(article.url) else guid


def _without_older(entries: Sequence[Entry]) -> list[Entry]:
    """Without what a list still says of an article further up: an update leaves the older entry standing in some."""
    first: dict[str, Entry] = {}
    kept = []
    for entry in entries:
        newer = first.setdefault(entry.key, entry) if entry.key else entry
        if newer is entry or not _is_alike(entry.article, newer.article):
            kept.append(entry)
    return kept


def match_entries(
    entries: Sequence[Entry], items: Sequence[FeedItem], stored: Mapping[str, Article]
) -> dict[int, FeedItem]:
    """Place in `entries` → the item of the same source that it is, each item once.

    `stored` are the articles of the items, as far as they are known.
    """
    scored = []
    for place, entry in enumerate(entries):
        for number, item in enumerate(items):
            score = _score(entry, item, stored.get(item.article))
            if score:
                scored.append((-score, place, number))
    matched: dict[int, FeedItem] = {}
    taken = set[int]()
    for _, place, number in sorted(scored):
        if place not in matched and number not in taken:
            matched[place] = items[number]
            taken.add(number)
    return matched


def _score(entry: Entry, item: FeedItem, stored: Article | None) -> float:
    """How sure it is that an entry is this item; 0 where it is another."""
    same_key = bool(entry.key) and entry.key == item.key
    same_guid = bool(entry.guid) and entry.guid == item.guid
    if entry.said == item.said:
        if same_key or same_guid:
            return 8 + same_key + same_guid / 2
        # Listed anew under another address or name, which a text that tells something gives away.
        return 7.0 if _is_telling(entry.article) or not (entry.key or entry.guid) else 0.0
    if not (same_key or same_guid):
        return 0.0 if entry.key or entry.guid or item.key or item.guid else _by_text(entry, item, stored)
    if _goes_on(entry, item, stored):
        return 5.0 + same_key + same_guid / 2
    if not same_key:
        return 0.0
    # One address, and nothing of the same said: another headline is no other article, another day's is.
    renamed = bool(entry.guid and item.guid) and not same_guid
    return 0.0 if renamed or _is_later(entry, item) else 4.0


def _goes_on(entry: Entry, item: FeedItem, stored: Article | None) -> bool:
    """Whether an entry says something of what an item said."""
    if _is_titled_alike(entry.article.title or "", item.title):
        return True
    if stored is not None and _likeness(entry.article, stored) >= _ALIKE:
        return True
    published = entry.article.published
    return published is not None and published.is_instant and published.best == item.published


def _is_later(entry: Entry, item: FeedItem) -> bool:
    published = entry.article.published
    return (
        published is not None
        and item.published is not None
        and published.best - item.published >= _ANOTHER_DAY
    )


def _by_text(entry: Entry, item: FeedItem, stored: Article | None) -> float:
    """Of two without any name: by headline and text."""
    titled = _is_titled_alike(entry.article.title or "", item.title)
    likeness = _likeness(entry.article, stored) if stored else 0.0
    return likeness + titled if likeness >= (_SAME_TITLE if titled else _TEXT_ALONE) else 0.0


def is_announced_by(article: Article, announcement: Article) -> bool:
    """Whether the article of a page is the one that an entry announced: most of what the entry says stands there.

    What a page asks of its readers first (consent, signing in, paying) says nothing of it.
    """
    told = _telling(
        " ".join((announcement.title or "", announcement.standfirst or "", announcement.text[:600]))
    )
    if len(told) < 3:
        return True
    there = _telling(" ".join((article.title or "", article.standfirst or "", article.text)))
    return len(told & there) >= _ANNOUNCED * len(told)


def is_same_piece(article: Article, other: Article) -> bool:
    """Whether two articles that were listed at one address in different places are one."""
    return _is_alike(article, other) or is_announced_by(other, article) or is_announced_by(article, other)


def sane_time(article: Article, fetched_at: datetime | None) -> Article:
    """Without a date that lies after the fetch: nothing is listed before it is published."""
    published = article.published
    if published is None or fetched_at is None or published.earliest <= fetched_at + _CLOCKS_APART:
        return article
    said = f"dated {published.best.isoformat()}, which is after it was fetched and can't be: unknown"
    evidence = (*article.evidence, Evidence("future-date", said))
    return replace(article, published=None, modified=None, evidence=evidence)


def _is_alike(a: Article, b: Article) -> bool:
    return _is_titled_alike(a.title or "", b.title or "") or _likeness(a, b) >= _ALIKE


def _is_titled_alike(a: str, b: str) -> bool:
    return bool(a and b) and forms_of(a) == forms_of(b)


def _is_telling(article: Article) -> bool:
    return len(forms_of(_words(article))) >= _TELLING_WORDS


def _words(article: Article) -> str:
    return " ".join((article.title or "", article.standfirst or "", article.text))


def _likeness(a: Article, b: Article) -> float:
    """The share of the shorter one's word triples, headlines aside, that stand in the other as well."""
    first, second = (_triples(f"{each.standfirst or ''} {each.text}") for each in (a, b))
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    forms = forms_of(text)
    return frozenset(zip(forms, forms[1:], forms[2:], strict=False))


def _telling(text: str) -> frozenset[str]:
    """The longer words of a text, or in scripts whose words are short all of them."""
    forms = frozenset(forms_of(text))
    longer = frozenset(form for form in forms if len(form) > 3)
    return longer if len(longer) * 3 >= len(forms) else forms
