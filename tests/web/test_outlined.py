"""What a story page says, in words: sources numbered as they are cited, the hours of a day, what copies did."""

from dataclasses import replace
from datetime import UTC, datetime

from headwater.model import Article, Credit, Moment, MomentBasis
from headwater.model.outline import (
    ChangedBy,
    Outline,
    SaidBy,
    StoryDifference,
    StoryDifferenceKind,
    SummarySentence,
    TimelineEntry,
    TimelineKind,
)
from headwater.model.views import ArticleCard
from headwater.web.wording.outlined import differences_shown, outlined, unnamed
from headwater.web.wording.translation import speaking, speech

NOW = datetime(2026, 11, 14, 17, 40, tzinfo=UTC)


def by(*names: str) -> tuple[SaidBy, ...]:
    return tuple(SaidBy(f"a-{name or 'nobody'}", name, "f1") for name in names)


def at(hour: int, day: int = 14) -> Moment:
    return Moment.at(datetime(2026, 11, day, hour, tzinfo=UTC))


def test_sources_are_numbered_in_the_order_in_which_the_page_cites_them() -> None:
    shown = outlined(
        Outline(
            summary=(
                SummarySentence("Ferries sail again.", "en", by("Osk Radio", "Courier")),
                SummarySentence("The quay is full.", "en", by("Courier")),
            ),
            timeline=(TimelineEntry(TimelineKind.REPORT, "Strike ends", by("Wire", "Osk Radio"), at(11)),),
            read=3,
            articles=3,
        ),
        now=NOW,
    )

    assert [(each.number, each.name) for each in shown.sources] == [
        (1, "Osk Radio"),
        (2, "Courier"),
        (3, "Wire"),
    ]
    assert [[each.number for each in sentence.sources] for sentence in shown.summary] == [[1, 2], [2]]
    (_, (entry,)) = shown.timeline[0]
    assert [each.number for each in entry.sources] == [3, 1]


def test_of_many_who_say_the_same_four_are_cited_and_the_others_counted() -> None:
    many = by(*(f"Outlet {number}" for number in range(7)))
    shown = outlined(
        Outline(summary=(SummarySentence("It rained.", "en", many),), read=7, articles=7), now=NOW
    )

    (sentence,) = shown.summary
    assert (len(sentence.sources), sentence.more) == (4, "and 3 more")
    assert len(shown.sources) == 4


def test_a_site_without_a_name_is_called_unknown() -> None:
    shown = outlined(
        Outline(summary=(SummarySentence("It rained.", "en", by("")),), read=1, articles=1), now=NOW
    )

    assert shown.sources[0].name == "unknown site"


def test_each_day_has_its_entries_and_what_has_no_time_stands_last() -> None:
    kinds = (TimelineKind.REPORT, TimelineKind.ADDED, TimelineKind.CORRECTION, TimelineKind.SILENT)
    moments = (at(9, day=13), at(11), at(12), None)
    entries = tuple(
        TimelineEntry(kind, f"{kind}", by("Wire"), moment)
        for kind, moment in zip(kinds, moments, strict=True)
    )

    shown = outlined(Outline(timeline=entries, read=1, articles=1), now=NOW)

    days = [(day, [(each.when.words, each.what) for each in told]) for day, told in shown.timeline]
    assert days == [
        ("13 November", [("09:00", "first report")]),
        ("14 November", [("11:00", "added"), ("12:00", "correction")]),
        ("Time unknown", [("unknown", "changed without a note")]),
    ]


def test_a_time_that_is_known_only_within_bounds_is_told_with_both() -> None:
    within = Moment(at(11).earliest, at(13).latest, MomentBasis.RELATIVE)
    entry = TimelineEntry(TimelineKind.ADDED, "More ships came.", by("Wire"), within)

    ((_, (shown,)),) = outlined(Outline(timeline=(entry,), read=1, articles=1), now=NOW).timeline

    assert shown.when.words == "11:00–13:00"


def test_an_outline_of_a_part_of_a_large_story_says_so() -> None:
    assert outlined(Outline(read=40, articles=40), now=NOW).partly == ""
    assert outlined(Outline(read=40, articles=200), now=NOW).partly == (
        "Made of 40 of its articles, those of the largest and earliest origins."
    )


def difference(kind: StoryDifferenceKind, *copies: ChangedBy) -> StoryDifference:
    return StoryDifference(kind=kind, source="a-wire", source_name="Wire", copies=copies)


def test_grave_changes_and_notes_are_told_apart_from_reworded_headlines() -> None:
    shown = differences_shown(
        difference(kind, ChangedBy("a-1", "Loop"))
        for kind in (StoryDifferenceKind.STILL_SAYS, StoryDifferenceKind.FIGURE, StoryDifferenceKind.HEADLINE)
    )

    assert [(each.what, each.is_grave, each.is_note) for each in shown] == [
        ("Still says what was taken back", True, True),
        ("Another figure", True, False),
        ("Another headline", False, False),
    ]


def test_copies_say_how_much_they_dropped_and_of_many_six_are_named() -> None:
    copies = (ChangedBy("a-0", "Loop", 3, 8), ChangedBy("a-1", "Mirror", 1), ChangedBy("a-2", "Basin"))
    more = tuple(ChangedBy(f"a-{number}", "Basin") for number in range(3, 8))

    (shown,) = differences_shown([difference(StoryDifferenceKind.DROPPED, *copies, *more)])

    assert [said for _, _, said in shown.copies][:3] == ["3 of 8", "1 sentence", ""]
    assert (len(shown.copies), shown.more) == (6, "and 2 more")


def test_a_copy_on_a_page_of_no_known_site_is_called_by_its_page_not_by_whose_text_it_is() -> None:
    article = Article(id="a-1", credit=Credit("Wire"), title="Quay shut")
    card = ArticleCard(article, "saved/quay-shut.html", "f1", "s1", None, False, None)
    told = [difference(StoryDifferenceKind.STILL_SAYS, ChangedBy("a-1", ""), ChangedBy("a-2", ""))]

    (shown,) = differences_shown(told, {"a-1": card})

    assert list(unnamed(told)) == ["a-1", "a-2"]
    assert [name for _, name, _ in shown.copies] == ["saved page quay-shut.html", "unknown site"]


def test_it_is_told_in_the_language_of_whoever_reads() -> None:
    entry = TimelineEntry(TimelineKind.SILENT, "40 ships", by(""), None)
    with speaking(speech("de")):
        shown = outlined(Outline(timeline=(entry,), read=1, articles=1), now=NOW)

    ((day, (told,)),) = shown.timeline
    assert (day, told.what) == ("Zeit unbekannt", "stillschweigend geändert")


def test_a_source_is_called_what_its_own_feed_says() -> None:
    sentence = SummarySentence("Ferries sail again.", "en", by("osk-notes.example", "other.example"))

    with speaking(replace(speech(), names={"osk-notes.example": "Notes from the Osk"})):
        shown = outlined(Outline(summary=(sentence,), timeline=(), read=2, articles=2), now=NOW)

    assert [source.name for source in shown.sources] == ["Notes from the Osk", "other.example"]
