"""HTML without meaning in its markup: read by its lines, and single articles left whole."""

from html import escape

import pytest

from headwater.model import ArticleKind, Page, PageReading, Publisher, Publishers
from headwater.reading import read_page
from tests.reading.invented import FERRY, FETCHED, STORIES, WORDS, Layout, aggregator_page, archive_page

PUBLISHERS = Publishers([Publisher(id="veldra-courier", name="Veldra Courier")])


def read(body: str) -> PageReading:
    markup = f"<!doctype html><title>Tidewater</title><body><nav><a href='/'>Home</a></nav>{body}</body>"
    page = Page(
        "page.html", markup.encode(), "https://tidewater.example/1", "text/html; charset=utf-8", FETCHED
    )
    return read_page(page, PUBLISHERS)


def in_elements(text: str, tag: str) -> str:
    return "".join(f"<{tag}>{escape(line.strip())}</{tag}>" for line in text.splitlines() if line.strip())


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru"])
@pytest.mark.parametrize("tag", ["p", "div"])
def test_an_aggregators_page_in_elements_without_meaning(tag: str, language: str) -> None:
    reading = read(in_elements(aggregator_page(layout=Layout(WORDS[language])), tag))
    assert [article.title for article in reading.articles] == [story.title for story in STORIES]
    assert [a.text.replace("\n\n", " ") for a in reading.articles] == [story.text for story in STORIES]
    assert [a.kind for a in reading.articles] == [ArticleKind.MAIN] + [ArticleKind.RELATED] * 3


def test_an_archive_in_elements_without_meaning() -> None:
    reading = read(in_elements(archive_page(), "p"))
    assert [article.standfirst for article in reading.articles] == [story.standfirst for story in STORIES]


def test_comments_under_an_article_are_not_articles() -> None:
    comment = (
        "I have crossed on that ferry every week for thirty years and nobody asked me anything about it. " * 4
    )
    comments = "".join(
        f"<div><b>Reader {n}</b></div><div>2 hours ago</div><div>{comment}</div>" for n in range(4)
    )
    body = "".join(f"<p>{escape(p)}</p>" for p in FERRY.paragraphs)
    reading = read(f"<h1>{FERRY.title}</h1>{body}<h3>Comments</h3>{comments}")
    assert len(reading.articles) == 1


def test_teasers_beside_an_article_are_not_articles() -> None:
    teasers = "".join(
        f"<div><a href='/{n}'>{story.title}</a></div><div>Veldra Courier</div><div>{n + 1} hours ago</div>"
        f"<div>{story.standfirst}.</div>"
        for n, story in enumerate(STORIES[1:])
    )
    body = "".join(f"<p>{escape(p)}</p>" for p in FERRY.paragraphs)
    reading = read(f"<h1>{FERRY.title}</h1>{body}<div>Related Articles</div>{teasers}")
    assert len(reading.articles) == 1
