"""Style sheets, fonts and scripts, served under a path that changes with their content.

So a browser may keep them for a year and still sees a change at once. All are kept in memory, packed: a first visit
asks for twenty, and to open, read and pack a file takes five times as long as to hand it on.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).parent / "static"
_A_YEAR = "public, max-age=31536000, immutable"
_PACKED_ENDINGS = {".css", ".js", ".svg", ".txt"}

# What every page is set in, in the order in which later rules win: one file, since a browser shows nothing before it
# has all of them, and asks for six at a time.
_SHEETS = ("fonts", "tokens", "type", "layout", "components", "hands", "river", "print")
SHEET = "css/every-page.css"
"""Where these stand together."""


@dataclass(frozen=True, slots=True)
class _Asset:
    """A file as it is, and as gzip has it; the latter is None where that is no shorter."""

    body: bytes
    packed: bytes | None
    media_type: str


def is_in_sheet(file: Path) -> bool:
    """Whether a file is a part of `SHEET`, so that no page asks for it."""
    return file.parent.name == "css" and file.stem in _SHEETS


@cache
def assets_version() -> str:
    """A short digest of every file's name and content."""
    digest = hashlib.sha256()
    for path, asset in _assets().items():
        digest.update(path.encode())
        digest.update(asset.body)
    return digest.hexdigest()[:12]


@cache
def _assets() -> dict[str, _Asset]:
    """Every file by its path in the folder."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    found = {file.relative_to(FOLDER).as_posix(): _asset(file.name, file.read_bytes()) for file in files}
    together = b"".join(found[f"css/{name}.css"].body for name in _SHEETS)
    return {**found, SHEET: _asset(SHEET, together)}


def _asset(name: str, body: bytes) -> _Asset:
    packed = gzip.compress(body, mtime=0) if Path(name).suffix in _PACKED_ENDINGS else None
    return _Asset(body, packed, guess_type(name)[0] or "application/octet-stream")


def assets_route() -> Route:
    """Serves the files, which never change under their address."""

    async def answer(request: Request) -> Response:
        asset = _assets().get(request.path_params["path"])
        if asset is None:
            raise HTTPException(404)
        headers = {"Cache-Control": _A_YEAR}
        if asset.packed is None:
            return Response(asset.body, headers=headers, media_type=asset.media_type)
        headers["Vary"] = "Accept-Encoding"
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.body, headers=headers, media_type=asset.media_type)
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, headers=headers, media_type=asset.media_type)

    return Route(f"/static/{assets_version()}/{{path:path}}", answer, name="static")
