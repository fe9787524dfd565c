"""What goes wrong when an address is fetched, in words for people: what happened and what one can do. Pure."""

from dataclasses import dataclass
from http import HTTPStatus

from headwater.model.errors import FetchError, UnreadableError
from headwater.model.words import FetchFault


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why nothing was taken from an answer. `is_gone` says that the server calls the address gone for good,
    `is_missing` that it has nothing at this address (now).
    """

    said: str
    is_gone: bool = False
    is_missing: bool = False


_BY_STATUS = {
    401: "the server asks for a name and password; put them into the source's address",
    402: "the server asks for payment; look at its site for a feed that is open",
    403: "the server refuses us; ask its owner, or see whether its site names another feed",
    404: "the server has nothing at this address; look on its site for the new one",
    407: "the proxy asks for a name and password; put them into the proxy's address",
    410: "the server says that this address is gone for good; look on its site for another",
    429: "the server asks us to come less often; nothing needs to be done",
    451: "the server may not serve this for legal reasons; a proxy in another country may help",
}
_BY_FAULT = {
    FetchFault.NAME_NOT_FOUND: "check the spelling of the host, or your network's name server",
    FetchFault.CONNECTION: "nothing needs to be done if the server comes back",
    FetchFault.TLS: "its certificate can't be trusted; tell its owner",
    FetchFault.PROXY: "check the proxy's address",
    FetchFault.TIMED_OUT: "nothing needs to be done if the server recovers",
    FetchFault.TOO_LARGE: "see whether its site names a shorter feed",
    FetchFault.TOO_MANY_REDIRECTS: "open the address in a browser to see where it leads",
    FetchFault.ROBOTS: "ask its owner, or watch its feed instead",
}


def trouble_with_status(status: int) -> Trouble | None:
    """What a status says; None where there is nothing wrong."""
    if status == HTTPStatus.NOT_MODIFIED or 200 <= status < 300:
        return None
    if said := _BY_STATUS.get(status):
        return Trouble(f"{said} ({_named(status)})", status == 410, status in (404, 410))
    if status >= 500:
        return Trouble(f"the server failed; nothing needs to be done if it recovers ({_named(status)})")
    return Trouble(f"the server answered what we can't use ({_named(status)}); open the address in a browser")


def trouble_with_fetch(error: FetchError) -> Trouble:
    """Why no answer came."""
    advice = error.advice or _BY_FAULT.get(error.cause, "")
    return Trouble(f"{error.reason}; {advice}" if advice else error.reason)


def trouble_with_reading(error: UnreadableError) -> Trouble:
    """Why an answer can't be read."""
    return Trouble(f"{error.reason}; {error.advice}" if error.advice else error.reason)


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
