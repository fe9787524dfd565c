"""WARC files as crawlers write them, record by record."""

import io
import uuid

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = b"<!doctype html><p>The mill at Arden Weir was sold on Friday for 2.4 million crowns.</p>"
URL = "https://arden.example/mill"
AT = "2026-03-01T10:00:00Z"


class Written:
    """A WARC as a crawler writes it, record by record."""

    def __init__(self, *, packed: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)
        given = {"WARC-Record-ID": f"<urn:uuid:{uuid.UUID(int=1)}>", "WARC-Date": AT}
        body = b"software: a crawler\r\n"
        info = self._writer.create_warc_record(
            "",
            "warcinfo",
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type="application/warc-fields",
            warc_headers_dict=given,
        )
        self._writer.write_record(info)

    def answer(
        self,
        body: bytes = HTML,
        *,
        url: str = URL,
        at: str = AT,
        status: str = "200 OK",
        **headers: str,
    ) -> "Written":
        """A server's answer; a header's name is written with `_` for `-`."""
        fields = {
            "Content-Type": "text/html",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        http = StatusAndHeaders(status, list(fields.items()), protocol="HTTP/1.1")
        return self.record("response", body, url=url, at=at, http_headers=http)

    def record(
        self,
        kind: str,
        body: bytes,
        *,
        url: str = URL,
        at: str = AT,
        http_headers: StatusAndHeaders | None = None,
        content_type: str = "",
        fields: dict[str, str] | None = None,
    ) -> "Written":
        # The same bytes each time: an id of its own would make each file another one.
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"{url} {at} {len(self._out.getvalue())}")
        given = {"WARC-Record-ID": f"<urn:uuid:{number}>", "WARC-Date": at}
        record: ArcWarcRecord = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http_headers,
            warc_content_type=content_type,
            warc_headers_dict={**given, **(fields or {})},
        )
        self._writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self._out.getvalue()
