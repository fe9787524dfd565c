"""A page is read in another process as it is in this one, and can't harm anything but its own reading."""

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from headwater.flow.isolated import IsolatedReader, ReaderPool, ReadingLimits
from headwater.flow.stage import BrokenStageError
from headwater.intake import ARTICLE_TYPE, read_files
from headwater.model import Page
from headwater.model.errors import (
    DecodingError,
    InvalidRecordError,
    NoArticleError,
    PoisonPageError,
    ReaderStartError,
    UnreadableError,
)
from headwater.publishers import builtin_publishers
from headwater.reading import read_page
from tests.flow.arriving import line
from tests.flow.invented import pages, write_pages

PUBLISHERS = builtin_publishers()
POISON = "tests.flow.isolated.poison:read"
TIGHT = ReadingLimits(cpu_seconds=1, wall_seconds=20, memory_bytes=200_000_000)


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(PUBLISHERS, TIGHT, function=POISON) as started:
        yield started


def invented_pages() -> list[Page]:
    return [Page(name, html.encode(), content_type="text/html") for name, html in pages().items()]


def test_a_reading_is_what_this_process_reads(reader: IsolatedReader, tmp_path: Path) -> None:
    found = [each.page for each in read_files([write_pages(tmp_path / "pages")])]
    for page in (each for each in found if isinstance(each, Page)):
        here, there = read_page(page, PUBLISHERS), reader.read(page)
        assert there == here
        assert repr(there) == repr(here)  # times with their own offset, not only the same instants


def test_a_process_is_kept_from_page_to_page(reader: IsolatedReader) -> None:
    first, *others = invented_pages()
    reader.read(first)
    pid = reader.pid
    for page in others:
        reader.read(page)
    assert reader.pid == pid


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<!doctype html><nav><a href='/'>Home</a></nav>", NoArticleError),
        (bytes(range(256)) * 64, DecodingError),
    ],
)
def test_what_can_not_be_read_is_refused_as_in_this_process(
    reader: IsolatedReader, content: bytes, error: type[UnreadableError]
) -> None:
    page = Page("page.html", content, content_type="text/html")
    with pytest.raises(error) as here:
        read_page(page, PUBLISHERS)
    with pytest.raises(error) as there:
        reader.read(page)
    assert str(there.value) == str(here.value)


def test_an_article_that_comes_read_is_taken_as_it_is(reader: IsolatedReader) -> None:
    page = Page(
        "line", orjson.dumps(line("mill", ["The mill at Arden Weir was sold."])), content_type=ARTICLE_TYPE
    )
    (article,) = reader.read(page).articles
    assert article.text == "The mill at Arden Weir was sold."


def test_a_name_that_is_not_unicode_is_no_obstacle(reader: IsolatedReader) -> None:
    name = os.fsdecode(b"M\xe4rz.html")
    (page, *_) = invented_pages()
    named = Page(name, page.content, content_type="text/html")
    assert reader.read(named) == read_page(named, PUBLISHERS)
    with pytest.raises(NoArticleError) as refused:
        reader.read(Page(name, b" \n"))
    assert refused.value.what == name


FAULTS = {
    "!spin": "longer than 1 s of processor time",
    "!grow": "more memory than 200 MB",
    "!crash": "signal 11, SIGSEGV",
    "!leave": "exit code 3",
    "!lie": "is no reading",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_harms_its_reader_is_named_and_the_next_is_read(
    reader: IsolatedReader, fault: str
) -> None:
    with pytest.raises(PoisonPageError) as raised:
        reader.read(Page("poison.html", fault.encode()), tries=1)
    assert FAULTS[fault] in raised.value.reason
    assert (raised.value.what, raised.value.tries) == ("poison.html", 1)
    (page, *_) = invented_pages()
    assert reader.read(page) == read_page(page, PUBLISHERS)


def test_a_page_that_hangs_is_given_up_when_its_time_is_over() -> None:
    hasty = ReadingLimits(wall_seconds=0.5)
    with (
        IsolatedReader(PUBLISHERS, hasty, function=POISON) as reader,
        pytest.raises(PoisonPageError, match=r"longer than 0\.5 s"),
    ):
        reader.read(Page("poison.html", b"!hang"), tries=1)


def test_a_poison_page_is_tried_three_times_in_all(reader: IsolatedReader, tmp_path: Path) -> None:
    with pytest.raises(PoisonPageError) as raised:
        reader.read(Page("poison.html", f"!crash\n{tmp_path / 'tries'}".encode()))
    assert raised.value.tries == 3
    assert (tmp_path / "tries").read_text().count("tried") == 3


def test_a_fault_of_ours_is_no_poison(reader: IsolatedReader, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(BrokenStageError) as raised:
        reader.read(Page("page.html", b"!break"))
    assert raised.value.stage == "reading"
    assert "KeyError in poison.py" in raised.value.reason
    assert "Traceback" in caplog.text


def test_a_reader_that_was_killed_while_idle_is_started_again(reader: IsolatedReader) -> None:
    (page, *_) = invented_pages()
    reader.read(page)
    assert reader.pid
    os.kill(reader.pid, signal.SIGKILL)
    assert reader.read(page) == read_page(page, PUBLISHERS)


def test_a_reader_that_can_not_start_is_no_fault_of_the_page() -> None:
    with (
        IsolatedReader(PUBLISHERS, function="tests.flow.isolated.absent:read") as reader,
        pytest.raises(ReaderStartError, match="ended when it was started"),
    ):
        reader.read(invented_pages()[0])


def test_limits_have_to_be_positive() -> None:
    with pytest.raises(InvalidRecordError):
        ReadingLimits(cpu_seconds=0)


def test_a_pool_gives_pages_in_their_order_and_goes_on_past_poison() -> None:
    given = [*invented_pages(), Page("poison.html", b"!crash"), *invented_pages()]
    with ReaderPool(PUBLISHERS, 2, TIGHT, function=POISON) as pool:
        done = list(pool.read_all(iter(given)))
    assert [page for page, _ in done] == given
    poison = done.pop(len(pages()))
    assert isinstance(poison[1], PoisonPageError)
    assert [read for _, read in done] == [read_page(page, PUBLISHERS) for page, _ in done]


def test_a_pool_takes_few_pages_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield Page(f"{taken}.txt", b" ")

    with ReaderPool(PUBLISHERS, 2) as pool:
        page, refused = next(pool.read_all(endless()))
    assert page.name == "1.txt"
    assert isinstance(refused, NoArticleError)
    assert taken <= 8
