"""What a person types or pastes, as the addresses it may mean."""

import gzip

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from headwater.intake.sources import addresses_given, unpacked
from headwater.model import Page, SourceKind
from headwater.model.errors import IntakeError


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://tide.example/news?a=1#top", ["https://tide.example/news?a=1"]),
        ("tide.example", ["https://tide.example/", "https://www.tide.example/", "http://tide.example/"]),
        ("news.tide.example/rss", ["https://news.tide.example/rss", "http://news.tide.example/rss"]),
        ("//tide.example/x", ["https://tide.example/x", "https://www.tide.example/x", "http://tide.example/x"]),
        ("feed:https://tide.example/rss", ["https://tide.example/rss"]),
        ("  <https://tide.example/rss> ", ["https://tide.example/rss"]),
        ("HTTPS://Tide.Example:443/RSS", ["https://tide.example/RSS"]),
        ("localhost:8000/feed", ["http://localhost:8000/feed", "https://localhost:8000/feed"]),
        ("192.0.2.7/feed", ["http://192.0.2.7/feed", "https://192.0.2.7/feed"]),
        ("[2001:db8::7]:81/", ["http://[2001:db8::7]:81/", "https://[2001:db8::7]:81/"]),
        ("tide.example:8080/x", ["https://tide.example:8080/x", "https://www.tide.example:8080/x", "http://tide.example:8080/x"]),
        ("https://пример.example/лента", ["https://xn--e1afmkfd.example/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0"]),
        ("https://straße.example/", ["https://xn--strae-oqa.example/"]),
        ("https://tide.example/a%20b?q=%23quay", ["https://tide.example/a%20b?q=%23quay"]),
        ("@ida@social.example", ["https://social.example/@ida"]),
    ],
)  # fmt: skip
def test_addresses_in_many_forms(text: str, addresses: list[str]) -> None:
    assert list(addresses_given(text).addresses) == addresses
    assert addresses_given(text).kind is None


@pytest.mark.parametrize(
    "text",
    [
        "@Harbour_Post",
        "t.me/harbour_post",
        "https://t.me/s/harbour_post",
        "https://t.me/harbour_post/4101?single",
        "http://telegram.me/harbour_post",
        "https://www.t.me/Harbour_Post",
        "harbour_post.t.me",
        "tg://resolve?domain=harbour_post&post=12",
    ],
)
def test_a_telegram_channel_in_every_form_is_one_address(text: str) -> None:
    meant = addresses_given(text)
    assert meant.addresses == ("https://t.me/s/harbour_post",)
    assert meant.kind is SourceKind.TELEGRAM


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("t.me/+AbCdEf", "no public Telegram channel"),
        ("https://t.me/joinchat/AbCdEf", "no public Telegram channel"),
        ("https://t.me/c/12345/6", "no public Telegram channel"),
        ("tg://join?invite=AbC", "no public Telegram channel"),
        ("mailto:ida@tide.example", "mailto: addresses can't be watched"),
        ("ida@tide.example", "is a mail address"),
        ("javascript:alert(1)", "javascript: addresses can't be watched"),
        ("file:///etc/passwd", "file: addresses can't be watched"),
        ("ftp://tide.example/", "ftp: addresses can't be watched"),
        ("http://", "names no host"),
        ("http://[::1", "is no address"),
        ("http://tide.example:99999/", "is no address"),
        ("https://" + "ä" * 80 + ".example", "can't exist"),
        ("the tide", "is not an address"),
        ("tide", "is not an address"),
        ("", "is not an address"),
        ("https://tide.example/" + "a" * 5000, "is not an address"),
    ],
)
def test_what_is_no_address_is_refused_with_what_could_be_given(text: str, says: str) -> None:
    with pytest.raises(IntakeError, match=says) as caught:
        addresses_given(text)
    assert caught.value.advice


@for_all(st.text(max_size=60))
def test_whatever_is_typed_gives_addresses_or_our_own_error(text: str) -> None:
    try:
        meant = addresses_given(text)
    except IntakeError:
        return
    for address in meant.addresses:
        assert address.startswith(("http://", "https://"))
        assert address.isascii()
        assert addresses_given(address).addresses[0] == address


def test_a_page_of_gzip_is_unpacked() -> None:
    page = Page("sitemap.xml.gz", gzip.compress(b"<urlset/>"), content_type="application/gzip")
    assert unpacked(page).content == b"<urlset/>"
    assert unpacked(page).content_type is None
    plain = Page("sitemap.xml", b"<urlset/>")
    assert unpacked(plain) is plain


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (gzip.compress(b"0" * 21_000_000), "grows to more than 200 times"),
        (gzip.compress(b"<urlset/>" * 50)[:-9], "cut short|ends in the middle"),
        (b"\x1f\x8b\x08\x00broken", "damaged|ends in the middle"),
    ],
)
def test_gzip_that_means_harm_or_is_broken_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(IntakeError, match=says):
        unpacked(Page("sitemap.xml.gz", content))
