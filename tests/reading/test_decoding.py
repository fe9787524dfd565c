"""Bytes to text: what a page declares is believed as far as it can be true, and noise is refused by name."""

import pytest

from headwater.model import Page
from headwater.model.errors import DecodingError
from headwater.reading.decoding import decode, sniff

RUSSIAN = "Паромы снова пойдут в понедельник, сообщил порт. " * 12


def page(content: bytes, content_type: str | None = None) -> Page:
    return Page("page", content, content_type=content_type)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (RUSSIAN.encode(), None),
        (b"\xef\xbb\xbf" + RUSSIAN.encode(), None),
        (b"\xff\xfe" + RUSSIAN.encode("utf-16-le"), None),
        (RUSSIAN.encode("cp1251"), "text/plain; charset=windows-1251"),
        (RUSSIAN.encode("koi8-r"), 'text/html; charset="KOI8-R"'),
    ],
)
def test_a_declared_charset_or_a_mark_is_followed(content: bytes, content_type: str | None) -> None:
    assert decode(page(content, content_type)) == RUSSIAN


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="windows-1251">', "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
     '<?xml version="1.0" encoding="windows-1251"?><rss>'],
)  # fmt: skip
def test_the_documents_own_declaration_is_followed(declaration: str) -> None:
    assert RUSSIAN in decode(page((declaration + RUSSIAN).encode("cp1251")))


def test_latin_1_means_what_browsers_mean_by_it() -> None:
    assert (
        decode(page("“quoted” – text".encode("cp1252"), "text/html; charset=iso-8859-1")) == "“quoted” – text"
    )


def test_plain_text_that_is_not_utf_8_is_refused_with_the_byte_and_its_offset() -> None:
    with pytest.raises(
        DecodingError, match=r"page: byte 0xfc at offset 5 is not utf-8 .*declare its charset"
    ):
        decode(page("Die Tür".encode("latin-1").replace(b"T", b"T", 1)))


def test_html_without_a_declaration_may_be_detected() -> None:
    html = "<html><body><p>" + RUSSIAN * 3 + "</p></body></html>"
    assert RUSSIAN in decode(page(html.encode("cp1251")))


def test_a_few_broken_bytes_do_not_lose_a_page_that_declares_its_charset() -> None:
    html = b'<meta charset="utf-8"><p>' + RUSSIAN.encode() + b"\xff</p>"
    assert decode(page(html)).endswith("\ufffd</p>")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\nrest", "a PNG image"),
        (b"\xff\xd8\xff\xe0rest", "a JPEG image"),
        (b"\x1f\x8b\x08rest", "gzip data"),
        (b"text and then \x00\x01\x02", "a NUL byte at offset 14"),
        (bytes(range(1, 9)) * 50 + b"abc", "control characters"),
    ],
)
def test_noise_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(DecodingError, match=says):
        decode(page(content))


@pytest.mark.parametrize(
    ("text", "content_type", "kind"),
    [
        ("<!doctype html><p>a", None, "html"),
        ("<?xml version='1.0'?><!-- made by hand --><rss version='2.0'>", "text/html", "feed"),
        ("<!DOCTYPE rss PUBLIC '-//x//DTD RSS 0.91//EN' 'http://x/rss.dtd'><rss>", None, "feed"),
        ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", None, "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "application/json", "feed"),
        ("Ferries sail again\n\nThe crews have accepted.", None, "text"),
        ("Ferries sail again <b>today</b>", "text/html; charset=utf-8", "html"),
        ("<div><p>One.</p><p>Two.</p></div>", None, "html"),
        ("In HTML, a paragraph ends with </p>.", "text/plain", "text"),
    ],
)
def test_what_a_page_is(text: str, content_type: str | None, kind: str) -> None:
    assert sniff(page(text.encode(), content_type), text) == kind
