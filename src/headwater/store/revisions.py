"""What one address said at different times: sightings, the versions they said, and the revisions that follow.

Rows are kept only for articles that were seen more than once; until then the article's own row says all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, union, update

from headwater.model.article import Article
from headwater.model.revision import Revision, RevisionChange
from headwater.model.words import ArticleKind
from headwater.store.among import is_among
from headwater.store.articles import article_from, article_json, columns_of
from headwater.store.records import optional_time, packed, time_text, to_json, unpacked
from headwater.store.schema import articles, pages, readings, revisions, sightings, versions
from headwater.store.upserting import upsert

# Of what an address held before, so many of the newest are looked at: more than any listing holds at once.
_MOST_EARLIER = 500


_OF = (
    select(revisions, versions.c.record, pages.c.id.label("page_id"))
    .join(versions, and_(versions.c.article == revisions.c.article, versions.c.digest == revisions.c.digest))
    .join(pages, pages.c.seq == revisions.c.page)
    .where(revisions.c.article == bindparam("of"))
    .order_by(revisions.c.number)
)
_VERSIONS_OF = select(versions).where(is_among(versions.c.article, "wanted"))


@dataclass(frozen=True, slots=True)
class Sighting:
    """That an article was seen on a page saying one of its versions.

    `at` is when the page was fetched, None where that is unknown. `page` is the row number of the page, `page_id` its
    id; `reading` the reader's version, `kind` the place that the article had on the page.
    """

    article: str
    at: datetime | None
    page: int
    page_id: str
    position: int
    digest: str
    reading: int
    kind: ArticleKind = ArticleKind.MAIN


class Revisions:
    """The sightings, versions and revisions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at_address(self, url: str, besides: int, *, but: str) -> list[Article]:
        """The articles that pages of this address held, newest row first.

        Left out are the page with the row number `besides`, and pages of the content type `but`.
        """
        is_other = or_(pages.c.content_type.is_(None), pages.c.content_type != but)
        here = and_(pages.c.url == url, pages.c.seq != besides, is_other)
        own = select(articles.c.seq).join(pages, pages.c.seq == articles.c.page).where(here)
        seen = (
            select(articles.c.seq)
            .join(sightings, sightings.c.article == articles.c.id)
            .join(pages, pages.c.seq == sightings.c.page)
            .where(here)
        )
        both = union(own, seen).subquery()
        query = (
            select(articles.c.record)
            .where(articles.c.seq.in_(select(both.c.seq)))
            .order_by(articles.c.seq.desc())
            .limit(_MOST_EARLIER)
        )
        return [article_from(row.record) for row in self._connection.execute(query)]

    def articles_on(self, page: int) -> list[str]:
        """Ids of the articles that were seen on the page with this row number, in the order on the page."""
        seen = select(sightings.c.article, sightings.c.position).where(sightings.c.page == page)
        own = select(articles.c.id, articles.c.position).where(articles.c.page == page)
        rows = self._connection.execute(union(seen, own)).all()
        return list(dict.fromkeys(row[0] for row in sorted(rows, key=lambda row: (row[1], row[0]))))

    def sightings_of(self, article: str) -> list[Sighting]:
        """Where and when the article was seen, in order of time; nothing where it was seen once."""
        query = (
            select(sightings, pages.c.id.label("page_id"))
            .join(pages, pages.c.seq == sightings.c.page)
            .where(sightings.c.article == article)
        )
        return sorted((_sighting(row) for row in self._connection.execute(query)), key=_in_time)

    def first_sighting(self, article: str, digest: str, kind: ArticleKind) -> Sighting:
        """The one that an article's own row tells of, while that is all there is."""
        row = self._connection.execute(
            select(
                articles.c.position,
                pages.c.seq,
                pages.c.id,
                pages.c.fetched_at,
                readings.c.version,
            )
            .join(pages, pages.c.seq == articles.c.page)
            .join(readings, readings.c.page == pages.c.seq)
            .where(articles.c.id == article)
        ).one()
        at = optional_time(row.fetched_at)
        return Sighting(article, at, row.seq, row.id, row.position, digest, row.version, kind)

    def see(self, sighting: Sighting, said: Article) -> None:
        """Append a sighting and what it said; a newer reading of a known one takes that one's place."""
        record = {"article": sighting.article, "digest": sighting.digest, "record": article_json(said)}
        self._connection.execute(upsert(versions).on_conflict_do_nothing(), record)
        row = {
            "article": sighting.article,
            "at": _text(sighting.at),
            "page": sighting.page,
            "position": sighting.position,
            "digest": sighting.digest,
            "reading": sighting.reading,
            "kind": sighting.kind.value,
        }
        added = upsert(sightings)
        newer = {name: added.excluded[name] for name in ("position", "digest", "reading")}
        keys = ["article", "at", "page"]
        self._connection.execute(added.on_conflict_do_update(index_elements=keys, set_=newer), row)

    def versions_of(self, article: str) -> dict[str, Article]:
        """Everything the article was seen to say, by digest."""
        rows = self._connection.execute(select(versions).where(versions.c.article == article))
        return {row.digest: article_from(row.record) for row in rows}

    def texts_of(self, wanted: Iterable[str]) -> dict[str, list[str]]:
        """Article → everything that it was seen to say, for those of these that were seen more than once."""
        found: dict[str, list[str]] = {}
        rows = self._connection.execute(_VERSIONS_OF, {"wanted": to_json(list(wanted))})
        for row in rows:
            found.setdefault(row.article, []).append(article_from(row.record).text)
        return found

    def forget_unseen(self, article: str) -> None:
        """Remove versions that a newer reading no longer finds on any page."""
        seen = select(sightings.c.digest).where(sightings.c.article == article)
        gone = delete(versions).where(versions.c.article == article, versions.c.digest.not_in(seen))
        self._connection.execute(gone)

    def save(self, article: str, found: Sequence[tuple[Revision, str, int]], version: int) -> None:
        """Put these, each with its digest and its page's row number, in place of what was derived before."""
        self._connection.execute(delete(revisions).where(revisions.c.article == article))
        rows = [
            {
                "article": article,
                "number": revision.number,
                "version": version,
                "digest": digest,
                "page": page,
                "first_seen": _text(revision.first_seen),
                "last_seen": _text(revision.last_seen),
                "sightings": revision.sightings,
                "silent": bool(revision.change and revision.change.is_silent),
                "change": packed(revision.change) if revision.change else None,
            }
            for revision, digest, page in found
        ]
        self._connection.execute(insert(revisions), rows)

    def changes_of(self, article: str, version: int) -> dict[tuple[str, str], RevisionChange]:
        """What is derived already: the change from one version to the next, by their digests."""
        query = (
            select(revisions.c.digest, revisions.c.change, revisions.c.version)
            .where(revisions.c.article == article)
            .order_by(revisions.c.number)
        )
        known: dict[tuple[str, str], RevisionChange] = {}
        before = ""
        for row in self._connection.execute(query):
            if row.change is not None and row.version == version:
                known[before, row.digest] = unpacked(RevisionChange, row.change)
            before = row.digest
        return known

    def of(self, article: str) -> tuple[Revision, ...]:
        """The article's revisions, oldest first; nothing where it was seen once."""
        return tuple(_revision(row) for row in self._connection.execute(_OF, {"of": article}))

    def revised(self) -> list[str]:
        """Ids of all articles that have more than one version, in order."""
        query = select(revisions.c.article).where(revisions.c.number == 2).order_by(revisions.c.article)
        return list(self._connection.execute(query).scalars())

    def newest_revised(self, limit: int, *, only_silent: bool = False) -> list[str]:
        """Ids of articles that have more than one version, the one changed last first."""
        last = func.max(revisions.c.first_seen).label("last")
        chosen = revisions.c.silent if only_silent else revisions.c.number > 1
        query = (
            select(revisions.c.article, last)
            .where(chosen)
            .group_by(revisions.c.article)
            .order_by(last.desc(), revisions.c.article)
            .limit(limit)
        )
        return [row.article for row in self._connection.execute(query)]

    def set_current(self, article: Article, page: int) -> None:
        """Let the article's own row tell its newest version, found on the page with this row number."""
        self._connection.execute(
            update(articles).where(articles.c.id == article.id).values(columns_of(article, page))
        )


def _in_time(sighting: Sighting) -> tuple[str, str]:
    """By when they were fetched; the page's id decides between two at one time, whatever came in first."""
    return _text(sighting.at), sighting.page_id


def _sighting(row: Row[*tuple[Any, ...]]) -> Sighting:
    at = optional_time(row.at)
    kind = ArticleKind(row.kind)
    return Sighting(row.article, at, row.page, row.page_id, row.position, row.digest, row.reading, kind)


def _revision(row: Row[*tuple[Any, ...]]) -> Revision:
    return Revision(
        number=row.number,
        page=row.page_id,
        first_seen=optional_time(row.first_seen),
        last_seen=optional_time(row.last_seen),
        sightings=row.sightings,
        article=article_from(row.record),
        change=unpacked(RevisionChange, row.change) if row.change is not None else None,
    )


def _text(time: datetime | None) -> str:
    return time_text(time) if time else ""
