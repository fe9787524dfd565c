"""What somebody typed, taken apart: never an error but for its length; what was left out is told.

    storm "high water" site:example.org -rumour after:2026-03 flood OR tide

Clauses are joined by "and"; `OR` joins its two neighbours first, as web search has it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice

from headwater.model.errors import QueryTooLongError
from headwater.model.evidence import Span
from headwater.store.search.dates import beginning_of
from headwater.store.search.folding import plain
from headwater.store.search.records import NoteKind, QueryNote
from headwater.store.search.words import words_in

# In bytes: a hundred times what people type. What is longer was pasted by mistake, or to try us.
MOST_BYTES = 4_096
# A pair of characters counts as a word. A text pasted by mistake still finds itself by so many.
MOST_WORDS = 32

# Of a text full of signs nobody reads more.
_MOST_NOTES = 8

_QUOTES = '"“”„‟«»「」『』〝〞〟＂'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)")
_COLONS = ":：﹕︓"
_OPERATOR = re.compile(f"([^\\W\\d_]+)[{_COLONS}](?!//)")
_MINUS = re.compile("[-−–—－﹣](?=\\S)")
_LONE_MINUS = re.compile("[-−－﹣]+(?=\\s|$)")
# As they stand between the words of a headline.
_DASHES = re.compile("[–—]+(?=\\s|$)")
_OR = re.compile("(?:OR|\\|{1,2})(?=\\s|$)")
_PLAIN = re.compile(f"[^\\s{_QUOTES}]+")
_SPACE = re.compile("\\s*")


class Field(StrEnum):
    """What an operator looks at."""

    SITE = "site"
    PUBLISHER = "publisher"
    AUTHOR = "author"
    LANGUAGE = "language"
    TAG = "tag"
    CATEGORY = "category"


_FIELDS = {each.value: each for each in Field} | {"lang": Field.LANGUAGE, "hashtag": Field.TAG}
_DATES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for: words, a phrase, or what a field holds; or that it must not be there."""

    value: str
    span: Span
    field: Field | None = None
    is_phrase: bool = False
    is_not: bool = False

    def __str__(self) -> str:
        # Some characters come apart into a space and a mark, which is no word.
        value = " ".join(piece for piece in plain(self.value).split() if any(words_in(piece)))
        shown = f'"{value}"' if self.is_phrase or (self.field and " " in value) else value
        return ("-" if self.is_not else "") + (f"{self.field.value}:" if self.field else "") + shown


