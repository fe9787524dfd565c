"""An article's sentences, and which of them can be shown apart from their article."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

from headwater.model.article import Article
from headwater.model.evidence import Span
from headwater.model.sentences import sentence_spans
from headwater.stories.phrases import Patterns, patterns_of
from headwater.stories.terms import FUNCTION_TERMS, term_hash, words_of

MOST_SENTENCES = 80
"""Sentences read of an article: what comes later is background."""
_REMEMBERED = 400  # texts, some 10 kB each
_TITLES = 4000

# A shorter one is a label, a headline or a fragment, a longer one nothing to read at a glance.
_FEWEST_WORDS, _MOST_WORDS, _MOST_LETTERS = 6, 60, 420
_FEWEST_SIGNS, _MOST_SIGNS = 12, 140

# Arabic's, Urdu's and Hindi's marks, which `model.sentences` does not cut at.
_MORE_ENDS = re.compile(r"(?<=[؟۔।॥።])\s+")
_ENDS = re.compile(r"[.!。！｡۔।॥።።][\"'”’»›«“)\]」』）]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[[^\]]*\])[\"'”’»)\]]*$")
_QUESTION = re.compile(r"[?؟？⁇⁈՞፧]|\u037e$")
# A quotation, a line of a dialogue or of a list.
_OPENS_ODDLY = re.compile(r"^[\W_]*[\"'“‘«„‚‹「『•*·>#@|–—―-]")
_ADDRESS = re.compile(r"https?:|www\.|@\w|\w@|[|©®]|\b\w+\.(?:com|org|net)\b")
_LABEL = re.compile(r"^\W*\w+(?:[^\S\n]+\w+){0,2}\s?[:：]\s")
_SINGLE, _BEFORE_OPENING = "'‘’‚", ("", " ", "(", "[", "\n", "\xa0")
_MARKS = re.compile(r"[“”„«»「」『』()（）\[\]\"]|(?<![\w.,!?…])[‘'‚](?=[^\s'])|(?<=[\w.,!?…])['’](?!\w)")
# What each mark closes. “ opens in English and closes in German; » and « stand either way.
_CLOSES = {"“": "„", "”": "“„", "«": "»", "»": "«", "」": "「", "』": "『", ")": "(", "）": "（", "]": "["}
_CLOSES |= {'"': '"', "’": "‘"}
_OPENING = '“„«»「『(（["‘'
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|\"[^\"]*\"|(?<!\w)[‘'][^'’]*['’](?!\w)")
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_WORD = re.compile(r"\w+")
_NAMED_WITHIN, _REFERS_WITHIN = 12, 8  # words: the subject of most sentences stands there


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of an article's text, read as far as it is asked about.

    `number` counts from 0 in the article, `opens` says whether it begins a paragraph, `is_quoted` whether a quotation
    or a bracket that it begins or ends in is not whole in it. `earlier` is the sentence before it.
    """

    text: str
    span: Span
    number: int
    opens: bool
    is_quoted: bool
    language: str | None
    earlier: "Sentence | None" = field(repr=False)

    @property
    def is_showable(self) -> bool:
        """Whether it can be shown apart from its article."""
        return self.stands and not self.leans

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All of its words."""
        return tuple(words_of(self.text))

    @cached_property
    def terms(self) -> frozenset[int]:
        """The hashes of those of its words that tell something."""
        return frozenset(map(term_hash, self.words)) - FUNCTION_TERMS

    @cached_property
    def stands(self) -> bool:
        """Whether it can be shown at all: a whole sentence, in the voice of a report."""
        return not self.is_quoted and _stands(self.text, self._plain, self._patterns)

    @cached_property
    def leans(self) -> bool:
        """Whether it is only understood behind the sentence before it."""
        if self._patterns.before.match(self._plain) or self._names_again:
            return True
        return self.number > 0 and self._refers_back

    @cached_property
    def guarded(self) -> Counter[str]:
        """Its figures, names and negations, counted: where these differ it says another thing."""
        counted = Counter(word for word in self.words if any(map(str.isdigit, word)))
        counted.update("no" for _ in self._patterns.no.finditer(self._plain))
        counted.update(_without_ending(name).casefold() for run in self._names for name in run)
        return counted

    @cached_property
    def _patterns(self) -> Patterns:
        return patterns_of(self.language)

    @cached_property
    def _plain(self) -> str:
        return _plain(self.text)

    @cached_property
    def _names(self) -> list[list[str]]:
        return list(_names(self.text))

    @cached_property
    def _surnames(self) -> frozenset[str]:
        """The last words of the names of several words up to here, this sentence's own included."""
        own = (run[-1] for run in self._names if len(run) > 1)
        return (self.earlier._surnames if self.earlier else frozenset()).union(own)

    @property
    def _names_again(self) -> bool:
        """Whether its subject is a name of which the text before gave more: "Marr said", after "Ida Marr"."""
        if not self.earlier:
            return False
        opening = " ".join(self.text.split()[:_NAMED_WITHIN])
        known = self.earlier._surnames
        return any(len(run) == 1 and _without_ending(run[0]) in known for run in _names(opening))

    @property
    def _refers_back(self) -> bool:
        """Whether one of its first words is a pronoun or a connective, and no full name stands before it."""
        opening = " ".join(self.text.split()[:_REFERS_WITHIN])
        found = self._patterns.within.search(_plain(opening))
        return found is not None and not any(len(run) > 1 for run in _names(opening[: found.start()]))


