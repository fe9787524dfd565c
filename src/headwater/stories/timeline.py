"""What happened when to what is known of a story: first reports, what was added, corrected, changed in silence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from headwater.model.article import Article
from headwater.model.difference import ChangeKind
from headwater.model.moment import Moment
from headwater.model.outline import SaidBy, TimelineEntry, TimelineKind
from headwater.model.revision import RevisionKind
from headwater.model.words import MomentBasis
from headwater.stories.sentences import Sentence, sentences_of, terms_of
from headwater.stories.told import TakenBack, Told, Version, in_order, said_by, weights_of

MOST = 12
"""Entries of a timeline."""

# Of what a later article says, a sentence is worth telling when so much of it stands in no earlier one.
_NEW, _NEW_LEAST = 0.5, 4
_ABOUT = 2  # of its telling words so many have to be the story's own
_AMONG = 10
# What is left out when there is more than fits: the first report and what was corrected tell most.
_FIRST, _CORRECTED, _REPORT, _ADDED = 100.0, 50.0, 10.0, 1.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    entry: TimelineEntry
    weight: float


def timeline_of(told: Sequence[Told], taken_back: TakenBack) -> tuple[TimelineEntry, ...]:
    """Up to twelve entries, the most telling ones, in order of time; those of unknown time last."""
    found = [*_reported(told, taken_back), *_versions(told, taken_back), *_noted(told)]
    most = sorted(found, key=lambda one: -one.weight)[:MOST]
    return tuple(_bare(one.entry) for one in sorted(most, key=_in_time))


def _in_time(one: _Weighed) -> tuple[bool, float]:
    moment = one.entry.moment
    return moment is None, moment.best.timestamp() if moment else 0.0


def _bare(entry: TimelineEntry) -> TimelineEntry:
    """Without the words of the page that tell the time: the article has them."""
    return replace(entry, moment=replace(entry.moment, evidence=())) if entry.moment else entry


def _reported(told: Sequence[Told], taken_back: TakenBack) -> Iterator[_Weighed]:
    """The first report of each independent origin, and what later articles of the story add to all before."""
    weights = weights_of(told)
    reported, known = set[str](), set[int]()
    core = frozenset().union(*(terms_of(one.article.title or one.article.standfirst or "") for one in told))
    # Copies have nothing to add, and one whose time is only roughly known may seem to come before its origin.
    leading = in_order(each for each in told if each.leads)
    for one in leading:
        if one.origin not in reported:
            yield _first_report(one, weights[one.origin], is_first=not reported)
            reported.add(one.origin)
        elif one.at and not one.is_opinion and (new := _new(one, core, known, taken_back)):
            entry = TimelineEntry(
                TimelineKind.ADDED, new.text, said_by(new, one, told), one.article.published
            )
            yield _Weighed(entry, _ADDED + log2(1 + len(new.terms - known)))
        if one is not leading[-1]:
            known.update(*(sentence.terms for sentence in one.sentences), terms_of(one.article.title or ""))


def _first_report(one: Told, articles: int, *, is_first: bool) -> _Weighed:
    article = one.article
    opening = next((sentence.text for sentence in one.sentences), "")
    entry = TimelineEntry(
        TimelineKind.REPORT,
        article.title or article.standfirst or opening,
        (one.said(),),
        article.published,
        is_title=bool(article.title),
    )
    return _Weighed(entry, (_FIRST if is_first and article.published else _REPORT) + log2(1 + articles))


def _new(one: Told, core: frozenset[int], known: set[int], taken_back: TakenBack) -> Sentence | None:
    """The first sentence of an article that says enough of the story that no earlier article did."""
    for sentence in one.sentences[:_AMONG]:
        new = len(sentence.terms - known)
        is_new = new >= max(_NEW_LEAST, _NEW * len(sentence.terms))
        is_about = len(sentence.terms & core) >= _ABOUT
        if not (is_new and is_about and sentence.is_showable):
            continue
        if not taken_back.covers(one, sentence) and not taken_back.came_later(one, sentence):
            return sentence
    return None


def _versions(told: Sequence[Told], taken_back: TakenBack) -> Iterator[_Weighed]:
    """What newer versions of the articles changed in silence, and what they added."""
    for one in told:
        for version in one.versions:
            if version.change.is_silent:
                yield from _silent(one, version)
            elif version.change.kind is RevisionKind.UPDATE:
                yield from _grown(one, version, told, taken_back)


def _silent(one: Told, version: Version) -> Iterator[_Weighed]:
    fact = next((fact for fact in version.change.facts if fact.is_silent), None)
    if fact:
        entry = TimelineEntry(
            TimelineKind.SILENT,
            fact.sentence,
            (one.said(),),
            version.moment,
            fact.detail.before,
            fact.detail.after,
        )
        yield _Weighed(entry, _CORRECTED)


def _grown(one: Told, version: Version, told: Sequence[Told], taken_back: TakenBack) -> Iterator[_Weighed]:
    """The first sentence that a version has more and that can be shown by itself."""
    for change in version.change.difference.changes:
        if change.kind is not ChangeKind.ADDED:
            continue
        for sentence in sentences_of(Article(text=change.after, language=one.article.language)):
            if sentence.is_showable and not taken_back.covers(one, sentence):
                said = said_by(sentence, one, told)
                own = one.says(sentence)
                said = (replace(said[0], span=own.span if own else None), *said[1:])
                entry = TimelineEntry(TimelineKind.ADDED, sentence.text, said, version.moment)
                yield _Weighed(entry, _ADDED + log2(1 + len(sentence.terms)))
                return


def _noted(told: Sequence[Told]) -> Iterator[_Weighed]:
    """The editors' notes, each once, however many articles print it."""
    printed: dict[frozenset[int], list[tuple[Told, str]]] = {}
    for one in in_order(told):
        for note in one.article.notes:
            printed.setdefault(terms_of(note), []).append((one, note))
    for by in printed.values():
        first, note = min(by, key=lambda each: not each[0].leads)
        said: tuple[SaidBy, ...] = (
            first.said(),
            *(one.said(is_exact=text == note) for one, text in by if one is not first),
        )
        entry = TimelineEntry(TimelineKind.CORRECTION, note, said, _noted_at(first, note))
        yield _Weighed(entry, _CORRECTED + log2(1 + len(by)))


def _noted_at(one: Told, note: str) -> Moment | None:
    """When a note was put there: by the version that brought it, else as the article says it was changed.

    Else between when the article was published and when it was seen with the note.
    """
    for version in one.versions:
        if note in version.change.notes:
            return version.moment
    published, modified = one.article.published, one.article.modified
    if modified and (published is None or modified.best > published.best):
        return modified
    if published and one.seen and one.seen > published.earliest:
        return Moment(published.earliest, one.seen, MomentBasis.SEEN)
    return None
