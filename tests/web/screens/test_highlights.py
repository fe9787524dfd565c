"""Highlights in a text, whatever else is marked in it."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette

from headwater.copies import differences
from headwater.model import Article
from headwater.model.people import Highlight, QuotePlace, TextQuote
from headwater.model.words import HighlightColour, TextPart
from headwater.store import Library
from headwater.web.wording.changed_text import Block, PieceKind, changed_text, plain_text
from headwater.web.wording.highlighted import found, highlighted
from tests.web.screens.acts import act, do
from tests.web.visitor import visit

ORIGIN = Article(
    title="Quay vote put off",
    paragraphs=(
        "The council of Hollin has put off its decision on the new quay until the spring, its chair said on Friday.",
        "Three of the nine members had asked for a second opinion on the costs of four million crowns.",
        "The old quay stays open to boats of up to twelve metres until then, the harbour office added.",
    ),
)
COPY = Article(
    title="Quay vote put off",
    paragraphs=(
        "The council of Hollin has put off its decision on the new quay until the spring, its chair said on Friday.",
        "Five of the nine members had asked for a second opinion on costs of seven million crowns.",
        "The old quay stays open to boats of up to twelve metres until then, the harbour office added.",
    ),
)
MIXED = Article(
    paragraphs=(
        "Ice ❄️ closed the quay 👩‍👩‍👧‍👦 on Friday.",
        "أغلق الجليد الرصيف يوم الجمعة في هولين.",
        "Ice closed the quay on Friday.",
    )
)


def highlight(exact: str, number: int = 1, part: TextPart = TextPart.TEXT, **around: str) -> Highlight:
    place = QuotePlace(part, 0, len(exact))
    quote = TextQuote(exact, around.get("prefix", ""), around.get("suffix", ""))
    at = datetime(2026, 11, 20, number, tzinfo=UTC)
    return Highlight(f"h{number}", "a1", quote, place, HighlightColour.YELLOW, "", at)


def lit(blocks: tuple[Block, ...], highlight_id: str = "h1") -> str:
    """The words that a highlight lies on."""
    pieces = [piece for block in blocks for piece in block.pieces]
    return "".join(each.text for each in pieces if each.highlight and each.highlight.id == highlight_id)


def shown(article: Article, *highlights: Highlight) -> tuple[Block, ...]:
    return highlighted(article, plain_text(article), found(article, highlights))


@pytest.mark.parametrize("exact", ["❄️ closed", "👩‍👩‍👧‍👦 on", "الجليد الرصيف", "Ice closed"])
def test_the_right_words_are_lit_in_any_script(exact: str) -> None:
    blocks = shown(MIXED, highlight(exact))

    assert lit(blocks) == exact
    assert ["".join(piece.text for piece in block.pieces) for block in blocks] == list(MIXED.paragraphs)


def test_of_words_that_stand_twice_those_are_lit_that_stood_there() -> None:
    blocks = shown(MIXED, highlight("on Friday", prefix="Ice closed the quay "))

    assert [bool(lit((block,))) for block in blocks] == [False, False, True]


def test_the_later_of_two_that_meet_lies_on_top() -> None:
    blocks = shown(MIXED, highlight("Ice closed the quay"), highlight("the quay on Friday", 2))

    assert lit(blocks[2:], "h1") == "Ice closed "
    assert lit(blocks[2:], "h2") == "the quay on Friday"


def test_a_highlight_reaches_over_paragraphs() -> None:
    exact = COPY.text[COPY.text.index("its chair") : COPY.text.index(" members")]

    assert "".join(lit(shown(COPY, highlight(exact))).split()) == "".join(exact.split())


@pytest.mark.parametrize(
    "exact",
    ["Five of the nine", "costs of seven million crowns", "nine members", "old quay stays", "new quay"],
)
def test_words_are_lit_where_changes_are_shown(exact: str) -> None:
    blocks = changed_text(COPY, differences(ORIGIN, COPY))
    assert any(piece.kind is PieceKind.OUT for block in blocks for piece in block.pieces)

    marked = highlighted(COPY, blocks, found(COPY, [highlight(exact)]))
    here = [
        piece.text
        for block in marked
        for piece in block.pieces
        if piece.highlight and piece.kind is not PieceKind.OUT
    ]

    assert "".join(here).replace(" ", "") == exact.replace(" ", "")
    assert not [p for block in marked for p in block.pieces if p.highlight and p.kind is PieceKind.OUT]


def test_lighting_takes_no_word_away_and_adds_none() -> None:
    blocks = changed_text(COPY, differences(ORIGIN, COPY))
    marked = highlighted(COPY, blocks, found(COPY, [highlight("Five of the nine members had asked")]))

    assert [[p.text for p in block.pieces if p.kind is PieceKind.OUT] for block in marked] == [
        [p.text for p in block.pieces if p.kind is PieceKind.OUT] for block in blocks
    ]
    assert ["".join(p.text for p in block.pieces) for block in marked] == [
        "".join(p.text for p in block.pieces) for block in blocks
    ]


def test_words_that_are_gone_have_no_place() -> None:
    (gone,) = found(COPY, [highlight("the mayor resigned")])

    assert (gone.span, gone.is_here) == (None, False)


def test_words_of_the_headline_are_there_though_the_text_has_no_place_for_them() -> None:
    there, gone = found(
        COPY, [highlight("Quay vote", part=TextPart.TITLE), highlight("Sugar", part=TextPart.TITLE)]
    )

    assert (there.span, there.is_here) == (None, True)
    assert not gone.is_here


def test_the_page_says_so_of_words_that_are_gone(app: Starlette, sample_library: Library) -> None:
    article = sample_library.stories(limit=1)[0][0].summary_article
    words = sample_library.article(article).card.article.paragraphs[0][:30]
    first, second = (f"00000000-0000-4000-8000-00000000001{number}" for number in (1, 2))
    do(
        app,
        act(1, "highlight", "highlight", first, {"article": article, "quote": {"exact": words}}),
        act(2, "highlight", "highlight", second, {"article": article, "quote": {"exact": "Never printed."}}),
        act(3, "note", "highlight", first, {"text": "Ask <Ida> about it."}),
    )

    page = visit(f"/articles/{article}", app=app).text
    assert page.count("no longer in the text") == 1
    assert "Ask &lt;Ida&gt; about it." in page
    assert f'id="h-{first}"' in page
    assert "Never printed." in visit("/highlights", app=app).text
