"""What keeps articles apart that share a notice: of pairs of real leads, and of how many subjects hold a passage.

A notice of reporters' words is the hardest one: so many words of a real article, put under the leads of two others.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from copying.finding import folders
from copying.pairs import article
from headwater.copies import MemoryPassageIndex, fingerprints, subject_of
from headwater.copies.relating.apart import apart
from headwater.copies.relating.passages import overlap
from headwater.copies.text.sentences import sentences
from headwater.copies.text.wording import words_of
from headwater.model import Article, Relation
from headwater.model.subject import count_subjects

DRAWN, DRAWS = 500, 15
_NOTICES = (60, 120, 200, 400)
_LEAD = 35

Two = tuple[Article, Article]


def print_notices(pairs: Path) -> None:
    """Of labelled pairs and of built ones how many are kept apart; then subjects under passages."""
    labelled = _articles(pairs)
    print("\nNotices: pairs that what they share keeps apart, of those compared")
    _print_labelled(pairs, {one.id: one for one in labelled})
    long = [one for one in labelled if len(one.text.split()) >= 600]
    for notice in _NOTICES:
        for titles in (True, False):
            built = list(_under_notice(long, notice, titles, Random(notice)))
            _print_apart(f"two leads over {notice} words of a third, {_named(titles)}", built)
    for headlines in (2, 1, 0):
        built = list(_prints(long, headlines, Random(1)))
        _print_apart(f"prints of one report, each with more of it, {headlines} headlines", built)
    for folder in folders(pairs):
        _print_subjects(folder.name, _articles(folder))


def _articles(folder: Path) -> list[Article]:
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [article(row) for row in map(json.loads, lines)]


def _named(titles: bool) -> str:
    return "with headlines" if titles else "without headlines"


def _print_labelled(pairs: Path, articles: dict[str, Article]) -> None:
    found = defaultdict[str, list[Two]](list)
    for line in (pairs / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["relation"]].append((articles[row["a"]], articles[row["b"]]))
    for relation in (Relation.COPY, Relation.UPDATE):
        _print_apart(f"labelled {relation}", found[relation])


def _print_apart(name: str, pairs: Sequence[Two]) -> None:
    kept = sum(
        apart(overlap(words_of(a.text), words_of(b.text)), (a.title, b.title)) is not None for a, b in pairs
    )
    print(f"  {name:62} {kept:4} of {len(pairs):4} ({kept / len(pairs):.3f})", flush=True)


def _under_notice(articles: Sequence[Article], words: int, titles: bool, random: Random) -> Iterator[Two]:
    """Leads of two articles above the same words of a third."""
    for _ in range(DRAWN):
        a, b, third = random.sample(articles, 3)
        notice = " ".join(third.text.split()[-words:])
        yield tuple(_article(one, titles, (_lead(one), notice)) for one in (a, b))  # type: ignore[misc]  # two


def _prints(articles: Sequence[Article], headlines: int, random: Random) -> Iterator[Two]:
    """The first 150 words of a report, each time with two other sentences from further down, so many with headlines."""
    for _ in range(DRAWN):
        one = random.choice(articles)
        start, rest = " ".join(one.text.split()[:150]), " ".join(one.text.split()[200:])
        own = [rest[found.start : found.end] for found in sentences(rest)]
        first, second = " ".join(own[:2]), " ".join(own[-2:])
        yield (
            _article(one, headlines > 0, (start, first)),
            _article(one, headlines > 1, (start, second)),
        )


def _article(one: Article, titles: bool, paragraphs: tuple[str, ...]) -> Article:
    return Article(id=one.id, site=one.site, title=one.title if titles else None, paragraphs=paragraphs)


def _lead(one: Article) -> str:
    """The first sentences, of thirty-five words together, seventy at most."""
    lead = list[str]()
    for found in sentences(one.text):
        lead += one.text[found.start : found.end].split()
        if len(lead) >= _LEAD:
            break
    return " ".join(lead[: 2 * _LEAD])


def _print_subjects(name: str, articles: Sequence[Article]) -> None:
    random = Random(1)
    print(f"Subjects under one passage, {name}: least, middle and most of {DRAWS} draws")
    told = [subject_of(one) for one in articles if one.title]
    for holders in (12, 24, 64):
        drawn = sorted(count_subjects(random.sample(told, holders)) for _ in range(DRAWS))
        print(f"  {holders} articles above a notice: {drawn[0]}, {drawn[DRAWS // 2]}, {drawn[-1]}")
    notice = random.choice(articles).text[:1500]
    below = [
        subject_of(Article(id=one.id, title=one.title, paragraphs=(notice, one.text)))
        for one in articles
        if one.title
    ]
    drawn = sorted(count_subjects(random.sample(below, 64)) for _ in range(DRAWS))
    print(f"  64 articles below one: {drawn[0]}, {drawn[DRAWS // 2]}, {drawn[-1]}")
    print(f"  passages of six articles or more in three texts or fewer, by subjects: {_of_copies(articles)}")


def _of_copies(articles: Sequence[Article]) -> dict[int, int]:
    index, prints = MemoryPassageIndex(), set[int]()
    for one in articles:
        found = fingerprints(one.text)
        prints.update(found)
        index.add(one.id, sorted(found), one.site, subject_of(one))
    counted = defaultdict[int, int](int)
    for use in index.uses(sorted(prints)).values():
        if use.articles >= 6 and use.texts <= 3:
            counted[use.subjects] += 1
    return dict(sorted(counted.items()))
