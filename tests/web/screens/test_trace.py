"""Trace anything: an address or a text, and where it came from."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.model import Publishers
from headwater.store import Library, open_library
from headwater.web.app import create_app
from headwater.web.screens.trace import given_in
from headwater.web.shared_text import packed_text, unpacked_text
from tests.flow.invented_web import InventedWeb, article_page, headline, invented_web
from tests.web.screens.conftest import NOW
from tests.web.visitor import sent, visit


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as found:
        yield found


@pytest.fixture
def fetching(tmp_path: Path, sample_library: Library) -> Iterator[Starlette]:
    """The sample pages, by a reader that may fetch from this machine."""
    with open_library(tmp_path, writing=True):
        pass
    with Means(tmp_path, Publishers(), allow=("127.0.0.1",)).opened() as means:
        yield create_app(sample_library, means=means, clock=lambda: NOW)


def stored_text(library: Library) -> str:
    """A long text of the sample pages, with its headline on the first line."""
    cards, _ = library.stories(limit=30)
    views = (library.article(card.summary_article).card.article for card in cards)
    longest = max(views, key=lambda article: len(article.text))
    return f"{longest.title}\n\n{longest.text}"


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


def test_a_pasted_text_leads_to_an_address_that_gives_the_same_report(
    only_reading: Starlette, sample_library: Library
) -> None:
    text = stored_text(sample_library)

    answer = sent("/trace", app=only_reading, data={"q": text})

    assert answer.status_code == 303
    shared = answer.headers["location"]
    assert shared.startswith("/trace?z=")
    report = visit(shared.replace("/trace?", "/trace.json?"), app=only_reading).json()
    (trace,) = report["articles"]
    assert not trace["is_stored"]
    assert len(trace["family"]["members"]) > 1
    assert f'href="{shared}"' in visit(shared, app=only_reading).text


def test_nothing_of_what_is_pasted_is_stored(only_reading: Starlette, sample_library: Library) -> None:
    before = sample_library.counts()

    visit(
        sent("/trace", app=only_reading, data={"q": stored_text(sample_library)}).headers["location"],
        app=only_reading,
    )

    assert sample_library.counts() == before


def test_a_stored_article_is_traced_by_its_id_and_by_its_address(
    only_reading: Starlette, sample_library: Library
) -> None:
    cards, _ = sample_library.stories(limit=30)
    articles = [sample_library.article(card.summary_article).card.article for card in cards]
    article = next(each for each in articles if each.url)

    for asked in (article.id, article.url):
        report = visit(f"/trace.json?q={asked}", app=only_reading).json()
        assert article.id in [trace["article"]["id"] for trace in report["articles"]]


@pytest.mark.parametrize(
    "given",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "pyproject.toml",
        "../pyproject.toml",
        "http://[::1",
        "javascript:x",
    ],
)
def test_a_path_of_this_machine_is_never_read(fetching: Starlette, given: str) -> None:
    shown, fetched = visit(f"/trace?q={given}", app=fetching), sent("/trace", app=fetching, data={"q": given})

    assert shown.status_code == 404
    assert fetched.status_code in {422, 502}
    assert "root:" not in shown.text + fetched.text
    assert "headwater.cli" not in shown.text + fetched.text


def test_an_unknown_address_is_offered_to_be_fetched_and_is_not_fetched_yet(
    fetching: Starlette, web: InventedWeb
) -> None:
    url = web.put("127.0.0.1/3", article_page(3))

    answer = visit(f"/trace?q={url}", app=fetching)

    assert answer.status_code == 404
    assert 'method="post" action="/trace"' in answer.text
    assert url in answer.text
    assert web.asked == []


def test_a_page_is_fetched_and_traced_when_that_is_asked_for(fetching: Starlette, web: InventedWeb) -> None:
    url = web.put("127.0.0.1/3", article_page(3))

    answer = sent("/trace", app=fetching, data={"q": url})

    assert answer.status_code == 200
    assert headline(3) in answer.text
    assert "127.0.0.1/3" in web.asked


def test_what_another_server_answers_is_said(fetching: Starlette, web: InventedWeb) -> None:
    answer = sent("/trace", app=fetching, data={"q": web.put("127.0.0.1/gone", status=410)})

    assert answer.status_code == 502
    assert "410" in said(answer.text)


def test_a_reader_without_means_offers_nothing_to_fetch(only_reading: Starlette) -> None:
    url = "https://osk.example/unknown"

    assert "Fetch" not in said(visit(f"/trace?q={url}", app=only_reading).text)
    assert sent("/trace", app=only_reading, data={"q": url}).status_code == 503


@pytest.mark.parametrize("text", ["ab cd", "x " * 60_000])
def test_what_holds_no_article_or_too_much_is_refused_in_words(only_reading: Starlette, text: str) -> None:
    packed = packed_text(text)

    answer = visit(f"/trace?z={packed}", app=only_reading)

    assert answer.status_code == 422
    assert "pasted text" in said(answer.text)


def test_an_address_that_was_cut_on_its_way_is_said_to_be_broken(only_reading: Starlette) -> None:
    packed = packed_text("The council of Hollin has put off its decision on the new quay.")
    assert packed

    answer = visit(f"/trace?z={packed[:-9]}", app=only_reading)

    assert answer.status_code == 400
    assert "cut" in said(answer.text)


@pytest.mark.parametrize("text", ["", "Ice ❄️ الجليد 氷", "a" * 5_000])
def test_a_text_comes_out_of_an_address_as_it_went_in(text: str) -> None:
    assert unpacked_text(packed_text(text) or "") == text


def test_a_bomb_is_not_unpacked() -> None:
    bomb = packed_text("0" * 3_000_000)

    assert bomb is not None
    assert unpacked_text(bomb) is None


def test_random_text_of_a_book_is_too_long_for_an_address() -> None:
    assert packed_text("".join(chr(0x4E00 + (n * 7919) % 20_000) for n in range(9_000))) is None


@pytest.mark.parametrize(
    ("shared", "given"),
    [
        ({"url": "https://osk.example/1", "title": "Quay"}, "https://osk.example/1"),
        ({"text": "Quay https://osk.example/1 via App"}, "https://osk.example/1"),
        ({"title": "Quay", "text": "The quay is shut."}, "Quay\n\nThe quay is shut."),
        ({"text": "javascript:alert(1)"}, "javascript:alert(1)"),
        ({}, ""),
    ],
)
def test_an_app_shares_an_address_in_whichever_field(shared: dict[str, str], given: str) -> None:
    assert given_in(shared) == given
