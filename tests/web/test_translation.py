"""The interface speaks the language that is asked for: messages, plurals, dates, numbers, names of languages."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment

from headwater.model import Moment
from headwater.web.answering import templates
from headwater.web.wording import numbers, times, translation
from headwater.web.wording import words as wording
from headwater.web.wording.recorded import recorded
from headwater.web.wording.translation import speaking, speech, wanted_language
from tests.web.visitor import visit

NOW = datetime(2025, 11, 14, 17, 40, tzinfo=UTC)


@pytest.fixture
def german() -> Iterator[None]:
    with speaking(speech("de")):
        yield


def at(hour: int, minute: int, day: int = 14) -> datetime:
    return datetime(2025, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (["de-AT", "en"], "de"),
        (["en-US", "de"], "en"),
        (["fr", "de"], "de"),
        (["ja"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_there_is_a_catalogue_of_is_spoken(
    accepted: list[str], language: str
) -> None:
    assert wanted_language(accepted) == language


def test_a_page_says_which_language_it_speaks() -> None:
    english, german = visit("/"), visit("/", headers={"Accept-Language": "de-DE,de;q=0.9,en;q=0.5"})

    assert '<html lang="en" dir="ltr"' in english.text
    assert '<html lang="de" dir="ltr"' in german.text
    assert "Accept-Language" in german.headers["vary"]


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Moment(at(11, 52), at(11, 52)), "14.\u00a0November, 11:52"),
        (Moment(at(12, 20), at(13, 20)), "14.\u00a0November, zwischen 12:20 und 13:20"),
        (Moment(at(8, 0, 11), at(8, 0, 13)), "um den 12.\u00a0November"),
        (Moment(at(0, 0, 1), at(0, 0, 8)), "zwischen dem 1.\u00a0November und dem 8.\u00a0November"),
        (
            Moment(at(23, 30, 13), at(0, 30)),
            "zwischen dem 13.\u00a0November, 23:30, und dem 14.\u00a0November, 00:30",
        ),
    ],
)
def test_a_moment_in_german(known: Moment, words: str) -> None:
    assert times.moment_words(known, now=NOW).words == words


@pytest.mark.usefixtures("german")
def test_days_and_ages_in_german() -> None:
    assert times.day_words(NOW.date(), today=NOW.date(), weekday=True) == "Freitag, 14.\u00a0November"
    assert (
        times.day_words(datetime(2024, 2, 29, tzinfo=UTC).date(), today=NOW.date()) == "29.\u00a0Februar 2024"
    )
    assert times.ago_words(Moment.at(NOW - timedelta(minutes=40)), now=NOW).words == "vor 40 Min."
    assert times.month_day(NOW.date()) == "14.\u00a0Nov."
    assert times.span_words(timedelta(days=2)) == "2 Tage"


def test_times_are_told_in_the_zone_of_who_reads_them() -> None:
    late, zone = Moment.at(at(23, 30)), ZoneInfo("Europe/Berlin")
    with speaking(speech("de", zone)):
        told = times.moment_words(late, now=NOW)

    assert told.words == "15.\u00a0November, 00:30"
    assert told.machine == "2025-11-15T00:30+01:00"
    assert told.title.endswith("MEZ")


def test_the_zone_is_named_with_its_summer_time() -> None:
    with speaking(speech("de", ZoneInfo("Europe/Berlin"))):
        names = [times.zone_words(datetime(2025, month, 1, 12, tzinfo=UTC)) for month in (1, 7)]

    assert names == ["MEZ", "MESZ"]


def test_this_machine_has_a_zone_that_can_be_put_into_a_time() -> None:
    noon = datetime(2025, 7, 1, 12, tzinfo=times.local_zone())

    assert noon.astimezone(UTC).astimezone(times.local_zone()).hour == 12


def test_a_language_that_settings_name_and_nobody_speaks_is_english() -> None:
    assert speech("fr").language == "en"


def test_a_date_without_an_hour_is_the_same_day_in_every_zone() -> None:
    printed = Moment(at(0, 0, 12), at(0, 0, 13) - timedelta(seconds=1))
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        with speaking(speech("en", ZoneInfo(zone))):
            assert times.moment_words(printed, now=NOW).words == "12 November"
            assert times.short_words(printed, now=NOW).words == "12\u00a0Nov"


def test_numbers_are_grouped_as_the_language_groups_them() -> None:
    assert numbers.whole(21480) == "21,480"
    assert wording.confidence_words(0.97) == "very likely (0.97)"
    with speaking(speech("de")):
        assert numbers.whole(21480) == "21.480"
        assert wording.articles_words(21480) == "21.480 Artikel"
        assert wording.confidence_words(0.97).endswith("(0,97)")


def test_languages_and_countries_have_names_in_the_language_spoken() -> None:
    assert (wording.language_words("pt-BR"), wording.language_words("qq")) == ("Portuguese", "qq")
    assert wording.country_words("fr") == "France"
    with speaking(speech("de")):
        assert wording.language_words("pt-BR") == "Portugiesisch"
        assert wording.country_words("FR") == "Frankreich"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("3 of 12 sentences dropped; another headline", "3 von 12 Sätzen weggelassen; andere Überschrift"),
        ("1 sentence added", "1 Satz hinzugefügt"),
        ("figure changed in a way that nobody has seen", "figure changed in a way that nobody has seen"),
    ],
)
def test_what_records_hold_is_told_where_its_form_is_known(stored: str, told: str) -> None:
    assert recorded(stored) == told


def test_what_records_hold_stays_as_it_is_in_english() -> None:
    assert recorded("3 of 12 sentences dropped") == "3 of 12 sentences dropped"


@pytest.fixture(scope="module")
def environment() -> Environment:
    return templates()


def test_what_is_filled_into_a_message_is_escaped_and_numbers_are_localised(environment: Environment) -> None:
    template = environment.from_string(
        '{% trans %}Served by <b>{{ outlet }}</b>{% endtrans %} {{ ngettext("%(num)s article", "%(num)s articles", n) }}'
    )
    with speaking(speech("de")):
        shown = template.render(outlet="<i>Osk</i>", n=1234)

    assert "&lt;i&gt;Osk&lt;/i&gt;" in shown
    assert "1.234 Artikel" in shown
    assert "<b>" in shown


def test_a_language_does_not_leak_into_what_is_said_afterwards() -> None:
    with speaking(speech("de")):
        german = wording.articles_words(2)

    assert (german, wording.articles_words(2)) == ("2 Artikel", "2 articles")
    assert translation.spoken().language == "en"


def test_a_story_in_arabic_keeps_its_direction_on_a_german_page() -> None:
    page = visit("/stories/s-flood", headers={"Accept-Language": "de"}).text

    assert re.search(r'<h1[^>]* dir="rtl"', page)
    assert '<html lang="de" dir="ltr"' in page
