"""A page whose bytes are gzip themselves, as sitemaps often are, unpacked within the limits of any page."""

from dataclasses import replace
from io import BytesIO

from headwater.intake.gzipped import GZIP_MAGIC, GzipReader
from headwater.intake.limits import MAX_PAGE_BYTES, STEP_BYTES, in_megabytes
from headwater.model import Page
from headwater.model.errors import IntakeError


def unpacked(page: Page) -> Page:
    """The page with its content unpacked; itself when it is not gzip.

    Raises IntakeError for gzip that is damaged, or grows past 20 MB or 200 times its size.
    """
    if not page.content.startswith(GZIP_MAGIC):
        return page
    reader = GzipReader(BytesIO(page.content), page.name)
    parts: list[bytes] = []
    size = 0
    while part := reader.read(STEP_BYTES):
        parts.append(part)
        size += len(part)
        if size > MAX_PAGE_BYTES:
            raise IntakeError(
                page.name,
                f"unpacks to more than the limit of {in_megabytes(MAX_PAGE_BYTES)} a page",
                "give a smaller part of it",
            )
    # What the server said of the packed bytes (application/gzip) is not true of these.
    return replace(page, content=b"".join(parts), content_type=None)
