"""The list of corrections, page by page: announced ones, silent ones, and what copies altered."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, case, func, select

from headwater.model.correction import (
    Correction,
    CorrectionKind,
    CorrectionPage,
    CorrectionPlace,
)
from headwater.model.moment import Moment
from headwater.model.publisher import host_of, name_key
from headwater.model.words import MomentBasis
from headwater.store.among import is_among
from headwater.store.correction_changes import Kept, Taken, old_copies, taken_back
from headwater.store.correction_rows import CorrectionRow, correction_rows
from headwater.store.records import optional_time, to_json, unpacked
from headwater.store.schema import articles
from headwater.store.shelf_tables import shelvings

# A search for a name walks the list in steps, and no further than this for one page.
_STEP = 400
_FURTHEST = 2000

# Old copies that are named; the others are counted.
_NAMED = 5

_SITE = articles.c.record["site"].as_string().label("site")
_CREDITED = articles.c.record["credit"]["name"].as_string().label("credited")
_HEADLINE = func.coalesce(func.nullif(articles.c.title, ""), shelvings.c.stands_in, "").label("headline")
# What an article without a row among the archives is called stands in its record, which takes long to read.
_IS_SHELVED = shelvings.c.article.is_not(None)
_OUTLET = case((_IS_SHELVED, shelvings.c.outlet), else_=_CREDITED).label("outlet")
_SERVED = case((_IS_SHELVED, shelvings.c.site), else_=_SITE).label("site")
_NAMES = (
    select(articles.c.id, _OUTLET, _SERVED)
    .select_from(articles.outerjoin(shelvings, shelvings.c.article == articles.c.seq))
    .where(is_among(articles.c.id, "wanted"))
)
_MOMENTS = [articles.c.record[name].label(name) for name in ("published", "modified")]
_MAKERS = (
    select(articles.c.id, _HEADLINE, articles.c.language, _OUTLET, _SERVED, *_MOMENTS)
    .select_from(articles.outerjoin(shelvings, shelvings.c.article == articles.c.seq))
    .where(is_among(articles.c.id, "wanted"))
)


class _Maker(NamedTuple):
    """The article that a correction is of."""

    headline: str
    language: str | None
    outlet: str | None
    site: str | None
    moments: tuple[Moment, ...]

    def moment(self, place: CorrectionPlace) -> Moment | None:
        """When the correction was made, as exactly as that is known: the place has its likely time."""
        when = optional_time(place.at)
        if when is None or place.rank:
            return Moment.at(when, MomentBasis.SEEN) if when else None
        return next((moment for moment in self.moments if moment.best == when), Moment.at(when))


class Corrections:
    """The corrections of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(
        self,
        limit: int,
        *,
        kind: CorrectionKind | None = None,
        name: str = "",
        after: CorrectionPlace | None = None,
    ) -> CorrectionPage:
        """At most `limit` corrections, newest first: of a kind, or by a publisher or site whose name holds `name`."""
        if name:
            return self._named(limit, kind, name, after)
        rows = correction_rows(self._connection, kind, after, limit + 1)
        older = rows[limit - 1].place if len(rows) > limit else None
        return CorrectionPage(self._made(rows[:limit]), older)

    def _named(
        self, limit: int, kind: CorrectionKind | None, name: str, after: CorrectionPlace | None
    ) -> CorrectionPage:
        found: list[CorrectionRow] = []
        looked_at = 0
        while looked_at < _FURTHEST:
            rows = correction_rows(self._connection, kind, after, _STEP)
            found += self._called(name, rows)
            if len(found) > limit:
                return CorrectionPage(self._made(found[:limit]), found[limit - 1].place)
            if len(rows) < _STEP:
                return CorrectionPage(self._made(found))
            after = rows[-1].place
            looked_at += len(rows)
        return CorrectionPage(self._made(found), after, is_cut=True)

    def _called(self, asked: str, rows: Iterable[CorrectionRow]) -> list[CorrectionRow]:
        """Those of the rows that were made by whom this name or host, or a part of the name, means."""
        key, host = name_key(asked), host_of(asked)
        names = {row.id: (row.outlet, row.site) for row in self._connection.execute(_NAMES, _wanted(rows))}
        found = []
        for row in rows:
            outlet, site = names.get(row.place.article, (None, None))
            made_by = [each for each in (_shown(row.kind, outlet, site), site) if each]
            if any((key and key in name_key(each)) or (host and host == host_of(each)) for each in made_by):
                found.append(row)
        return found

    def _made(self, rows: Iterable[CorrectionRow]) -> tuple[Correction, ...]:
        makers = {row.id: _maker(row) for row in self._connection.execute(_MAKERS, _wanted(rows))}
        taken = taken_back(self._connection, [row for row in rows if row.place.article in makers])
        copies = old_copies(self._connection, taken)
        return tuple(
            _correction(row, makers[row.place.article], taken[row], copies.get(row, Kept())) for row in taken
        )


def _wanted(rows: Iterable[CorrectionRow]) -> dict[str, str]:
    return {"wanted": to_json(sorted({row.place.article for row in rows}))}


def _shown(kind: CorrectionKind, outlet: str | None, site: str | None) -> str:
    """Who made a change: a note is its author's; any other is the site's, whoever the text is credited to."""
    named = (outlet, site) if kind is CorrectionKind.ANNOUNCED else (site, outlet)
    return next((name for name in named if name), "")


def _maker(row: Row[Any]) -> _Maker:
    moments = tuple(unpacked(Moment, each) for each in (row.published, row.modified) if each)
    return _Maker(row.headline, row.language, row.outlet, row.site, moments)


def _correction(row: CorrectionRow, maker: _Maker, taken: Taken, kept: Kept) -> Correction:
    return Correction(
        place=row.place,
        kind=row.kind,
        what=row.what,
        article=row.place.article,
        headline=maker.headline,
        language=maker.language,
        publisher=_shown(row.kind, maker.outlet, maker.site),
        when=maker.moment(row.place),
        text=taken.text,
        change=taken.change,
        old_text="" if taken.change else kept.sentence,
        revision=taken.revision,
        copies=kept.copies[:_NAMED],
        copies_without=len(kept.copies),
    )
