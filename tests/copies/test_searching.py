"""A pattern tried only at its signs finds what it finds anywhere."""

import re

import pytest

from headwater.copies.text.quotations import quotations
from headwater.copies.text.searching import matches_at
from headwater.copies.text.wording import words_of

TEXT = "“One,” said Ana Reyes. “Two “three” four.” 'Five' isn't «six „seven“ eight».\n\nNine: “ten.”"


@pytest.mark.parametrize("pattern", [r"“[^”]*”", r"(?<!\w)['“«](?=\w)[^\n]*?['”»]", r"«[^»]*»|„[^“]*“"])
def test_signs_lose_no_match(pattern: str) -> None:
    compiled = re.compile(pattern)
    found = matches_at(re.compile("[“«„']"), compiled, TEXT)
    assert [match.span() for match in found] == [match.span() for match in compiled.finditer(TEXT)]


def test_signs_can_be_looked_for_in_another_form_of_the_text() -> None:
    found = matches_at(re.compile("nine"), re.compile(r"(?i:nine):"), TEXT, TEXT.lower())
    assert [match[0] for match in found] == ["Nine:"]


def test_a_statement_after_a_colon_is_quoted_and_so_is_the_next() -> None:
    text = "The office wrote:\n\nWe regret this, and we add:\n\nThe harbour is open again."
    assert [text[span.start : span.end] for span in quotations(text)] == [
        "We regret this, and we add:",
        "The harbour is open again.",
    ]


@pytest.mark.parametrize("text", ["", "  ", "…!", "one", "Zürich’s 3.5 m", "İstanbul'da 12 kişi", "港湾の町"])
def test_words_stand_where_they_are_said_to(text: str) -> None:
    words = words_of(text)
    assert len(words.starts) == len(words.ends) == len(words.forms)
    for form, start, end in zip(words.forms, words.starts, words.ends, strict=True):
        assert len(form) == end - start
