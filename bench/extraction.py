"""Measure the reading of HTML pages on public data, beside trafilatura in the same run.

    python bench/extraction.py [--limit N] [--data DIR]

Prints a Markdown table: body F1 with bootstrap 95 % intervals on `aeb` (4-gram shingles, mean precision and
recall over pages, as its own evaluation does) and on the articles of `wcxb-dev` (words), and metadata on
`fundus-dev`. The data lies beside the repository (see its README) or where HEADWATER_SHARED says.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import trafilatura

from headwater.model import Article, ArticleKind, Page, Publishers
from headwater.model.errors import UnreadableError
from headwater.reading import read_page

Score = tuple[float, float]  # precision, recall


@dataclass(frozen=True)
class Sample:
    """A page of a data set and what it holds, by whoever labelled it."""

    name: str
    content: bytes
    url: str | None
    truth: dict[str, object]


@dataclass(frozen=True)
class Extraction:
    """What one extractor found on a page."""

    body: str = ""
    title: str | None = None
    day: str | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def with_headwater(sample: Sample) -> Extraction:
    page = Page(sample.name, sample.content, url=sample.url, content_type="text/html")
    try:
        reading = read_page(page, Publishers())
    except UnreadableError:
        return Extraction()
    main = next((a for a in reading.articles if a.kind is ArticleKind.MAIN), reading.articles[0])
    return Extraction(_body(main), main.title, _day_of(main, sample), main.authors, main.hashtags)


def _body(article: Article) -> str:
    """The standfirst counts as text: both data sets keep what stands between headline and first paragraph."""
    return "\n".join(part for part in (article.standfirst, article.text) if part)


def _day_of(article: Article, sample: Sample) -> str | None:
    if article.published is None:
        return None
    stated, best = sample.truth.get("publishing_date"), article.published.best
    zone = datetime.fromisoformat(str(stated)).tzinfo if stated else None
    return (best.astimezone(zone) if zone else best).date().isoformat()


def with_trafilatura(sample: Sample) -> Extraction:
    found = trafilatura.bare_extraction(
        sample.content, url=sample.url, fast=True, include_comments=False, with_metadata=True
    )
    if found is None:
        return Extraction()
    authors = tuple(a.strip() for a in (found.author or "").split(";") if a.strip())
    topics = tuple(t for tag in found.tags or () for t in re.split("[,;]", tag))
    return Extraction(found.text or "", found.title, found.date, authors, topics)


EXTRACTORS: dict[str, Callable[[Sample], Extraction]] = {
    "Headwater": with_headwater,
    "trafilatura fast": with_trafilatura,
}


# --- data ----------------------------------------------------------------------------------------------------


def aeb(data: Path) -> Iterator[Sample]:
    truth = json.loads((data / "aeb/ground-truth.json").read_bytes())
    for name, gold in sorted(truth.items()):
        yield Sample(
            name, gzip.decompress((data / f"aeb/html/{name}.html.gz").read_bytes()), gold["url"], gold
        )


def wcxb(data: Path) -> Iterator[Sample]:
    for path in sorted((data / "wcxb-dev/ground-truth").glob("*.json")):
        record = json.loads(path.read_bytes())
        is_labelled = "main_content" in record["ground_truth"]  # one page has a title and snippets alone
        if record["_internal"]["page_type"]["primary"] == "article" and is_labelled:
            content = gzip.decompress((data / f"wcxb-dev/html/{path.stem}.html.gz").read_bytes())
            yield Sample(path.stem, content, record["url"], record["ground_truth"])


def fundus(data: Path) -> Iterator[Sample]:
    """Pages with the labels of the parser version made for them: both in the order of their dates."""
    for path in sorted((data / "fundus-dev").glob("*/*.json")):
        versions = list(json.loads(path.read_bytes()).values())
        pages = sorted(path.parent.glob(f"{path.stem}_[0-9][0-9][0-9][0-9]_*.html.gz"))
        if len(versions) != len(pages):
            continue
        for page, gold in zip(pages, versions, strict=True):
            yield Sample(page.name, gzip.decompress(page.read_bytes()), None, gold)


# --- scores --------------------------------------------------------------------------------------------------


def overlap(found: Counter[object], gold: Counter[object]) -> Score:
    """Precision and recall of one multiset against another; two empty ones agree."""
    both = sum((found & gold).values())
    if not found and not gold:
        return 1.0, 1.0
    return both / max(1, sum(found.values())), both / max(1, sum(gold.values()))


def shingles(text: str) -> Counter[object]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def words(text: str) -> Counter[object]:
    return Counter(re.findall(r"\w+", text.lower()))


def names(values: Sequence[str]) -> Counter[object]:
    return Counter({" ".join(re.findall(r"\w+", value.casefold())) for value in values if value})


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")


def f1_of_means(scores: Sequence[Score]) -> float:
    precision, recall = mean([s[0] for s in scores]), mean([s[1] for s in scores])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mean_f1(scores: Sequence[Score]) -> float:
    return mean([2 * p * r / (p + r) if p + r else 0.0 for p, r in scores])


def interval(scores: Sequence[Score], measure: Callable[[Sequence[Score]], float]) -> str:
    """The measure and its bootstrap 95 % interval over pages."""
    draw = random.Random(0)
    samples = sorted(measure(draw.choices(scores, k=len(scores))) for _ in range(500))
    return f"{measure(scores):.3f} ({samples[12]:.3f}–{samples[487]:.3f})"


# --- report --------------------------------------------------------------------------------------------------


def report_bodies(title: str, samples: list[Sample], field: str, cut: Callable[[str], Counter[object]],
                  measure: Callable[[Sequence[Score]], float]) -> None:  # fmt: skip
    for name, extract in EXTRACTORS.items():
        started = time.perf_counter()
        found = [extract(sample).body for sample in samples]
        rate = len(samples) / (time.perf_counter() - started)
        scores = [
            overlap(cut(body), cut(str(s.truth[field]))) for body, s in zip(found, samples, strict=True)
        ]
        p, r = mean([s[0] for s in scores]), mean([s[1] for s in scores])
        print(
            f"| {title} | {name} | {len(samples)} | {interval(scores, measure)} | {p:.3f} | {r:.3f} | {rate:.0f} |"
        )


def report_metadata(samples: list[Sample]) -> None:
    for name, extract in EXTRACTORS.items():
        found = [extract(sample) for sample in samples]
        pairs = list(zip(found, samples, strict=True))
        titles = [
            float((f.title or "").strip() == str(s.truth["title"]).strip())
            for f, s in pairs
            if s.truth.get("title")
        ]
        days = [
            float(f.day == str(s.truth["publishing_date"])[:10])
            for f, s in pairs
            if s.truth.get("publishing_date")
        ]
        authors = [
            overlap(names(f.authors), names(_list(s, "authors"))) for f, s in pairs if s.truth.get("authors")
        ]
        topics = [
            overlap(names(f.topics), names(_list(s, "topics"))) for f, s in pairs if s.truth.get("topics")
        ]
        bodies = [overlap(words(f.body), words(_fundus_body(s))) for f, s in pairs]
        print(f"| {name} | {len(samples)} | {mean(titles):.3f} | {mean(days):.3f} | {mean_f1(authors):.3f} "
              f"| {mean_f1(topics):.3f} | {mean_f1(bodies):.3f} |")  # fmt: skip


def _list(sample: Sample, field: str) -> list[str]:
    value = sample.truth.get(field)
    return [str(item) for item in value] if isinstance(value, list) else []


def _fundus_body(sample: Sample) -> str:
    body = sample.truth["body"]
    assert isinstance(body, dict)
    sections = [part for s in body["sections"] for part in (*s["headline"], *s["paragraphs"])]
    return "\n".join([*body["summary"], *sections])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=int, help="pages per data set")
    beside = Path(__file__).resolve().parents[2] / "shared"
    shared = Path(os.environ.get("HEADWATER_SHARED", beside))
    parser.add_argument("--data", type=Path, default=shared / "benchmarks")
    parser.add_argument("--only", choices=["aeb", "wcxb", "fundus"])
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"no data at {options.data}: set HEADWATER_SHARED or --data", file=sys.stderr)
        return 2
    print(
        "| body | extractor | pages | F1 (95 %) | precision | recall | pages/s |\n|---|---|---|---|---|---|---|"
    )
    if options.only in (None, "aeb"):
        report_bodies(
            "aeb, 4-gram", list(aeb(options.data))[: options.limit], "articleBody", shingles, f1_of_means
        )
    if options.only in (None, "wcxb"):
        report_bodies(
            "wcxb articles, words", list(wcxb(options.data))[: options.limit], "main_content", words, mean_f1
        )
    if options.only in (None, "fundus"):
        print(
            "\n| metadata (fundus) | pages | title exact | day | authors F1 | topics F1 | body word F1 |"
            "\n|---|---|---|---|---|---|---|"
        )
        report_metadata(list(fundus(options.data))[: options.limit])
    return 0


if __name__ == "__main__":
    sys.exit(main())
