"""JSON Lines: a page a line, or an article a line in the shape of `headwater export articles`.

A line with `html` or `content`, or with `text` and none of an article's own fields, is a page:

    {"url": "https://…", "html": "<!doctype html>…", "fetched_at": "2026-03-01T10:00:00Z"}

A line with an article's fields (`title`, `paragraphs`, `credit`, `published` …) is an article already
read. It becomes a page whose content is the line itself, of the type ARTICLE_TYPE; `flow` takes it as read.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import orjson

from headwater.intake.limits import MAX_PAGE_BYTES, in_megabytes
from headwater.intake.manifest import parse_time
from headwater.model.errors import IntakeError
from headwater.model.page import FetchedBasis, Page

ARTICLE_TYPE = "application/vnd.headwater.article+json"

# Fields that only an article has. `text` alone says nothing: it may be the text of a page.
_ARTICLE_FIELDS = frozenset(
    ("title", "paragraphs", "standfirst", "credit", "published", "authors", "labels", "notes", "hashtags")
)
_PAGE_CONTENTS = (
    ("html", "text/html; charset=utf-8"),
    ("content", None),
    ("text", "text/plain; charset=utf-8"),
)


def read_lines(
    file: BinaryIO, name: str, fetched_at: datetime, basis: FetchedBasis
) -> Iterator[tuple[str, Page | IntakeError]]:
    """Each line's page, or why there is none, with the line's name (`FILE#NUMBER`, from 1).

    `fetched_at` and its basis are for lines that don't say. Empty lines are passed over.
    """
    number = 0
    while line := file.readline(MAX_PAGE_BYTES + 1):
        number += 1
        place = f"{name}#{number}"
        if len(line) > MAX_PAGE_BYTES:
            _skip_line(file, line)
            reason = f"the line is longer than the limit of {in_megabytes(MAX_PAGE_BYTES)}"
            yield place, IntakeError(place, reason, "leave it out")
        elif line.strip():
            try:
                yield place, _page_of(line.strip(), place, fetched_at, basis)
            except IntakeError as error:
                yield place, error


def _skip_line(file: BinaryIO, so_far: bytes) -> None:
    while so_far and not so_far.endswith(b"\n"):
        so_far = file.readline(65_536)


def _page_of(line: bytes, place: str, fetched_at: datetime, basis: FetchedBasis) -> Page:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise IntakeError(place, f"the line is not JSON: {error}", "correct the line") from error
    if not isinstance(entry, dict):
        raise IntakeError(place, "the line is not a JSON object", "write one object a line")
    content, content_type = _content(entry, line, place)
    try:
        if (said := entry.get("fetched_at")) is not None:
            fetched_at, basis = parse_time(said), FetchedBasis.GIVEN
    except ValueError as error:
        raise IntakeError(place, f"fetched_at: {error}", "correct the line") from error
    url = entry.get("page_url") or entry.get("url")
    return Page(
        name=_text(entry, "page", "name") or (url if isinstance(url, str) else place),
        content=content,
        url=url if isinstance(url, str) else None,
        content_type=_text(entry, "content_type") or content_type,
        fetched_at=fetched_at,
        fetched_basis=basis,
    )


def _content(entry: dict[str, object], line: bytes, place: str) -> tuple[bytes, str | None]:
    fields = entry.keys()
    if not {"html", "content"} & fields and (_ARTICLE_FIELDS & fields):
        return line, ARTICLE_TYPE
    for name, content_type in _PAGE_CONTENTS:
        if isinstance(text := entry.get(name), str):
            if not text:
                raise IntakeError(place, f"{name} is empty", "leave the line out")
            return text.encode("utf-8", "surrogatepass"), content_type
    raise IntakeError(
        place,
        "the line has neither a page (html, content or text) nor an article's fields (title, paragraphs …)",
        "see docs/store.md for the shapes",
    )


def _text(entry: dict[str, object], *names: str) -> str | None:
    return next((value for name in names if isinstance(value := entry.get(name), str) and value), None)
