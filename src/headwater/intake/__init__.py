"""Addresses → pages. Fetches and opens; never interprets.

Today: files and folders (text, HTML, feeds, gzip of them), WARC and WET, JSON Lines.
"""

from headwater.intake.files import FileOptions, Found, files_under, read_files
from headwater.intake.jsonl import ARTICLE_TYPE
from headwater.intake.limits import MAX_PAGE_BYTES

__all__ = ["ARTICLE_TYPE", "MAX_PAGE_BYTES", "FileOptions", "Found", "files_under", "read_files"]
