"""One address fetched several times: versions in the order they were served, whatever came in first."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from headwater.copies import fingerprints
from headwater.flow.pipeline import import_paths
from headwater.flow.stage import READING, VERSIONS
from headwater.model import ChangeTopic, Detail, Revision, RevisionKind
from headwater.store import Library, open_library
from tests.flow.arriving import paragraphs
from tests.flow.invented import FERRY, page
from tests.flow.states import archive_of, exports_of, rows_of
from tests.stores import Places, on_both, on_sqlite

pytestmark = on_sqlite

ADDRESS = "https://halden-courier.example/ferry"
NOTE = "An earlier version of this report said that 214 people were on board. It was 241."
RESCUE = (
    "Late on Tuesday evening the coast guard took the last of the lorries off the car deck, and the harbour board "
    "said that the bank would be marked with two more buoys before the winter."
)


def ferry(
    *changes: tuple[str, str], title: str = "Ferry runs aground", note: str = "", more: str = ""
) -> str:
    """The report with these wordings replaced, as its outlet served it."""
    paragraphs = [*FERRY, more] if more else list(FERRY)
    for old, new in changes:
        paragraphs = [paragraph.replace(old, new) for paragraph in paragraphs]
    return page("Halden Courier", title, "2026-03-03T08:00:00Z", paragraphs, note)


FIRST = ferry()
SILENT = ferry(("214 people", "241 people"))
CORRECTED = ferry(("214 people", "241 people"), note=NOTE)
GROWN = ferry(more=RESCUE)
NOISE = FIRST.replace("</article>", "<p>3 hours ago</p><p>17 comments</p></article>")


def fetch(library: Library, folder: Path, hour: int, html: str, url: str = ADDRESS) -> None:
    """Import what an address served at this hour of the 3rd of March."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{hour:02}.html"
    (folder / name).write_text(html, encoding="utf-8")
    entry = {"file": name, "url": url, "fetched_at": f"2026-03-03T{hour:02}:00:00Z"}
    (folder / "pages.json").write_text(json.dumps({"pages": [entry]}), encoding="utf-8")
    assert not import_paths(library, [folder / name]).failures


def fetch_all(library: Library, folder: Path, pages: Mapping[int, str], order: Iterable[int]) -> None:
    for hour in order:
        fetch(library, folder / str(hour), hour, pages[hour])


def only_revisions(library: Library) -> tuple[Revision, ...]:
    (card,), _ = library.stories()
    return library.article(card.summary_article).revisions


def test_a_page_that_says_the_same_is_the_same_article_seen_again(library: Library, tmp_path: Path) -> None:
    fetch_all(library, tmp_path, {9: FIRST, 12: NOISE}, (9, 12))
    (revision,) = only_revisions(library)
    assert (library.counts().pages, library.counts().articles) == (2, 1)
    assert (revision.number, revision.sightings, revision.change) == (1, 2, None)
    assert revision.first_seen
    assert revision.last_seen
    assert (revision.first_seen.hour, revision.last_seen.hour) == (9, 12)
    assert library.corrections() == ()


def test_a_figure_changed_without_a_note_is_a_silent_change(library: Library, tmp_path: Path) -> None:
    fetch_all(library, tmp_path, {9: FIRST, 12: SILENT}, (9, 12))
    first, second = only_revisions(library)
    assert first.change is None
    assert second.change
    assert second.change.kind is RevisionKind.SILENT
    (fact,) = second.change.facts
    assert (fact.detail.before, fact.detail.after, fact.detail.topic) == ("214", "241", ChangeTopic.FIGURE)
    assert fact.detail.after_span
    text = second.article.text
    assert text[fact.detail.after_span.start : fact.detail.after_span.end] == "241"
    (noted,) = library.corrections()
    assert (noted.what, noted.publisher) == ("silent", "halden-courier.example")
    assert "241 people" in noted.text


def test_a_correction_that_says_so_is_announced(library: Library, tmp_path: Path) -> None:
    fetch_all(library, tmp_path, {9: FIRST, 12: CORRECTED}, (9, 12))
    _, second = only_revisions(library)
    assert second.change
    assert second.change.kind is RevisionKind.CORRECTION
    assert second.change.is_announced
    assert [fact.is_named for fact in second.change.facts] == [True]
    assert [change.what for change in library.corrections()] == ["note"]


def test_a_story_that_grows_is_an_update(library: Library, tmp_path: Path) -> None:
    fetch_all(library, tmp_path, {9: FIRST, 12: GROWN}, (9, 12))
    _, second = only_revisions(library)
    assert second.change
    assert second.change.kind is RevisionKind.UPDATE
    assert second.change.facts == ()


