"""What keeps two texts apart that have much of their words in common: a notice on both, one form filled in twice."""

from dataclasses import dataclass

from headwater.copies.relating.filled import InCommon, other_particulars
from headwater.copies.relating.passages import Overlap
from headwater.copies.relating.subjects import subjects_of
from headwater.model import Evidence

OTHER_SUBJECT = "other subject"
"""The evidence that what two articles share is not what both are about: they are not one piece."""

OTHER_PARTICULARS = "other particulars"
"""The evidence that what is telling of two texts is one form, filled in for two occasions."""

ONE_FORM = "one form"
"""The evidence that two texts are hardly more than one form, filled in for two occasions.

It is told from all that they share. So it stays, whatever of that turns out to be boilerplate.
"""

# Where so much of both is shared, and is a notice or a form, nothing else is left that they could have in common.
# Of the 467 labelled pairs this decides none otherwise than the model does.
_MOST = 0.6
# How sure that is: of the labelled pairs that are so, all but a few are boilerplate.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two texts are not one piece.

    `is_neither` says that what they share is what neither is about; else one of them may be about it. `is_sure`
    says that this is most of both, so that it is known without looking further.
    """

    evidence: Evidence
    is_neither: bool
    is_sure: bool
    confidence: float = _SURE


def form_of(shared: Overlap) -> Apart | None:
    """What shows that two texts are hardly more than one form, where they are.

    Of a form's wording much is boilerplate sooner or later, and what is left is too little to tell a form by.
    """
    if _is_most(shared) and (particulars := other_particulars(shared)):
        return Apart(Evidence(ONE_FORM, _filled_in(particulars)), True, True)
    return None


def apart(shared: Overlap, titles: tuple[str | None, str | None]) -> Apart | None:
    """What keeps two texts (with their headlines) from being one piece; None where nothing does."""
    is_most = _is_most(shared)
    if particulars := other_particulars(shared):
        return Apart(Evidence(OTHER_PARTICULARS, _filled_in(particulars)), True, is_most)
    subjects = subjects_of(shared, *titles)
    if subjects.are_one:
        return None
    if subjects.are_others:
        says = "what they share is not what either is about, by its headline and its own words"
        return Apart(Evidence(OTHER_SUBJECT, says), True, is_most)
    says = "what they share is not what both are about, by their headlines and their own words"
    return Apart(Evidence(OTHER_SUBJECT, says), False, False)


def _is_most(shared: Overlap) -> bool:
    return min(shared.share_of_a, shared.share_of_b) >= _MOST


def _filled_in(particulars: InCommon) -> str:
    return f"of {particulars.of} names and figures {particulars.common} are the same, as in a form filled in anew"
