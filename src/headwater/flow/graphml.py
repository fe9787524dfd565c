"""A network as GraphML (http://graphml.graphdrawing.org): typed keys, valid by its schema, safe for any name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from types import NoneType
from typing import BinaryIO, get_args, get_type_hints
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from headwater.flow.network_rows import LinkRow, SiteRow, link_rows, site_rows
from headwater.model.network import Network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
# What XML 1.0 can't hold, not even escaped (production 2).
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES: dict[type, str] = {bool: "boolean", int: "int", float: "double", str: "string"}
# Said by the graph itself: its nodes' ids, its edges' ends, and that they are directed.
_STRUCTURE = frozenset({"id", "source", "target", "type"})

_Value = bool | int | float | str | None


def write_graphml(network: Network, out: BinaryIO) -> int:
    """Write nodes and links as one directed graph, in UTF-8; how many links there were.

    Edges go from the giver to the taker. What is not known has no `data` element.
    """
    root = Element(
        "graphml",
        {
            "xmlns": _NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}",
        },
    )
    keys = {**_declare(root, "node", SiteRow), **_declare(root, "edge", LinkRow)}
    graph = SubElement(root, "graph", {"id": "network", "edgedefault": "directed"})
    for site in site_rows(network):
        _data(SubElement(graph, "node", {"id": site.id}), "node", site, keys)
    count = 0
    for count, link in enumerate(link_rows(network), start=1):
        edge = SubElement(graph, "edge", {"id": f"e{count}", "source": link.source, "target": link.target})
        _data(edge, "edge", link, keys)
    indent(root)
    ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return count


def _declare(root: Element, of: str, kind: type[SiteRow | LinkRow]) -> dict[tuple[str, str], str]:
    """A key for each column that is an attribute; its id by element and name."""
    hints = get_type_hints(kind)
    keys = {}
    for name in _columns(kind):
        held = next((k for k in get_args(hints[name]) if k is not NoneType), hints[name])
        key = keys[of, name] = f"{of}-{name}"
        attributes = {"id": key, "for": of, "attr.name": name, "attr.type": _TYPES[held]}
        SubElement(root, "key", attributes)
    return keys


def _columns(row: SiteRow | LinkRow | type[SiteRow | LinkRow]) -> Iterator[str]:
    return (column.name for column in fields(row) if column.name not in _STRUCTURE)


def _data(element: Element, of: str, row: SiteRow | LinkRow, keys: dict[tuple[str, str], str]) -> None:
    values: Iterable[tuple[str, _Value]] = ((name, getattr(row, name)) for name in _columns(row))
    for name, value in values:
        if value is not None:
            SubElement(element, "data", {"key": keys[of, name]}).text = _text(value)


def _text(value: bool | int | float | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NO_CHARACTER.sub("\ufffd", value) if isinstance(value, str) else str(value)
