"""How a source does is said in whole sentences, in the language spoken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from headwater.flow.polling.health import report_of
from headwater.model import PauseReason, Source, SourceKind, SourceState
from headwater.web.wording.source_health import health_words
from headwater.web.wording.translation import speaking, speech

NOW = datetime(2025, 11, 14, 17, 40, tzinfo=UTC)
SOURCE = Source("s1", SourceKind.FEED, "https://osk.example/feed", "Osk Radio", added_at=NOW)
WELL = SourceState("s1", NOW + timedelta(hours=1), NOW, last_fetched=NOW, last_success=NOW, last_new=NOW)
FAILING = replace(
    WELL, failures=3, failing_since=NOW - timedelta(days=1), last_error="no answer in time", next_due=NOW
)


@pytest.mark.parametrize(
    ("state", "english", "german"),
    [
        (WELL, "Well.", "In Ordnung."),
        (replace(WELL, last_fetched=None), "Not fetched yet.", "Noch nicht abgerufen."),
        (
            replace(WELL, last_error="its robots.txt asks programs not to fetch it"),
            "Well, but its robots.txt asks programs not to fetch it.",
            "In Ordnung, aber: robots.txt bittet Programme, es nicht abzurufen.",
        ),
        (
            FAILING,
            "Failing since 13 November, 17:40 UTC, 3 times in a row: no answer in time. It is tried again on 14 November, 17:40 UTC.",
            "Gestört seit dem 13.\u00a0November, 17:40 UTC, 3-mal in Folge: keine Antwort in der Zeit. Nächster Versuch am 14.\u00a0November, 17:40 UTC.",
        ),
        (
            replace(WELL, paused=PauseReason.PERSON),
            "Paused by a person; it is fetched again when it is resumed.",
            "Angehalten; der Abruf geht weiter, wenn sie fortgesetzt wird.",
        ),
    ],
)
def test_how_a_source_does(state: SourceState, english: str, german: str) -> None:
    report = report_of(SOURCE, state, None, NOW)

    assert health_words(report, now=NOW) == english
    with speaking(speech("de")):
        assert health_words(report, now=NOW) == german