def test_the_article_keeps_its_id_and_shows_its_newest_text(library: Library, tmp_path: Path) -> None:
    fetch(library, tmp_path / "a", 9, FIRST)
    (card,), _ = library.stories()
    fetch(library, tmp_path / "b", 12, ferry(title="Ferry pulled off the bank", more=RESCUE))
    view = library.article(card.summary_article)
    assert view.card.article.title == "Ferry pulled off the bank"
    assert view.card.article.text.endswith(RESCUE)
    assert view.revisions[0].article.title == "Ferry runs aground"
    (card,), _ = library.stories()
    assert card.headline == "Ferry pulled off the bank"
    assert library.counts().stories == 1


@pytest.mark.parametrize("order", list(permutations((9, 12, 15))))
def test_any_order_of_import_gives_the_same_revisions(
    places: Places, tmp_path: Path, order: tuple[int, ...]
) -> None:
    pages = {9: FIRST, 12: SILENT, 15: GROWN}
    told: list[list[object]] = []
    for name, chosen in (("in-time", (9, 12, 15)), ("shuffled", order)):
        with open_library(places(name), writing=True) as library:
            fetch_all(library, tmp_path / name / "pages", pages, chosen)
            found = only_revisions(library)
            told.append([(r.number, r.first_seen, r.article.text, r.change) for r in found])
            assert library.counts().articles == 1
            told[-1].append([(change.what, change.text) for change in library.corrections()])
    assert told[0] == told[1]


@on_both
def test_a_text_put_back_is_a_third_version(library: Library, tmp_path: Path) -> None:
    fetch_all(library, tmp_path, {9: FIRST, 12: SILENT, 15: FIRST}, (9, 12, 15))
    revisions = only_revisions(library)
    assert [r.article.text == revisions[0].article.text for r in revisions] == [True, False, True]
    assert library.counts().pages == 2
    (card,), _ = library.stories()
    assert "214 people" in library.article(card.summary_article).card.article.text


@on_both
def test_importing_all_of_it_again_changes_nothing(library: Library, place: str, tmp_path: Path) -> None:
    pages = {9: FIRST, 12: SILENT, 15: FIRST, 18: GROWN}
    fetch_all(library, tmp_path / "pages", pages, pages)
    before = rows_of(place), archive_of(place), exports_of(place)
    fetch_all(library, tmp_path / "pages", pages, pages)
    assert (rows_of(place), archive_of(place), exports_of(place)) == before


@on_both
def test_what_copied_the_old_text_is_found_and_told_from_the_new_one(
    library: Library, tmp_path: Path
) -> None:
    fetch(library, tmp_path / "a", 9, FIRST)
    copy = page("Coastal Mail", "Ferry on a bank", "2026-03-03T10:30:00Z", FERRY)
    fetch(library, tmp_path / "b", 11, copy, "https://coastal-mail.example/1")
    fetch(library, tmp_path / "c", 14, CORRECTED)
    late = page("Sundhaven Post", "Night on a bank", "2026-03-03T15:00:00Z", FERRY)
    fetch(library, tmp_path / "d", 16, late, "https://sundhaven-post.example/2")
    (card,), _ = library.stories()
    ((family, members),) = library.story(card.id).families
    assert len(family.members) == 3
    copies = [member for member in members if member.article.site != "halden-courier.example"]
    assert [bool(member.still_wrong) for member in copies] == [True, True]
    details = [d for member in copies for d in _details(library, member.article.id)]
    assert [(d.before, d.after) for d in details if d.topic is ChangeTopic.FIGURE] == [("241", "214")] * 2


@on_both
def test_a_text_that_came_in_late_is_found_by_its_passages(library: Library, tmp_path: Path) -> None:
    """The older version is imported after the newer one, which shares little with it."""
    older = (
        *FERRY,
        "The crew had played cards in the mess until four, and the cook had won the captain's watch.",
    )
    newer = (
        FERRY[0],
        *(RESCUE, NOTE, "The line's share fell by a tenth on Wednesday and rose by a twelfth on Thursday."),
    )
    title = "Ferry runs aground"
    fetch(library, tmp_path / "a", 14, page("Halden Courier", title, "2026-03-03T08:00:00Z", newer))
    fetch(library, tmp_path / "b", 9, page("Halden Courier", title, "2026-03-03T08:00:00Z", older))
    with library.read() as session:
        (placed,) = session.articles.placed()
        found = [name for name, _ in session.passages.sharing(fingerprints(" ".join(older[1:])), limit=9)]
    assert placed.article.text.startswith(newer[0])
    assert placed.article.id in found


def _details(library: Library, article: str) -> tuple[Detail, ...]:
    difference = library.article(article).difference
    return difference.details if difference else ()


def test_another_article_at_the_same_address_is_new(library: Library, tmp_path: Path) -> None:
    other = page(
        "Halden Courier",
        "Storm closes the pier",
        "2026-03-04T08:00:00Z",
        [
            "Waves of four metres broke over the pier at dawn and carried the kiosk out to sea, its owner said.",
            "Nobody was inside. The council will decide next week whether a new one may be built.",
        ],
    )
    fetch_all(library, tmp_path, {9: FIRST, 12: other}, (9, 12))
    assert library.counts().articles == 2


