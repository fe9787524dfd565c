"""Patterns that could match almost nowhere, searched for only where a sign of them stands."""

import re
from collections.abc import Iterator


def matches_at(
    signs: re.Pattern[str], pattern: re.Pattern[str], text: str, within: str | None = None
) -> Iterator[re.Match[str]]:
    """The matches of `pattern` as `finditer` finds them, given that each starts with a match of `signs`.

    The signs are looked for `within` the text or a form of it whose characters stand where its own do.
    A pattern that starts with a look behind, or with one of several signs, is tried at each character; a pattern
    that is a set of characters is found some thirty times as fast.
    """
    end = 0
    for sign in signs.finditer(text if within is None else within):
        at = sign.start()
        if at >= end and (match := pattern.match(text, at)):
            yield match
            end = match.end()
