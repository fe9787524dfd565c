"""What makes the reader an app: a manifest that browsers take, and a list of what a device keeps."""

import httpx
from starlette.applications import Starlette

from headwater.store import Library
from tests.web.screens.acts import act, do
from tests.web.visitor import visit


def test_the_manifest_has_what_installing_needs_and_its_files_are_there(only_reading: Starlette) -> None:
    answer = visit("/manifest.webmanifest", app=only_reading)
    manifest = answer.json()

    assert answer.headers["content-type"].startswith("application/manifest+json")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} >= {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for address in [icon["src"] for icon in manifest["icons"]] + [
        each["url"] for each in manifest["shortcuts"]
    ]:
        assert visit(address, app=only_reading).status_code == 200, address


def test_who_asks_for_the_icon_of_old_gets_it(only_reading: Starlette) -> None:
    answer = visit("/favicon.ico", app=only_reading)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_what_another_app_shares_is_traced(only_reading: Starlette) -> None:
    target = visit("/manifest.webmanifest", app=only_reading).json()["share_target"]
    shared = httpx.QueryParams({target["params"]["url"]: "https://nowhere.example/unknown"})

    assert target["method"] == "GET"
    page = visit(f"{target['action']}?{shared}", app=only_reading)
    assert page.status_code == 404
    assert "https://nowhere.example/unknown" in page.text


def test_the_manifest_speaks_the_language_asked_for(only_reading: Starlette) -> None:
    german = visit("/manifest.webmanifest", app=only_reading, headers={"Accept-Language": "de"}).json()

    assert (german["lang"], german["dir"]) == ("de", "ltr")
    assert german["description"] != visit("/manifest.webmanifest", app=only_reading).json()["description"]


def test_a_device_keeps_the_lists_followed_stories_and_what_is_saved(
    app: Starlette, sample_library: Library
) -> None:
    first, second, third = sample_library.stories(limit=3)[0]
    do(
        app,
        act(1, "save", "article", first.summary_article),
        act(2, "later", "article", second.summary_article),
        act(3, "save", "article", second.summary_article),
        act(4, "follow", "story", third.id),
        act(5, "save", "article", third.summary_article),
        act(6, "unsave", "article", third.summary_article),
    )

    answer = visit("/app/kept.json", app=app)

    paths = answer.json()["paths"]
    assert answer.headers["cache-control"] == "no-store"
    assert paths[:4] == ["/", "/following", "/saved", "/later"]
    assert sorted(paths[4:]) == sorted(
        [f"/stories/{third.id}", f"/articles/{first.summary_article}", f"/articles/{second.summary_article}"]
    )
    assert all(visit(path, app=app).status_code == 200 for path in paths)


def test_where_nobody_is_known_the_front_page_is_kept(only_reading: Starlette) -> None:
    assert visit("/app/kept.json", app=only_reading).json() == {"paths": ["/"]}
