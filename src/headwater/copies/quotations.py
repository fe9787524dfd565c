"""What stands inside quotation marks, in any language's style."""

import re

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
# Shorter ones are names of ships and scare quotes: the reporter's own wording.
_SHORTEST = 15


def quotations(text: str) -> tuple[Span, ...]:
    """Spans of quotations with their marks, in order; those too short to be somebody's sentence left out."""
    found = (match.span() for match in _QUOTATION.finditer(text))
    return tuple(Span(start, end) for start, end in found if end - start >= _SHORTEST)
