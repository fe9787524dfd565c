"""Reads what was written by hand: articles, outlets and the plan of the pages."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "src" / "headwater" / "samples"

_INCLUDE = re.compile(r"^\{\{(\S+) ([\d ]+)\}\}$")


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A publisher of the world and the look of its site. `style` is the name of a template."""

    id: str
    name: str
    host: str
    style: str
    language: str = "en"
    short: str = ""
    tagline: str = ""
    boilerplate: str = ""  # what stands under each of its articles
    agency_line: str = "byline"  # where a copy names its agency: byline, dateline, closing


@dataclass(frozen=True, kw_only=True)
class Written:
    """An article as an outlet published it. `origin` is the piece of journalism it takes its text from."""

    id: str
    outlet: str
    story: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    category: str | None = None
    hashtags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    language: str = "en"
    place: str = ""
    caption: str = ""
    credit: str | None = None  # the agency or outlet that the article itself names as its source
    credited: bool = True
    origin: str | None = None
    relation: str = "none"
    own_page: bool = False

    @property
    def piece(self) -> str:
        """The piece of journalism: a copy is the same piece as what it copies."""
        return self.origin if self.origin and self.relation == "copy" else self.id


@dataclass(frozen=True, kw_only=True)
class Promo:
    """A promotion inside an archived article, after the paragraph with this number (0-based)."""

    after: int
    headline: str
    label: str = ""  # printed between "Read more" and the headline; without one: "READ MORE: headline"


@dataclass(frozen=True, kw_only=True)
class PagePlan:
    """A page that shows several articles: its shape and what stands on it, in order."""

    file: str
    shape: str
    fetched_at: datetime
    articles: tuple[str, ...]
    url: str | None = None
    language: str = "en"
    heading: str = ""
    site: str = ""
    uncredited: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    promos: dict[str, tuple[Promo, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Refetch:
    """An article's own page as it was fetched again so many hours later: the article as it read by then.

    `furniture` are lines that the page put around it and that are no part of the article.
    """

    article: Written
    hours: int
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True)
class World:
    """Everything that was written. `unseen` are pieces that are copied although no page holds them."""

    publishers: dict[str, str]  # id → name, those included that have no pages or stand in no directory
    outlets: dict[str, Outlet]
    articles: dict[str, Written]
    plans: tuple[PagePlan, ...]
    unseen: frozenset[str]
    refetches: tuple[Refetch, ...] = ()


def _blocks(text: str) -> list[str]:
    return [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]


def _replaced(blocks: list[str], old: str, new: str, who: str) -> list[str]:
    found = sum(block.count(old) for block in blocks)
    if found != 1:
        raise ValueError(f"{who}: {old!r} occurs {found} times in what it copies")
    return [block.replace(old, new).strip() for block in blocks]


def _paragraphs(entry: dict[str, Any], done: dict[str, Written]) -> tuple[str, ...]:
    """The text of an entry: its own, with included paragraphs, or an edited copy of another's."""
    who = entry["id"]
    blocks: list[str] = []
    for block in _blocks(entry.get("text", "")):
        include = _INCLUDE.match(block)
        if include:
            source = done[include[1]].paragraphs
            blocks += [source[int(number)] for number in include[2].split()]
        else:
            blocks.append(block)
    if not blocks:
        source = done[entry["from"]].paragraphs
        blocks = [source[number] for number in entry.get("keep", range(len(source)))]
    for old, new in entry.get("replace", ()):
        blocks = _replaced(blocks, old, new, who)
    return tuple(
        _blocks(entry.get("before", "")) + [b for b in blocks if b] + _blocks(entry.get("after", ""))
    )


def _written(entry: dict[str, Any], done: dict[str, Written]) -> Written:
    fields = {key: value for key, value in entry.items() if key in Written.__dataclass_fields__}
    lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
    origin = entry.get("from")
    if origin in done and "language" not in fields:
        fields["language"] = done[origin].language
    return Written(**{**fields, **lists}, origin=origin, paragraphs=_paragraphs(entry, done))


def _articles(entries: Iterable[dict[str, Any]]) -> dict[str, Written]:
    """In the order of time, so that a copy always finds what it copies."""
    done: dict[str, Written] = {}
    for entry in sorted(entries, key=lambda entry: entry["published"]):
        if entry["id"] in done:
            raise ValueError(f"two articles have the id {entry['id']}")
        done[entry["id"]] = _written(entry, done)
    return done


def _plan(entry: dict[str, Any]) -> PagePlan:
    promos = {
        article: tuple(Promo(**promo) for promo in found)
        for article, found in entry.pop("promos", {}).items()
    }
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return PagePlan(**{**entry, **lists}, promos=promos)


def _refetch(entry: dict[str, Any], articles: dict[str, Written]) -> Refetch:
    article = articles[entry["article"]]
    blocks = list(article.paragraphs)
    for old, new in entry.get("replace", ()):
        blocks = _replaced(blocks, old, new, f"{article.id}, fetched again")
    later = replace(
        article,
        paragraphs=tuple(blocks + _blocks(entry.get("after", ""))),
        notes=(*article.notes, *entry.get("notes", ())),
    )
    return Refetch(later, entry["hours"], tuple(entry.get("furniture", ())))


def load_world() -> World:
    """Reads `source/*.toml` and the sample publishers."""
    entries: list[dict[str, Any]] = []
    for path in sorted((HERE / "source").glob("*.toml")):
        entries += tomllib.loads(path.read_text("utf-8")).get("article", [])
    pages = tomllib.loads((HERE / "source" / "pages.toml").read_text("utf-8"))
    publishers = tomllib.loads((SAMPLES / "publishers.toml").read_text("utf-8"))["publisher"]
    looks = {look["id"]: look for look in pages["outlet"]}
    outlets = {
        p["id"]: Outlet(name=p["name"], host=p["domains"][0], **looks[p["id"]])
        for p in publishers
        if p["id"] in looks
    }
    articles = _articles(entries)
    again = tomllib.loads((HERE / "source" / "refetches.toml").read_text("utf-8"))["refetch"]
    return World(
        {p["id"]: p["name"] for p in publishers} | pages["unlisted"],
        outlets,
        articles,
        tuple(_plan(entry) for entry in pages["page"]),
        frozenset(pages["unseen"]),
        tuple(_refetch(entry, articles) for entry in again),
    )
