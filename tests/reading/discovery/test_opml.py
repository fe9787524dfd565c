"""Lists of subscriptions, as readers write them and as nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Page, Publishers, Source, SourceKind
from headwater.model.errors import DecodingError, UnreadableError
from headwater.reading.discovery import PageNature, Subscriptions, look_at, read_opml, write_opml


def read(text: str | bytes) -> Subscriptions:
    return read_opml(Page("feeds.opml", text.encode() if isinstance(text, str) else text))


def opml(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'


NESTED = opml("""<outline text="News" title="News" isOpen="true">
<outline text="Local"><outline type="rss" text="The Tide" title="The Tide" xmlUrl="https://tide.example/rss?a=1&amp;b=2" htmlUrl="https://tide.example/" rssfr-numPosts="3"/></outline>
<outline type="rss" text="Osk Radio" xmlUrl="https://osk.example/feed"/></outline>
<outline type="rss" text="Alone" xmlUrl="https://alone.example/feed"/>""")


def test_nested_folders_are_kept_as_a_path() -> None:
    assert [(o.url, o.title, o.folder) for o in read(NESTED).outlines] == [
        ("https://tide.example/rss?a=1&b=2", "The Tide", "News/Local"),
        ("https://osk.example/feed", "Osk Radio", "News"),
        ("https://alone.example/feed", "Alone", ""),
    ]


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="Tide" type="rss" xmlUrl="https://tide.example/rss" category="News"/>',
        '<outline title="Tide" type="rss" xmlurl="https://tide.example/rss" category="/News,/Other"/>',
        '<OUTLINE TITLE="Tide" TYPE="RSS" XMLURL="https://tide.example/rss" CATEGORY="News"/>',
        '<outline title="News"><outline title="Tide" type="atom" xmlUrl="feed://tide.example/rss"/></outline>',
        '<outline text="News"><outline text="Tide" url="https://tide.example/rss" type="rss"/></outline>',
        '<outline text="News"><outline text="Tide" xmlUrl=" https://tide.example/rss "></outline></outline>',
    ],
)
def test_the_ways_in_which_readers_write_the_same(outline: str) -> None:
    (only,) = read(opml(outline)).outlines
    assert (only.url, only.title, only.folder) == ("https://tide.example/rss", "Tide", "News")


def test_an_address_in_place_of_a_title_is_none() -> None:
    (only,) = read(
        opml('<outline text="https://t.example/" type="rss" xmlUrl="https://t.example/"/>')
    ).outlines
    assert not only.title


def test_bad_outlines_are_named_and_the_rest_taken() -> None:
    found = read(
        opml(
            '<outline type="rss" text="Script" xmlUrl="javascript:alert(1)"/><outline type="rss" text="Disk" xmlUrl="file:///etc/passwd"/>'
            '<outline type="rss" text="Nothing"/><outline type="rss" text="Good" xmlUrl="https://t.example/"/>'
        )
    )
    assert [outline.title for outline in found.outlines] == ["Good"]
    assert [(bad.name, bad.reason) for bad in found.bad] == [
        ("Script", "javascript:alert(1) is no http address"),
        ("Disk", "file:///etc/passwd is no http address"),
        ("Nothing", "it has no address (xmlUrl)"),
    ]


def test_one_address_twice_is_one_source() -> None:
    found = read(
        opml('<outline xmlUrl="https://t.example/a/"/><outline xmlUrl="http://t.example/a?utm_source=x"/>')
    )
    assert len(found.outlines) == 1
    assert found.repeated == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_that_are_declared(encoding: str) -> None:
    text = opml('<outline text="Fähre" xmlUrl="https://t.example/"/>').replace("UTF-8", encoding)
    assert read(text.encode(encoding)).outlines[0].title == "Fähre"


def test_an_encoding_that_is_declared_wrongly() -> None:
    text = opml('<outline text="Fähre über Land" xmlUrl="https://t.example/"/>')
    assert read(text.replace("UTF-8", "koi8-not-there").encode()).outlines[0].title == "Fähre über Land"
    with pytest.raises(DecodingError):
        read(b"\x89PNG\r\n\x1a\n" + text.encode())


def test_broken_markup_gives_what_can_be_read() -> None:
    text = opml(
        '<outline text="A & B &eacute;" xmlUrl="https://t.example/?a=1&b=2"/><outline text="C" xmlUrl="https://c.example/">'
    )
    first, second = read(text).outlines
    assert (first.url, first.title) == ("https://t.example/?a=1&b=2", "A & B é")
    assert second.url == "https://c.example/"


def test_a_document_type_is_passed_over_and_entities_are_refused() -> None:
    plain = read(
        opml('<outline xmlUrl="https://t.example/"/>').replace("<opml", '<!DOCTYPE opml SYSTEM "x.dtd"><opml')
    )
    assert len(plain.outlines) == 1
    bomb = '<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + opml(
        '<outline text="&b;"/>'
    )
    with pytest.raises(UnreadableError, match="entities of its own"):
        read(bomb)


def test_ten_thousand_folders_in_one_another() -> None:
    deep = "".join(f'<outline text="{n}">' for n in range(10_000)) + '<outline xmlUrl="https://t.example/"/>'
    found = read(opml('<outline xmlUrl="https://first.example/"/>' + deep))
    assert found.outlines[0].url == "https://first.example/"


def test_a_list_of_thirty_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"30 MB are more .*split it"):
        read(b"<opml>" + b" " * 30_000_000)


def test_a_list_without_outlines_is_refused() -> None:
    with pytest.raises(UnreadableError, match="without any outline"):
        read(opml(""))


def test_a_page_is_told_to_be_a_list() -> None:
    page = Page("feeds", NESTED.encode(), url="https://t.example/feeds", content_type="text/x-opml")
    assert look_at(page, Publishers()).nature is PageNature.SUBSCRIPTIONS


def test_what_is_written_is_nested_and_escaped() -> None:
    sources = [
        Source("https://t.example/?a=1&b=<2>", title='"Tide" & <sea>', folder="News/Local", language="en")
    ]
    text = write_opml(sources)
    assert '<outline text="Local" title="Local">' in text
    assert "<sea>" not in text
    (again,) = read(text).outlines
    assert (again.title, again.folder, again.language) == ('"Tide" & <sea>', "News/Local", "en")


def test_archives_are_not_written() -> None:
    assert "a.warc" not in write_opml([Source("https://t.example/a.warc", SourceKind.ARCHIVE)])


_names = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)


@given(
    st.lists(
        st.builds(
            Source,
            url=st.integers(0, 10_000).map(lambda n: f"https://s{n}.example/feed?n={n}&m=<ü>"),
            title=_names,
            folder=_names,
            kind=st.sampled_from([SourceKind.FEED, SourceKind.PAGE, SourceKind.SITEMAP, SourceKind.TELEGRAM]),
            language=st.sampled_from([None, "en", "de"]),
        ),
        unique_by=lambda source: source.key,
        min_size=1,
    )
)
def test_writing_and_reading_gives_the_same_sources(sources: list[Source]) -> None:
    found = read(write_opml(sources))
    assert not found.bad
    read_again = {(o.url, o.title, o.folder, o.kind, o.language) for o in found.outlines}
    assert read_again == {(s.url, s.title, s.folder, s.kind, s.language) for s in sources}
