"""The pages for what went wrong: in the same face, and saying what can be done."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException

from headwater.web.answering import Screen
from headwater.web.wording.recorded import recorded
from headwater.web.wording.translation import N_, _


def trouble(
    status: int, title: str, says: str, advice: str = "", *, headers: Mapping[str, str] | None = None
) -> Screen:
    """The page that says what went wrong and what to do; its JSON has the same words."""
    said = {"status": status, "title": title, "says": says, "advice": advice}
    return Screen("trouble.html", said, {"error": said}, status, headers=headers or {})


def not_found(error: Exception) -> Screen:
    """Nothing is stored under the id in the address."""
    return trouble(
        404, _("Not here"), recorded(str(error)) or _("Nothing is stored under this address."), _(_MOVED)
    )


def store_failed(error: Exception) -> Screen:
    """The library can't be read just now; the store's own words say why."""
    return trouble(
        503, _("The library can’t be read"), str(error), _("Nothing is lost. Try again in a moment.")
    )


def http_error(error: Exception) -> Screen:
    """An address that no page has, a method that none answers, or what a screen refused with words of its own."""
    if not isinstance(error, HTTPException):
        return failed(error)
    phrase = HTTPStatus(error.status_code).phrase
    if error.status_code == 404 and error.detail == phrase:
        return trouble(404, _("Not here"), _("There is no page at this address."), _(_MOVED))
    title = _(_TITLES[error.status_code]) if error.status_code in _TITLES else phrase
    says = error.detail if error.detail != phrase else _("The request could not be answered.")
    return trouble(error.status_code, title, says, headers=error.headers)


# The refusals that a person may come to see, in the words of RFC 9110 and 6585.
_TITLES = {
    400: N_("Bad Request"),
    403: N_("Forbidden"),
    404: N_("Not Found"),
    405: N_("Method Not Allowed"),
    409: N_("Conflict"),
    413: N_("Content Too Large"),
    415: N_("Unsupported Media Type"),
    422: N_("Unprocessable Content"),
    429: N_("Too Many Requests"),
    503: N_("Service Unavailable"),
}


def failed(error: Exception) -> Screen:
    """An error of ours: its details go to the log, not to the page."""
    del error
    return trouble(
        500,
        _("This page failed"),
        _("Headwater made an error while building it. What happened is in the terminal where it runs."),
        _("Nothing is lost."),
    )


# Translated where it is shown.
_MOVED = N_("A story’s address can end when stories are joined; its articles keep theirs.")
