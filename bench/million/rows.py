"""What a story comes to in the library's tables, worked out apart from whoever writes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import JSON, Table

from headwater.flow.shelving import countries_of
from headwater.flow.stage import COPIES, READING, STORIES, VERSIONS
from headwater.model import Article, Comparison, Evidence, FetchedBasis, Publishers, Relation, Trace
from headwater.model.edition import editions_of
from headwater.model.ids import digest_of, page_id
from headwater.store import Listing, Taking
from headwater.store.alterations import alteration_from
from headwater.store.articles import columns_of
from headwater.store.families import branch_row
from headwater.store.records import packed, time_text, to_json
from headwater.store.schema import (
    articles,
    branches,
    differences,
    edges,
    families,
    neighbours,
    noted_changes,
    pages,
    readings,
    stories,
    traces,
)
from headwater.store.shelf_tables import story_editions
from headwater.store.story_cards import (
    CardFamily,
    CardMember,
    Counted,
    editions_of_families,
    latest_of,
    speaker_of,
    story_card,
)
from headwater.store.story_differences import told_of
from million.newsroom import NewsFamily, NewsStory
from million.outlets import Outlet, directory

# In the order in which rows refer to one another.
TABLES = (
    pages,
    readings,
    articles,
    branches,
    families,
    edges,
    differences,
    noted_changes,
    stories,
    story_editions,
    neighbours,
    traces,
)
_SEEN_AFTER = timedelta(minutes=7)

Values = tuple[object, ...]


@dataclass(slots=True)
class Rows:
    """The rows of some stories by their table's name, as the driver takes them; `listings` are without their texts."""

    of: dict[str, list[Values]] = field(default_factory=lambda: {table.name: [] for table in TABLES})
    listings: list[Listing] = field(default_factory=list)

    def add(self, table: Table, **values: object) -> None:
        """Append a row with a value for every column."""
        self.of[table.name].append(
            tuple(
                to_json(values[column.name])
                if isinstance(column.type, JSON) and not isinstance(values[column.name], str | None)
                else values[column.name]
                for column in table.columns
            )
        )

    def count(self, table: Table) -> int:
        """How many rows there are for a table."""
        return len(self.of[table.name])

    def sorted(self) -> "Rows":
        """In the order of their keys, so that each page of the database is written once."""
        for table in TABLES:
            keys = [list(table.columns).index(column) for column in table.primary_key]
            self.of[table.name].sort(key=lambda row: [row[key] for key in keys])  # sorted at once
        return self


class RowMaker:
    """Makes rows of stories; the articles are numbered from `first` on."""

    def __init__(self, outlets: Sequence[Outlet], first: int) -> None:
        self._publishers, self._articles = directory(outlets), first
        self._before: str | None = None

    def add(self, rows: Rows, story: NewsStory) -> None:
        """Add a story's rows, in the order of time."""
        carded = []
        for family in story.families:
            for place in range(len(family.members)):
                self._add_article(rows, story.id, family, place)
            self._add_family(rows, story.id, family)
            carded.append(_card_family(family, self._publishers))
        speaker, _ = speaker_of(carded)
        lead = next(each for each in story.families if each.family.id == speaker.id).members[0]
        latest = latest_of(carded)
        time = time_text(latest) if latest else ""
        card = story_card(story.id, carded, lead)
        rows.add(stories, id=story.id, latest=time, card=packed(card))
        for edition in editions_of_families(carded):
            rows.add(story_editions, edition=edition, latest=time, story=story.id)
        if self._before and len(story.families) > 1:
            rows.add(neighbours, story=story.id, other=self._before, similarity=0.4)
        self._before = story.id

    def _add_article(self, rows: Rows, story: str, family: NewsFamily, place: int) -> None:
        article = family.members[place]
        seq = self._articles
        self._articles += 1
        seen = _published(article) + _SEEN_AFTER
        page = _add_page(rows, seq, article, seen)
        rows.add(articles, seq=seq, id=article.id, **columns_of(article, seq))
        read = Evidence("json-ld", "the page's own markup says so", article.title or "")
        _add_trace(rows, article.id, Trace(READING, VERSIONS[READING], (page,), (read,)))
        near = Evidence("terms", "it shares its uncommon words with the story")
        _add_trace(rows, article.id, Trace(STORIES, VERSIONS[STORIES], (story,), (near,)))
        for number, note in enumerate(article.notes):
            at = time_text(_published(article))
            rows.add(noted_changes, article=article.id, place=number, what="note", text=note, at=at)
        bare = replace(article, text="", paragraphs=())
        rows.listings.append(Listing(seq, bare, seen, countries_of(article, self._publishers)))

    def _add_family(self, rows: Rows, story: str, family: NewsFamily) -> None:
        told = family.family
        rows.add(
            families,
            id=told.id,
            story=story,
            size=len(told.members),
            publisher=told.origin.publisher,
            publisher_id=told.origin.publisher_id,
            version=VERSIONS[COPIES],
            origin=packed(told.origin),
        )
        _add_trace(rows, told.id, Trace(COPIES, VERSIONS[COPIES], (), (Evidence("first", "it came first"),)))
        told_branches = {branch.article: branch for branch in told.branches}
        for place, name in enumerate(told.members):
            taking = _taking(family, place)
            row = branch_row(told, place, told_branches.get(name), taking)
            rows.add(branches, **row)
            _add_copy(rows, family, place)


