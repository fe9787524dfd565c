"""Whether two texts are one form filled in for two occasions: the same wording about other names and figures."""

from dataclasses import dataclass

from headwater.copies.relating.passages import Mask, Overlap
from headwater.copies.text.remembering import remembered
from headwater.copies.text.wording import Words

# Of the names and figures of the text that has fewer, the 66 labelled copies and updates have three fifths and more
# in common, of the figures two thirds and more. With fewer than so many nothing is told from them.
_LEAST_IN_COMMON, _LEAST_FIGURES_IN_COMMON = 0.5, 1 / 3
_ENOUGH = 4
# "12" may stand anywhere; a figure of so many characters hardly does by chance.
_TELLING = 3
# Where more of all words than this begin with a capital letter inside a sentence, nouns do, and not only names.
_NOUNS_TOO = 0.3


@dataclass(frozen=True, slots=True)
class InCommon:
    """How many names or figures two texts have in common, of so many that the one with fewer has."""

    common: int
    of: int

    def is_less_than(self, share: float) -> bool:
        return self.of >= _ENOUGH and self.common <= share * self.of


@dataclass(frozen=True, slots=True)
class _Named:
    """The distinct names and figures of a text; no names where capital letters do not tell them."""

    names: frozenset[str] | None
    figures: frozenset[str]


def other_particulars(shared: Overlap) -> InCommon | None:
    """What two texts have in common of their names and figures, where that is so little that they are a form."""
    a, b = named_in(shared.a), named_in(shared.b)
    common_figures = _common_figures(shared, a, b)
    figures = InCommon(len(common_figures), min(len(a.figures), len(b.figures)))
    if figures.is_less_than(_LEAST_FIGURES_IN_COMMON):
        return figures
    if a.names is None or b.names is None:
        return None
    common = len(a.names & b.names) + len(common_figures)
    both = InCommon(common, min(len(a.names) + len(a.figures), len(b.names) + len(b.figures)))
    return both if both.is_less_than(_LEAST_IN_COMMON) else None


def _common_figures(shared: Overlap, a: _Named, b: _Named) -> frozenset[str]:
    """Figures that stand in the same place of both texts, or are too long to meet by chance."""
    in_place = _marked(shared.a, shared.in_a) & _marked(shared.b, shared.in_b)
    return frozenset(form for form in a.figures & b.figures if form in in_place or len(form) >= _TELLING)


def _marked(words: Words, mask: Mask) -> frozenset[str]:
    return frozenset(form for form, is_marked in zip(words.forms, mask.tolist(), strict=True) if is_marked)


@remembered(texts=256, longest=5_000)
def named_in(words: Words) -> _Named:
    """The names and figures of a text.

    A name is a word with a capital letter after another word of its sentence, that nowhere in the text is written
    without one. In languages that write all nouns so, and in scripts without capital letters, only figures are told.
    """
    text, starts = words.text, words.starts.tolist()
    small = {form for form, at in zip(words.forms, starts, strict=True) if text[at].islower()}
    names = [
        form
        for form, at in zip(words.forms, starts, strict=True)
        if text[at].isupper() and form not in small and _follows_a_word(text, at)
    ]
    figures = frozenset(form for form in words.forms if form[0].isdigit())
    is_telling = len(names) <= _NOUNS_TOO * len(words)
    return _Named(frozenset(names) if is_telling else None, figures)


def _follows_a_word(text: str, at: int) -> bool:
    return at >= 2 and text[at - 1] in " -" and (text[at - 2].isalnum() or text[at - 2] == ",")
