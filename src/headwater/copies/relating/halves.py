"""One of two overlapping texts: which of its words are shared, which are quoted, and where its sentences lie."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headwater.copies.relating.passages import Mask
from headwater.copies.relating.traits import Trait, Traits, traits_of
from headwater.copies.text.quotations import quotations
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import Words
from headwater.model import Span

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Half:
    """A text and which of its words (`shared`) stand in the other."""

    words: Words
    shared: Mask

    @cached_property
    def share(self) -> float:
        return float(self.shared.mean()) if len(self.shared) else 0.0

    @cached_property
    def quoted(self) -> Mask:
        """Which words stand inside quotation marks."""
        inside = np.zeros(len(self.words), dtype=np.bool_)
        for first, last in zip(*self.places(quotations(self.words.text)), strict=True):
            inside[first:last] = True
        return inside

    @cached_property
    def prose(self) -> Mask:
        """Which shared words stand outside quotation marks."""
        return self.shared & ~self.quoted

    @cached_property
    def traits(self) -> Traits:
        return traits_of(self.words)

    def has(self, trait: Trait) -> Mask:
        found: Mask = (self.traits & np.uint8(trait)) != 0
        return found

    def places(self, spans: tuple[Span, ...]) -> tuple[Counts, Counts]:
        """The first word of each span and the one after its last."""
        first = np.searchsorted(self.words.starts, [span.start for span in spans])
        return first, np.searchsorted(self.words.starts, [span.end for span in spans])

    @cached_property
    def sentences(self) -> tuple[Counts, Counts]:
        """The first word of each sentence and the one after its last."""
        return self.places(sentences(self.words.text))

    @cached_property
    def sentence_words(self) -> Counts:
        return self.sentences[1] - self.sentences[0]

    def per_sentence(self, mask: Mask) -> Counts:
        """How many words of each sentence are marked."""
        return counted(mask, *self.sentences)


def counted(mask: Mask, first: Counts, last: Counts) -> Counts:
    """How many words are marked from each `first` to before each `last`."""
    sums = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(mask, dtype=np.int64)))
    return sums[last] - sums[first]


def small_first(a: Half, b: Half) -> tuple[Half, Half]:
    """The half that shares the larger part of itself first, whichever of the two it was."""
    small, large = sorted((a, b), key=lambda half: (-half.share, len(half.words), half.words.text))
    return small, large
