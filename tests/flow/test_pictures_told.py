"""Pictures as records: kept and exported with their article, and no part of what it says."""

from dataclasses import asdict, replace

import orjson
import pytest

from headwater.copies import compare_articles, revision_between, said_digest
from headwater.flow.export import article_row
from headwater.flow.given import read_given
from headwater.flow.pictures import stored_picture
from headwater.intake import ARTICLE_TYPE
from headwater.model import Article, Page, Picture, Publishers
from headwater.model.errors import NotFoundError
from headwater.store import Library, PlacedArticle
from headwater.store.articles import article_from, article_json

QUAY = Picture(
    url="https://tidings.example/quay.jpg",
    caption="The quay",
    credit="Ida Lohm",
    alt="A ferry",
    width=1200,
    height=800,
    after=2,
)
PLAIN = Article(
    id="a1",
    title="Ferries to sail again",
    text="Ferries between Port Veldra and the islands will sail again from Saturday, the harbour board said.",
)
PICTURED = replace(PLAIN, pictures=(QUAY, Picture(url="https://tidings.example/votes.png")))


def test_an_article_is_stored_with_its_pictures_and_one_without_as_ever() -> None:
    assert article_from(article_json(PICTURED)) == PICTURED
    record = article_json(PLAIN)
    assert isinstance(record, dict)
    assert "pictures" not in record
    assert article_from(record).pictures == ()


def test_pictures_make_no_other_version_and_no_other_comparison() -> None:
    assert said_digest(PICTURED) == said_digest(PLAIN)
    assert compare_articles(PICTURED, PICTURED) == compare_articles(PLAIN, PLAIN)
    assert revision_between(PLAIN, PICTURED) == revision_between(PLAIN, PLAIN)


def given(**fields: object) -> tuple[Picture, ...]:
    line = {"title": PLAIN.title, "text": PLAIN.text, **fields}
    page = Page("articles.jsonl#1", orjson.dumps(line), content_type=ARTICLE_TYPE)
    return read_given(page, Publishers()).articles[0].pictures


def test_an_export_gives_pictures_and_an_import_takes_them() -> None:
    row = article_row(PlacedArticle(PICTURED, "p1", "page.html", None, None, None, False, None))
    assert row["pictures"] == [asdict(picture) for picture in PICTURED.pictures]
    assert given(pictures=row["pictures"]) == PICTURED.pictures


@pytest.mark.parametrize(
    "hostile",
    ["https://tidings.example/quay.jpg", {"url": "javascript:alert(1)"}, {"url": "data:image/png;base64,AA"},
     {"url": "https://me:secret@tidings.example/quay.jpg"}, {"url": 7}, {}, None, {"url": "/quay.jpg"}],
)  # fmt: skip
def test_what_names_no_picture_is_left_out_of_an_import(hostile: object) -> None:
    assert given(pictures=[hostile, {"url": QUAY.url, "width": -4, "after": "x", "caption": ["a"]}]) == (
        Picture(url=QUAY.url),
    )
    assert given(pictures=hostile) == ()


def test_only_a_stored_articles_pictures_are_found(filled: Library) -> None:
    with filled.read() as session:
        article = next(session.articles.placed()).article
        for number in (0, -1, 10**9):
            with pytest.raises(NotFoundError, match="0 pictures"):
                stored_picture(session, article.id, number)
        with pytest.raises(NotFoundError, match="no article"):
            stored_picture(session, "a0", 0)
