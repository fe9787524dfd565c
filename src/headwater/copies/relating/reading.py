"""What is read in one text alone: once, however many others it is compared with."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headwater.copies.relating.passages import SHINGLE_WORDS, Mask
from headwater.copies.relating.traits import Trait, Traits, traits_of
from headwater.copies.text.quotations import quotations
from headwater.copies.text.remembering import remembered
from headwater.copies.text.searching import matches_at
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import Hashes, Words, lowered, shingles
from headwater.model import Span

Counts = NDArray[np.int64]

# Where the names of two links stand glued together, a list of links was read as text ("Jane DoeWhat she said").
_GLUED = re.compile(r"(?<=[a-zà-ÿ]{2})[A-ZÀ-Þ][a-zà-ÿ]{2}")
_GLUED_SIGN = re.compile(r"[A-ZÀ-Þ]")
_CAPTION = re.compile(
    r"\b(?i:photos?|file|getty|afp|reuters|foto|fotos)\b.{0,3}(?:[:/–-]|(?i:by|von|par|de)\b)|\(\w{2,20} (?i:photo)"
)
_CAPTION_SIGN = re.compile(r"photo|file|getty|afp|reuters|foto|\(")
# A transcript's speakers.
_SPEAKER = re.compile(r"\b[A-Z][A-Z.]{2,}(?: [A-Z]{3,})?:")
_SPEAKER_SIGN = re.compile(r"[A-Z][A-Z.]")

# Only this many sentences of each text are compared with the other's, so that the work stays bounded.
_COMPARED = 200
# Words of up to four letters hold any sentence together; the others and figures tell what it says.
_LONG = 4
# Fewer words than these are a heading or a set phrase.
_SENTENCE, _QUOTE, _CONTENT = 8, 5, 4


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The distinct content words of the first sentences.

    `hashes` are all words, distinct and in order; the numbers of the sentences with word `n` are `owner` from
    place `starts[n]` to before `starts[n + 1]`. `sizes` counts each sentence's words.
    """

    owner: Counts
    starts: Counts
    hashes: Hashes
    sizes: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """A text's quotations, sentences, and what its words tell."""

    words: Words

    @cached_property
    def quoted(self) -> Mask:
        """Which words stand inside quotation marks."""
        inside = np.zeros(len(self.words), dtype=np.bool_)
        for first, last in zip(*self.quotations, strict=True):
            inside[first:last] = True
        return inside

    @cached_property
    def quotations(self) -> tuple[Counts, Counts]:
        """The first word of each quotation and the one after its last."""
        return self._places(quotations(self.words.text))

    @cached_property
    def long_quotations(self) -> tuple[Counts, Counts]:
        """Those of the quotations that are no mere phrase."""
        first, last = self.quotations
        long = last - first >= _QUOTE
        return first[long], last[long]

    @cached_property
    def sentences(self) -> tuple[Counts, Counts]:
        """The first word of each sentence and the one after its last."""
        return self._places(sentences(self.words.text))

    @cached_property
    def sentence_words(self) -> Counts:
        return self.sentences[1] - self.sentences[0]

    def per_sentence(self, mask: Mask) -> Counts:
        """How many words of each sentence are marked."""
        return counted(mask, *self.sentences)

    @cached_property
    def unquoted_sentences(self) -> Mask:
        """Which sentences are long enough for prose and quoted by half at most."""
        words = self.sentence_words
        return (words >= _SENTENCE) & (self.per_sentence(self.quoted) <= 0.5 * words)

    @cached_property
    def reporting_sentences(self) -> Mask:
        """Which sentences report what somebody said."""
        return self.per_sentence(self.has(Trait.SPEECH)) > 0

    @cached_property
    def plain_sentences(self) -> Mask:
        """Which sentences are a reporter's own.

        Left out are sentences that quote, report speech, speak as "I" or "we", or belong to the page's furniture.
        """
        words = self.sentence_words
        telling = self.has(Trait.SPEECH | Trait.PERSONAL | Trait.FURNITURE)
        is_silent = self.per_sentence(telling) == 0
        found: Mask = (words >= _SENTENCE) & is_silent & (self.per_sentence(self.quoted) <= 0.3 * words)
        return found

    @cached_property
    def compared_prose(self) -> Mask:
        """Which of the compared sentences are prose with enough content."""
        sizes = self.content.sizes
        found: Mask = self.unquoted_sentences[: len(sizes)] & (sizes >= _CONTENT)
        return found

    @cached_property
    def content(self) -> Content:
        """What the first sentences say."""
        first, last = (bounds[:_COMPARED] for bounds in self.sentences)
        end = int(last[-1]) if len(last) else 0
        # A sign of a script without spaces is part of a word: all of them are needed to tell two sentences apart.
        shortest = 0 if self.words.is_signs else _LONG
        lengths = np.fromiter(map(len, self.words.forms[:end]), np.int64, count=end)
        owner = np.searchsorted(first, np.arange(end), side="right") - 1
        inside = ((lengths > shortest) | self.has(Trait.FIGURE)[:end]) & (owner >= 0)
        hashes, word = np.unique(self.words.hashes[:end][inside], return_inverse=True)
        pairs = np.unique(word * len(first) + owner[inside])
        word, owner = np.divmod(pairs, max(1, len(first)))
        return Content(
            owner,
            np.searchsorted(word, np.arange(len(hashes) + 1)),
            hashes,
            np.bincount(owner, minlength=len(first)).astype(np.float32),
        )

    @cached_property
    def traits(self) -> Traits:
        return traits_of(self.words)

    def has(self, trait: Trait) -> Mask:
        found: Mask = (self.traits & np.uint8(trait)) != 0
        return found

    @cached_property
    def repeated(self) -> Mask:
        """Which shingles the text itself repeats, as galleries do."""
        of_text = shingles(self.words.hashes, SHINGLE_WORDS)
        _, inverse, counts = np.unique(of_text, return_inverse=True, return_counts=True)
        found: Mask = counts[inverse] > 1
        return found

    @cached_property
    def triples(self) -> Hashes:
        """Each three words in a row."""
        return shingles(self.words.hashes, 3)

    @cached_property
    def sorted_triples(self) -> Hashes:
        return np.sort(self.triples)

    @cached_property
    def captions(self) -> Counts:
        """In which words captions start."""
        return self._words_at(_captions(self.words.text))

    @cached_property
    def glued(self) -> Counts:
        """In which words two links are glued together."""
        return self._words_at(_glued(self.words.text))

    @cached_property
    def speakers(self) -> Counts:
        """In which words speakers' labels start."""
        return self._words_at(_speakers(self.words.text))

    def _words_at(self, places: tuple[int, ...]) -> Counts:
        at: Counts = np.searchsorted(self.words.starts, places, side="right")
        return np.maximum(at - 1, 0)

    def _places(self, spans: tuple[Span, ...]) -> tuple[Counts, Counts]:
        first = np.searchsorted(self.words.starts, [span.start for span in spans])
        return first, np.searchsorted(self.words.starts, [span.end for span in spans])


@remembered(texts=256, longest=5_000)
def reading_of(words: Words) -> Reading:
    """The reading of a text, empty at first: each part of it is read when it is asked for."""
    return Reading(words)


# A text is read again for each article with which it has other boilerplate in common.
@remembered(texts=256)
def _captions(text: str) -> tuple[int, ...]:
    return tuple(m.start() for m in matches_at(_CAPTION_SIGN, _CAPTION, text, lowered(text)))


@remembered(texts=256)
def _glued(text: str) -> tuple[int, ...]:
    return tuple(m.start() for m in matches_at(_GLUED_SIGN, _GLUED, text))


@remembered(texts=256)
def _speakers(text: str) -> tuple[int, ...]:
    return tuple(m.start() for m in matches_at(_SPEAKER_SIGN, _SPEAKER, text))


def counted(mask: Mask, first: Counts, last: Counts) -> Counts:
    """How many words are marked from each `first` to before each `last`."""
    sums = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(mask, dtype=np.int64)))
    return sums[last] - sums[first]