def _add_page(rows: Rows, seq: int, article: Article, seen: datetime) -> str:
    """A page whose bytes were let go of; its id."""
    url = article.url or ""
    page = page_id(url, url.encode())
    digest = digest_of(url.encode())
    rows.add(
        pages,
        seq=seq,
        id=page,
        name=url,
        url=url,
        content_type="text/html",
        fetched_at=time_text(seen),
        fetched_basis=FetchedBasis.FETCH.value,
        digest=digest,
        size=len(article.text),
        segment=0,
        offset=seq,
        length=1,
        record_digest=digest,
    )
    rows.add(readings, page=seq, version=VERSIONS[READING], kind="article", title=article.title, articles=1)
    return page


def _add_trace(rows: Rows, record: str, trace: Trace) -> None:
    values = {"inputs": list(trace.inputs), "evidence": packed(trace.evidence)}
    rows.add(traces, record=record, stage=trace.stage, version=trace.version, **values)


def _add_copy(rows: Rows, family: NewsFamily, place: int) -> None:
    """What a copy has from the origin: the edge and the difference."""
    copied = family.copied[place]
    if copied is None:
        return
    article = family.members[place]
    found = Comparison(Relation.COPY, 0.95, 0.9, 0.8)
    rows.add(
        edges,
        article=article.id,
        other=copied.source,
        relation=found.relation.value,
        confidence=found.confidence,
        record=packed(found),
    )
    record = packed(copied.difference)
    missed = packed(()) or []
    rows.add(
        differences,
        article=article.id,
        source=copied.source,
        version=VERSIONS[COPIES],
        record=record,
        missed=missed,
        told=packed(told_of(copied.difference, ())),
        **alteration_from(record, missed)._asdict(),
    )


def _taking(family: NewsFamily, place: int) -> Taking:
    taker = family.outlets[place].publisher.name
    if place == 0:
        return Taking(taker)
    delay = _published(family.members[place]) - _published(family.members[0])
    return Taking(taker, family.outlets[0].publisher.name, delay.total_seconds() / 60)


def _published(article: Article) -> datetime:
    assert article.published
    return article.published.best


def _card_family(family: NewsFamily, publishers: Publishers) -> CardFamily:
    told = family.family
    members = [
        CardMember(
            id=article.id,
            has_title=True,
            published=_published(article),
            seen=None,
            language=article.language,
            category=article.category,
            labels=(),
            notes=len(article.notes),
            uncredited=bool(place) and not told.branches[place - 1].credited,
            still_wrong=False,
            editions=editions_of(article.language, countries_of(article, publishers)),
        )
        for place, article in enumerate(family.members)
    ]
    return CardFamily(
        told.id, told.origin.publisher, told.origin.publisher_id, told.origin.article, Counted(members)
    )
