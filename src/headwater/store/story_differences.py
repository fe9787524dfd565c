"""What the copies of a story changed: each copy's changes in a few lines, and those of several taken together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from headwater.model.difference import Change, ChangeKind, ChangeTopic, Detail, Difference, MissedCorrection
from headwater.model.outline import ChangedBy, StoryDifference, StoryDifferenceKind
from headwater.store.among import is_among
from headwater.store.records import Json, packed, to_json, unpacked
from headwater.store.schema import branches, differences, families

_MOST, _MOST_OF_A_KIND = 24, 6  # lines of a story
_MOST_OF_A_TOPIC = 3  # lines of one copy
_MOST_COPIES = 500  # of a story that are looked at

_TOPICS = {
    ChangeTopic.FIGURE: StoryDifferenceKind.FIGURE,
    ChangeTopic.QUOTE: StoryDifferenceKind.QUOTE,
    ChangeTopic.NAME: StoryDifferenceKind.NAME,
    ChangeTopic.NEGATION: StoryDifferenceKind.NEGATION,
    ChangeTopic.ATTRIBUTION: StoryDifferenceKind.ATTRIBUTION,
}
_GRAVITY = {kind: place for place, kind in enumerate(StoryDifferenceKind)}
_COUNTED = (StoryDifferenceKind.DROPPED, StoryDifferenceKind.ADDED)

_TOLD = select(differences.c.article, differences.c.source, differences.c.told).where(
    is_among(differences.c.article, "copies"), differences.c.told.is_not(None)
)
_UNTOLD = (
    select(differences.c.article, differences.c.record, differences.c.missed)
    .join(branches, branches.c.article == differences.c.article)
    .join(families, families.c.id == branches.c.family)
    .where(families.c.story == bindparam("story"))
)
_TELL = update(differences).where(differences.c.article == bindparam("of")).values(told=bindparam("to_told"))


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One thing that a copy did to its source, as `StoryDifference` says it."""

    kind: StoryDifferenceKind
    before: str = ""
    after: str = ""
    sentence: str = ""
    sentences: int = 0
    of: int = 0


def told_of(difference: Difference, missed: Iterable[MissedCorrection]) -> tuple[ToldChange, ...]:
    """What a copy did to its source in a few lines, gravest first; nothing of wording alone."""
    missed = tuple(missed)
    # Where the source has corrected a sentence since, the copy kept what it was given.
    kept = {found.still_says for found in missed}
    changed = [change for change in difference.changes if change.after not in kept]
    lines = [*_corrections(missed), *_details(changed), *_headline(difference.headline), *_counts(changed)]
    return tuple(sorted(lines, key=lambda line: _GRAVITY[line.kind]))


def _corrections(missed: Iterable[MissedCorrection]) -> Iterator[ToldChange]:
    for found in missed:
        kind = StoryDifferenceKind.STILL_SAYS if found.still_says else StoryDifferenceKind.NO_CORRECTION
        yield ToldChange(kind, before=found.note, sentence=found.still_says or "")


def _details(changes: Iterable[Change]) -> Iterator[ToldChange]:
    reworded = [change for change in changes if change.kind is ChangeKind.REWORDED]
    for topic, kind in _TOPICS.items():
        found = [
            ToldChange(kind, detail.before, detail.after, change.after)
            for change in reworded
            for detail in change.details
            if detail.topic is topic and _alters(detail)
        ]
        yield from found[:_MOST_OF_A_TOPIC]


def _alters(detail: Detail) -> bool:
    """Whether it gives something otherwise, or no longer names whom the source names as its own source."""
    if detail.about.startswith("marks"):
        return False
    if detail.topic is ChangeTopic.ATTRIBUTION:
        return bool(detail.before and detail.about) and not detail.after
    return detail.is_changed or (detail.topic is ChangeTopic.NEGATION and bool(detail.before or detail.after))


def _headline(change: Change | None) -> Iterator[ToldChange]:
    if change and change.kind is ChangeKind.REWORDED and change.before and change.after:
        yield ToldChange(StoryDifferenceKind.HEADLINE, change.before, change.after)


def _counts(changes: list[Change]) -> Iterator[ToldChange]:
    dropped = [change for change in changes if change.kind is ChangeKind.DROPPED]
    added = [change for change in changes if change.kind is ChangeKind.ADDED]
    if dropped:
        of_source = sum(change.before_sentences for change in changes if change.kind is not ChangeKind.ADDED)
        count = sum(change.before_sentences for change in dropped)
        yield ToldChange(
            StoryDifferenceKind.DROPPED, sentence=dropped[0].before, sentences=count, of=of_source
        )
    if added:
        of_copy = sum(change.after_sentences for change in changes if change.kind is not ChangeKind.DROPPED)
        count = sum(change.after_sentences for change in added)
        yield ToldChange(StoryDifferenceKind.ADDED, sentence=added[0].after, sentences=count, of=of_copy)


def tell(connection: Connection, story: str) -> None:
    """Say of each copy of a story in a few lines what it changed, from what is stored."""
    rows = [
        {
            "of": row.article,
            "to_told": packed(told_of(unpacked(Difference, row.record), _missed(row.missed))),
        }
        for row in connection.execute(_UNTOLD, {"story": story})
    ]
    if rows:
        connection.execute(_TELL, rows)


def _missed(stored: Iterable[Json]) -> tuple[MissedCorrection, ...]:
    return tuple(unpacked(MissedCorrection, missed) for missed in stored)


def differences_in(
    connection: Connection, copies: Sequence[str], names: Mapping[str, str]
) -> tuple[StoryDifference, ...]:
    """What the copies of a story changed, gravest first, the same change by several copies as one.

    Of very many `copies` the first are looked at. `names` say on which site each article of the story stands.
    """
    places = {article: place for place, article in enumerate(copies[:_MOST_COPIES])}
    rows = connection.execute(_TOLD, {"copies": to_json(list(places))}).all() if places else []
    groups: dict[tuple[object, ...], list[tuple[ToldChange, str, str]]] = {}
    for row in sorted(rows, key=lambda row: places[row.article]):
        for line in (unpacked(ToldChange, told) for told in row.told):
            groups.setdefault(_key(row.source, line), []).append((line, row.article, row.source))
    found = [_taken_together(group, names) for group in groups.values()]
    return tuple(_bounded(found))


def _key(source: str, line: ToldChange) -> tuple[object, ...]:
    """Equal for the same change made to the same text."""
    if line.kind in _COUNTED:
        return line.kind, source
    return line.kind, source, _folded(line.before), _folded(line.after)


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _taken_together(group: list[tuple[ToldChange, str, str]], names: Mapping[str, str]) -> StoryDifference:
    # By how many sentences; of one change, in the family's order.
    group.sort(key=lambda each: -each[0].sentences)
    line, _, source = group[0]
    copies = tuple(
        ChangedBy(article, names.get(article, ""), one.sentences, one.of) for one, article, _ in group
    )
    return StoryDifference(
        line.kind, source, names.get(source, ""), copies, line.before, line.after, line.sentence
    )


def _bounded(found: list[StoryDifference]) -> Iterator[StoryDifference]:
    """The gravest kinds first, of each kind what most copies did."""
    found.sort(key=lambda one: (_GRAVITY[one.kind], -len(one.copies)))
    of_kind: dict[StoryDifferenceKind, int] = {}
    shown = 0
    for one in found:
        of_kind[one.kind] = of_kind.get(one.kind, 0) + 1
        if of_kind[one.kind] <= _MOST_OF_A_KIND and shown < _MOST:
            shown += 1
            yield one
