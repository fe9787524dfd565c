"""An article's pictures: its own and no others, in the right place, with what is said of them."""

import pytest

from headwater.model import Article, Page, Picture, Publishers
from headwater.reading import read_page
from headwater.reading.markup.pictures import picture_address
from headwater.reading.markup.pictures.captions import split_credit

URL = "https://tidings.example/news/ferries-sail-again"
FIRST = "Ferries between Port Veldra and the islands will sail again from Saturday, the harbour board said on Friday."
SECOND = (
    "Of the 340 dockers 310 voted, and 71 per cent of them backed the offer of 6.4 per cent over two years."
)
THIRD = "The board's chair, Tomas Reuel, called the agreement a good day for the islands and promised night crossings."


def article(body: str, head: str = "") -> Article:
    html = f"<!doctype html><html><head><title>Ferries to sail again</title>{head}</head><body>{body}</body></html>"
    return read_page(Page("page.html", html.encode(), URL, "text/html"), Publishers()).articles[0]


def story(lead: str = "", between: str = "", after: str = "", around: str = "") -> str:
    text = f"<p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p>{after}"
    return f"<main><article><h1>Ferries to sail again</h1>{lead}<div class='text'>{text}</div></article>{around}</main>"


def urls(found: Article) -> list[str]:
    return [picture.url for picture in found.pictures]


def test_a_lead_and_a_picture_in_the_text_are_told_with_caption_credit_and_place() -> None:
    lead = """<figure class="lead"><img src="/img/quay-at-dawn.jpg" width="1200" height="800" alt="A ferry at a quay">
        <figcaption>The first ferry on Friday. <span class="credit">Photo: Ida Lohm/Norrbild</span></figcaption></figure>"""
    inside = '<figure><img src="/img/ballot-boxes.jpg"><figcaption>Ballots are counted (Foto: Tidings)</figcaption></figure>'
    found = article(story(lead, inside))
    assert found.pictures == (
        Picture(
            url="https://tidings.example/img/quay-at-dawn.jpg",
            caption="The first ferry on Friday.",
            credit="Ida Lohm/Norrbild",
            alt="A ferry at a quay",
            width=1200,
            height=800,
        ),
        Picture(
            url="https://tidings.example/img/ballot-boxes.jpg",
            caption="Ballots are counted",
            credit="Tidings",
            after=2,
        ),
    )
    assert found.paragraphs == (FIRST, SECOND, THIRD)


def test_of_many_sizes_the_largest_that_a_page_needs_is_chosen_and_keeps_its_shape() -> None:
    lead = """<figure><picture>
        <source type="image/webp" srcset="/q-400.webp 400w, /q-1400.webp 1400w, /q-2800.webp 2800w">
        <img src="/q-400.jpg" srcset="/q,small.jpg 400w, /q-900.jpg 900w" width="600" height="400"></picture></figure>"""
    (picture,) = article(story(lead)).pictures
    assert (picture.url, picture.width, picture.height) == ("https://tidings.example/q-1400.webp", 1400, 933)


@pytest.mark.parametrize(
    "late",
    [
        'data-src="/real-photo.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="',
        'data-lazy-src="/real-photo.jpg" src="/img/placeholder.gif"',
        'data-original="/real-photo.jpg" src="/blank.png" width="1" height="1"',
        'data-srcset="/small-photo.jpg 300w, /real-photo.jpg 1200w" src="/spacer.gif"',
        'data-src=\'{"default": "x"}\' src="/real-photo.jpg"',
    ],
)
def test_pictures_that_a_script_loads_late_are_found(late: str) -> None:
    assert urls(article(story(f"<figure><img {late}></figure>"))) == [
        "https://tidings.example/real-photo.jpg"
    ]


def test_a_picture_without_a_script_stands_for_the_one_that_needs_it() -> None:
    lead = '<figure><img class="lazy" data-id="7"><noscript><img src="/real-photo.jpg"></noscript></figure>'
    assert urls(article(story(lead))) == ["https://tidings.example/real-photo.jpg"]


