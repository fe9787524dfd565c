"""One of two overlapping texts: which of its words are shared."""

from dataclasses import dataclass
from functools import cached_property

from headwater.copies.relating.passages import Mask
from headwater.copies.relating.reading import Counts, Reading, reading_of
from headwater.copies.text.wording import Words


@dataclass(frozen=True, eq=False)
class Half:
    """A text and which of its words (`shared`) stand in the other."""

    words: Words
    shared: Mask

    @cached_property
    def reading(self) -> Reading:
        """What is read in the text alone."""
        return reading_of(self.words)

    @cached_property
    def share(self) -> float:
        return float(self.shared.mean()) if len(self.shared) else 0.0

    @cached_property
    def prose(self) -> Mask:
        """Which shared words stand outside quotation marks."""
        return self.shared & ~self.reading.quoted

    @cached_property
    def shared_in_sentences(self) -> Counts:
        """How many words of each sentence are shared."""
        return self.reading.per_sentence(self.shared)

    @cached_property
    def prose_in_sentences(self) -> Counts:
        """How many words of each sentence are shared and not quoted."""
        return self.reading.per_sentence(self.prose)


def small_first(a: Half, b: Half) -> tuple[Half, Half]:
    """The half that shares the larger part of itself first, whichever of the two it was."""
    small, large = sorted((a, b), key=lambda half: (-half.share, len(half.words), half.words.text))
    return small, large
