"""What two articles share decides how they relate, not how much of it there is."""

from datetime import timedelta

import pytest

from headwater.copies import compare_articles, compare_texts
from headwater.copies.relating.halves import Half
from headwater.copies.relating.kinds import kinds_of
from headwater.copies.relating.likeness import likeness
from headwater.copies.relating.passages import overlap
from headwater.copies.relating.profile import profile_of
from headwater.copies.relating.relation import decided
from headwater.copies.text.wording import words_of
from headwater.model import Article, Relation
from tests.copies.newsroom import (
    GLACIER_PARAGRAPHS,
    NOON,
    OWN_PARAGRAPHS,
    PUBLISHERS,
    WIRE_PARAGRAPHS,
    glacier,
    own_report,
    reprint,
    wire,
)

STATEMENT = (
    "The harbour office regrets what our members and their families have had to bear since the spring. We have "
    "listened to you, and we know that trust is not won back by a letter. From today our doors are open to each "
    "of you. We will publish our accounts, we will meet you every week, and I will answer for what we promise."
)
CAPTIONS = (
    "Photos: A week at the harbour",
    "Photo 1: A crane stands idle above the grain quay at dawn on Wednesday.",
    "Photo 2: Dockers warm their hands over a fire of pallets at the north gate.",
    "Photo 3: The freighter Anna Lund waits beyond the mole with eight thousand tonnes of wheat.",
    "Photo 4: Joss Terrin counts the sacks in the cellar of his bakery on Lantern Street.",
    "Photo 5: Children draw the lake under the ice on the wall of the school at Low Ansel.",
    "Photo 6: A siren is lifted onto the roof of the town hall by volunteers of the fire brigade.",
)
PROMOTIONS = (
    "The Evening Tide is our newsletter: the five stories everybody talked about today, in four minutes.",
    "Want it in your inbox? Subscribe here. Already a subscriber? Manage your newsletters here.",
    "Listen to the harbour master on forty years of fog, in our podcast. New episodes every second Friday.",
    "Was this forwarded to you by a friend? Sign up and never miss an edition.",
    "Thank you for reading. We will be back on Monday with the tides, the markets and the crossword.",
)
TICKER = (
    "Varrin shares closed {} on {}. The index of the 30 largest companies ended at {} points, {} percent {} than on the "
    "day before. Hale Steel lost {} percent to {} crowns, Ansel Shipping gained {} percent to {} crowns. Turnover was "
    "{} million crowns, compared with {} million. The crown stood at {} to the dollar."
)


def test_an_official_statement_without_marks_is_not_a_reporters_prose() -> None:
    one = own_report(paragraphs=(*OWN_PARAGRAPHS[2:], "The statement in full:", STATEMENT))
    other = glacier(paragraphs=(GLACIER_PARAGRAPHS[0], STATEMENT, *GLACIER_PARAGRAPHS[1:]))
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.QUOTES


def test_a_gallery_under_two_reports_of_one_site_is_boilerplate() -> None:
    site = "halecourier.example"
    one = own_report(paragraphs=(*OWN_PARAGRAPHS[2:], *CAPTIONS), site=site)
    other = glacier(paragraphs=(*GLACIER_PARAGRAPHS, *CAPTIONS), site=site)
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.BOILERPLATE


def test_the_promotions_of_a_newsletter_are_boilerplate() -> None:
    site = "halecourier.example"
    one = own_report(paragraphs=(PROMOTIONS[0], OWN_PARAGRAPHS[2], *PROMOTIONS[1:]), site=site)
    other = glacier(paragraphs=(PROMOTIONS[0], GLACIER_PARAGRAPHS[0], *PROMOTIONS[1:]), site=site)
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.BOILERPLATE


@pytest.mark.parametrize("days", [1, 7, 30])
def test_the_next_ticker_of_a_site_is_boilerplate(days: int) -> None:
    first = TICKER.format("higher", "Monday", 2210, 0.4, "higher", 1.2, 88.5, 2.1, 41.3, 310, 298, 6.42)
    second = TICKER.format("lower", "Friday", 2174, 1.1, "lower", 0.7, 86.9, 0.2, 41.9, 280, 305, 6.51)
    one = Article(text=first, title="Varrin closing report", site="halecourier.example", published=NOON)
    later = NOON + timedelta(days=days)
    other = Article(text=second, title="Varrin closing report", site="halecourier.example", published=later)
    assert compare_articles(one, other, PUBLISHERS).relation is Relation.BOILERPLATE