def test_a_better_reader_is_no_editor(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older reader made of a page is read again before it is compared."""
    fetch(library, tmp_path / "a", 9, FIRST)
    with library.write() as session:
        (card,), _ = session.stories.newest(1, None)
        old = session.articles.get(card.summary_article)
        worse = replace(
            old, text="", paragraphs=(*old.paragraphs, "Share this with 99 friends of the harbour now")
        )
        session.revisions.set_current(worse, 1)
    monkeypatch.setitem(VERSIONS, READING, VERSIONS[READING] + 1)
    fetch(library, tmp_path / "b", 12, FIRST.replace("<main>", "<main><!-- set anew -->"))
    (revision,) = only_revisions(library)
    assert revision.sightings == 2
    assert revision.article.paragraphs == old.paragraphs


def feed(*items: tuple[str, str, str]) -> str:
    """A feed with the full text of these items: address, headline, text."""
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for link, title, text in items
    )
    channel = f"<title>Halden Courier</title><link>https://halden-courier.example/</link>{entries}"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{channel}</channel></rss>'


def test_items_of_a_feed_are_known_by_their_address(library: Library, tmp_path: Path) -> None:
    site = "https://halden-courier.example"
    ran = (f"{site}/1", "Ferry runs aground", " ".join(FERRY))
    tide = (
        f"{site}/2",
        "Spring tide due",
        "The tide of Friday will be the highest in eight years, the pilots' office said.",
    )
    wrong = (f"{site}/1", "Ferry runs aground", " ".join(FERRY).replace("ten days", "14 days"))
    fetch(library, tmp_path / "a", 9, feed(ran), f"{site}/feed")
    fetch(library, tmp_path / "b", 12, feed(tide, wrong), f"{site}/feed")
    assert library.counts().articles == 2
    assert [(change.what, "14 days" in change.text) for change in library.corrections()] == [("silent", True)]


BOX = paragraphs("a box over each report", 6)


@pytest.mark.parametrize("order", [(9, 12), (12, 9)])
def test_an_older_text_that_came_late_shows_what_is_boilerplate(
    library: Library, tmp_path: Path, order: tuple[int, ...]
) -> None:
    """Two reports look like versions of a box, of which only older texts of two others show that it stands everywhere."""
    tide, quay, mill, lock = (
        f"{' '.join(BOX[0].split()[:6])} {name}" for name in ("tide", "quay", "mill", "lock")
    )

    def said(title: str, hour: int, text: Sequence[str]) -> None:
        name = title[-4:]
        at = f"https://halden-courier.example/{name}"
        fetch(library, tmp_path / f"{name}-{hour}", hour, desk_page(title, text), at)

    for title in (tide, quay):
        said(title, 8, [*BOX, *paragraphs(title, 1)])
    said(mill, 12, paragraphs(mill, 4))
    said(mill, 9, [*paragraphs(mill, 4), *BOX])
    joined = families(library)
    texts = {9: [*paragraphs(lock, 4), *BOX], 12: paragraphs(lock, 4)}
    for hour in order:
        said(lock, hour, texts[hour])
    assert families(library) == {frozenset({title}) for title in (tide, quay, mill, lock)}
    assert joined == {frozenset({tide, quay}), frozenset({mill})}


def test_what_an_edit_leaves_of_a_family_stays_in_its_story_when_the_new_text_shows_boilerplate(
    library: Library, tmp_path: Path
) -> None:
    """Four reports are one; an edit makes another of one of them, and is one text more of its site with the same box."""
    report = paragraphs("the report that all carry", 5)
    first, own = [*report, *paragraphs("a reply", 1)], paragraphs("another matter", 6)
    fetch(
        library,
        tmp_path / "tide",
        8,
        page("Orsk Sound Post", "At the tide", "2026-03-03T07:00:00Z", report),
        "https://orsk-sound-post.example/tide",
    )

    def said(name: str, hour: int, text: Sequence[str]) -> None:
        at = f"https://halden-courier.example/{name}"
        fetch(library, tmp_path / f"{name}-{hour}", hour, desk_page(f"At the {name}", text), at)

    for name in ("quay", "lock"):
        said(name, 9, [*report, *BOX, *paragraphs(name, 1)])
    said("dock", 9, [*BOX, *paragraphs("dock", 6)])
    said("mill", 10, first)
    assert frozenset({"At the tide", "At the quay", "At the lock", "At the mill"}) in families(library)
    said("mill", 12, [*own, *BOX])
    assert frozenset({"At the mill"}) in families(library)
    with library.read() as session:
        stories = set(session.families.stories_of(session.families.all_ids()).values())
    assert stories == {card.id for card in library.stories()[0]}


def desk_page(title: str, text: Sequence[str]) -> str:
    return page("Halden Courier", title, "2026-03-03T07:00:00Z", text)


def families(library: Library) -> set[frozenset[str | None]]:
    """The headlines of each family's members."""
    with library.read() as session:
        found = session.families.many(session.families.all_ids()).values()
        return {
            frozenset(article.title for article in session.articles.many(family.members).values())
            for family in found
        }
