"""OPML: lists of subscriptions as readers exchange them (opml.org/spec2.opml), read and written.

Every reader writes it a little differently: folders as outlines without an address, nested or not, titles in `text`
or `title`, addresses in `xmlUrl` in any case, `category` paths in place of folders. What names no address that could
be fetched is listed with its reason; the rest is taken.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from headwater.model import Page, Source, SourceKind, address_key
from headwater.model.errors import UnreadableError
from headwater.reading.decoding import decode
from headwater.reading.discovery.xml import XmlEvent, xml_events
from headwater.reading.markup.document import absolute, squeeze

# More than the largest list that a person keeps; a feed reader for thousands of people exports some tens of thousands.
MOST_OUTLINES = 50_000
MAX_OPML_BYTES = 20_000_000
_LONGEST_NAME = 1000

# What XML 1.0 can't hold, in whatever form: one of them in a title, and no reader takes the list.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {"sitemap": SourceKind.SITEMAP, "page": SourceKind.PAGE, "telegram": SourceKind.TELEGRAM}


@dataclass(frozen=True, slots=True)
class Outline:
    """One subscription. `folder` is the path of its folders, joined by "/"; empty for none."""

    url: str
    title: str = ""
    folder: str = ""
    kind: SourceKind = SourceKind.FEED
    language: str | None = None


@dataclass(frozen=True, slots=True)
class BadOutline:
    """An outline that can't be taken, by its title or place in the list, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A list of subscriptions: what can be taken, each address once, and what can't."""

    outlines: tuple[Outline, ...] = ()
    bad: tuple[BadOutline, ...] = ()
    repeated: int = 0


def read_opml(page: Page) -> Subscriptions:
    """The subscriptions in an OPML document, in order.

    Raises UnreadableError for one larger than 20 MB, one that declares entities, and one without any outline.
    """
    size = len(page.content)
    if size > MAX_OPML_BYTES:
        raise UnreadableError(
            page.name,
            f"{size / 1_000_000:.0f} MB are more than a list of subscriptions may have "
            f"({MAX_OPML_BYTES // 1_000_000} MB)",
            "split it: each part is a list of its own",
        )
    reader = _Reader()
    for event in xml_events(decode(page), page.name):
        if event.name == "outline":
            reader.take(event)
        if reader.seen > MOST_OUTLINES:
            reason = f"more than {MOST_OUTLINES:,} outlines: the rest was left out"
            reader.bad.append(BadOutline("the list", reason))
            break
    if not reader.seen:
        raise UnreadableError(
            page.name, "a list of subscriptions without any outline", "export it again from your reader"
        )
    return Subscriptions(tuple(reader.found.values()), tuple(reader.bad), reader.repeated)


class _Reader:
    """Takes outlines as they open and close, and knows the folders that are open."""

    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self.bad: list[BadOutline] = []
        self.seen = self.repeated = 0
        self._folders: list[str] = []

    def take(self, event: XmlEvent) -> None:
        if event.kind == "end":
            if self._folders:  # an end without its beginning: broken markup, forgiven
                self._folders.pop()
            return
        self.seen += 1
        fields = event.attributes
        name = (fields.get("title") or fields.get("text") or "").strip()[:_LONGEST_NAME]
        address = (
            fields.get("xmlurl") or (fields.get("url") if fields.get("type") in _LINK_TYPES else "") or ""
        ).strip()
        # What has no address is a folder; what has one may still hold others, which then stand in its folder.
        self._folders.append("" if address else name)
        if address or fields.get("type", "").lower() in ("rss", "atom"):
            self._take_source(address, name, fields)

    def _take_source(self, address: str, name: str, fields: Mapping[str, str]) -> None:
        url = _fetchable(address)
        if url is None:
            called = name or f"outline {self.seen}"
            reason = f"{address[:80]} is no http address" if address else "it has no address (xmlUrl)"
            self.bad.append(BadOutline(called, reason))
            return
        folder = "/".join(part for part in self._folders[:-1] if part) or _category(
            fields.get("category", "")
        )
        kind = _KINDS.get(fields.get("type", "").lower(), SourceKind.FEED)
        # Readers that know no title write the address in its place.
        title = "" if name == address else name
        outline = Outline(url, title, folder, kind, fields.get("language") or None)
        if address_key(url) in self.found:
            self.repeated += 1
        else:
            self.found[address_key(url)] = outline


_LINK_TYPES = ("rss", "atom", "sitemap", "page", "telegram")


def _fetchable(address: str) -> str | None:
    """An http address; `feed:` and its like mean one."""
    for scheme in ("feed://", "rss://"):
        if address.lower().startswith(scheme):
            address = "https://" + address[len(scheme) :]
    return absolute(address.removeprefix("feed:"), None)


def _category(value: str) -> str:
    """The first of OPML's category paths ("/News/Local,/Sport") as a folder."""
    return "/".join(part for step in value.partition(",")[0].split("/") if (part := squeeze(step)))


def write_opml(sources: Iterable[Source], *, title: str = "Headwater") -> str:
    """Sources as OPML 2.0, folders as nested outlines, in the order given.

    Reading it back gives the same addresses, titles, folders, kinds and languages. Archives are left out: no reader
    could fetch them.
    """
    root = _Folder()
    for source in sources:
        if source.kind is not SourceKind.ARCHIVE:
            root.at(_path_of(source.folder)).sources.append(source)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_escaped(title)}</title></head>",
    ]
    lines += ["<body>", *root.lines(1), "</body>", "</opml>", ""]
    return "\n".join(lines)


class _Folder:
    """A folder while it is written: its sources and the folders in it, in the order in which they came."""

    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.folders: dict[str, _Folder] = {}

    def at(self, path: list[str]) -> "_Folder":
        folder = self
        for name in path:
            folder = folder.folders.setdefault(name, _Folder())
        return folder

    def lines(self, depth: int) -> list[str]:
        indent = "  " * depth
        found = [f"{indent}{_outline(source)}" for source in self.sources]
        for name, folder in self.folders.items():
            found += [f"{indent}<outline text={_attribute(name)} title={_attribute(name)}>"]
            found += [*folder.lines(depth + 1), f"{indent}</outline>"]
        return found


def _path_of(folder: str) -> list[str]:
    """A folder's path; a name that splitting would change is one folder."""
    parts = folder.split("/")
    return ([folder] if folder else []) if any(part != part.strip() or not part for part in parts) else parts


def _outline(source: Source) -> str:
    kind = "rss" if source.kind is SourceKind.FEED else str(source.kind)
    fields = [("type", kind), ("text", source.name), ("title", source.title), ("xmlUrl", source.url)]
    if source.language:
        fields.append(("language", source.language))
    return f"<outline {' '.join(f'{name}={_attribute(value)}' for name, value in fields)}/>"


def _attribute(value: str) -> str:
    return quoteattr(_NOT_XML.sub("", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;")
