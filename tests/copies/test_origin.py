"""Who had it first, of two articles: what is printed goes before what was left behind, and time comes last."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headwater.copies import compare_articles
from headwater.copies.origins.calibration import confidence_of
from headwater.copies.origins.grounds import Rule
from headwater.copies.origins.origin import is_credit, proofs_of
from headwater.copies.origins.origin_weights import ORIGIN_WEIGHTS
from headwater.model import Article, Comparison, Credit, CreditBasis, Link, OriginSide, Publishers
from tests.copies.newsroom import GLACIER_PARAGRAPHS, NOON, PUBLISHERS, glacier, wire


def courier(**changes: object) -> Article:
    """The Hale Courier's copy of the Ostmark Bote's glacier piece, with no credit and no time."""
    fields: dict[str, object] = {"id": "courier", "site": "halecourier.example", "published": None}
    return glacier(**(fields | changes))


def bote(**changes: object) -> Article:
    """The Ostmark Bote's own page of the piece, without a time."""
    return glacier(**({"published": None} | changes))


def with_line(line: str) -> Article:
    return courier(paragraphs=(*GLACIER_PARAGRAPHS, line))


def compared(copy: Article, origin: Article) -> Comparison:
    return compare_articles(copy, origin, PUBLISHERS)


def rules_of(found: Comparison) -> list[str]:
    return [evidence.rule for evidence in proofs_of(found)]


@pytest.mark.parametrize(
    "line",
    [
        "This article originally appeared in the Ostmark Bote.",
        "Republished here with permission from Ostmark Bote.",
        "This story was provided by Ostmark Bote.",
        "Read the original article at Ostmark Bote.",
        "The post A lake under the ice appeared first on Ostmark Bote.",
        "Originalartikel lesen bei Ostmark Bote.",
        "Lire l’article original sur Ostmark Bote.",
        "Leer el artículo original en Ostmark Bote.",
        "Впервые опубликовано в Ostmark Bote.",
    ],
)
def test_first_published_elsewhere_names_the_origin_in_any_wording(line: str) -> None:
    found = compared(with_line(line), bote())
    assert found.origin is OriginSide.B
    assert rules_of(found) == ["credit: first published"]
    assert found.origin_confidence > 0.95


def test_the_words_that_a_credit_stands_in_can_be_shown() -> None:
    copy = with_line("This article originally appeared in the Ostmark Bote.")
    (proof,) = proofs_of(compared(copy, bote()))
    assert proof.span is not None
    assert copy.text[proof.span.start : proof.span.end] == "originally appeared in the Ostmark Bote"


def test_markup_that_names_another_publisher_is_a_credit() -> None:
    credit = Credit("Ostmark Bote", "ostrava-bote", "ostmarkbote.example", CreditBasis.MARKUP, 0.95)
    found = compared(courier(credit=credit), bote())
    assert found.origin is OriginSide.B
    assert "its markup names Ostmark Bote as where it is from" in [e.says for e in found.evidence]


@pytest.mark.parametrize(
    ("words", "text"),
    [("Read the original article", ""), ("Ostmark Bote", "Originally published at Ostmark Bote on Monday.")],
)
def test_a_link_that_is_called_the_original_names_the_origin(words: str, text: str) -> None:
    copy = courier(
        paragraphs=(*GLACIER_PARAGRAPHS, *([text] if text else [])),
        links=(Link("https://ostmarkbote.example/ice", words),),
    )
    found = compared(copy, bote())
    assert found.origin is OriginSide.B
    assert rules_of(found)[0] == "credit: link"


def test_a_link_to_the_very_article_names_the_origin_and_one_to_another_page_does_not() -> None:
    page = bote(url="https://www.ostmarkbote.example/2031/ice/?from=front")
    linking = courier(links=(Link("http://ostmarkbote.example/2031/ice", "as surveyors found"),))
    assert compared(linking, page).origin is OriginSide.B
    elsewhere = courier(links=(Link("http://ostmarkbote.example/2031/weather", "the weather"),))
    assert compared(elsewhere, page).origin is OriginSide.UNKNOWN


