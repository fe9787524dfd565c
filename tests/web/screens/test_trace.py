"""Trace anything: an address or a text, and where it came from."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette

from headwater.flow.means import Means
from headwater.model import Publishers
from headwater.store import Library
from headwater.web.app import create_app
from headwater.web.screens.trace_ask import given_in, is_address
from headwater.web.shared_text import packed_text, unpacked_text
from tests.flow.invented_web import InventedWeb, article_page, headline, invented_web
from tests.web.screens.conftest import NOW
from tests.web.visitor import sent, visit


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with invented_web() as found:
        yield found


@pytest.fixture
def fetching(empty_folder: Path, sample_library: Library) -> Iterator[Starlette]:
    """The sample pages, by a reader that may fetch from this machine."""
    with Means(empty_folder, Publishers(), allow=("127.0.0.1",)).opened() as means:
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


def test_a_copy_that_owes_nobody_a_credit_is_not_said_to_give_one(
    only_reading: Starlette, sample_library: Library
) -> None:
    """Neither is it said to be credited to nobody: only that no line that credits anybody was found."""
    text = stored_text(sample_library)

    report = said(visit(f"/trace?z={packed_text(text)}", app=only_reading).text)

    assert "no credit line found" in report
    assert "credited to nobody" not in report
    assert "credited on this page" not in report


def box(page: str) -> str:
    """What stands in the box, as a browser reads it."""
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.S)
    assert found
    return unescape(found[1])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The quay & the ferry", ("This text has 4 words.", "needs 20 words in a row")),
        ("港は氷に閉ざされた", ("This text has 9 signs.", "needs 29 signs in a row")),
        ("Quay\n" * 40, ("No running text of an article was found in it.", "Paste whole sentences")),
        ("x " * 60_000, ("pasted text: it has", "Paste a part of it.")),
    ],
)
def test_what_holds_no_article_stays_in_the_box_with_the_reason(
    only_reading: Starlette, text: str, says: tuple[str, ...]
) -> None:
    sent_text = sent("/trace", app=only_reading, data={"q": text})
    answer = visit(sent_text.headers["location"], app=only_reading)

    assert answer.status_code == 422
    assert box(answer.text) == text.strip()
    assert all(each in said(answer.text) for each in says)
    told = visit(sent_text.headers["location"].replace("?", ".json?"), app=only_reading).json()["error"]
    assert told["status"] == 422
    assert told["says"]


def test_a_text_that_is_short_says_so_where_nothing_is_found(only_reading: Starlette) -> None:
    text = "Nobody in the whole town of Ostrel had ever seen a heron as large as that."

    answer = visit(f"/trace?z={packed_text(text)}", app=only_reading)

    assert answer.status_code == 200
    assert "This text has 16 words." in said(answer.text)


def test_a_word_alone_is_no_address_to_fetch(fetching: Starlette) -> None:
    answer = sent("/trace", app=fetching, data={"q": "ferry"})

    shown = visit(answer.headers["location"], app=fetching)
    assert shown.status_code == 404
    assert box(shown.text) == "ferry"
    assert "Fetch" not in said(shown.text)


def test_what_could_not_be_fetched_stays_in_the_box(fetching: Starlette, web: InventedWeb) -> None:
    url = web.put("127.0.0.1/gone", status=410)

    answer = sent("/trace", app=fetching, data={"q": url})

    assert box(answer.text) == url
    assert "Open it in a browser and paste its text." in said(answer.text)


@pytest.mark.parametrize("text", ["https://osk.example/1", "osk.example", "осек.рф/новости", "a1f0c2d3e4b5"])
def test_an_address_or_an_id_is_told_from_a_text(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["港は氷に閉ざされた。市長は会見を開いた。", "The quay is shut.", "码头3.5天后开放，市长说。"]
)
def test_a_text_without_spaces_is_told_from_an_address(text: str) -> None:
    assert not is_address(text)


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
