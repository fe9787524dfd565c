"""Pictures shown by the reader: only those of stored articles, as nothing but pictures, and none where none is wanted."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from headwater.flow.options import ImportOptions
from headwater.flow.pictures import PictureBounds, Pictures
from headwater.flow.pipeline import import_paths
from headwater.intake.net import FetchSettings, Pacing
from headwater.model import Article, Picture
from headwater.model.preferences import Preferences
from headwater.store import Library, open_library
from headwater.web.answering import Reader, system_clock, templates
from headwater.web.app import create_app
from headwater.web.screens.article_pictures import ShownPictures, shown_pictures
from headwater.web.wording.changed_text import Block, Piece, PieceKind
from headwater.web.wording.translation import spoken
from tests.flow.invented_pictures import NO_PICTURES, POLYGLOTS, SVG, png
from tests.flow.invented_web import InventedWeb, invented_web

MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
TEXT = (
    "Ferries between Port Veldra and the islands will sail again from Saturday, the harbour board said on Friday.",
    "Of the 340 dockers 310 voted, and 71 per cent of them backed the offer of 6.4 per cent over two years.",
    "The board's chair, Tomas Reuel, called the agreement a good day for the islands and promised night crossings.",
)


@dataclass(frozen=True)
class World:
    web: InventedWeb
    library: Library
    article: str
    pictures: tuple[Picture, ...]


def page_of(web: InventedWeb) -> str:
    web.put("outlet.example/quay-at-dawn.png", png(), "image/png")
    web.put("outlet.example/drawing-of-it.png", SVG, "image/png")
    web.put("outlet.example/page-of-it.jpg", NO_PICTURES["html"], "image/jpeg")
    web.put("outlet.example/two-in-one.html", POLYGLOTS["png and html"], "text/html")
    names = ("quay-at-dawn.png", "drawing-of-it.png", "page-of-it.jpg", "two-in-one.html", "not-there.png")
    figures = "".join(
        f'<figure><img src="{web.url(f"outlet.example/{name}")}"><figcaption>{n}</figcaption></figure>'
        for n, name in enumerate(names)
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    return f"<html><head><title>Ferries</title></head><body><article><h1>Ferries to sail again</h1>{figures}{text}</article></body></html>"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("pictures")
    with invented_web() as web:
        saved = folder / "page.html"
        saved.write_text(page_of(web))
        with open_library(folder / "data", writing=True) as library:
            import_paths(library, [saved], options=ImportOptions())
            with library.read() as session:
                (found,) = [placed.article for placed in session.articles.placed()]
            yield World(web, library, found.id, found.pictures)


def ask(app: Starlette, *paths: str, **headers: str) -> list[httpx.Response]:
    async def asked() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return [
                await client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})
                for path in paths
            ]

    return asyncio.run(asked())


def answers(world: World, cache: Path, *paths: str, **headers: str) -> list[httpx.Response]:
    """What the reader answers at these paths, with an empty cache; what was asked for outside is in `world.web`."""
    world.web.asked.clear()
    pictures = Pictures(cache, fetcher=world.web.fetcher())
    found = ask(create_app(world.library, pictures=pictures), *paths, **headers)
    asyncio.run(pictures.aclose())
    return found


def test_a_stored_articles_picture_is_handed_on_in_a_sandbox(world: World, tmp_path: Path) -> None:
    assert [picture.url.rpartition("/")[2] for picture in world.pictures][:2] == [
        "quay-at-dawn.png",
        "drawing-of-it.png",
    ]
    (answer,) = answers(world, tmp_path, f"/pictures/{world.article}/0")
    assert answer.status_code == 200
    assert answer.content == png()
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"].startswith("private")
    assert "set-cookie" not in answer.headers


def test_what_is_no_picture_is_an_empty_answer(world: World, tmp_path: Path) -> None:
    for answer in answers(world, tmp_path, *(f"/pictures/{world.article}/{n}" for n in (1, 2, 4))):
        assert (answer.status_code, answer.content) == (404, b"")
        assert answer.headers["content-type"].startswith("text/plain")


def test_a_picture_that_is_a_page_as_well_is_shown_as_the_picture(world: World, tmp_path: Path) -> None:
    (answer,) = answers(world, tmp_path, f"/pictures/{world.article}/3")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")


@pytest.mark.parametrize(
    "path",
    ["/pictures/{article}/99", "/pictures/{article}/-1", "/pictures/a0000000000000000000/0", "/pictures/{article}/x",
     "/pictures/{article}/0/extra", "/pictures/{article}", "/pictures/http%3A%2F%2Foutlet.example%2Fquay-at-dawn.png/0",
     "/pictures/..%2F..%2Fetc%2Fpasswd/0", "/pictures/?url=http://outlet.example/quay-at-dawn.png",
     "/pictures/{article}/" + "9" * 5000],
)  # fmt: skip
def test_no_other_address_can_be_asked_for(path: str, world: World, tmp_path: Path) -> None:
    (answer,) = answers(world, tmp_path, path.format(article=world.article))
    assert answer.status_code == 404
    assert world.web.asked == []


def test_only_the_readers_own_pages_may_ask(world: World, tmp_path: Path) -> None:
    path = f"/pictures/{world.article}/0"
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        (answer,) = answers(world, tmp_path / site, path, sec_fetch_site=site)
        assert answer.status_code == status
        assert len(world.web.asked) == (status == 200)


def test_in_strict_mode_nothing_is_fetched(world: World) -> None:
    (answer,) = ask(create_app(world.library), f"/pictures/{world.article}/0")
    assert (answer.status_code, answer.content) == (404, b"")


def test_the_page_that_asks_names_the_picture_that_it_means(world: World, tmp_path: Path) -> None:
    shown = shown_of(world, article_of(world), tmp_path).all[0]
    meant, other = answers(world, tmp_path, shown.path, f"/pictures/{world.article}/0?v=of-before")
    assert "immutable" in meant.headers["cache-control"]
    assert "immutable" not in other.headers["cache-control"]


@dataclass
class Asked:
    """A request as far as pictures look at it."""

    preferences: Preferences

    @property
    def state(self) -> "Asked":
        return self


def article_of(world: World) -> Article:
    with world.library.read() as session:
        return session.articles.get(world.article)


def shown_of(
    world: World,
    article: Article,
    cache: Path,
    preferences: Preferences | None = None,
    *,
    strict: bool = False,
) -> ShownPictures:
    pictures = None if strict else Pictures(cache, fetcher=world.web.fetcher())
    reader = Reader(world.library, system_clock, "v", templates(), None, pictures)
    request = Asked(preferences or Preferences())
    return shown_pictures(reader, request, article, stored=article_of(world))  # type: ignore[arg-type]  # all that is asked of it


def drawn(shown: ShownPictures) -> str:
    source = '{% from "picture.html" import figures with context %}{{ figures(all) }}'
    return templates().from_string(source).render(all=shown.all, spoken=spoken())


def test_a_picture_keeps_its_room_and_waits_until_it_is_scrolled_to(world: World, tmp_path: Path) -> None:
    article = replace(
        article_of(world),
        pictures=(
            replace(
                world.pictures[0],
                caption="The quay",
                credit="Ida Lohm",
                alt="A ferry",
                width=1200,
                height=800,
            ),
            replace(world.pictures[3], width=1200, height=3, after=1),
        ),
    )
    page = drawn(shown_of(world, article, tmp_path))
    lead, later = re.findall(r"<img [^>]*>", page)
    assert 'width="1200" height="800"' in lead
    assert 'loading="eager"' in lead
    assert 'alt="A ferry"' in lead
    assert 'loading="lazy"' in later
    assert "width=" not in later.replace("<img", "")
    assert "The quay" in page
    assert "Photo: <bdi>Ida Lohm</bdi>" in page
    assert "outlet.example" not in page


@pytest.mark.parametrize("strict", [True, False])
def test_where_none_is_fetched_the_page_tells_of_it(strict: bool, world: World, tmp_path: Path) -> None:
    told = Preferences(strict_pictures=not strict)
    article = replace(article_of(world), pictures=(replace(world.pictures[0], caption="The quay"),))
    page = drawn(shown_of(world, article, tmp_path, told, strict=strict))
    assert "<img" not in page
    assert "The quay" in page
    assert f'href="{world.pictures[0].url}" rel="noreferrer noopener external"' in page


def test_an_articles_page_shows_its_pictures_from_here_alone(world: World, tmp_path: Path) -> None:
    (page,) = answers(world, tmp_path, f"/articles/{world.article}")
    assert page.text.count("<figure") == len(world.pictures) == 5
    assert page.text.count(f'<img src="/pictures/{world.article}/') == 5
    assert page.text.index("<figure") < page.text.index(TEXT[0][:40])
    assert "css/pictures.css" in page.text
    assert '<img src="http' not in page.text
    (strict,) = ask(create_app(world.library), f"/articles/{world.article}")
    assert "<img" not in strict.text
    assert strict.text.count("Picture at <bdi>outlet.example") == 5


def test_with_reduced_data_a_picture_comes_when_it_is_asked_for(world: World, tmp_path: Path) -> None:
    page = drawn(shown_of(world, article_of(world), tmp_path, Preferences(reduced_data=True)))
    assert "<img" not in page
    assert f'href="/pictures/{world.article}/0?v=' in page


def test_a_picture_that_only_an_older_version_had_is_told_of(world: World, tmp_path: Path) -> None:
    old = replace(
        article_of(world), pictures=(Picture(url="https://outlet.example/before.png"), world.pictures[3])
    )
    paths = [shown.path for shown in shown_of(world, old, tmp_path).all]
    assert paths[0] == ""
    assert paths[1].startswith(f"/pictures/{world.article}/3?v=")


def test_captions_with_markup_stay_words(world: World, tmp_path: Path) -> None:
    hostile = replace(world.pictures[0], caption=MARKUP, credit=MARKUP, alt=MARKUP)
    for preferences in (Preferences(), Preferences(strict_pictures=True), Preferences(reduced_data=True)):
        page = drawn(shown_of(world, replace(article_of(world), pictures=(hostile,)), tmp_path, preferences))
        assert "<script" not in page
        assert "onerror=alert(1)>" not in page
        assert page.count("<img") <= 1


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "", "//outlet.example/a.png", "https://"]
)
def test_an_address_that_no_browser_may_follow_is_not_shown(
    address: str, world: World, tmp_path: Path
) -> None:
    article = replace(article_of(world), pictures=(Picture(url=address),))
    assert shown_of(world, article, tmp_path).all == ()


def test_pictures_stand_below_their_paragraphs(world: World, tmp_path: Path) -> None:
    pictures = tuple(Picture(url=f"https://outlet.example/{n}.png", after=n) for n in (0, 1, 1, 2, 9))
    shown = shown_of(world, replace(article_of(world), pictures=pictures), tmp_path)
    piece = (Piece(PieceKind.SAME, "words"),)
    blocks = (Block(piece), Block(piece, dropped=True), Block(piece))
    below = [[each.picture.after for each in pictures] for _, pictures in shown.among(blocks)]
    assert [each.picture.after for each in shown.lead] == [0]
    assert below == [[1, 1], [], [2, 9]]
    assert [list(found) for _, found in ShownPictures().among(blocks)] == [[], [], []]


def test_pictures_are_bounded_by_default() -> None:
    bounds = PictureBounds()
    assert (bounds.limits.wire, bounds.limits.decoded) == (8_000_000, 8_000_000)
    assert FetchSettings().per_host == Pacing(at_once=1, pause=1.0)
