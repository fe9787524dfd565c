"""Markup made to hang, recurse or run: it is read as plain text, or refused, and soon."""

import time
from contextlib import suppress

import pytest

from headwater.model import Page, Publishers
from headwater.model.errors import NoArticleError
from headwater.reading.markup import read_html
from headwater.reading.markup.nesting import DEEPEST, limit_nesting

PROSE = "<p>" + "The harbour board met on Friday and put off its decision until the spring. " * 8 + "</p>"


def read(html: str) -> str:
    return "\n".join(
        a.text for a in read_html(html, Page("hostile.html", html.encode()), Publishers()).articles
    )


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + PROSE,
        "<div>" * 100_000 + PROSE + "</div>" * 100_000,
        "<b>" * 50_000 + PROSE,
        "<div a='></div>'>" * 50_000 + PROSE,
        "<svg>" + "<path/>" * 50_000 + "</svg>" + PROSE,
        "<a" * 200_000,
        "<!--" * 100_000 + PROSE,
        "<script>" * 50_000 + PROSE,
        f"<p class='{'x' * 2_000_000}'>a</p>{PROSE}",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + PROSE,
        "<ul><li>" * 20_000 + PROSE,
    ],
    ids=[
        "deep",
        "deep-closed",
        "bold",
        "quoted",
        "drawing",
        "unfinished",
        "comments",
        "scripts",
        "long",
        "json",
        "lists",
    ],
)
def test_a_hostile_page_ends_soon(html: str) -> None:
    started = time.perf_counter()
    # Some of these swallow their own text: then the page is refused as one without an article.
    with suppress(NoArticleError):
        assert "harbour board" in read(html)
    assert time.perf_counter() - started < 20


def test_nesting_is_cut_without_losing_text() -> None:
    flat = limit_nesting("<div>" * 1000 + "kept" + "</div>" * 1000)
    assert flat.count("<div>") == flat.count("</div>") == DEEPEST
    assert "kept" in flat


def test_ordinary_markup_is_left_as_it_is() -> None:
    html = "<p>a<br>b</p>" * 2000 + '<a title="a > b">x</a>'
    assert limit_nesting(html) is html


def test_what_is_read_is_plain_text() -> None:
    text = read(
        f"<h1>Decision put off</h1><script>alert(1)</script>{PROSE}<p onclick=x()>It is a <b>good</b> day &amp; a long one.</p>"
    )
    assert "alert" not in text
    assert "<" not in text
    assert "good day & a long" in text
