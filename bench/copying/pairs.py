"""The labelled pairs, measured, and their folds: no article stands on both sides of a split."""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from copying.built import built_cases
from headwater.copies.crediting.surroundings import Side, Surroundings, sides_of, surroundings
from headwater.copies.relating.passages import Overlap, overlap
from headwater.copies.relating.profile import Profile, profile_of
from headwater.copies.text.wording import words_of
from headwater.model import Article, Moment, Publishers, Relation
from headwater.model.publisher import host_of

FOLDS, ROUNDS = 10, 5
BUILT = 60


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A labelled pair, measured; `kind` says what a built one is a case of."""

    relation: Relation
    origin: str
    third: str
    shared: Overlap
    sides: tuple[Side, Side]
    profile: Profile
    around: Surroundings
    ids: tuple[str, ...]
    kind: str = ""

    @property
    def values(self) -> tuple[float, ...]:
        """All measures, those of the texts first."""
        return (*self.profile.values, *astuple(self.around))


def moment(stamp: str) -> Moment | None:
    """A date is a day wide, a stamp with minutes a minute."""
    if match := re.match(r"\s*(\d+)-(\w{3})-(\d{4})\s+(\d+):(\d+)", stamp):
        day, month, year, hour, minute = match.groups()
        printed = f"{day}-{month.title()}-{year} {hour}:{minute} +0000"
        start = datetime.strptime(printed, "%d-%b-%Y %H:%M %z")
        return Moment(start, start + timedelta(minutes=1))
    if re.match(r"\d{4}-\d\d-\d\d$", stamp):
        start = datetime.fromisoformat(stamp).replace(tzinfo=UTC)
        return Moment(start, start + timedelta(days=1, microseconds=-1))
    return None


def article(row: dict[str, str]) -> Article:
    return Article(
        id=row["id"],
        title=row["title"] or None,
        text=row["text"],
        authors=tuple(name.strip() for name in row["authors"].split(",") if name.strip()),
        site=host_of(row["url"]) or row["source"],
        url=row["url"] or None,
        published=moment(row["published"]),
    )


def measured(
    a: Article, b: Article, publishers: Publishers, relation: Relation, origin: tuple[str, str] = ("", "")
) -> Pair:
    shared = overlap(words_of(a.text), words_of(b.text))
    sides = sides_of(a, b, publishers)
    return Pair(relation, *origin, shared, sides, profile_of(shared), surroundings(*sides), (a.id, b.id))


def articles_in(folder: Path) -> dict[str, Article]:
    """The articles by id, in the order of their ids."""
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [article(row) for row in map(json.loads, lines)]
    return {each.id: each for each in sorted(articles, key=lambda each: each.id)}


def load(folder: Path, publishers: Publishers) -> tuple[list[Pair], list[Pair]]:
    """The labelled pairs, and the built ones (which carry the ids of the articles they are made from)."""
    articles = articles_in(folder)
    pairs = []
    for row in map(json.loads, (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()):
        a, b = articles[row["a"]], articles[row["b"]]
        origin = row["origin"], row["third"]
        pairs.append(measured(a, b, publishers, Relation(row["relation"]), origin))
    built = [
        replace(
            measured(case.a, case.b, publishers, case.kind.relation), ids=case.made_from, kind=case.kind.name
        )
        for case in built_cases(list(articles.values()), BUILT)
    ]
    return pairs, built


def folds(pairs: Sequence[Pair], seed: int) -> dict[str, int]:
    """A fold for each article; articles of one pair, directly or through others, share one."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        parent[root(pair.ids[0])] = root(pair.ids[1])
    random = np.random.default_rng(seed)
    fold = {name: int(random.integers(FOLDS)) for name in sorted({root(name) for name in parent})}
    return {name: fold[root(name)] for name in sorted(parent)}
