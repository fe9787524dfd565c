"""A timeline: first reports, what was added, what was corrected or changed in silence, each with its time."""

from datetime import timedelta

from headwater.copies import revision_between
from headwater.model import Moment, MomentBasis
from headwater.model.outline import TimelineEntry, TimelineKind, by_day
from headwater.stories import Told, Version, outline_of
from tests.stories.telling import BRIDGE, START, told


def timeline(*articles: Told) -> list[tuple[TimelineKind, str]]:
    return [(entry.kind, entry.text) for entry in entries(*articles)]


def entries(*articles: Told) -> tuple[TimelineEntry, ...]:
    return outline_of(articles, lead=articles[0].article.id, articles=len(articles)).timeline


def test_each_origin_reports_once_and_a_later_report_adds_its_sentence() -> None:
    opened = "Engineers opened one lane of the bridge at Marlow Ferry on Friday after bracing both piers with steel."
    assert timeline(
        told("wire", *BRIDGE, title="Bridge closed at Marlow Ferry"),
        told("copy", *BRIDGE, leads=False, hours=1),
        told("gazette", "The bridge is shut.", origin="gazette", hours=3, title="Bridge shut"),
        told("wire2", opened, hours=96, title="One lane of bridge at Marlow Ferry opens"),
    ) == [
        (TimelineKind.REPORT, "Bridge closed at Marlow Ferry"),
        (TimelineKind.REPORT, "Bridge shut"),
        (TimelineKind.ADDED, opened),
    ]


def test_a_note_of_several_articles_is_one_correction_with_the_time_in_which_it_came() -> None:
    note = "Correction: The bridge has two piers, not three."
    first = told("wire", *BRIDGE, notes=(note,))
    copy = told("copy", *BRIDGE, notes=(note,), leads=False, hours=1)
    _, correction = entries(first, copy)
    assert (correction.kind, correction.text) == (TimelineKind.CORRECTION, note)
    assert [said.article for said in correction.said_by] == ["wire", "copy"]
    assert correction.moment
    assert correction.moment.basis is MomentBasis.SEEN
    assert (correction.moment.earliest, correction.moment.latest) == (START, START + timedelta(days=2))


def test_what_a_note_corrected_was_not_said_when_the_article_came_out() -> None:
    corrected = (
        "Of the 340 members of the ferry board 310 voted for the new timetable, the clerk said on Friday."
    )
    added = (
        "The ferry board of Marlow Ferry will vote again in May, when the bridge has been open for a month."
    )
    note = "Correction: An earlier version said that all 340 members voted."
    later = told(
        "later", corrected, added, hours=24, notes=(note,), title="Ferry board of Marlow Ferry votes"
    )
    assert timeline(told("wire", *BRIDGE, title="Bridge closed"), later) == [
        (TimelineKind.REPORT, "Bridge closed"),
        (TimelineKind.ADDED, added),
        (TimelineKind.CORRECTION, note),
    ]


def test_a_fact_changed_in_silence_tells_both() -> None:
    before = told("wire", *BRIDGE).article
    after = told("wire", BRIDGE[0], BRIDGE[1].replace("9,000", "7,000")).article
    between = Moment(START + timedelta(hours=2), START + timedelta(hours=5), MomentBasis.SEEN)
    change = Version(revision_between(before, after), between)
    _, silent = entries(told("wire", *after.paragraphs, versions=(change,)))
    assert silent.kind is TimelineKind.SILENT
    assert (silent.before, silent.after) == ("9,000", "7,000")
    assert silent.moment == between


def test_of_many_entries_the_most_telling_are_kept_in_order_of_time() -> None:
    found = entries(
        *(
            told(f"a{n}", f"Report {n} of the closed bridge.", origin=f"o{n}", hours=n, title=f"Headline {n}")
            for n in range(30)
        )
    )
    assert len(found) == 12
    assert found[0].text == "Headline 0"
    times = [entry.moment.best for entry in found if entry.moment]
    assert times == sorted(times)


def test_entries_are_grouped_by_day_and_those_of_unknown_time_stand_last() -> None:
    days = by_day(
        entries(
            told("wire", *BRIDGE, title="One"),
            told("late", "It is closed.", origin="b", hours=30, title="Two"),
            told("never", "It is closed.", origin="c", hours=None, title="Three"),
        )
    )
    assert [[entry.text for entry in day.entries] for day in days] == [["One"], ["Two"], ["Three"]]
    assert days[-1].day is None
