"""Get the app: how the reader is kept on a phone or a desk, and what of it then works without a network."""

from starlette.requests import Request

from headwater.web.answering import Reader, Screen
from headwater.web.pages import Page
from headwater.web.signing_in import is_local
from headwater.web.wording.translation import _


async def screen(reader: Reader, request: Request) -> Screen:
    """Says what stands in the way too: a browser installs only what it reads over TLS, or on the machine itself."""
    secure = request.url.scheme == "https" or is_local(request.scope)
    del reader
    values = {"is_secure": secure, "how": how(), "address": str(request.base_url)}
    return Screen("app.html", values, {"can_be_installed": secure, "how": how()})


def how() -> tuple[tuple[str, str], ...]:
    """How it is installed, by the browser."""
    return (
        (
            _("Chrome, Edge and Brave"),
            _("The address bar shows a sign for it; on Android the menu has “Add to Home screen”."),
        ),
        (_("Safari on iPhone and iPad"), _("Share, then “Add to Home Screen”.")),
        (_("Safari on a Mac"), _("File, then “Add to Dock”.")),
        (_("Firefox on Android"), _("In the menu: “Install”.")),
    )


PAGES: tuple[Page, ...] = (Page("/app", screen),)