def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The first sentences of an article's text, in order."""
    return _read(article.text, article.language)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str, language: str | None) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    quoting, last_end, last = _Quoting(), 0, None
    for number, span in enumerate(islice(_spans(text), MOST_SENTENCES)):
        said = text[span.start : span.end]
        opens = number == 0 or "\n" in text[last_end : span.start]
        if opens:
            quoting = _Quoting()
        was_open = quoting.is_open
        quoting.read(said)
        last = Sentence(said, span, number, opens, was_open or quoting.is_open, language, last)
        found.append(last)
        last_end = span.end
    return tuple(found)


def _spans(text: str) -> Iterator[Span]:
    for span in sentence_spans(text):
        start = span.start
        for cut in _MORE_ENDS.finditer(text, span.start, span.end):
            yield Span(start, cut.start())
            start = cut.end()
        if start < span.end:
            yield Span(start, span.end)


class _Quoting:
    """Whether a paragraph is inside a quotation or a bracket, as its sentences are read."""

    def __init__(self) -> None:
        self._open = set[str]()

    @property
    def is_open(self) -> bool:
        return bool(self._open)

    def read(self, sentence: str) -> None:
        for found in _MARKS.finditer(sentence):
            mark = found[0]
            if mark in _SINGLE:
                # An apostrophe at a word's end closes nothing that is open.
                mark = "‘" if sentence[found.start() - 1 : found.start()] in _BEFORE_OPENING else "’"
            if opened := self._open.intersection(_CLOSES.get(mark, "")):
                self._open -= opened
            elif mark in _OPENING:
                self._open.add(mark)


def _stands(said: str, plain: str, patterns: Patterns) -> bool:
    if not _ENDS.search(said) or _CUT_OFF.search(said) or _QUESTION.search(said):
        return False
    if _OPENS_ODDLY.match(said) or _LABEL.match(said) or _ADDRESS.search(said):
        return False
    if not _is_of_length(said):
        return False
    if sum(map(str.isupper, said)) * 2 > sum(map(str.isalpha, said)):
        return False
    return not patterns.promo.match(plain) and not patterns.first.search(_QUOTED.sub(" ", plain))


def _is_of_length(said: str) -> bool:
    words = said.split()
    if len(words) * 12 < len(said):  # no language with spaces has words so long on average
        return _FEWEST_SIGNS <= len(said) <= _MOST_SIGNS
    return _FEWEST_WORDS <= len(words) <= _MOST_WORDS and len(said) <= _MOST_LETTERS


def _plain(said: str) -> str:
    """In lower case but for words all in capitals: "US" is no pronoun."""
    return _WORD.sub(_lower, said.replace("’", "'"))


def _lower(word: re.Match[str]) -> str:
    return word[0] if word[0].isupper() and len(word[0]) > 1 else word[0].lower()


def _names(said: str) -> Iterator[list[str]]:
    """Runs of words with capitals that stand next to one another; one that only begins the sentence is none."""
    run: list[str] = []
    last_end = -2
    for number, token in enumerate(_TOKEN.finditer(said)):
        word = token[0]
        is_name = word[0].isupper() and not (number == 0 and term_hash(word.casefold()) in FUNCTION_TERMS)
        if is_name and run and said[last_end : token.start()].isspace():
            run.append(word)
        else:
            if run:
                yield run
            run = [word] if is_name else []
        last_end = token.end()
    if run:
        yield run


def _without_ending(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


# Two sentences are one in nearly the same words when so much of both is in both (Dice), and all that is guarded.
_NEARLY = 0.85


def is_same(a: Sentence, b: Sentence) -> bool:
    """Whether two sentences are said in the same words, whatever their marks."""
    return a.words == b.words


def is_nearly_same(a: Sentence, b: Sentence) -> bool:
    """Whether two sentences say one thing in the same or nearly the same words, with the same figures and names."""
    if a.words == b.words:
        return True
    # The cheapest first: nearly all pairs have hardly a word in common.
    if 2 * len(a.terms & b.terms) < _NEARLY * (len(a.terms) + len(b.terms)) or a.guarded != b.guarded:
        return False
    shared = (Counter(a.words) & Counter(b.words)).total()
    return 2 * shared >= _NEARLY * (len(a.words) + len(b.words))


@lru_cache(maxsize=_TITLES)
def terms_of(text: str) -> frozenset[int]:
    """The hashes of the telling words of a title or the like."""
    return frozenset(map(term_hash, words_of(text))) - FUNCTION_TERMS
