"""What stands inside quotation marks, in any language's style."""

import re

from headwater.copies.text.remembering import remembered
from headwater.copies.text.searching import matches_at
from headwater.model import Span

# A quotation ends at its closing mark; an unclosed one ends with its paragraph, as when the next paragraph
# goes on quoting (the English habit). Low-high and pointing-inward pairs are German, Czech, Danish.
_END = r"(?=\n\n|\Z)"
_PAIRS = (
    rf"“[^“”„]*?(?:”|{_END})",
    rf"„[^“”„]*?(?:[“”\"]|{_END})",
    rf"«[^«»]*?(?:»|{_END})",
    rf"»[^«»]*?(?:«|{_END})",
    r"「[^」]*」|『[^』]*』|《[^》]*》",
    rf"(?<![\w\"])\"(?=\S)[^\"]*?(?:\"|{_END})",
    # Single marks are apostrophes too: one opens only before a word and closes only after its last letter.
    r"(?<![\w'’‘])[‘'‚](?=\w)(?:[^'’‘\n]|(?<=\w)['’](?=\w))*['’](?!\w)",
    r"‹[^‹›\n]*›",
)
_QUOTATION = re.compile("|".join(_PAIRS))
_OPENING = re.compile("[“„«»「『《\"‘'‚‹]")
# A post taken over whole carries its author's handle at its end; what precedes it in the paragraph is theirs.
_POST = re.compile(r"^[^\n]+?\(@\w+\)[^\n]{0,40}?(?:\d{4}|$)", re.MULTILINE)
# A paragraph after one that ends in a colon is a statement or a list set off from the prose.
_SET_OFF = re.compile(r":(?=[^\S\n]*\n\s*\n(?P<said>[^\n]+))")
# Shorter ones are names of ships and scare quotes: the reporter's own wording.
_SHORTEST = 15


@remembered(texts=256)
def quotations(text: str) -> tuple[Span, ...]:
    """Spans of quotations with their marks, in order of their start; they may overlap.

    Those too short to be somebody's sentence are left out. Posts of social networks and statements set off
    after a colon count as quotations: they are not the reporter's prose either.
    """
    found = [match.span() for match in matches_at(_OPENING, _QUOTATION, text)]
    found += [match.span() for match in _POST.finditer(text)] if "(@" in text else []
    found += [match.span("said") for match in _SET_OFF.finditer(text)]
    return tuple(Span(start, end) for start, end in sorted(found) if end - start >= _SHORTEST)
