"""What a change inside a sentence is about: each detail with what stands on either side, and where."""

import time

import pytest

from headwater.copies import differences
from headwater.model import Article, Change, ChangeKind, ChangeTopic, Detail, Difference
from tests.copies.newsroom import WIRE_PARAGRAPHS

Pair = tuple[str, str]


def compared(before: str, after: str, language: str = "en") -> Difference:
    """The difference of two texts, each span of which holds the wording it stands for."""
    origin, copy = Article(text=before, language=language), Article(text=after, language=language)
    difference = differences(origin, copy)
    for detail in difference.details:
        if detail.before_span:
            assert before[detail.before_span.start : detail.before_span.end] == detail.before
        if detail.after_span:
            assert after[detail.after_span.start : detail.after_span.end] == detail.after
    for change in difference.changes:
        for word in change.words:
            if word.after_span:
                assert after[word.after_span.start : word.after_span.end] == word.after
            if word.before_span and word.before != word.after:
                assert before[word.before_span.start : word.before_span.end] == word.before
    return difference


def of(difference: Difference, topic: ChangeTopic) -> list[Pair]:
    return [(detail.before, detail.after) for detail in difference.details if detail.topic is topic]


def only(difference: Difference) -> Change:
    (change,) = difference.changes
    return change


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        ("The storm killed 40 people in Halden.", "The storm killed 14 people in Halden.", ("40", "14")),
        (
            "The ferry cost 2.5 million crowns.",
            "The ferry cost 25 million crowns.",
            ("2.5 million", "25 million"),
        ),
        ("Some twelve boats were lost.", "Some twenty-one boats were lost.", ("twelve", "twenty-one")),
        (
            "The council voted 7 to 4 for the plan.",
            "The council voted 4 to 7 for the plan.",
            ("7 to 4", "4 to 7"),
        ),
        (
            "The gate opens on Tuesday at noon.",
            "The gate opens on Wednesday at noon.",
            ("Tuesday", "Wednesday"),
        ),
    ],
)
def test_figures_are_told_from_and_to(before: str, after: str, pair: Pair) -> None:
    assert of(compared(before, after), ChangeTopic.FIGURE) == [pair]


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("The toll rose to 1,200 in Tolle.", "The toll rose to 1200 in Tolle.", "en"),
        ("It cost 1.2 million crowns.", "It cost 1,200,000 crowns.", "en"),
        ("Zwölf Boote sind gesunken.", "12 Boote sind gesunken.", "de"),
        ("Le port compte 1 200 quais.", "Le port compte 1.200 quais.", "fr"),
    ],
)
def test_a_figure_written_otherwise_is_the_same_figure(before: str, after: str, language: str) -> None:
    assert of(compared(before, after, language), ChangeTopic.FIGURE) == []


def test_a_figure_left_out_stands_in_no_others_place() -> None:
    difference = compared(
        "The ferry with 214 people on board ran aground.", "The ferry ran aground on a bank."
    )
    assert of(difference, ChangeTopic.FIGURE) == []


def test_a_name_for_another() -> None:
    difference = compared(
        "The mayor Mara Ellin opened the bridge.", "The mayor Joss Ellin opened the bridge."
    )
    assert of(difference, ChangeTopic.NAME) == [("Mara", "Joss")]


def test_german_nouns_are_no_names() -> None:
    difference = compared("Der Sturm hat den Hafen zerstört.", "Der Sturm hat den Tunnel zerstört.", "de")
    assert of(difference, ChangeTopic.NAME) == []


