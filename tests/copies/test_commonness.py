"""What stands in many different texts is boilerplate; a widely printed report is not."""

import random

import pytest

from headwater.copies import MemoryPassageIndex, fingerprints
from headwater.copies.finding.commonness import boilerplate_among
from headwater.model.protocols import PassageUse
from headwater.model.usage import MOST_HOLDERS, Holder, sketch_of, use_of

NOTICE = (
    "Sign up for the Quill Herald's morning letter and have the day's most important stories from the estuary "
    "in your inbox before breakfast, free of charge and without advertising."
)
REPORT = (
    "Dockers at Port Hale voted on Tuesday to walk out from Friday, in what would be the first stoppage in eleven "
    "years. The harbour handles a third of the island's grain, and its owners said that no ship would be turned "
    "away. The union's secretary, Ilse Marrow, told members that the offer of two per cent was an insult after "
    "three winters of night shifts, and that talks could begin again only once the rota had been withdrawn. "
    "Millers upriver have flour for nine days. The island's government has asked both sides to meet at Arden Weir."
)


def invented(seed: int, words: int = 120) -> str:
    draw = random.Random(seed)  # noqa: S311  # texts, not secrets
    return " ".join(f"w{draw.randrange(5000)}" for _ in range(words))


def index_of(texts: list[tuple[str, str]]) -> MemoryPassageIndex:
    index = MemoryPassageIndex()
    for number, (site, text) in enumerate(texts):
        index.add(f"a{number:03}", fingerprints(text), site)
    return index


def test_a_notice_under_three_articles_of_one_site_is_boilerplate() -> None:
    index = index_of([("quill-herald.example", f"{invented(n)} {NOTICE}") for n in range(3)])
    found = boilerplate_among(index.uses(fingerprints(NOTICE)))
    assert found
    assert found <= set(fingerprints(NOTICE))


def test_two_articles_of_a_site_are_too_few_to_tell() -> None:
    index = index_of([("quill-herald.example", f"{invented(n)} {NOTICE}") for n in range(2)])
    assert not boilerplate_among(index.uses(fingerprints(NOTICE)))


def test_of_many_holders_those_of_least_id_are_told_in_whatever_order_they_came() -> None:
    index, prints = MemoryPassageIndex(), fingerprints(REPORT)
    for number in (*range(40, 80), *reversed(range(40))):
        index.add(f"a{number:03}", prints, f"paper{number}.example")

    found = [article for article, _shared in index.sharing(prints, limit=100)]

    assert found == [f"a{number:03}" for number in range(MOST_HOLDERS)]


def test_a_report_that_a_hundred_sites_print_is_none() -> None:
    """Each leaves out a sentence and adds a closing line of its own."""
    sentences = REPORT.split(". ")
    printed = []
    for n in range(100):
        kept = [s for place, s in enumerate(sentences) if place != 1 + n % (len(sentences) - 1)]
        printed.append((f"paper{n}.example", f"{'. '.join(kept)} {invented(n, 12)}"))
    uses = index_of(printed).uses(fingerprints(REPORT))
    assert max(use.articles for use in uses.values()) >= 60
    assert max(use.texts for use in uses.values()) < 8
    assert not boilerplate_among(uses)


@pytest.mark.parametrize(("articles", "sites"), [(20, 1), (20, 2), (200, 1), (200, 2), (200, 20)])
def test_a_notice_that_is_most_of_many_short_articles_of_few_sites_is_boilerplate(
    articles: int, sites: int
) -> None:
    """They look like copies; but what stands beside it is another text in each."""
    terms = f"{NOTICE} {invented(0)}"
    index = index_of(
        [(f"paper{n % sites}.example", f"{invented(n + 1, 30)} {terms}") for n in range(articles)]
    )
    assert set(fingerprints(terms)) - boilerplate_among(index.uses(fingerprints(terms))) == set()


def test_a_short_dispatch_is_none_whatever_each_of_forty_sites_adds_to_it() -> None:
    index = index_of([(f"paper{n}.example", f"{REPORT} {invented(n, 40)}") for n in range(40)])
    assert not boilerplate_among(index.uses(fingerprints(REPORT)))


def test_a_report_that_a_site_goes_on_writing_is_none() -> None:
    """Each version has all that stood in the one before."""
    versions = [
        f"{invented(0)} {' '.join(invented(n, 40) for n in range(1, count))}" for count in range(1, 9)
    ]
    index = index_of([("quill-herald.example", version) for version in versions])
    assert not boilerplate_among(index.uses(fingerprints(versions[0])))


def test_a_statement_that_a_few_papers_quote_is_none() -> None:
    index = index_of([(f"paper{n}.example", f"{invented(n)} {REPORT[:180]}") for n in range(6)])
    assert not boilerplate_among(index.uses(fingerprints(REPORT)))


def test_what_a_hundred_different_texts_hold_is_boilerplate_wherever_they_stand() -> None:
    index = index_of([(f"paper{n}.example", f"{invented(n, 250)} {NOTICE}") for n in range(100)])
    assert boilerplate_among(index.uses(fingerprints(NOTICE)))
    assert index.sharing(fingerprints(NOTICE), limit=5) == []


def test_copies_of_a_text_on_its_own_site_count_once() -> None:
    """Three addresses of one article, one of them cut short."""
    site = "quill-herald.example"
    index = index_of([(site, REPORT), (site, REPORT), (site, REPORT[:300])])
    uses = index.uses(fingerprints(REPORT))
    assert {use.texts for use in uses.values()} == {1}
    assert not boilerplate_among(uses)


def test_how_widely_it_is_used_does_not_depend_on_the_order_of_arrival() -> None:
    texts = [(f"paper{n % 9}.example", f"{invented(n % 70)} {NOTICE}") for n in range(100)]
    named = [(f"a{n:03}", site, text) for n, (site, text) in enumerate(texts)]
    answers = set()
    for seed in range(5):
        random.Random(seed).shuffle(named)  # noqa: S311
        index = MemoryPassageIndex()
        for name, site, text in named:
            index.add(name, fingerprints(text), site)
        prints = fingerprints(NOTICE)
        answers.add(
            (str(sorted(index.uses(prints).items())), str(index.sharing(fingerprints(texts[3][1]), limit=9)))
        )
    assert len(answers) == 1


def test_an_excerpt_is_the_text_it_was_taken_from() -> None:
    whole, cut = sketch_of(fingerprints(REPORT)), sketch_of(fingerprints(REPORT[:250]))
    other = sketch_of(fingerprints(invented(1)))
    holders = [Holder("a.example", whole), Holder("b.example", cut), Holder("c.example", other)]
    assert use_of(holders) == PassageUse(articles=3, texts=2, sites=3, subjects=1)
    assert use_of(holders[::-1]) == use_of(holders)


def test_a_passage_that_nobody_holds_is_used_by_nobody() -> None:
    assert index_of([]).uses([1, 2]) == {}
    assert use_of([]) == PassageUse(0, 0, 0, 0)
    assert boilerplate_among({}) == frozenset()
