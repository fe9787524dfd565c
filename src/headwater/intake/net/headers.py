"""Header fields: which values can be sent, and reading those that came. Pure."""

import re

from headwater.intake.net.faults import AnswerError, too_large
from headwater.intake.net.settings import Limits
from headwater.model.words import FetchFault

Headers = list[tuple[bytes, bytes]]

# RFC 9110 §5.5: visible characters, spaces and tabs, and the bytes above ASCII.
_VALUE = re.compile(r"[\t -~\x80-\xff]*")


def is_header_value(text: str) -> bool:
    """Whether the text can be sent as a header's value."""
    return _VALUE.fullmatch(text) is not None


def read_headers(raw: Headers, limits: Limits) -> dict[str, str]:
    """The header fields by lower-case name; raises AnswerError for too many, too long or forbidden ones."""
    if len(raw) > limits.headers:
        raise too_large(f"more than {limits.headers} header fields")
    if sum(len(name) + len(value) for name, value in raw) > limits.header_bytes:
        raise too_large(f"more than {limits.header_bytes:,} bytes of header fields")
    fields: dict[str, str] = {}
    for name, value in raw:
        text = value.decode("latin-1").strip(" \t")
        if any(character in text for character in "\r\n\0"):
            raise AnswerError(FetchFault.BAD_RESPONSE, "a header field holds a line break")
        key = name.decode("latin-1").lower()
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields
