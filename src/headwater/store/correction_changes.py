"""What corrections took back, as far as both wordings were seen, and which copies were seen with the old text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from headwater.model.correction import CorrectionKind, OldCopy
from headwater.model.difference import Change, ChangeKind, MissedCorrection
from headwater.model.revision import FactChange
from headwater.store.among import is_among
from headwater.store.correction_rows import CorrectionRow
from headwater.store.records import Json, to_json, unpacked
from headwater.store.schema import articles, branches, differences, revisions
from headwater.store.shelf_tables import shelvings

# Members of one family, and of all families of a page, in which an old sentence is looked for: it takes 0.1 ms each.
_MOST_MEMBERS = 60
_MOST_OF_ALL = 240

# A sentence shorter than this may stand anywhere for reasons of its own.
_LONG_ENOUGH = 40

_HEADLINE = func.coalesce(func.nullif(articles.c.title, ""), shelvings.c.stands_in, "").label("headline")
_SITE = articles.c.record["site"].as_string().label("site")
_LISTED = articles.outerjoin(shelvings, shelvings.c.article == articles.c.seq)

# Built once: to build a statement takes longer than to run it.
_REVISED = (
    select(revisions.c.article, revisions.c.number, revisions.c.change)
    .where(is_among(revisions.c.article, "wanted"), revisions.c.number > 1)
    .order_by(revisions.c.article, revisions.c.number)
)
_ALTERED = select(differences.c.article, differences.c.record["changes"].label("changes")).where(
    is_among(differences.c.article, "wanted")
)
_STILL_SAYING = (
    select(differences.c.source, differences.c.missed, articles.c.id, _HEADLINE, _SITE)
    .select_from(_LISTED.join(differences, differences.c.article == articles.c.id))
    .where(is_among(differences.c.source, "wanted"), differences.c.still_says)
    .order_by(differences.c.source, articles.c.seq)
)
_FAMILY = select(branches.c.family).where(branches.c.article == bindparam("of")).scalar_subquery()
_MEMBERS = (
    select(articles.c.id, _HEADLINE, _SITE, articles.c.record["paragraphs"].label("paragraphs"))
    .select_from(_LISTED.join(branches, branches.c.article == articles.c.id))
    .where(branches.c.family == _FAMILY, articles.c.id != bindparam("of"))
    .order_by(branches.c.place)
    .limit(bindparam("most"))
)

# Of the hundreds of sentences in the records of a page, one in each is made a record of the model.
_Fields = dict[str, Json]


class Taken(NamedTuple):
    """What a correction changed: the sentence before and after, and the revision that brought it, where known."""

    text: str
    change: Change | None = None
    revision: int | None = None


def taken_back(connection: Connection, rows: Sequence[CorrectionRow]) -> dict[CorrectionRow, Taken]:
    """What each of these corrections changed."""
    revised = _revised(connection, [row for row in rows if row.kind is not CorrectionKind.ALTERED])
    altered = _altered(connection, [row for row in rows if row.kind is CorrectionKind.ALTERED])
    return {row: _taken(row, revised.get(row.place.article, {}), altered) for row in rows}


def _taken(row: CorrectionRow, revised: Mapping[int, _Fields], altered: Mapping[str, Json]) -> Taken:
    if row.kind is CorrectionKind.ALTERED:
        return Taken(row.text, _sentence_of(altered.get(row.place.article), row.text))
    if row.kind is CorrectionKind.SILENT:
        number = row.place.number
        change = revised.get(number)
        return _of_facts(change, number, note=None) if change else Taken("", None, number)
    for number, change in revised.items():
        if row.text in _listed(change.get("notes")):
            return _of_facts(change, number, note=row.text)
    return Taken(row.text)


def _of_facts(change: _Fields, number: int, note: str | None) -> Taken:
    """The first changed fact that nothing says, or that this note says: its sentence, before and after."""
    facts = (unpacked(FactChange, fact) for fact in _listed(change.get("facts")))
    fitting = (fact for fact in facts if (fact.is_silent if note is None else fact.note == note))
    sentence = next((fact.sentence for fact in fitting), "")
    difference = change.get("difference")
    changes = difference.get("changes") if isinstance(difference, dict) else None
    both = _sentence_of(changes, sentence) if sentence else None
    return Taken(note or sentence or str(change.get("summary", "")), both, number)


def _revised(connection: Connection, rows: Iterable[CorrectionRow]) -> dict[str, dict[int, _Fields]]:
    """The changes between the revisions of these rows' articles, by article and number, as they are stored."""
    found: dict[str, dict[int, _Fields]] = defaultdict(dict)
    for row in connection.execute(_REVISED, _wanted(rows)):
        if isinstance(row.change, dict):
            found[row.article][row.number] = row.change
    return found


def _altered(connection: Connection, rows: Sequence[CorrectionRow]) -> dict[str, Json]:
    """The changes from their sources to these rows' articles, as they are stored."""
    found = connection.execute(_ALTERED, _wanted(rows)) if rows else ()
    return {row.article: row.changes for row in found}


def _sentence_of(changes: Json, after: str) -> Change | None:
    """The change that a sentence came of."""
    for change in _listed(changes):
        is_it = isinstance(change, dict) and change.get("after") == after and change.get("before")
        if is_it and isinstance(change, dict) and change.get("kind") == ChangeKind.REWORDED.value:
            return unpacked(Change, change)
    return None


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _wanted(rows: Iterable[CorrectionRow]) -> dict[str, str]:
    return {"wanted": to_json(sorted({row.place.article for row in rows}))}


class Kept(NamedTuple):
    """Articles that were seen with an old text, and the sentence of the first of them."""

    copies: tuple[OldCopy, ...] = ()
    sentence: str = ""


def old_copies(connection: Connection, taken: Mapping[CorrectionRow, Taken]) -> dict[CorrectionRow, Kept]:
    """The articles that were seen with what each of these corrections took back; nothing for what copies altered."""
    announced = [row for row in taken if row.kind is CorrectionKind.ANNOUNCED]
    noted = _still_saying(connection, announced)
    found = {
        row: noted[row.place.article, row.text] for row in announced if (row.place.article, row.text) in noted
    }
    left = _MOST_OF_ALL
    for row, what in taken.items():
        sentence = what.change.before if what.change else ""
        if row.kind is CorrectionKind.SILENT and len(sentence) >= _LONG_ENOUGH and left > 0:
            members = _members(connection, row.place.article, min(left, _MOST_MEMBERS))
            left -= len(members)
            found[row] = Kept(tuple(copy for copy, text in members if sentence in text), sentence)
    return found


def _still_saying(connection: Connection, rows: Iterable[CorrectionRow]) -> dict[tuple[str, str], Kept]:
    """Copies that still say what a note of their source took back, by their source and the note."""
    found: dict[tuple[str, str], Kept] = {}
    for row in connection.execute(_STILL_SAYING, _wanted(rows)):
        copy = OldCopy(row.id, row.headline, row.site or "")
        for missed in (unpacked(MissedCorrection, each) for each in row.missed):
            if missed.still_says:
                known = found.get((row.source, missed.note), Kept((), missed.still_says))
                found[row.source, missed.note] = known._replace(copies=(*known.copies, copy))
    return found


def _members(connection: Connection, article: str, limit: int) -> list[tuple[OldCopy, str]]:
    """The first other articles of an article's family, with their texts."""
    return [
        (OldCopy(row.id, row.headline, row.site or ""), "\n".join(map(str, row.paragraphs or ())))
        for row in connection.execute(_MEMBERS, {"of": article, "most": limit})
    ]
