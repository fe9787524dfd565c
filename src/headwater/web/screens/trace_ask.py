"""What is asked of the page that traces: an address or a text, and the box that keeps it where it can't be traced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from headwater.flow.pasting import text_length
from headwater.model.errors import IntakeError, NoArticleError, UnreadableError
from headwater.web.answering import Screen
from headwater.web.screens.trouble import trouble
from headwater.web.shared_text import unpacked_text
from headwater.web.wording.numbers import number_of
from headwater.web.wording.recorded import recorded
from headwater.web.wording.translation import _

# Longer without a space it is a text, in a script that has none.
_MOST_ADDRESS = 2_048
# What an address without its "https://" begins with: a name with a dot in it.
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.\w{2,}(?=[/?#:]|$)")
# Of what is longer nobody needs to be told that it may be too short.
_BRIEF = 1_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something can't be traced, and what to do; `status` and `headers` are the answer's."""

    status: int
    title: str
    says: str
    advice: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def given_in(query: Mapping[str, str]) -> str:
    """What is to be traced; an app that shares an article gives its address, in whichever field it likes.

    Raises HTTPException (400) for a packed text that is none.
    """
    if packed := query.get("z"):
        text = unpacked_text(packed)
        if text is None:
            raise HTTPException(400, _("This address was cut on its way: its text can’t be read any more."))
        return text
    if given := query.get("q", "").strip():
        return given
    shared = [query.get(name, "").strip() for name in ("url", "text", "title")]
    address = next((word for each in shared for word in each.split() if is_web_address(word)), "")
    if address:
        return address
    return "\n\n".join(each for each in (shared[2], shared[1]) if each)


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_address(text: str) -> bool:
    """Whether it is an address or the id of a stored article, rather than a text.

    In scripts that have no spaces a text has none either; an address in one of them begins with the name of a host.
    """
    if len(text) >= _MOST_ADDRESS or any(map(str.isspace, text)):
        return False
    return text.isascii() or is_web_address(text) or _HOST.match(text) is not None


def may_be_fetched(text: str) -> bool:
    """A word alone is no address: it may be an id, or the beginning of a text."""
    return is_address(text) and not text.isalnum()


def asking(given: str, *, can_fetch: bool, refusal: Refusal | None = None) -> Screen:
    """The box, with what was given in it and, where that can't be traced, why."""
    values = {"given": given, "refusal": refusal, "can_fetch": can_fetch, "traces": (), "share": ""}
    if refusal is None:
        return Screen("trace.html", values, {"given": given, "is_stored": False, "articles": ()})
    # For people the page with the box; a program is told as of anything else that can't be answered.
    said = trouble(refusal.status, refusal.title, refusal.says, refusal.advice)
    return Screen("trace.html", values, said.record, refusal.status, headers=refusal.headers)


def unknown(given: str, *, can_fetch: bool) -> Refusal:
    """That nothing is stored under what was given. To fetch it is to go out into the net: that takes a press."""
    if can_fetch:
        advice = _("It can be fetched now, to be read and traced.")
    elif may_be_fetched(given):
        advice = _("Paste the text in place of the address.")
    else:
        advice = _("Give a whole address, or a text of some sentences.")
    return Refusal(404, _("Not here"), _("Nothing is stored under this address."), advice)


def refused(error: UnreadableError, text: str = "") -> Refusal:
    """That a text or an answer can't be read. What a server out there did is no error of this one, nor a page that is
    not there."""
    title = _("This can’t be traced")
    if text and isinstance(error, NoArticleError):
        says = too_short(text) or _("No running text of an article was found in it.")
        return Refusal(422, title, says, _("Paste whole sentences of an article, a paragraph or more."))
    status = 502 if isinstance(error, IntakeError) else 422
    return Refusal(
        status, title, f"{recorded(error.what)}: {recorded(error.reason)}.", _sentence(recorded(error.advice))
    )


def turned_away(error: HTTPException) -> Refusal:
    """A refusal of any page, told beside the box."""
    return Refusal(
        error.status_code, _("This can’t be traced"), error.detail, headers=dict(error.headers or {})
    )


def too_short(text: str) -> str:
    """That a text is too short to be surely found again, and how long it has to be; empty where it is not."""
    length = text_length(text) if len(text) < _BRIEF else None
    if length is None or not length.is_too_short:
        return ""
    if length.is_signs:
        has = number_of("This text has %(num)s sign.", "This text has %(num)s signs.", length.has)
        needs = _("To be surely found a passage needs %(least)s signs in a row.")
    else:
        has = number_of("This text has %(num)s word.", "This text has %(num)s words.", length.has)
        needs = _("To be surely found a passage needs %(least)s words in a row.")
    return f"{has} {needs % {'least': length.needed}}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