def test_a_byline_that_is_the_other_house_needs_no_directory() -> None:
    copy = courier(authors=("Ida Quell", "Ostmark Bote"))
    found = compare_articles(copy, bote(), Publishers())
    assert found.origin is OriginSide.B
    assert rules_of(found) == ["byline"]


@pytest.mark.parametrize(
    "line",
    [
        "Read more at Ostmark Bote",
        "Sign up for the Ostmark Bote newsletter.",
        "Download the Ostmark Bote app for your phone.",
        "Follow Ostmark Bote on Telegram.",
        "Mehr dazu bei Ostmark Bote",
        "Abonnez-vous à Ostmark Bote",
    ],
)
def test_a_line_of_another_houses_page_that_was_left_in_names_the_origin(line: str) -> None:
    found = compared(with_line(line), bote())
    assert found.origin is OriginSide.B
    assert rules_of(found) == ["credit: leftover"]
    assert not any(is_credit(proof) for proof in proofs_of(found)), "readers are not told whose text it is"


def test_a_house_that_speaks_of_its_own_reporting_had_it_first() -> None:
    own = bote(paragraphs=(*GLACIER_PARAGRAPHS, "“It will rise again,” the guide told the Ostmark Bote."))
    found = compared(courier(), own)
    assert found.origin is OriginSide.B
    assert rules_of(found) == ["own voice"]


def test_a_known_name_is_found_without_its_article_and_a_hosts_name_as_it_is_spelled() -> None:
    page = glacier(site="https://valleyherald.example", published=None)
    copy = courier(paragraphs=(*GLACIER_PARAGRAPHS, "The Valley Herald has pictures of the lake."))
    assert compared(copy, page).origin is OriginSide.B
    lower = courier(paragraphs=(*GLACIER_PARAGRAPHS, "A valley herald would have blown his horn."))
    assert compared(lower, page).origin is OriginSide.UNKNOWN


def test_an_agency_that_holds_the_rights_is_a_third_though_no_directory_knows_it() -> None:
    copy = with_line("© 2031 Upland Content Agency LLC")
    found = compared(copy, bote())
    assert (found.origin, found.third) == (OriginSide.THIRD, "Upland Content Agency")


@pytest.mark.parametrize(
    ("address", "third"),
    [
        ("https://halecourier.example/news/wirestory/a-lake-under-the-ice", None),
        ("https://halecourier.example/littoral-wire/a-lake-under-the-ice", "Littoral Wire"),
    ],
)
def test_an_article_in_a_section_for_agencies_has_it_from_one(address: str, third: str | None) -> None:
    found = compared(courier(url=address), bote())
    assert (found.origin, found.third) == (OriginSide.THIRD, third)


def test_a_headline_about_wires_in_an_address_is_no_section() -> None:
    copy = courier(url="https://halecourier.example/news/the-wire-that-holds-the-bridge-up")
    assert compared(copy, bote()).origin is OriginSide.UNKNOWN


def test_a_printed_credit_goes_before_what_was_left_behind_and_before_time() -> None:
    """The copy claims to be a day older, and the origin's page has a stray line of the copy's site."""
    copy = with_line("First published by Ostmark Bote.")
    copy = replace(copy, published=glacier().published)
    page = glacier(hours=29, paragraphs=(*GLACIER_PARAGRAPHS, "Read more at Hale Courier"))
    found = compared(copy, page)
    assert found.origin is OriginSide.B
    assert found.evidence[-1].rule == "against: earlier"
    assert found.evidence[-1].says.startswith("against this, Hale Courier says that it published before")


def test_what_speaks_against_a_verdict_makes_it_less_sure_and_what_agrees_surer() -> None:
    alone = confidence_of(ORIGIN_WEIGHTS, Rule.NAMED)
    assert confidence_of(ORIGIN_WEIGHTS, Rule.NAMED, opposing=1) < alone
    assert alone < confidence_of(ORIGIN_WEIGHTS, Rule.NAMED, agreeing=1) < 1


