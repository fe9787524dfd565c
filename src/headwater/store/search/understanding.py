"""A query as what the index is asked: each word by its stems in the languages that it may be of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headwater.store.search.document import EVERY, language_tag, site_marks, squeezed
from headwater.store.search.expression import All, Node, Phrase, Term, Without, all_of, any_of
from headwater.store.search.query import Field, Part, Query
from headwater.store.search.scripts import WORDS
from headwater.store.search.stems import primary
from headwater.store.search.words import Word, stems_in, terms_in, words_in

# "COVID-19", "U.S.", "F-16", "3.5": parts that say nothing by themselves stay together.
_INITIAL_OR_NUMBER = re.compile(r"[^\W\d_]|.*\d.*")
_APOSTROPHES = "'’ʼ＇"
_MARKS = {Field.PUBLISHER: "p", Field.AUTHOR: "a", Field.CATEGORY: "c"}


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to be found in a text: the terms by which it counts; `is_exact` where only `terms[0]` itself does."""

    terms: tuple[str, ...]
    is_exact: bool = False

    @property
    def node(self) -> Node:
        """What asks for it, wherever it stands."""
        return Term(self.terms[0]) if self.is_exact else any_of([Term(term) for term in self.terms])


@dataclass(frozen=True, slots=True)
class Understood:
    """What the index is asked, and what of it ranks and is marked.

    `titles` asks for all words in the title, None where there are none or only where a title has no say. `phrases` are
    sequences of `sought`; a word alone is a sequence of one.
    """

    node: Node
    titles: Node | None
    phrases: tuple[tuple[Sought, ...], ...]

    @property
    def sought(self) -> tuple[Sought, ...]:
        return tuple(dict.fromkeys(word for phrase in self.phrases for word in phrase))


def understand(query: Query, languages: Sequence[str]) -> Understood:
    """What a query asks of the index of a library whose articles are in these languages."""
    asked = [primary(part.value) for part in query.parts if part.field is Field.LANGUAGE and not part.is_not]
    reader = _Reader(tuple(asked or languages))
    wanted: list[Node] = []
    unwanted: list[Node] = []
    titles: list[Node] = []
    phrases: list[tuple[Sought, ...]] = []
    for clause in query.clauses:
        if len(clause) == 1 and clause[0].is_not:
            unwanted.append(reader.node(clause[0]))
            continue
        wanted.append(any_of([reader.node_or_not(part) for part in clause]))
        said = [part for part in clause if part.field is None and not part.is_not]
        phrases += [phrase for part in said for phrase in reader.phrases(part)]
        if len(said) == len(clause):
            titles.append(any_of([reader.title(part) for part in said]))
    titles += (
        [node for node, clause in zip(wanted, _positive(query), strict=True) if _is_field(clause)]
        if titles
        else []
    )
    return Understood(
        _without(wanted, unwanted), _without(titles, unwanted) if titles else None, tuple(phrases)
    )


def _positive(query: Query) -> list[tuple[Part, ...]]:
    return [clause for clause in query.clauses if not (len(clause) == 1 and clause[0].is_not)]


def _is_field(clause: Sequence[Part]) -> bool:
    return any(part.field is not None or part.is_not for part in clause)


def _without(wanted: list[Node], unwanted: list[Node]) -> Node:
    node = all_of(wanted or [Term(EVERY)])
    for each in unwanted:
        node = Without(node, each)
    return node


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns parts of a query into what the index is asked."""

    languages: tuple[str, ...]

    def node_or_not(self, part: Part) -> Node:
        return Without(Term(EVERY), self.node(part)) if part.is_not else self.node(part)

    def node(self, part: Part) -> Node:
        """What an article has to hold for this part; whether it must not is not asked here."""
        if part.field is not None:
            return all_of([Term(mark) for mark in marks_for(part.field, part.value)])
        return all_of([_in_text(phrase) for phrase in self.phrases(part)])

    def title(self, part: Part) -> Node:
        """That the title holds the words of this part."""
        own = [
            any_of([Term(f"h:{term}") for term in self._stems(word)])
            for word in words_in(part.value)
            if not (word.is_pair and len(word.term) == 1)
        ]
        node = self.node(part)
        return All((*own, node)) if part.is_phrase or not own else all_of(own)

    def phrases(self, part: Part) -> list[tuple[Sought, ...]]:
        """The words of a part; those that only together mean something as one phrase."""
        if part.is_phrase:
            return [self._exactly(words_in(part.value))]
        found: list[tuple[Sought, ...]] = []
        for piece in pieces(part.value):
            words = list(words_in(piece))
            if words and (words[0].is_pair or is_one(words)):
                found.append(self._exactly(words))
            else:
                found += [(self._any_form(word),) for word in words]
        return found

    def _exactly(self, words: Iterable[Word]) -> tuple[Sought, ...]:
        return tuple(Sought((word.term, *self._stems(word)), not word.is_pair) for word in words)

    def _any_form(self, word: Word) -> Sought:
        return Sought(tuple(dict.fromkeys((word.term, *self._stems(word)))))

    def _stems(self, word: Word) -> tuple[str, ...]:
        stems = (stem for language in self.languages for stem in stems_in(word, language))
        return tuple(dict.fromkeys(stems)) or stems_in(word, "")


def _in_text(phrase: tuple[Sought, ...]) -> Node:
    if len(phrase) > 1:
        return Phrase(tuple(word.terms[0] for word in phrase))
    (word,) = phrase
    return Term(word.terms[0], True) if word.is_exact else any_of([Term(term) for term in word.terms])


def pieces(text: str) -> list[str]:
    """What is written without a space, parted at apostrophes and where a script without spaces begins or ends."""
    found: list[str] = []
    for written in re.split(f"[\\s_{_APOSTROPHES}]+", text):
        last = 0
        for run in WORDS.finditer(written):
            if run[1] is not None:
                found += [written[last : run.start()], run[1]]
                last = run.end()
        found.append(written[last:])
    return [piece for piece in found if piece]


def is_one(words: Sequence[Word]) -> bool:
    """Whether words that are written together are one name: one of them is a number or an initial."""
    return len(words) > 1 and any(_INITIAL_OR_NUMBER.fullmatch(word.term) for word in words)


def marks_for(field: Field, value: str) -> list[str]:
    """The keys of an article whose field holds this value."""
    if field is Field.SITE:
        # The host's own key, or all words of a site that has no host.
        marks = site_marks(value)
        found = marks[:1] if "." in value else marks
    elif field is Field.TAG:
        found = [f"t:{squeezed(value)}"]
    elif field is Field.LANGUAGE:
        found = [f"l:{language_tag(value)}"]
    else:
        found = [f"{_MARKS[field]}:{term}" for term in terms_in(value)]
    return found or [f"{field.value}:"]
