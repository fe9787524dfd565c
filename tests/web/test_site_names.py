"""Sites are called what their own feeds say, never longer than is read at a glance, and ports are kept apart."""

import pytest

from headwater.model import Article, Source, SourceKind
from headwater.web.wording.site_names import MOST_LETTERS, names_of, served_at, shown_name
from headwater.web.wording.translation import Speech, speaking, speech


def named(names: dict[str, str]) -> Speech:
    plain = speech()
    return Speech(plain.language, plain.locale, names=names)


def test_a_site_is_called_what_its_feed_says() -> None:
    names = names_of([Source("https://www.osk-notes.example/feed.xml", title=" Notes  from the Osk ")])

    assert names == {"osk-notes.example": "Notes from the Osk"}
    with speaking(named(names)):
        assert shown_name("osk-notes.example") == "Notes from the Osk"
        assert shown_name("other.example") == "other.example"


def test_ports_of_one_host_are_two_sites() -> None:
    names = names_of(
        [
            Source("http://bridge.lan.example:3000/feed", title="Harbour Board"),
            Source("http://bridge.lan.example:3001/feed", title="Ferry Line"),
        ]
    )

    assert names == {"bridge.lan.example:3000": "Harbour Board", "bridge.lan.example:3001": "Ferry Line"}
    article = Article(site="bridge.lan.example", url="http://bridge.lan.example:3001/1", title="Late again")
    assert served_at(article) == "bridge.lan.example:3001"


@pytest.mark.parametrize(
    "source",
    [
        Source("https://many.example/@ida/feed", title="Ida’s notes"),
        Source("https://many.example/feed?of=ida", title="Ida’s notes"),
        Source("https://t.me/ida", SourceKind.TELEGRAM, title="Ida"),
        Source("https://many.example/feed"),
    ],
)
def test_one_of_many_who_write_at_a_site_does_not_name_it(source: Source) -> None:
    assert names_of([source]) == {}


def test_two_feeds_of_a_site_that_disagree_name_nothing() -> None:
    feeds = [
        Source("https://osk.example/news", title="News"),
        Source("https://osk.example/sport", title="Sport"),
    ]

    assert names_of(feeds) == {}


def test_a_name_is_never_long() -> None:
    shown = shown_name("Breaking " * 40)

    assert len(shown) <= MOST_LETTERS
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://osk.example/1", "osk.example"),
        ("https://osk.example:443/1", "osk.example"),
        ("https://other.example:8443/1", "osk.example"),
        ("https://osk.example:x/1", "osk.example"),
        ("", "osk.example"),
    ],
)
def test_only_a_port_of_the_site_itself_is_named(url: str, site: str) -> None:
    assert served_at(Article(site="osk.example", url=url or None, title="Quay shut")) == site
