"""The pages for what went wrong: in the same face, and saying what can be done."""

from http import HTTPStatus

from starlette.exceptions import HTTPException

from headwater.web.answering import Screen


def _trouble(status: int, title: str, says: str, advice: str = "") -> Screen:
    record = {"error": {"status": status, "title": title, "says": says, "advice": advice}}
    return Screen(
        "trouble.html", {"status": status, "title": title, "says": says, "advice": advice}, record, status
    )


def not_found(error: Exception) -> Screen:
    """Nothing is stored under the id in the address."""
    return _trouble(404, "Not here", str(error) or "Nothing is stored under this address.", _MOVED)


def store_failed(error: Exception) -> Screen:
    """The library can't be read just now; the store's own words say why."""
    return _trouble(503, "The library can’t be read", str(error), "Nothing is lost. Try again in a moment.")


def http_error(error: Exception) -> Screen:
    """An address that no page has, or a method that none answers."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return _trouble(404, "Not here", "There is no page at this address.", _MOVED)
    return _trouble(status, HTTPStatus(status).phrase, "The request could not be answered.")


def failed(_: Exception) -> Screen:
    """An error of ours: its details go to the log, not to the page."""
    return _trouble(
        500,
        "This page failed",
        "Headwater made an error while building it. What happened is in the terminal where it runs.",
        "Nothing is lost: reading a page changes nothing.",
    )


_MOVED = "A story’s address can end when stories are joined; its articles keep theirs."
