"""What a change inside a sentence is about: a figure, a name, a source, a quotation, a negation, a hedge, a tone.

A detail says what stands on each side and where. Only what stands in the place of something is said to be changed:
in one short run of changed words, or, for figures, with the same unit.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from headwater.copies.changes.attributed import changed_sources, source_details
from headwater.copies.changes.figures import Figure
from headwater.copies.changes.lexicons import Words
from headwater.copies.changes.pieces import Piece
from headwater.copies.changes.sides import Run, Wording, detail, runs_of
from headwater.model import ChangeTopic, Detail, Span, WordChange

__all__ = ["details_of", "is_unquoted", "source_details"]

# A negation or a hedge that came or went is one where most of the sentence's words stayed.
_KEPT = 0.6
# So many of a quotation's words outside quotation marks are the words taken for the reporter's own.
_UNQUOTED = 4
_EVALUATING = "evaluating word"


def details_of(before: Wording, after: Wording, words: Sequence[WordChange]) -> tuple[Detail, ...]:
    """The details of a reworded sentence, most telling first."""
    runs = runs_of(before, after, words)
    names = list(_names(before, after, runs))
    found = [*_figures(before, after, runs), *_dates(before, after, runs), *names]
    quotes = list(_quotes(before, after, words))
    found += quotes
    is_kept = _share_kept(before, after, runs) >= _KEPT
    if is_kept:
        negations = _came_or_went(ChangeTopic.NEGATION, before, after, runs)
        found += (each for each in negations if not _is_within(each, quotes))
    found += (each for each in changed_sources(before, after) if not _is_told_by(each, names))
    if is_kept:
        found += _came_or_went(ChangeTopic.HEDGE, before, after, runs)
    found += _tones(before, after, runs)
    return tuple(found)


def _share_kept(before: Wording, after: Wording, runs: Sequence[Run]) -> float:
    most = max(len(before.pieces), len(after.pieces), 1)
    return 1 - max(sum(len(r.dropped) for r in runs), sum(len(r.added) for r in runs)) / most


def _is_told_by(source: Detail, names: Sequence[Detail]) -> bool:
    """Whether a changed source is told already, as a changed name."""
    return any(_holds(source.after_span, name.after_span) and source.is_changed for name in names)


def _is_within(each: Detail, quotes: Sequence[Detail]) -> bool:
    """Whether a negation is told already, as a change of a quotation."""
    return any(
        _holds(q.before_span, each.before_span) or _holds(q.after_span, each.after_span) for q in quotes
    )


def _holds(span: Span | None, inner: Span | None) -> bool:
    return span is not None and inner is not None and span.start <= inner.start and inner.end <= span.end


def _figures(before: Wording, after: Wording, runs: Sequence[Run]) -> Iterator[Detail]:
    """Figures that stand in one another's place, and figures that changed places."""
    old, new = before.figures, after.figures
    before_all, after_all = Counter(f.value for f in old), Counter(f.value for f in new)
    if before_all == after_all:
        if [f.value for f in old] != [f.value for f in new] and _is_short_way(old) and _is_short_way(new):
            yield _figure(before, after, _whole(before, old), _whole(after, new))
        return
    gone = [f for f in old if before_all[f.value] > after_all[f.value]]
    come = [f for f in new if after_all[f.value] > before_all[f.value]]
    for first in gone:
        second = next((f for f in come if _is_in_place(before, after, first, f, runs)), None)
        if second is not None:
            come.remove(second)
            yield _figure(before, after, first, second)


def _is_short_way(figures: Sequence[Figure]) -> bool:
    """ "7 to 4": figures so near one another that they are one statement."""
    return figures[-1].span.end - figures[0].span.start <= 24


def _whole(wording: Wording, figures: Sequence[Figure]) -> Figure:
    span = Span(figures[0].span.start, figures[-1].span.end)
    return Figure(wording.text[span.start : span.end], span, 0.0, figures[-1].unit)


def _figure(before: Wording, after: Wording, old: Figure, new: Figure) -> Detail:
    spans = before.placed(old.span), after.placed(new.span)
    return Detail(ChangeTopic.FIGURE, old.text, new.text, *spans, about=new.unit)


def _is_in_place(before: Wording, after: Wording, old: Figure, new: Figure, runs: Sequence[Run]) -> bool:
    was, now = before.placed(old.span), after.placed(new.span)
    run = next((r for r in runs if _meets(r.change.before_span, was)), None)
    if run is None or not _meets(run.change.after_span, now):
        return False
    return run.is_short or (run.is_clause and bool(old.unit) and old.unit == new.unit)


def _meets(span: Span | None, other: Span) -> bool:
    """In scripts without spaces a figure's scale is a word of its own, so it may reach out of a run."""
    return span is not None and span.start < other.end and other.start < span.end


def _dates(before: Wording, after: Wording, runs: Sequence[Run]) -> Iterator[Detail]:
    """A weekday or month for another: a figure by its sense."""
    is_date = before.lexicon.is_date
    for run in runs:
        old, new = (
            [p for p in side if p.form in is_date and _is_month(p, before)]
            for side in (run.dropped, run.added)
        )
        if run.is_short and len(old) == len(new) == 1:
            yield detail(ChangeTopic.FIGURE, before, after, old, new, "date")


def _is_month(piece: Piece, wording: Wording) -> bool:
    """ "May" is a month, "may" is none."""
    return piece.is_capital or piece.form not in wording.lexicon.is_hedge