OTHERS = [
    '<img src="/assets/logo.png" alt="Tidings">',
    '<img src="/photos/ida.jpg" width="64" height="64">',
    '<img src="https://count.example/hit/4711">',
    '<img src="https://count.example/p.gif" width="1" height="1">',
    '<div class="author-bio"><img src="/photos/ida-marr-reporter.jpg"></div>',
    '<aside><figure><img src="/photos/other-news.jpg"></figure></aside>',
    '<div class="related-teaser"><img src="/photos/other-news.jpg"></div>',
    '<a href="/news/other"><img src="/photos/other-news.jpg" width="600"></a>',
    '<div><img src="/photos/other-news.jpg"><h3><a href="/news/other">Beet growers report a small harvest</a></h3></div>',
    '<div class="ad-slot"><img src="/photos/soap.jpg" width="600"></div>',
    '<figure><img src="/drawing.svg"></figure>',
    '<figure><img src="javascript:alert(1)"></figure>',
    '<figure><img src="data:image/png;base64,AAAA"></figure>',
    '<figure><img src="https://me:secret@tidings.example/private.jpg"></figure>',
    '<figure><img src="file:///etc/passwd"></figure>',
]


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_not_the_articles_own_picture_is_left_out(other: str) -> None:
    assert article(story(between=other)).pictures == ()


def test_pictures_beside_and_below_the_text_are_not_the_articles() -> None:
    below = '<div><img src="/photos/next.jpg" width="600"></div>'
    beside = (
        '<div class="column"><figure><img src="/photos/beet.jpg"><figcaption>Beet</figcaption></figure></div>'
    )
    assert article(story(after=below, around=beside)).pictures == ()


def test_the_picture_that_markup_names_leads_where_the_page_shows_none() -> None:
    head = '<meta property="og:image" content="/share/ferry-big.jpg"><meta property="og:image:width" content="1200">'
    assert article(story(), head).pictures == (
        Picture(url="https://tidings.example/share/ferry-big.jpg", width=1200),
    )


def test_a_sites_own_sign_is_no_lead() -> None:
    assert article(story(), '<meta property="og:image" content="/img/default-share-logo.png">').pictures == ()


def test_what_json_ld_says_of_a_picture_is_added_to_the_one_shown() -> None:
    head = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferries to sail again",
        "image": [{"@type": "ImageObject", "url": "https://tidings.example/img/quay-at-dawn-1600x900.jpg",
        "caption": "The quay", "creditText": "© Ida Lohm", "width": 1600, "height": {"value": "900"}}]}</script>"""
    lead = '<div class="hero-teaser"><img src="/img/quay-at-dawn-400x300.jpg" width="400" height="300"></div>'
    (picture,) = article(story(lead), head).pictures
    assert picture.url.endswith("quay-at-dawn-1600x900.jpg")
    assert (picture.caption, picture.credit) == ("The quay", "Ida Lohm")


def test_related_articles_have_their_own_pictures() -> None:
    cards = "".join(
        f'<article class="card"><a href="/{n}"><img src="/photos/{n}-of-the-day.jpg" width="600"></a>'
        f"<h2><a href='/{n}'>{n.title()} in the valley</a></h2><time datetime='2026-11-12T10:00'>12 Nov</time>"
        f"<p>{n.title()}: {FIRST}</p><p>{n.title()}: {SECOND}</p></article>"
        for n in ("harvest", "railway", "reservoir")
    )
    html = f"<html><body><h1>News</h1>{cards}</body></html>"
    reading = read_page(Page("list.html", html.encode(), URL, "text/html"), Publishers())
    assert [urls(a) for a in reading.articles] == [
        [f"https://tidings.example/photos/{n}-of-the-day.jpg"] for n in ("harvest", "railway", "reservoir")
    ]


def test_captions_are_plain_text() -> None:
    lead = "<figure><img src='/a-b-c-d.jpg'><figcaption>The <b>quay</b> &lt;script&gt;alert(1)&lt;/script&gt;<script>alert(2)</script></figcaption></figure>"
    (picture,) = article(story(lead)).pictures
    assert picture.caption == "The quay <script>alert(1)</script>"


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("The quay on Friday. Photo: Ida Lohm", ("The quay on Friday.", "Ida Lohm")),
        ("Der Kai am Freitag. Foto: Ida Lohm/Norrbild", ("Der Kai am Freitag.", "Ida Lohm/Norrbild")),
        ("The quay on Friday © Norrbild", ("The quay on Friday", "© Norrbild")),
        ("The quay on Friday. (Ida Lohm/Norrbild)", ("The quay on Friday.", "Ida Lohm/Norrbild")),
        ("The quay on Friday. Ida Lohm/Norrbild", ("The quay on Friday.", "Ida Lohm/Norrbild")),
        ("The mayor in a photo that he took himself.", ("The mayor in a photo that he took himself.", "")),
        ("Photo: The harbour board's chair opens the new quay, which took eleven years and two more chairs to build.",
         ("The harbour board's chair opens the new quay, which took eleven years and two more chairs to build.", "")),
    ],
)  # fmt: skip
def test_a_credit_is_told_from_its_caption(caption: str, parts: tuple[str, str]) -> None:
    assert split_credit(caption) == parts


@pytest.mark.parametrize(
    "address",
    ["", "#top", "data:image/png;base64,AA", "javascript:alert(1)", "http://[", "ftp://a.example/a.jpg",
     "https://a:b@c.example/a.jpg", "https://a@c.example/a.jpg", "/a.svg?x=.jpg", "/a\x07.jpg", "/" + "a" * 5000],
)  # fmt: skip
def test_only_plain_web_addresses_are_asked_for(address: str) -> None:
    assert picture_address(address, "https://tidings.example/") is None


@pytest.mark.parametrize(
    "markup",
    [
        "<img srcset='" + "a" * 20_000 + " b'>",
        "<img srcset='" + "a, " * 20_000 + "'>",
        "<img style='background:" + "url(" * 20_000 + "'>",
        "<figure><img src='/a-photo.jpg'><figcaption>" + "photo by " * 50_000 + "</figcaption></figure>",
        "<figure><img src='/a-photo.jpg'><figcaption>" + "a/" * 50_000 + "</figcaption></figure>",
        "<figure>" * 100 + "<img src='/a-photo.jpg'>" + "</figure>" * 100,
        "<img src='/a-photo.jpg'>" * 5_000,
    ],
    ids=["long", "commas", "backgrounds", "credits", "slashes", "deep", "many"],
)
def test_hostile_markup_of_pictures_is_read_and_bounded(markup: str) -> None:
    found = article(story(markup))
    assert found.paragraphs == (FIRST, SECOND, THIRD)
    assert len(found.pictures) <= 100
    assert all(len(p.caption) <= 1000 and len(p.credit) <= 160 for p in found.pictures)


FEED = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Tidings</title>
<link>https://tidings.example/</link>{items}</channel></rss>"""