@pytest.mark.parametrize("rule", list(Rule))
def test_no_rule_is_ever_certain_nor_worse_than_a_guess(rule: Rule) -> None:
    assert 0.5 < confidence_of(ORIGIN_WEIGHTS, rule) < 0.99


def test_the_text_that_the_other_only_leaves_sentences_out_of_is_the_origin() -> None:
    """Between houses, where nothing else tells: the copy has the lead and the end, and not what stood between."""
    long = (*wire().paragraphs[1:], *GLACIER_PARAGRAPHS)
    whole = Article(paragraphs=long, site="left.example", title="A day at the harbour")
    cut = Article(paragraphs=(*long[:3], *long[4:6]), site="right.example", title="Harbour and ice")
    found = compare_articles(cut, whole)
    assert found.origin is OriginSide.B
    assert rules_of(found) == ["whole"]
    assert found.origin_confidence < 0.8


def test_a_text_cut_short_under_its_own_headline_is_the_copy() -> None:
    whole = Article(paragraphs=wire().paragraphs[1:], site="left.example", title="At the harbour")
    cut = Article(paragraphs=wire().paragraphs[1:3], site="right.example", title="At the Harbour")
    assert compare_articles(cut, whole).origin is OriginSide.B
    other_headline = replace(cut, title="Bread and strikes")
    assert compare_articles(other_headline, whole).origin is OriginSide.UNKNOWN


def test_of_two_versions_on_one_site_without_times_the_shorter_copy_was_cut() -> None:
    whole = bote(paragraphs=(*GLACIER_PARAGRAPHS, *wire().paragraphs[1:]))
    cut = bote(id="cut", paragraphs=whole.paragraphs[:3])
    found = compared(cut, whole)
    assert rules_of(found) in (["cut short"], ["grew"])
    assert found.origin_confidence < 0.9


def test_a_colleague_who_contributed_wrote_the_origin() -> None:
    first = bote(authors=("Ida Quell",))
    later = bote(
        id="later",
        authors=("Joss Terrin",),
        paragraphs=(*GLACIER_PARAGRAPHS, "Ostmark Bote’s Ida Quell contributed to this report."),
    )
    found = compared(later, first)
    assert found.origin is OriginSide.B
    assert rules_of(found)[0] == "colleague"


def test_a_byline_that_grew_is_the_later_version() -> None:
    first, later = bote(authors=("Ida Quell",)), bote(id="later", authors=("Ida Quell", "Joss Terrin"))
    assert compared(later, first).origin is OriginSide.B


def test_times_that_overlap_say_nothing() -> None:
    one, other = courier(published=NOON), bote(published=NOON)
    assert compared(one, other).origin is OriginSide.UNKNOWN


def test_a_date_without_a_time_is_not_earlier_than_an_hour_of_that_day() -> None:
    dated = courier(published=NOON.replace(hour=0))
    assert compared(dated, bote(published=NOON)).origin is OriginSide.UNKNOWN
    next_day = bote(published=NOON + timedelta(days=1))
    assert compared(dated, next_day).origin is OriginSide.A


def test_time_between_two_houses_is_a_weak_word_and_says_whose_it_is() -> None:
    found = compared(courier(published=NOON + timedelta(hours=3)), bote(published=NOON))
    assert found.origin is OriginSide.B
    assert found.origin_confidence < 0.9
    (proof,) = proofs_of(found)
    assert proof.says == "Ostmark Bote says that it published before Hale Courier, by at least 3 hours"


def test_swapping_the_articles_swaps_the_origin_and_nothing_else() -> None:
    copy, page = with_line("Read more at Ostmark Bote"), bote()
    one, other = compare_articles(copy, page, PUBLISHERS), compare_articles(page, copy, PUBLISHERS)
    assert (one.origin, other.origin) == (OriginSide.B, OriginSide.A)
    assert one.origin_confidence == other.origin_confidence
    assert one.evidence == other.evidence