def _names(before: Wording, after: Wording, runs: Sequence[Run]) -> Iterator[Detail]:
    """A name for another: the only capitals of a short run on both sides."""
    if before.is_title_case or after.is_title_case:
        return
    for run in runs:
        if not run.is_short:
            continue
        old, new = _name(before, run.dropped), _name(after, run.added)
        if old and new:
            yield detail(ChangeTopic.NAME, before, after, old, new)


def _name(wording: Wording, changed: Sequence[Piece]) -> list[Piece]:
    """The one run of capitals among changed pieces that is a name."""
    runs: list[list[Piece]] = []
    last = -1
    for piece in changed:
        place = bisect_left(wording.places, piece.start)
        if not piece.is_capital or not _is_name(wording, place):
            continue
        if runs and place == last + 1:
            runs[-1].append(piece)
        else:
            runs.append([piece])
        last = place
    return runs[0] if len(runs) == 1 else []


def _is_name(wording: Wording, place: int) -> bool:
    """A capital that the sentence's beginning, or a language's spelling of nouns, does not explain."""
    pieces, lexicon = wording.pieces, wording.lexicon
    form = pieces[place].form
    if form in lexicon.is_date or form in lexicon.is_pronoun or form in lexicon.is_common:
        return False
    if place > 0 and not lexicon.capitalises_nouns:
        return True
    beside = [pieces[n] for n in (place - 1, place + 1) if 0 <= n < len(pieces)]
    return any(
        p.is_capital and p.form not in lexicon.is_date and p.form not in lexicon.is_common for p in beside
    )


def _quotes(before: Wording, after: Wording, words: Sequence[WordChange]) -> Iterator[Detail]:
    """Words inside quotation marks that are others now, and words whose quotation marks are gone or new."""
    if not before.quoted and not after.quoted:
        return
    kept = [_is_kept_quote(before, after, word) for word in words]
    for place, word in enumerate(words):
        if word.before == word.after:
            if (is_now := is_unquoted(before, after, word)) is not None:
                old, new = before.within(word.before_span), after.within(word.after_span)
                about = "marks off" if is_now else "marks on"
                yield detail(ChangeTopic.QUOTE, before, after, old, new, about)
            continue
        old, new = before.within(word.before_span), after.within(word.after_span)
        inside = before.quoted_among(old) == len(old) and after.quoted_among(new) == len(new)
        if inside and any(kept[max(0, place - 1) : place + 2]):
            yield detail(ChangeTopic.QUOTE, before, after, old, new)


def _is_kept_quote(before: Wording, after: Wording, word: WordChange) -> bool:
    """Whether a kept run is quoted on both sides: beside it, a quotation was altered and not just left out."""
    if word.before != word.after:
        return False
    return bool(
        before.quoted_among(before.within(word.before_span))
        and after.quoted_among(after.within(word.after_span))
    )


def is_unquoted(before: Wording, after: Wording, word: WordChange) -> bool | None:
    """Whether a kept run stands in quotation marks before and no more (True) or only now (False); else None."""
    was = before.quoted_among(before.within(word.before_span))
    now = after.quoted_among(after.within(word.after_span))
    if abs(was - now) < _UNQUOTED or 0 not in (was, now):
        return None
    return was > now


def _came_or_went(
    topic: ChangeTopic, before: Wording, after: Wording, runs: Sequence[Run]
) -> Iterator[Detail]:
    """A negation or a hedge among the words of one side that the other side has none of."""
    lexicon = before.lexicon
    listed = lexicon.is_negation if topic is ChangeTopic.NEGATION else lexicon.is_hedge
    old = [piece for run in runs for piece in run.dropped if _is_listed(piece, before, listed)]
    new = [piece for run in runs for piece in run.added if _is_listed(piece, after, listed)]
    if bool(old) != bool(new):
        yield detail(topic, before, after, old[:1], new[:1])


def _is_listed(piece: Piece, wording: Wording, listed: Words) -> bool:
    """ "May" with a capital inside a sentence is a month or a name; "n'est" holds "n'"."""
    head, mark, tail = piece.form.partition("'")
    is_there = piece.form in listed or bool(mark and tail and (head + mark in listed or tail in listed))
    return is_there and not _is_proper(piece, wording)


def _is_proper(piece: Piece, wording: Wording) -> bool:
    """Whether a capital makes a word a name, whatever it means otherwise: "May" inside a sentence, "Anna Riot"."""
    return piece.is_capital and piece.start > 0 and not wording.is_title_case


def _tones(before: Wording, after: Wording, runs: Sequence[Run]) -> Iterator[Detail]:
    """A word for one of another group of its field; and evaluating words that came or went."""
    for run in runs:
        if not run.is_short:
            continue
        old = [(p, *tone) for p in run.dropped for tone in _tones_of(p, before)]
        new = [(p, *tone) for p in run.added for tone in _tones_of(p, after)]
        pairs = (
            (p, q, field) for p, field, tone in old for q, of, other in new if of == field and tone != other
        )
        if pair := next(pairs, None):
            yield detail(ChangeTopic.TONE, before, after, [pair[0]], [pair[1]], pair[2])
            continue
        gone, come = ([p for p, field, _ in side if field == _EVALUATING] for side in (old, new))
        if bool(gone) != bool(come):
            yield detail(ChangeTopic.TONE, before, after, gone[:1], come[:1], _EVALUATING)


def _tones_of(piece: Piece, wording: Wording) -> tuple[tuple[str, str], ...]:
    """The fields and groups that a word belongs to, where it is no name."""
    found = wording.lexicon.tones_of(piece.form)
    if found and _is_proper(piece, wording) and not wording.lexicon.capitalises_nouns:
        return ()
    return found
