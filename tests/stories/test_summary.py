"""A summary: whole sentences with all who say them, none that can't stand alone, none that was taken back."""

from collections.abc import Iterable, Sequence

import pytest

from headwater import Article
from headwater.model.outline import SummarySentence
from headwater.stories import Told, outline_of
from headwater.stories.sentences import sentences_of
from tests.stories.telling import BRIDGE, told


def summary(
    articles: Sequence[Told], lead: str = "wire", still_says: Iterable[str] = ()
) -> tuple[SummarySentence, ...]:
    return outline_of(articles, lead=lead, articles=len(articles), still_says=still_says).summary


def test_the_first_sentence_says_what_happened_and_an_independent_origin_adds_to_it() -> None:
    wire = told("wire", *BRIDGE, title="Bridge at Marlow Ferry closed after divers find cracks")
    copy = told("copy", *BRIDGE, leads=False, hours=1)
    gazette = told(
        "gazette",
        "Bakers on both sides of the bridge at Marlow Ferry have hired a rowing boat to keep their deliveries going.",
        origin="gazette",
        hours=2,
    )
    found = summary([wire, copy, gazette])
    first, *added = found
    assert first.text.startswith("The old bridge at Marlow Ferry was closed")
    assert [said.article for said in first.said_by] == ["wire", "copy"]
    assert any(sentence.text.startswith("Bakers on both sides") for sentence in added)
    for sentence in found:
        article = next(
            one.article for one in (wire, copy, gazette) if one.article.id == sentence.said_by[0].article
        )
        span = sentence.said_by[0].span
        assert span
        assert article.text[span.start : span.end] == sentence.text


def test_what_another_origin_took_over_word_for_word_is_nothing_that_it_adds() -> None:
    wire = told("wire", *BRIDGE)
    taker = told("taker", BRIDGE[1], origin="taker", hours=1)
    assert {sentence.said_by[0].article for sentence in summary([wire, taker])} == {"wire"}


def test_a_sentence_that_a_correction_took_back_is_not_said() -> None:
    corrected = told(
        "wire",
        "The ferry board of Marlow counted 310 votes for the new timetable on Monday evening, it announced.",
        notes=("Correction: An earlier version said that the ferry board counted 410 votes.",),
    )
    old = "The ferry board of Marlow counted 410 votes for the new timetable on Monday evening, it announced."
    copy = told("copy", old, leads=False, hours=1)
    # Even where only the copy speaks for the story.
    assert summary([corrected, copy], lead="copy", still_says=[old]) == ()
    assert summary([corrected, copy], lead="copy") == ()
    (said,) = summary([corrected, copy])
    assert "310" in said.text
    # With another figure it is another statement.
    assert [one.article for one in said.said_by] == ["wire"]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Nobody goes down there in the dark without a lamp, and nobody should,” said the master of the port.",
        "Who will pay for the repairs to the two piers of the old bridge at Marlow Ferry?",
        "She said that the two piers of the old bridge would be repaired before the summer.",
        "But the two piers of the old bridge at Marlow Ferry will be repaired before the summer.",
        "READ MORE: THE OLD BRIDGE AT MARLOW FERRY WILL BE REPAIRED BEFORE THE SUMMER.",
        "Photo: the old bridge at Marlow Ferry on Monday morning, before the divers came.",
        "We have crossed the old bridge at Marlow Ferry every day of our lives, and nobody asked.",
        "Sign up for the newsletter and get all about the old bridge at Marlow Ferry.",
        "The old bridge at Marlow Ferry",
        "See www.bridges.example for all about the repairs of the old bridge at Marlow Ferry.",
    ],
)
def test_what_does_not_stand_alone_is_not_shown(sentence: str) -> None:
    assert [each.is_showable for each in sentences_of(Article(text=sentence, language="en"))] == [False]


def test_a_name_that_was_introduced_before_is_no_introduction() -> None:
    first, second = sentences_of(
        Article(
            text="Mayor Pia Lundvik opened the bridge on Monday. Lundvik called it a day of joy for the town."
        )
    )
    assert first.is_showable
    assert second.stands
    assert second.leans


def test_the_inside_of_a_quotation_is_no_sentence_of_the_reporter() -> None:
    said = sentences_of(
        Article(text="The mayor said: “The bridge is safe. The ferry is not safe at all, I fear.”")
    )
    assert not any(sentence.stands for sentence in said)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "港口城市马尔洛的旧桥星期一因发现裂缝而关闭。县政府说，大桥至少要关闭六个星期。"),
        (
            "ja",
            "マーロー市の古い橋は月曜日、橋脚に亀裂が見つかったため通行止めになった。市は少なくとも六週間かかると述べた。",
        ),
        (
            "ar",
            "أغلقت السلطات الجسر القديم في مارلو يوم الاثنين بعد العثور على شقوق. وستستمر أعمال الإصلاح في الجسر ستة أسابيع على الأقل.",
        ),
        (
            "ru",
            "Старый мост в Марлоу закрыли в понедельник из-за трещин в двух опорах. Ремонт продлится не менее шести недель, сообщили власти округа.",
        ),
    ],
)
def test_sentences_are_found_in_any_script(language: str, text: str) -> None:
    sentences = sentences_of(Article(text=text, language=language))
    assert len(sentences) == 2
    (first, *_) = summary([told("wire", text, language=language)])
    assert first.text == sentences[0].text


def test_an_article_without_a_sentence_has_no_summary() -> None:
    assert summary([told("wire", "Bridge closed")]) == ()
    assert summary([]) == ()
