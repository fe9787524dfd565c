"""What of an article's wording counts."""

from headwater.model import Article
from headwater.stories.terms import term_hash, weigh_terms, words_of


def test_a_term_is_the_same_number_in_every_process() -> None:
    assert term_hash("harbour") == 359356526591091938


def test_inflections_of_a_word_meet_in_one_term() -> None:
    assert term_hash("переговоры") == term_hash("переговоров")
    assert term_hash("Verhandlung".casefold()) == term_hash("verhandlungen")
    assert term_hash("velmarian") == term_hash("velmarians")


def test_numbers_lose_their_thousands_separators_and_are_never_cut() -> None:
    assert list(words_of("6,000 of 1.250.000, up 4.5 percent")) == [
        "6000",
        "of",
        "1250000",
        "up",
        "4.5",
        "percent",
    ]
    assert term_hash("12345678") != term_hash("12345679")


def test_scripts_without_spaces_give_pairs_of_letters() -> None:
    assert list(words_of("港口罢工 day")) == ["港口", "口罢", "罢工", "day"]


def test_title_and_lead_weigh_more_than_the_tail() -> None:
    filler = " ".join(f"word{n}" for n in range(300))
    weights = weigh_terms(Article(title="Ferry", text=f"Pilots {filler} dredgers")).weights
    assert weights[term_hash("ferry")] > weights[term_hash("pilots")] > weights[term_hash("dredgers")]


def test_a_standfirst_takes_the_place_of_a_lost_title() -> None:
    terms = weigh_terms(Article(standfirst="Ferry pilots strike", text="They stopped at noon."))
    assert terms.title == {term_hash("ferry"), term_hash("pilots"), term_hash("strike")}
