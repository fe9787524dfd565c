"""Bytes to text, and what sort of text it is.

The order of evidence is that of the HTML and XML standards: byte order mark, the transport's charset, the
document's own declaration, and only then UTF-8. Nothing is guessed for plain text.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Literal

from headwater.model import Page
from headwater.model.errors import DecodingError

Format = Literal["html", "feed", "text"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F: "<?" or "<!" in two-byte units without a mark.
_UNMARKED_WIDE = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
# First bytes of files that are no text, as in the WHATWG MIME sniffing standard and file(1).
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"OggS\x00", "Ogg audio or video"),
    (b"ID3\x03", "MP3 audio"),
    (b"ID3\x04", "MP3 audio"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
)
# What browsers decode for these labels (the WHATWG encoding standard): supersets of what the name says.
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "utf-16": "utf-8",  # declared in bytes that are plainly not two-byte units
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
}
# A page that declares its charset may hold some broken bytes (a truncated comment, an advertisement in
# another charset). Browsers replace them; more than one in 500 bytes means that the declaration is wrong.
_BROKEN_SHARE = 1 / 500
# Share of control characters above which a text is noise; text has none but tabs, line and page breaks.
_CONTROL_SHARE = 0.01
_HEAD = 4096
_DECLARED = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PROLOG = re.compile(r"\ufeff|\s+|<\?[^>]{0,1000}>|<!--(?:(?!-->).){0,20000}-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+(?!html)[^\[>]{0,500}(?:\[[^\]]{0,50000}\])?\s*>", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_MARKUP_TAG = re.compile(r"</(?:p|div|article|section|h[1-6]|ul|main|span|table)\s*>", re.IGNORECASE)
_JSON_FEED = re.compile(
    r"\{[^{}]{0,2000}\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org", re.IGNORECASE
)


def decode(page: Page) -> str:
    """The page's text.

    Raises DecodingError for what is no text (naming what it is), and for bytes that are not in the declared
    charset or, where none is declared, not in UTF-8. HTML and feeds without any declaration may be decoded by
    a detector when it is sure; plain text never is.
    """
    content = page.content
    _refuse_binary(page)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _checked(page, _decode_marked(page, content[len(mark) :], encoding))
    for start, encoding in _UNMARKED_WIDE:
        if content.startswith(start):
            return _checked(page, _decode_marked(page, content, encoding))
    if (nul := content.find(b"\x00")) >= 0:
        raise DecodingError(
            page.name,
            f"a NUL byte at offset {nul}: this is binary data, not text",
            "give a text, HTML or feed file",
        )
    return _checked(page, _decode_declared(page))


def sniff(page: Page, text: str) -> Format:
    """Whether a decoded page is HTML, a feed (RSS, RDF, Atom, JSON Feed) or plain text.

    The document's own first element decides before the content type: servers send feeds as `text/html` or
    `text/plain` every day.
    """
    start = _after_prolog(text)
    head = text[start : start + _HEAD]
    if _FEED_ROOT.match(head) or _JSON_FEED.match(head):
        return "feed"
    if _HTML_ROOT.match(head):
        return "html"
    content_type = (page.content_type or "").lower()
    if any(word in content_type for word in ("rss", "atom", "rdf+xml", "feed+json")):
        return "feed"
    if "html" in content_type:
        return "html"
    closed = len(_MARKUP_TAG.findall(text[:200_000]))
    if closed >= 1 and (head.startswith("<") or closed >= 6):
        return "html"
    return "text"


def _after_prolog(text: str) -> int:
    """The offset of the first element: after white space, comments, declarations and a document type."""
    position = 0
    while match := _PROLOG.match(text, position) or _DOCTYPE.match(text, position):
        position = match.end()
    return position


def _refuse_binary(page: Page) -> None:
    for magic, name in _MAGIC:
        if page.content.startswith(magic):
            raise DecodingError(
                page.name,
                f"its first bytes are those of {name}, not of text",
                "give a text, HTML or feed file",
            )
    if page.content[4:8] == b"ftyp":
        raise DecodingError(
            page.name, "its first bytes are those of MP4 video, not of text", "give the article"
        )


def _decode_marked(page: Page, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(
            page, error, f"the byte order mark says {encoding}", len(page.content) - len(content)
        ) from error


def _decode_declared(page: Page) -> str:
    declared = list(dict.fromkeys(_declared_encodings(page)))
    errors: list[UnicodeDecodeError] = []
    for encoding in [*declared, "utf-8"]:
        try:
            return page.content.decode(encoding)
        except UnicodeDecodeError as error:
            errors.append(error)
    if declared and (text := _mostly(page.content, declared[0])) is not None:
        return text
    if _is_markup(page) and (text := _detected(page.content)) is not None:
        return text
    says = f"declared as {declared[0]}" if declared else "no charset is declared and it is not UTF-8"
    raise _undecodable(page, errors[0], says, 0)


def _declared_encodings(page: Page) -> Iterator[str]:
    labels = _CHARSET.findall(page.content_type or "")
    if _is_markup(page):
        for pattern in _DECLARED:
            labels += [
                label.decode("ascii", "replace") for label in pattern.findall(page.content[:_HEAD])[:1]
            ]
    for label in labels:
        try:
            name = codecs.lookup(label).name
        except LookupError:
            continue  # an invented label says nothing; the next evidence decides
        if name not in _NOT_CHARSETS:
            yield _AS_BROWSERS_DO.get(name, name)


# Python's codecs that are no charsets (bytes to bytes, escapes); a page can name them all the same.
_NOT_CHARSETS = frozenset(
    "base64 bz2 hex quopri rot13 uu zlib punycode idna raw_unicode_escape unicode_escape undefined mbcs oem".split()  # noqa: SIM905 (quoted one by one, words fill a screen)
)


def _is_markup(page: Page) -> bool:
    kind = (page.content_type or "").lower()
    return "html" in kind or "xml" in kind or page.content[:_HEAD].lstrip()[:1] == b"<"


def _mostly(content: bytes, encoding: str) -> str | None:
    """The text with broken bytes replaced, where they are few enough for the declaration to be believed."""
    text = content.decode(encoding, "replace")
    broken = text.count("\ufffd") - content.count("\ufffd".encode())
    return text if broken <= max(1, len(content) * _BROKEN_SHARE) else None


def _detected(content: bytes) -> str | None:
    # Imported late: only the rare page without any declaration needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415 (late: only undeclared pages need it)

    best = from_bytes(content, threshold=0.1).best()
    if best is None or best.chaos > 0.05:
        return None
    return str(best)


def _checked(page: Page, text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) * _CONTROL_SHARE):
        raise DecodingError(
            page.name,
            f"{controls} control characters among {len(text)}: this is binary noise, not text",
            "give a text, HTML or feed file",
        )
    return text.removeprefix("\ufeff")


def _undecodable(page: Page, error: UnicodeDecodeError, says: str, shift: int) -> DecodingError:
    byte, offset = error.object[error.start], error.start + shift
    return DecodingError(
        page.name,
        f"byte 0x{byte:02x} at offset {offset} is not {error.encoding} ({says})",
        "save it as UTF-8, or declare its charset (Content-Type, <meta charset>, XML declaration)",
    )