@dataclass(frozen=True, slots=True)
class Query:
    """All of `clauses` have to hold, of each clause one part; and the time has to lie in `[since, until)`.

    `is_empty` says that nothing is asked for; `is_void` that nothing can hold.
    """

    clauses: tuple[tuple[Part, ...], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    notes: tuple[QueryNote, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.clauses and self.since is None and self.until is None

    @property
    def is_void(self) -> bool:
        return self.since is not None and self.until is not None and self.since >= self.until

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for clause in self.clauses for part in clause)

    def __str__(self) -> str:
        said = [" OR ".join(map(str, clause)) for clause in self.clauses]
        times = (("after", self.since), ("before", self.until))
        return " ".join([*said, *(f"{name}:{time:%Y-%m-%d}" for name, time in times if time)])


def parse_query(text: str) -> Query:
    """What this text asks for. Raises QueryTooLongError."""
    length = len(text.encode("utf-8", "replace"))
    if length > MOST_BYTES:
        raise QueryTooLongError(length, MOST_BYTES)
    parser = _Parser(text)
    parser.run()
    return parser.query()


@dataclass(slots=True)
class _Parser:
    """Goes through a text once, from left to right."""

    text: str
    place: int = 0
    clauses: list[list[Part]] = field(default_factory=list)
    notes: list[QueryNote] = field(default_factory=list)
    since: datetime | None = None
    until: datetime | None = None
    words: int = 0
    joins: Span | None = None
    """An `OR` that waits for what comes behind it."""

    def run(self) -> None:
        while self._skip_space() < len(self.text):
            start = self.place
            if self._take(_OR):
                self._join(Span(start, self.place))
            elif self._take(_DASHES):
                continue
            elif self._take(_LONE_MINUS):
                self._note(NoteKind.LONELY_MINUS, start, "it stands before nothing and was left out")
            else:
                is_not = self._take(_MINUS) is not None
                self._part(start, is_not)
        if self.joins:
            self._lonely_or(self.joins)

    def query(self) -> Query:
        query = Query(tuple(map(tuple, self.clauses)), self.since, self.until)
        if query.is_void:
            self._note(NoteKind.EMPTY_SPAN, 0, "nothing is both after the one day and before the other")
        # Signs between words are worth a note only where nothing else is asked for.
        notes = [note for note in self.notes if query.is_empty or note.kind is not NoteKind.NO_WORDS]
        return replace(query, notes=tuple(notes[:_MOST_NOTES]))

    def _skip_space(self) -> int:
        self._take(_SPACE)
        return self.place

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.place)
        if found:
            self.place = found.end()
        return found

    def _part(self, start: int, is_not: bool) -> None:
        name = self._operator(start)
        if name is None:
            value, is_phrase = self._value()
            self._add(Part(value, Span(start, self.place), is_phrase=is_phrase, is_not=is_not))
            return
        self._skip_space()
        value, _ = self._value()
        if not value.strip():
            self._note(NoteKind.EMPTY_OPERATOR, start, "nothing stands behind it: it was left out")
        elif name in _DATES:
            self._date(name, value, start, is_not)
        else:
            self._add(Part(value, Span(start, self.place), _FIELDS[name], is_not=is_not))

    def _operator(self, start: int) -> str | None:
        """The name of the operator that stands here, with the place moved behind it; None for none of ours."""
        if (
            self.text.startswith(("#", "＃"), self.place)
            and not self.text[self.place + 1 : self.place + 2].isspace()
        ):
            self.place += 1
            return "tag"
        found = _OPERATOR.match(self.text, self.place)
        name = plain(found[1]) if found else ""
        if found and (name in _FIELDS or name in _DATES):
            self.place = found.end()
            return name
        if found and self.text[found.end() : found.end() + 1].strip():
            said = f"there is no operator {found[1]}: it was searched for as words"
            self._note(NoteKind.UNKNOWN_OPERATOR, start, said, found.end())
        return None

    def _value(self) -> tuple[str, bool]:
        """What stands here, and whether it stands between quotation marks."""
        start = self.place
        if quoted := self._take(_QUOTED):
            if not quoted[2] and quoted[1].strip():
                self._note(
                    NoteKind.OPEN_QUOTE, start, "its quotation mark is not closed: it was taken to the end"
                )
            return quoted[1], True
        found = self._take(_PLAIN)
        return (found[0] if found else ""), False

    def _add(self, part: Part) -> None:
        """Take a part in, as the clause that comes next or as an alternative to the one before."""
        count = len(list(islice(words_in(part.value), MOST_WORDS + 1)))
        if not count:
            self._note(NoteKind.NO_WORDS, part.span.start, "it holds no letter and no digit: it was left out")
            return
        if self.words + count > MOST_WORDS:
            self.place = len(self.text)
            said = f"it is beyond {MOST_WORDS} words: it was left out, with all behind it"
            self._note(NoteKind.TOO_MANY_WORDS, part.span.start, said)
            return
        self.words += count
        if self.joins and self.clauses:
            self.clauses[-1].append(part)
        else:
            self.clauses.append([part])
        self.joins = None

    def _join(self, span: Span) -> None:
        if self.joins or not self.clauses:
            self._lonely_or(span)
        else:
            self.joins = span

    def _lonely_or(self, span: Span) -> None:
        said = "it needs something on both sides: it was left out"
        self.notes.append(QueryNote(NoteKind.LONELY_OR, self.text[span.start : span.end], span, said))

    def _date(self, name: str, value: str, start: int, is_not: bool) -> None:
        """Narrow the time. `after:` begins with what it names, `before:` ends in front of it; `-` turns one round."""
        if self.joins:
            self._lonely_or(self.joins)
            self.joins = None
        days = beginning_of(value)
        if days is None:
            said = "it names no day, month or year, as in 2026-03-01, 2026-03 or 2026: it was left out"
            self._note(NoteKind.BAD_DATE, start, said)
            return
        before = (name == "before") != is_not
        known = self.until if before else self.since
        if known is not None:
            self._note(NoteKind.REPEATED, start, f"there are several {name}: the narrower one counts")
        if before:
            self.until = min(known or days, days)
        else:
            self.since = max(known or days, days)

    def _note(self, kind: NoteKind, start: int, said: str, end: int | None = None) -> None:
        span = Span(start, self.place if end is None else end)
        self.notes.append(QueryNote(kind, self.text[span.start : span.end].strip(), span, said))
