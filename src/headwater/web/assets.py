"""Style sheets, fonts and scripts, served under a path that changes with their content.

So a browser may keep them for a year and still sees a change at once.
"""

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
_A_YEAR = "public, max-age=31536000, immutable"


def assets_version() -> str:
    """A short digest of every file's name and content."""
    digest = hashlib.sha256()
    for file in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        digest.update(file.relative_to(FOLDER).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


class _Assets(StaticFiles):
    """Files that never change under their address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code < 400:
            response.headers["Cache-Control"] = _A_YEAR
        return response


def assets_mount(version: str) -> Mount:
    return Mount(f"/static/{version}", _Assets(directory=FOLDER), name="static")