def test_a_yearly_page_is_no_version_of_last_years() -> None:
    pages = [
        Article(
            text=f"A look back at {year}.\n\n" + "\n\n".join(CAPTIONS),
            title=f"{year}: the harbour in pictures",
            site="halecourier.example",
        )
        for year in (2029, 2030)
    ]
    assert compare_articles(*pages, PUBLISHERS).relation is Relation.BOILERPLATE


def test_the_same_houses_piece_with_more_facts_is_an_update() -> None:
    first = wire(paragraphs=WIRE_PARAGRAPHS[:3])
    grown = (
        WIRE_PARAGRAPHS[0].replace("voted on Tuesday to walk out", "walked out"),
        "By noon eleven ships lay at anchor beyond the mole, and the owners had asked a court to stop the strike. "
        "The judge will hear both sides on Saturday.",
        *WIRE_PARAGRAPHS[1:3],
        "The mayor called on both sides to meet that night in the town hall, and offered to cook for them.",
        *WIRE_PARAGRAPHS[3:],
    )
    later = wire(hours=6, paragraphs=grown, title="Dockers walk out at Port Hale, eleven ships wait")
    assert compare_articles(first, later, PUBLISHERS).relation is Relation.UPDATE


def test_another_houses_cut_copy_is_no_update() -> None:
    assert compare_articles(wire(), reprint(), PUBLISHERS).relation is Relation.COPY


def test_one_quotation_alone_is_never_reuse() -> None:
    quote = "“We have no other way left to be heard, and nobody in this hall wanted it to come to this,”"
    one = "\n\n".join((*OWN_PARAGRAPHS[2:], f"{quote} said Mara Ellin."))
    other = "\n\n".join((f"Mara Ellin put it like this: {quote}", *GLACIER_PARAGRAPHS))
    assert compare_texts(one, other).relation is Relation.QUOTES


def test_no_two_texts_are_one_piece_for_what_they_quote() -> None:
    quote = (
        "“We have no other way left to be heard, and nobody in this hall wanted it to come to this. We will go "
        "back to work on the day that the owners read us the figures they have been keeping since the spring,”"
    )
    shared = overlap(
        words_of(f"{OWN_PARAGRAPHS[2]}\n\n{quote} said Mara Ellin."),
        words_of(f"In the hall there was this: {quote}\n\n{GLACIER_PARAGRAPHS[0]}"),
    )
    sure_of_a_copy = {Relation.COPY: 0.9, Relation.PARTIAL: 0.1, Relation.QUOTES: 0.0}
    assert decided(sure_of_a_copy, profile_of(shared))[0] is Relation.PARTIAL


def test_a_speakers_words_and_a_reporters_are_told_apart() -> None:
    """The same number of words is shared; only what they are differs."""
    around = overlap(*(words_of(f"{p}\n\n{STATEMENT}") for p in (GLACIER_PARAGRAPHS[0], OWN_PARAGRAPHS[2])))
    prose = overlap(
        *(words_of(f"{p}\n\n{WIRE_PARAGRAPHS[3]}") for p in (GLACIER_PARAGRAPHS[0], OWN_PARAGRAPHS[2]))
    )
    statement, report = (
        kinds_of(shared, Half(shared.a, shared.in_a), Half(shared.b, shared.in_b))
        for shared in (around, prose)
    )
    assert statement.personal > 0.1
    assert report.personal == 0
    assert report.plain_sentences > statement.plain_sentences


def test_a_reworded_sentence_is_alike_beyond_its_shared_runs() -> None:
    one = "The harbour handles about a third of the island's grain, and millers said their stores would last."
    other = (
        "Millers said on Monday their stores would last, as the harbour handles a third of all island grain."
    )
    shared = overlap(words_of(one), words_of(other))
    assert likeness(shared, Half(shared.a, shared.in_a), Half(shared.b, shared.in_b)).alike == 0
    shared = overlap(words_of(one + " " + WIRE_PARAGRAPHS[3]), words_of(other + " " + WIRE_PARAGRAPHS[3]))
    assert likeness(shared, Half(shared.a, shared.in_a), Half(shared.b, shared.in_b)).alike_rest > 0.5