@pytest.mark.parametrize(
    ("before", "after", "language", "source"),
    [
        ("The letter came in March, the Littoral Wire reported.", "The letter came in March.", "en", "the Littoral Wire"),
        ("According to the harbour office, the quay was shut on Friday.", "The quay was shut on Friday.", "en", "the harbour office"),
        ("Laut Polizei wurden drei Menschen am Hafen verletzt.", "Es wurden drei Menschen am Hafen verletzt.", "de", "Polizei"),
        ("Selon le ministère, le pont sera fermé jusqu'au printemps.", "Le pont sera fermé jusqu'au printemps.", "fr", "le ministère"),
        ("Según la policía, el puente seguirá cerrado hasta mayo.", "El puente seguirá cerrado hasta mayo.", "es", "la policía"),
        ("По данным полиции, мост через реку закрыт до весны.", "Мост через реку закрыт до весны.", "ru", "полиции"),
        ("据海湾通讯社报道，港口在周二关闭。", "港口在周二关闭，很多船只停航。", "zh", "海湾通讯社"),
    ],
)  # fmt: skip
def test_a_source_that_is_no_longer_named(before: str, after: str, language: str, source: str) -> None:
    difference = compared(before, after, language)
    (detail,) = [d for d in difference.details if d.topic is ChangeTopic.ATTRIBUTION]
    assert (detail.about, detail.after) == (source, "")
    assert f"the attribution to {source} removed" in difference.summary


def test_a_source_that_the_copy_names_elsewhere_is_not_called_removed() -> None:
    before = "The quay was shut, Mara Ellin said. The office of Ellin is on the quay."
    after = "The quay was shut. The office of Ellin is on the quay."
    difference = compared(before, after)
    assert of(difference, ChangeTopic.ATTRIBUTION) == [("Mara Ellin said", "")]
    assert "removed" not in difference.summary


def test_a_source_for_another_and_a_source_that_is_new() -> None:
    changed = compared("The quay is shut, the harbour office said.", "The quay is shut, the police said.")
    assert of(changed, ChangeTopic.ATTRIBUTION) == [("the harbour office", "the police")]
    added = compared(
        "The quay is shut until the spring.", "The quay is shut until the spring, the Littoral Wire reported."
    )
    assert of(added, ChangeTopic.ATTRIBUTION) == [("", "the Littoral Wire reported")]


@pytest.mark.parametrize(
    ("before", "after", "language", "hedge"),
    [
        ("The crew had allegedly left the ship.", "The crew had left the ship.", "en", "allegedly"),
        ("Die Mannschaft hat das Schiff angeblich verlassen.", "Die Mannschaft hat das Schiff verlassen.", "de", "angeblich"),
        ("L'équipage a apparemment quitté le navire.", "L'équipage a quitté le navire.", "fr", "apparemment"),
        ("La tripulación presuntamente abandonó el barco.", "La tripulación abandonó el barco.", "es", "presuntamente"),
        ("Команда якобы покинула корабль во вторник.", "Команда покинула корабль во вторник.", "ru", "якобы"),
    ],
)  # fmt: skip
def test_a_hedge_that_is_gone(before: str, after: str, language: str, hedge: str) -> None:
    assert of(compared(before, after, language), ChangeTopic.HEDGE) == [(hedge, "")]


def test_the_month_of_may_is_no_hedge() -> None:
    difference = compared(
        "The bridge will open in May after the repairs.", "The bridge will open after the repairs."
    )
    assert of(difference, ChangeTopic.HEDGE) == []


@pytest.mark.parametrize(
    ("before", "after", "language", "gone"),
    [
        ("The bridge was not safe for lorries.", "The bridge was safe for lorries.", "en", "not"),
        ("Die Brücke war nicht sicher für Laster.", "Die Brücke war sicher für Laster.", "de", "nicht"),
        ("El puente no era seguro para los camiones.", "El puente era seguro para los camiones.", "es", "no"),
        ("Мост не был безопасен для грузовиков.", "Мост был безопасен для грузовиков.", "ru", "не"),
    ],
)
def test_a_negation_that_is_gone(before: str, after: str, language: str, gone: str) -> None:
    assert of(compared(before, after, language), ChangeTopic.NEGATION) == [(gone, "")]


