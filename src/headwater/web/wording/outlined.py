"""What a story page says, in words: numbered sources, what happened when, what copies changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from headwater.model.outline import (
    ChangedBy,
    Outline,
    SaidBy,
    StoryDifference,
    StoryDifferenceKind,
    SummarySentence,
    TimelineEntry,
    TimelineKind,
    by_day,
)
from headwater.model.views import ArticleCard
from headwater.web.wording import words as wording
from headwater.web.wording.numbers import number_of
from headwater.web.wording.site_names import shown_name
from headwater.web.wording.times import Shown, day_words, local, short_words
from headwater.web.wording.translation import _, spoken

# Of those that say a sentence so many are numbered; how many more do is said.
_CITED = 4
_COPIES = 6


@dataclass(frozen=True, slots=True)
class Source:
    """An article that is cited, by its number on the page."""

    number: int
    article: str
    name: str


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of the summary with its sources; `more` says how many others say it too."""

    sentence: SummarySentence
    sources: tuple[Source, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry of the timeline: `what` says what happened, `when` the hour of its day."""

    entry: TimelineEntry
    what: str
    when: Shown
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ShownOutline:
    """An outline ready to be shown; `partly` says so where not every article was read."""

    summary: tuple[CitedSentence, ...]
    timeline: tuple[tuple[str, tuple[ShownEntry, ...]], ...]
    sources: tuple[Source, ...]
    partly: str


def outlined(outline: Outline, *, now: datetime) -> ShownOutline:
    """The outline with the articles that it cites numbered in the order in which the page cites them."""
    numbers: dict[str, Source] = {}

    def cited(said_by: Sequence[SaidBy]) -> tuple[Source, ...]:
        return tuple(
            numbers.setdefault(
                each.article,
                Source(len(numbers) + 1, each.article, shown_name(each.name) or _("unknown site")),
            )
            for each in said_by[:_CITED]
        )

    summary = tuple(
        CitedSentence(each, cited(each.said_by), _more(len(each.said_by) - _CITED))
        for each in outline.summary
    )
    timeline = tuple(
        (_day(day.day, now), tuple(_entry(entry, cited(entry.said_by), now) for entry in day.entries))
        for day in by_day(outline.timeline, spoken().zone)
    )
    partly = "" if outline.is_whole else _read_words(outline)
    return ShownOutline(summary, timeline, tuple(numbers.values()), partly)


def _more(number: int) -> str:
    return number_of("and %(num)s more", "and %(num)s more", number) if number > 0 else ""


def _day(day: date | None, now: datetime) -> str:
    return day_words(day, today=local(now).date()) if day else _("Time unknown")


def _entry(entry: TimelineEntry, sources: tuple[Source, ...], now: datetime) -> ShownEntry:
    return ShownEntry(entry, _happened(entry.kind), short_words(entry.moment, now=now), sources)


def _happened(kind: TimelineKind) -> str:
    match kind:
        case TimelineKind.REPORT:
            return _("first report")
        case TimelineKind.ADDED:
            return _("added")
        case TimelineKind.CORRECTION:
            return _("correction")
        case TimelineKind.SILENT:
            return _("changed without a note")


def _read_words(outline: Outline) -> str:
    return number_of(
        "Made of %(num)s of its articles, those of the largest and earliest origins.",
        "Made of %(num)s of its articles, those of the largest and earliest origins.",
        outline.read,
    )


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A change that copies made: what, how it is marked, and by whom."""

    difference: StoryDifference
    what: str
    is_grave: bool
    is_note: bool  # its words are a note and what is still said, not a change of one into the other
    source: str
    copies: tuple[tuple[ChangedBy, str, str], ...]  # each with its name, and how much it did
    more: str


_GRAVE = frozenset(
    {
        StoryDifferenceKind.STILL_SAYS,
        StoryDifferenceKind.FIGURE,
        StoryDifferenceKind.NEGATION,
        StoryDifferenceKind.QUOTE,
    }
)


_NOTES = frozenset({StoryDifferenceKind.STILL_SAYS, StoryDifferenceKind.NO_CORRECTION})


def unnamed(differences: Iterable[StoryDifference]) -> Iterator[str]:
    """The articles among those that are named whose site is not known: their cards say what they were saved as."""
    for each in differences:
        named = [
            (each.source, each.source_name),
            *((copy.article, copy.name) for copy in each.copies[:_COPIES]),
        ]
        yield from (article for article, name in named if not name)


def differences_shown(
    differences: Iterable[StoryDifference], cards: Mapping[str, ArticleCard] = MappingProxyType({})
) -> tuple[ShownDifference, ...]:
    """What the copies of a story changed, gravest first; `cards` are those of the `unnamed`."""

    def called(article: str, site: str) -> str:
        if site:
            return shown_name(site)
        return wording.outlet(cards[article]) if article in cards else _("unknown site")

    return tuple(
        ShownDifference(
            difference=each,
            what=_changed(each.kind),
            is_grave=each.kind in _GRAVE,
            is_note=each.kind in _NOTES,
            source=called(each.source, each.source_name),
            copies=tuple(
                (copy, called(copy.article, copy.name), _how_many(copy)) for copy in each.copies[:_COPIES]
            ),
            more=_more(len(each.copies) - _COPIES),
        )
        for each in differences
    )


def _changed(kind: StoryDifferenceKind) -> str:
    return {
        StoryDifferenceKind.STILL_SAYS: _("Still says what was taken back"),
        StoryDifferenceKind.NO_CORRECTION: _("Does not carry the correction"),
        StoryDifferenceKind.FIGURE: _("Another figure"),
        StoryDifferenceKind.QUOTE: _("Another wording of a quotation"),
        StoryDifferenceKind.NAME: _("Another name"),
        StoryDifferenceKind.NEGATION: _("A negation put in or taken out"),
        StoryDifferenceKind.ATTRIBUTION: _("An attribution dropped"),
        StoryDifferenceKind.HEADLINE: _("Another headline"),
        StoryDifferenceKind.DROPPED: _("Sentences dropped"),
        StoryDifferenceKind.ADDED: _("Sentences added"),
    }[kind]


def _how_many(copy: ChangedBy) -> str:
    if not copy.sentences:
        return ""
    if not copy.of:
        return number_of("%(num)s sentence", "%(num)s sentences", copy.sentences)
    return _("%(num)s of %(of)s") % {"num": copy.sentences, "of": copy.of}
