"""Addresses → pages. Fetches and opens; never interprets.

Files and folders (text, HTML, feeds, gzip of them), WARC and WET, JSON Lines; and the web, through `net`.
"""

from headwater.intake.files import (
    FileOptions,
    Found,
    archives_under,
    files_under,
    find_pages,
    open_archive,
    read_files,
)
from headwater.intake.jsonl import ARTICLE_TYPE
from headwater.intake.limits import MAX_PAGE_BYTES
from headwater.intake.warc import LeftOut, WarcItem, read_warc
from headwater.intake.warc_stream import Place

__all__ = [
    "ARTICLE_TYPE",
    "MAX_PAGE_BYTES",
    "FileOptions",
    "Found",
    "LeftOut",
    "Place",
    "WarcItem",
    "archives_under",
    "files_under",
    "find_pages",
    "open_archive",
    "read_files",
    "read_warc",
]
