"""Pictures in a real browser: nothing jumps, nothing executes, and nobody but the reader is asked."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from headwater.flow.options import ImportOptions
from headwater.flow.pictures import Pictures
from headwater.flow.pipeline import import_paths
from headwater.store import open_library
from headwater.web.app import create_app
from tests.flow.invented_pictures import POLYGLOTS, SVG, png
from tests.flow.invented_web import invented_web
from tests.web.conftest import served

pytestmark = pytest.mark.browser

TEXT = (
    "Ferries between Port Veldra and the islands will sail again from Saturday, the harbour board said on Friday.",
    "Of the 340 dockers 310 voted, and 71 per cent of them backed the offer of 6.4 per cent over two years.",
    "The board's chair, Tomas Reuel, called the agreement a good day for the islands and promised night crossings.",
)
MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
LAST = "document.querySelector('.text p.t:last-of-type').getBoundingClientRect().top + scrollY"


def test_an_article_with_hostile_pictures_is_quiet(browser: Browser, tmp_path: Path) -> None:
    with invented_web() as web:
        contents = {
            "quay-at-dawn.png": png(800, 500),
            "drawing.png": SVG,
            "two-in-one.html": POLYGLOTS["png and html"],
        }
        pictures = [
            {
                "url": web.put(f"outlet.example/{name}", content, "image/png"),
                "caption": MARKUP,
                "alt": MARKUP,
                "after": n,
            }
            for n, (name, content) in enumerate(contents.items())
        ]
        line = {"title": "Ferries to sail again", "paragraphs": TEXT, "pictures": pictures}
        export = tmp_path / "articles.jsonl"
        export.write_text(json.dumps(line))
        with open_library(tmp_path / "data", writing=True) as library:
            import_paths(library, [export], options=ImportOptions())
            with library.read() as session:
                article = next(session.articles.placed()).article
            app = create_app(library, pictures=Pictures(tmp_path / "cache", fetcher=web.fetcher()))
            with served(app) as address:
                page = browser.new_page(viewport={"width": 390, "height": 500})
                told, asked = watched(page)
                page.goto(f"{address}/articles/{article.id}")
                before = page.evaluate(LAST)
                for picture in page.locator("figure img").all():
                    picture.scroll_into_view_if_needed()
                page.wait_for_load_state("networkidle")
                assert page.evaluate(LAST) == before
                assert page.evaluate("document.querySelector('figure img').naturalWidth") == 800
                page.goto(f"{address}/pictures/{article.id}/2")
                assert page.title() != "executed"
                page.close()
        assert told == []
        assert all(url.startswith(address) for url in asked)
        assert len(web.asked) == len(pictures)


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page says in dialogs, and the addresses that it asks."""
    told: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    return told, asked
