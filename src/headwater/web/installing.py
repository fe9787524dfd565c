"""What makes the reader an app: its manifest, its service worker, and what of it is kept for reading offline."""

from pathlib import Path

import orjson
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from headwater.model.people import ME
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.assets import FOLDER, SHEET, is_in_sheet
from headwater.web.wording.translation import _, speaking, spoken

_WORKER = FOLDER / "js" / "worker.js"
_OUTBOX = FOLDER / "js" / "outbox.js"

# What a page needs to be shown: everything else of the package is fetched when it is asked for.
_SHELL_ENDINGS = {".css", ".js", ".svg"}
_SHELL_FONTS = ("inter-latin-wght-normal.woff2", "source-serif-4-latin-wght-normal.woff2")

# More than anybody reads on a journey; a device's room is not ours to fill.
_MOST_KEPT = 400

_ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def app_routes(reader: Reader) -> list[BaseRoute]:
    """The manifest, the worker, and the list of what a device keeps."""

    async def manifest(request: Request) -> Response:
        with speaking(await reader.greet(request)):
            body = orjson.dumps(_manifest(reader.version), option=orjson.OPT_INDENT_2)
        return Response(body, media_type="application/manifest+json", headers=_FRESH)

    async def worker(_: Request) -> Response:
        # At the root, since a worker rules over what lies below its own address; new with every new file.
        return Response(worker_script(reader.version), media_type="text/javascript", headers=_FRESH)

    async def kept(_: Request) -> Response:
        body = orjson.dumps({"paths": await _kept_paths(reader)})
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})

    async def favicon(_: Request) -> Response:
        # Asked for by whoever does not read the page's <link>: readers of feeds, bookmarks, old browsers.
        return FileResponse(FOLDER / "icons" / "icon-192.png", headers={"Cache-Control": "max-age=86400"})

    return [
        Route("/favicon.ico", favicon),
        Route("/manifest.webmanifest", manifest),
        Route("/worker.js", worker),
        Route("/app/kept.json", kept),
    ]


_FRESH = {"Cache-Control": "no-cache"}


async def offline_screen(reader: Reader, request: Request) -> Screen:
    """What a device shows in place of a page that it has not kept."""
    del reader, request
    return Screen("offline.html", {}, {"offline": True})


def worker_script(version: str) -> str:
    """The service worker of this version: its own code, the outbox that the pages use as well, and what it keeps."""
    outbox = _OUTBOX.read_text().replace("export ", "")
    shell = orjson.dumps(shell_paths(version)).decode()
    script = _WORKER.read_text().replace("/* OUTBOX */", outbox)
    return script.replace("/* VERSION */", version).replace("[/* SHELL */]", shell)


def shell_paths(version: str) -> list[str]:
    """The addresses of what every page needs, and of the page that says that there is no network."""
    files = [file for file in sorted(FOLDER.rglob("*")) if file.is_file() and _is_needed(file)]
    names = [SHEET, *(file.relative_to(FOLDER).as_posix() for file in files)]
    return ["/offline", *(f"/static/{version}/{name}" for name in names)]


def _is_needed(file: Path) -> bool:
    if file == _WORKER or is_in_sheet(file):
        return False
    return file.suffix in _SHELL_ENDINGS or file.name in _SHELL_FONTS


async def _kept_paths(reader: Reader) -> list[str]:
    """The pages that can be read without a network: the lists, followed stories, and everything saved."""
    if reader.people is None:
        return ["/"]
    saved, _more_saved = await reader.ask(reader.people.saved, ME, limit=_MOST_KEPT)
    later, _more_later = await reader.ask(reader.people.later, ME, limit=_MOST_KEPT)
    follows = await reader.ask(reader.people.follows, ME)
    articles = [mark.article for mark in (*later, *saved)]
    stories = [follow.story for follow in follows if follow.story]
    return [
        "/",
        "/following",
        "/saved",
        "/later",
        *map(addresses.story_path, dict.fromkeys(stories)),
        *map(addresses.article_path, dict.fromkeys(articles)),
    ][:_MOST_KEPT]


def _manifest(version: str) -> dict[str, object]:
    """See the W3C's Web Application Manifest; the share target takes what other apps share to be traced."""
    static = f"/static/{version}"
    return {
        "id": "/",
        "name": "Headwater",
        "short_name": "Headwater",
        "description": _("News by story, and where each one came from."),
        "lang": spoken().language,
        "dir": spoken().locale.text_direction,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "display_override": ["window-controls-overlay", "standalone", "minimal-ui"],
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "categories": ["news"],
        "icons": [
            {"src": f"{static}/icons/{name}", "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in _ICONS
        ],
        "share_target": {
            "action": "/trace",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
        "shortcuts": [
            {"name": _("Saved"), "url": "/saved"},
            {"name": _("Trace where it came from"), "url": "/trace"},
            {"name": _("Search"), "url": "/search"},
        ],
    }
