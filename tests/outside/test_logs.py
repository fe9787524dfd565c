"""A line for each thing that happened, and no secret in any of them."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest

from headwater.flow.outside import Observer
from headwater.flow.outside.logs import about, formatter, masked_text
from headwater.flow.polling.events import Polled, PollEvent, Written
from headwater.model import FetchOutcome
from headwater.model.words import LogFormat

SECRETS = ("hunter2", "s3cr3t-t0ken", "eyJhbGciOiJIUzI1NiJ9.e30.abc", "dXNlcjpodW50ZXIy")

# As addresses, errors, headers and settings carry them.
PAYLOADS = (
    "https://reader:hunter2@quill.example/feed.xml",
    "https://quill.example/feed?token=s3cr3t-t0ken&page=2",
    "connecting to postgresql://headwater:hunter2@db.internal:5432/news failed",
    "postgresql://db.internal/news?user=headwater&password=hunter2",
    "Authorization: Bearer s3cr3t-t0ken",
    "authorization: Basic dXNlcjpodW50ZXIy",
    "{'Authorization': 'Bearer s3cr3t-t0ken', 'accept': '*/*'}",
    "Set-Cookie: session=hunter2; Path=/",
    "proxy-authorization: Basic dXNlcjpodW50ZXIy",
    "socks5://me:hunter2@127.0.0.1:1080",
    "redirected to <https://quill.example/?jwt=eyJhbGciOiJIUzI1NiJ9.e30.abc>",
    "PGPASSWORD=hunter2",
)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged in JSON while a test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(LogFormat.JSON))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def logged(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_fetch_is_one_line_with_all_that_it_came_to(lines: io.StringIO) -> None:
    event = PollEvent(
        Polled.SOURCE, "Quill Herald", "https://quill.example/feed.xml", FetchOutcome.NEW, new=3,
        source="s1", status=200, size=5120, seconds=0.213,
    )  # fmt: skip
    Observer(logs=True).fetched(event)
    (line,) = logged(lines)
    assert line.pop("timestamp")
    assert line == {
        "event": "fetched",
        "level": "info",
        "logger": "headwater.fetch",
        "what": "source",
        "source": "s1",
        "host": "quill.example",
        "url": "https://quill.example/feed.xml",
        "outcome": "new articles",
        "status": 200,
        "bytes": 5120,
        "ms": 213,
        "new": 3,
        "changed": 0,
    }


def test_a_failure_is_a_warning_with_its_reason_and_a_transaction_a_detail(lines: io.StringIO) -> None:
    failed = PollEvent(
        Polled.PAGE, "a", "https://quill.example/a", FetchOutcome.FAILED, said="the server failed"
    )
    Observer(logs=True).fetched(failed)
    Observer(logs=True).wrote(Written(0.0104, 0.25, of_articles=True))
    first, second = logged(lines)
    assert (first["level"], first["said"]) == ("warning", "the server failed")
    assert (second["level"], second["of"], second["waited_ms"], second["ms"]) == (
        "debug",
        "articles",
        10,
        250,
    )


def test_an_observer_without_logs_logs_nothing(lines: io.StringIO) -> None:
    Observer(logs=False).fetched(PollEvent(Polled.PAGE, "a", "https://quill.example/a", FetchOutcome.SAME))
    assert lines.getvalue() == ""


def test_lines_carry_what_they_are_about(lines: io.StringIO) -> None:
    with about(source="s1"):
        logging.getLogger("anything").info("reading")
    logging.getLogger("anything").info("done")
    first, second = logged(lines)
    assert first["source"] == "s1"
    assert "source" not in second


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_secret_gets_into_a_line(lines: io.StringIO, payload: str) -> None:
    log = logging.getLogger("headwater.somewhere")
    log.warning("trying %s", payload)
    log.warning(
        "trying", extra={"url": payload, "all": [payload, {"inner": payload}], "odd": ValueError(payload)}
    )
    log.warning("trying", extra={"token": "hunter2", "headers": {"cookie": "hunter2"}})
    try:
        raise RuntimeError(payload)
    except RuntimeError:
        log.exception("broke")
    written = lines.getvalue()
    assert len(written.splitlines()) == 4
    assert not [secret for secret in SECRETS if secret in written]


def test_nor_into_words_for_a_terminal() -> None:
    for payload in PAYLOADS:
        record = logging.LogRecord("headwater", logging.WARNING, "", 0, "trying %s", (payload,), None)
        line = formatter(LogFormat.TEXT, colors=True).format(record)
        assert not [secret for secret in SECRETS if secret in line]
        assert "trying" in line


def test_what_is_no_secret_stays_readable() -> None:
    text = "fetching https://quill.example/2026/03/ferry-runs-aground-off-port-halden failed: 404"
    assert masked_text(text) == text


def test_a_line_of_json_is_one_line_whatever_is_in_it(lines: io.StringIO) -> None:
    logging.getLogger("headwater").warning("a title\nwith a break \x1b[31m", extra={"n": float("nan")})
    assert len(lines.getvalue().splitlines()) == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", lines.getvalue())