def entries(items: str) -> list[tuple[Picture, ...]]:
    page = Page("feed.xml", FEED.format(items=items).encode(), "https://tidings.example/feed")
    return [entry.pictures for entry in read_page(page, Publishers()).articles]


def test_a_feed_names_its_entries_pictures() -> None:
    items = """
      <item><title>One</title><description>The first.</description>
        <enclosure url="/one.jpg" type="image/jpeg" length="5"/><enclosure url="/one.mp3" type="audio/mpeg" length="5"/></item>
      <item><title>Two</title><description>The second.</description>
        <media:content url="/two-small.jpg" medium="image" width="150" height="100"/>
        <media:content url="/two-large-picture.jpg" medium="image" width="1200" height="800">
          <media:description>The quay</media:description><media:credit>Photo: Ida Lohm</media:credit></media:content>
        <media:content url="/two.mp4" medium="video"/></item>
      <item><title>Three</title><description>The third.</description><media:thumbnail url="/three.png" width="144"/></item>
      <item><title>Four</title><description>&lt;img src="/four-of-them.jpg"&gt; The fourth of them all.</description></item>
      <item><title>Five</title><description>None.</description><enclosure url="data:image/png;base64,AA" type="image/png"/></item>"""
    site = "https://tidings.example"
    assert entries(items) == [
        (Picture(url=f"{site}/one.jpg"),),
        (Picture(url=f"{site}/two-large-picture.jpg", caption="The quay", credit="Ida Lohm", width=1200, height=800),),
        (Picture(url=f"{site}/three.png", width=144),),
        (Picture(url=f"{site}/four-of-them.jpg"),),
        (),
    ]  # fmt: skip


def test_pictures_in_an_entrys_text_stand_among_its_paragraphs() -> None:
    html = f"<p>{FIRST}</p><p>{SECOND}</p><figure><img src='/photos/ballot.jpg'></figure><p>{THIRD}</p>"
    items = f"<item><title>One</title><description><![CDATA[{html}]]></description></item>"
    assert [(p.url, p.after) for p in entries(items)[0]] == [("https://tidings.example/photos/ballot.jpg", 2)]
