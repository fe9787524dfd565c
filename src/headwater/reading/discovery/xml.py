"""XML of strangers as a stream of elements: entities never grow, broken markup gives what could be read.

lxml in its forgiving mode, without network, document types or entities of the document's own, within libxml2's own
limits on depth (256) and length: an outline nested deeper than that ends there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.entities import html5
from io import BytesIO
from typing import Literal, cast

from headwater.model.errors import UnreadableError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]{0,1000}(?:\[[^\]]{0,200000}\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
# An ampersand that begins no reference of XML's own: addresses and titles hold bare ones every day.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!#\d{1,7};|#x[\da-f]{1,6};|(?:amp|lt|gt|quot|apos);)(\w{2,30};)?",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class XmlEvent:
    """An element that begins or ends: local name in lower case, attributes likewise, and at its end its text."""

    kind: Literal["start", "end"]
    name: str
    attributes: Mapping[str, str]
    text: str


def xml_events(text: str, what: str) -> Iterator[XmlEvent]:
    """The elements of a decoded document, in order, as far as it can be read.

    Raises UnreadableError, naming the document `what`, when it declares entities of its own.
    """
    from lxml import etree  # noqa: PLC0415 (late: only sitemaps and lists of subscriptions need it)

    if _ENTITY.search(text):
        raise UnreadableError(
            what, "it declares entities of its own, which may grow without bound", "remove its <!DOCTYPE>"
        )
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1)
    plain = _AMPERSAND.sub(_escaped, plain)
    stream = BytesIO(plain.encode("utf-8", "replace"))
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        recover=True,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for kind, element in events:
            name = _local(element.tag)
            attributes = {_local(key): str(value) for key, value in element.attrib.items()}
            yield XmlEvent(
                cast(Literal["start", "end"], kind), name, attributes, (element.text or "").strip()
            )
            if kind == "end":
                element.clear()
    except etree.XMLSyntaxError:
        # What libxml2 can't get over even when it forgives: what came before it has been given.
        return


def _escaped(match: re.Match[str]) -> str:
    """A bare ampersand escaped, one of HTML's named characters (&eacute;) as itself."""
    if match[0].startswith("<"):
        return match[0]
    return escape(html5.get(match[1] or "") or match[0])


def _local(tag: object) -> str:
    """A name without its namespace, or without the prefix of one that was never declared."""
    return str(tag).rpartition("}")[2].rpartition(":")[2].lower()
