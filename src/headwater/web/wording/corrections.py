"""Corrections and silent changes in words, the same wording told once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from headwater.model.correction import Correction, CorrectionKind, OldCopy
from headwater.model.publisher import name_key
from headwater.web import addresses
from headwater.web.wording import words as wording
from headwater.web.wording.changed_text import Piece, word_pieces
from headwater.web.wording.numbers import number_of
from headwater.web.wording.times import Shown, day_words, local, short_words
from headwater.web.wording.translation import _

# Letters after which two changes are taken to be the same wording.
_SAME_WORDING = 60


@dataclass(frozen=True, slots=True)
class CopyLine:
    """An article that was seen with the old text, by its site or else its title."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as the list shows it. `others` are the same wording elsewhere.

    `pieces` are the sentence with struck and inserted words; empty where only one wording was seen. `change_href`
    leads to where the change can be read: the revision, or the copy beside its source.
    """

    correction: Correction
    kind_words: str
    time: Shown | None
    direction: str
    headline: str
    href: str
    change_href: str
    change_words: str
    pieces: tuple[Piece, ...]
    copies: tuple[CopyLine, ...]
    copies_words: str
    more_copies: str
    others: tuple[CopyLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionDay:
    """The corrections of one day; `machine` is empty where the day is not known."""

    words: str
    machine: str
    lines: tuple[CorrectionLine, ...]


def correction_days(corrections: Iterable[Correction], *, now: datetime) -> tuple[CorrectionDay, ...]:
    """The corrections in their order under the days on which they came."""
    days: dict[date | None, list[list[Correction]]] = {}
    groups: dict[tuple[date | None, CorrectionKind, str], list[Correction]] = {}
    for correction in corrections:
        day = local(correction.when.best).date() if correction.when else None
        key = day, correction.kind, _wording(correction)
        if key in groups:
            groups[key].append(correction)
            continue
        groups[key] = [correction]
        days.setdefault(day, []).append(groups[key])
    return tuple(_day(day, found, now) for day, found in days.items())


def _wording(correction: Correction) -> str:
    return name_key(correction.text)[:_SAME_WORDING] or correction.place.key


def _day(day: date | None, groups: Iterable[list[Correction]], now: datetime) -> CorrectionDay:
    words = day_words(day, today=local(now).date(), weekday=True) if day else _("Time unknown")
    lines = tuple(_line(first, others, now) for first, *others in groups)
    return CorrectionDay(words, day.isoformat() if day else "", lines)


def _line(correction: Correction, others: Iterable[Correction], now: datetime) -> CorrectionLine:
    rest = correction.copies_without - len(correction.copies)
    return CorrectionLine(
        correction=correction,
        kind_words=kind_words(correction),
        time=short_words(correction.when, now=now) if correction.when else None,
        direction=wording.direction(correction.language),
        headline=correction.headline or _("Untitled article"),
        href=addresses.article_path(correction.article),
        change_href=change_path(correction),
        change_words=_change_words(correction),
        pieces=tuple(word_pieces(correction.change)) if correction.change else (),
        copies=tuple(_copy(copy) for copy in correction.copies),
        copies_words=number_of(
            "%(num)s article was seen with the old text",
            "%(num)s articles were seen with the old text",
            correction.copies_without,
        ),
        more_copies=number_of("and %(num)s more", "and %(num)s more", rest) if rest else "",
        others=tuple(
            CopyLine(other.publisher or other.headline, addresses.article_path(other.article))
            for other in others
        ),
    )


def _copy(copy: OldCopy) -> CopyLine:
    return CopyLine(copy.site or copy.words or _("saved page"), addresses.article_path(copy.article))


def kind_words(correction: Correction) -> str:
    """ "Corrected, with a note", "Changed without a note that we saw", "Gives a figure otherwise than its source"."""
    if correction.kind is CorrectionKind.ANNOUNCED:
        return _("Corrected, with a note")
    if correction.kind is CorrectionKind.SILENT:
        return _("Changed without a note that we saw")
    return {
        "figure": _("Gives a figure otherwise than its source"),
        "name": _("Gives a name otherwise than its source"),
        "quote": _("Words a quotation otherwise than its source"),
        "attribution": _("Attributes otherwise than its source"),
    }.get(correction.what, _("Says something otherwise than its source"))


def change_path(correction: Correction) -> str:
    """Where the change is shown in the text."""
    path = addresses.article_path(correction.article)
    return f"{path}?revision={correction.revision}" if correction.revision else path


def _change_words(correction: Correction) -> str:
    if correction.revision:
        return _("What this version changed")
    return _("The copy beside its source") if correction.kind is CorrectionKind.ALTERED else ""


def plain_change(correction: Correction) -> str:
    """The change for where nothing can be struck: what it says now, and what it said before."""
    before = correction.change.before if correction.change else correction.old_text
    if not before:
        return correction.text
    after = correction.change.after if correction.change else ""
    is_copy = correction.kind is CorrectionKind.ALTERED
    was = _("Its source: {text}") if is_copy else _("Before: {text}")
    now = _("Now: {text}").format(text=after) if after and after != correction.text else ""
    return "\n\n".join(part for part in (correction.text, was.format(text=before), now) if part)