@pytest.mark.parametrize(
    ("before", "after", "language", "pair"),
    [
        ("Protesters marched on the old port.", "Rioters marched on the old port.", "en", ("Protesters", "Rioters")),
        ("The owners said the port was safe.", "The owners claimed the port was safe.", "en", ("said", "claimed")),
        ("Demonstranten zogen zum alten Hafen.", "Randalierer zogen zum alten Hafen.", "de", ("Demonstranten", "Randalierer")),
        ("Le gouvernement a fermé le vieux port.", "Le régime a fermé le vieux port.", "fr", ("gouvernement", "régime")),
        ("Los manifestantes llegaron al puerto viejo.", "Los alborotadores llegaron al puerto viejo.", "es", ("manifestantes", "alborotadores")),
        ("Протестующие пришли в старый порт.", "Погромщики пришли в старый порт.", "ru", ("Протестующие", "Погромщики")),
    ],
)  # fmt: skip
def test_wording_with_another_tone(before: str, after: str, language: str, pair: Pair) -> None:
    difference = compared(before, after, language)
    assert of(difference, ChangeTopic.TONE) == [pair]
    assert "wording with another tone" in difference.summary


def test_words_of_one_tone_are_no_change_of_tone() -> None:
    assert (
        of(compared("The owners said it was safe.", "The owners stated it was safe."), ChangeTopic.TONE) == []
    )


def test_a_quotation_that_was_altered_is_told_apart_from_one_that_was_left_out() -> None:
    before = "“We will never leave the harbour,” said the speaker on the quay."
    altered = compared(before, "“We will hardly leave the harbour,” said the speaker on the quay.")
    assert of(altered, ChangeTopic.QUOTE) == [("never", "hardly")]
    assert "quotation worded otherwise (never → hardly)" in altered.summary
    shorter = compared(f"The vote was close. {before}", "The vote was close, said the speaker on the quay.")
    assert of(shorter, ChangeTopic.QUOTE) == []


def test_a_quotation_taken_for_the_reporters_own_words() -> None:
    difference = compared(
        "“We will never leave the harbour to them,” said Ellin.",
        "We will never leave the harbour to them, said Ellin.",
    )
    assert only(difference).kind is ChangeKind.REWORDED
    assert [d.about for d in difference.details] == ["marks off"]


def test_a_sentence_split_in_two_and_two_joined_in_one() -> None:
    one = "The ferry ran aground on Tuesday, and two tugs pulled it free after sunrise when the tide came in."
    two = "The ferry ran aground on Tuesday. Two tugs pulled it free after sunrise when the tide came in."
    split = only(compared(one, two))
    assert (split.before_sentences, split.after_sentences, split.after) == (1, 2, two)
    joined = only(compared(two, one))
    assert (joined.before_sentences, joined.after_sentences, joined.before) == (2, 1, two)


def test_a_moved_sentence_tells_how_far() -> None:
    before = "The port is shut. Bread is dear. Nobody knows why the owners left. It rains."
    after = "Nobody knows why the owners left. The port is shut. Bread is dear. It rains."
    (moved,) = [c for c in compared(before, after).changes if c.kind is ChangeKind.MOVED]
    assert moved.moved_by == -2


def test_a_summary_says_it_at_a_glance() -> None:
    before = (
        "The storm killed 40 people, the Littoral Wire reported. Bread is dear. The port is shut. It rains."
    )
    after = "The storm killed 14 people. The port is shut. It rains."
    assert compared(before, after).summary == (
        "1 of 4 sentences dropped; 1 sentence reworded; 1 figure changed (40 → 14); "
        "the attribution to the Littoral Wire removed"
    )
    assert compared(before, before).summary == "nothing changed"


def test_texts_of_hundreds_of_words_are_told_apart_in_no_time() -> None:
    before = " ".join(f"{paragraph} Number {n}." for n in range(3) for paragraph in WIRE_PARAGRAPHS)
    after = before.replace("Tuesday", "Wednesday").replace("said", "claimed").replace("310", "340")
    started = time.perf_counter()
    found = compared(before, after)
    assert time.perf_counter() - started < 1
    assert len({detail.topic for detail in found.details}) > 1


def test_details_hold_what_they_need_alone() -> None:
    detail = Detail(ChangeTopic.FIGURE, "40", "14")
    assert detail.is_changed
    assert not Detail(ChangeTopic.HEDGE, "may").is_changed
