"""Measure the grouping of a stream into stories, beside the plain nearest article by TF-IDF.

Run: python bench/stories.py FILE [--cross-validate]

FILE is JSON lines (.gz), in order of time: `title`, `text`, `published` (a day) and `story`, which is null
where it is not known; only the articles with a story are scored. Prints B-cubed precision, recall and F1
(Bagga and Baldwin 1998) with 95% intervals from resampling the stories, and articles a second.
`--cross-validate` chooses our threshold on four fifths of the time and scores it on the last, in turn.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headwater.model import Article, Moment
from headwater.stories import StoryStream, StreamRules
from headwater.stories.terms import words_of

WINDOW_DAYS = 10
PEER_THRESHOLDS = [round(0.1 + 0.02 * step, 2) for step in range(26)]
OUR_THRESHOLDS = [0.09, 0.105, 0.12, 0.135, 0.15]
SPANS = 5


@dataclass(frozen=True)
class Labelled:
    """The articles of the file, and the story of each that has one."""

    articles: list[Article]
    days: list[int]
    stories: list[str | None]


def read(path: Path) -> Labelled:
    """The file's articles, in its order; a day stands for its noon."""
    stored = path.read_bytes()
    text = gzip.decompress(stored) if path.suffix == ".gz" else stored
    rows = [json.loads(line) for line in text.splitlines()]
    times = [datetime.fromisoformat(f"{row['published']}T12:00").replace(tzinfo=UTC) for row in rows]
    articles = [
        Article(id=str(n), title=row["title"], text=row["text"] or "", published=Moment.at(at))
        for n, (row, at) in enumerate(zip(rows, times, strict=True))
    ]
    return Labelled(articles, [at.toordinal() for at in times], [row["story"] for row in rows])


def by_stream(data: Labelled, rules: StreamRules) -> tuple[list[str], float]:
    """Our stories, and articles a second."""
    start = time.perf_counter()
    stream = StoryStream(rules=rules)
    groups = [stream.place(article)[0].story for article in data.articles]
    return groups, len(groups) / (time.perf_counter() - start)


def nearest_by_tfidf(data: Labelled) -> list[tuple[int, float]]:
    """For each article the nearest earlier one of the window, -1 for none, and their cosine."""
    column: dict[str, int] = {}
    terms: list[tuple[NDArray[np.intp], NDArray[np.float64]]] = []
    for article in data.articles:
        counts = Counter(words_of(f"{article.title or ''} {article.text}"))
        columns = [column.setdefault(word, len(column)) for word in counts]
        terms.append((np.array(columns, dtype=np.intp), np.array(list(counts.values()), dtype=np.float64)))
    frequency, dense, nearest, first = np.zeros(len(column)), np.zeros(len(column)), [], 0
    for n, (mine, counted) in enumerate(terms):
        while data.days[first] < data.days[n] - WINDOW_DAYS:
            first += 1
        frequency[mine] += 1
        rarity = np.log((n + 2) / (frequency + 1))
        dense[mine] = counted * rarity[mine]
        own = np.linalg.norm(dense[mine]) or 1.0
        best = (-1, 0.0)
        for m in range(first, n):
            theirs = terms[m][1] * rarity[terms[m][0]]
            cosine = float(theirs @ dense[terms[m][0]] / (own * (np.linalg.norm(theirs) or 1.0)))
            if cosine > best[1]:
                best = (m, cosine)
        nearest.append(best)
        dense[mine] = 0
    return nearest


def by_nearest(nearest: Sequence[tuple[int, float]], threshold: float) -> list[str]:
    """Stories made by joining each article to its nearest one where that is near enough."""
    groups: list[str] = []
    for n, (other, cosine) in enumerate(nearest):
        groups.append(groups[other] if other >= 0 and cosine >= threshold else str(n))
    return groups


def b_cubed(groups: Sequence[str], stories: Sequence[str]) -> NDArray[np.float64]:
    """Precision and recall of each article, in two columns."""
    sizes, true_sizes = Counter(groups), Counter(stories)
    both = Counter(zip(groups, stories, strict=True))
    return np.array(
        [(both[g, s] / sizes[g], both[g, s] / true_sizes[s]) for g, s in zip(groups, stories, strict=True)]
    )


def f1(scores: NDArray[np.float64]) -> float:
    precision, recall = scores.mean(axis=0)
    return float(2 * precision * recall / (precision + recall))


def scored(data: Labelled, groups: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """Scores of the labelled articles, and their stories."""
    kept = [n for n, story in enumerate(data.stories) if story is not None]
    stories = [str(data.stories[n]) for n in kept]
    return b_cubed([groups[n] for n in kept], stories), stories


def show(name: str, scores: NDArray[np.float64], stories: Sequence[str]) -> None:
    """One line: P, R, F1, and the interval of F1 over resampled stories."""
    dice = np.random.default_rng(0)
    _, story_of = np.unique(np.array(stories), return_inverse=True)
    count = int(story_of.max()) + 1
    resampled = []
    for _ in range(1000):
        weight = np.bincount(dice.integers(count, size=count), minlength=count)[story_of]
        precision, recall = (scores * weight[:, None]).sum(axis=0) / weight.sum()
        resampled.append(2 * precision * recall / (precision + recall))
    low, high = np.quantile(resampled, [0.025, 0.975])
    precision, recall = scores.mean(axis=0)
    print(f"{name:44} P {precision:.3f}  R {recall:.3f}  F1 {f1(scores):.3f}  [{low:.3f}, {high:.3f}]")


def cross_validate(data: Labelled) -> None:
    """Our threshold, chosen on four spans of time for the fifth."""
    runs = [by_stream(data, StreamRules(threshold=t))[0] for t in OUR_THRESHOLDS]
    stories = scored(data, runs[0])[1]
    scores = [scored(data, groups)[0] for groups in runs]
    span = np.arange(len(stories)) * SPANS // len(stories)
    chosen = np.zeros_like(scores[0])
    for held in range(SPANS):
        elsewhere = [f1(run[span != held]) for run in scores]
        best = elsewhere.index(max(elsewhere))
        chosen[span == held] = scores[best][span == held]
        print(f"  span {held + 1}: threshold {OUR_THRESHOLDS[best]}, F1 {f1(chosen[span == held]):.3f}")
    show("headwater, threshold cross-validated", chosen, stories)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--cross-validate", action="store_true")
    asked = parser.parse_args()
    data = read(asked.file)
    groups, speed = by_stream(data, StreamRules())
    show("headwater", *scored(data, groups))
    nearest = nearest_by_tfidf(data)
    best = max(PEER_THRESHOLDS, key=lambda t: f1(scored(data, by_nearest(nearest, t))[0]))
    name = f"nearest article, TF-IDF, best threshold {best}"
    show(name, *scored(data, by_nearest(nearest, best)))
    print(f"{len(data.articles)} articles, {speed:.0f} a second")
    if asked.cross_validate:
        cross_validate(data)


if __name__ == "__main__":
    main()
