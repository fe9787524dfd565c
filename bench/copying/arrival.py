"""Whether the order of arrival decides anything, and what a copy costs when its family is large.

Each set is imported into a new library again and again, its pages shuffled, and what comes out is held against
the first. Families are their sets of members; origins and branches are compared whole, but for the story.
"""

import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from copying.arriving import Line, copies_of_one, world
from headwater.copies import families_of
from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_pages, sample_publishers
from headwater.model import Branch, Family, Origin, Publishers
from headwater.publishers import publishers_with
from headwater.store import Library, open_library

SHUFFLES = 10
SIZES = (50, 150, 300, 600)
_T = TypeVar("_T")

# A copy's cost at a size is the mean over the last so many to come.
_LAST = 20
# The worst order costs the square of its length: it is tried up to this size.
_LATEST_FIRST = 150


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to: members → origin and branches."""

    families: dict[tuple[str, ...], tuple[Origin, tuple[Branch, ...]]]

    def differences(self, other: "Outcome") -> tuple[int, int, int]:
        """How many families, origins and trees of branches are not those of the other."""
        shared = self.families.keys() & other.families.keys()
        origins = sum(self.families[name][0] != other.families[name][0] for name in shared)
        trees = sum(self.families[name][1] != other.families[name][1] for name in shared)
        return len(self.families.keys() ^ other.families.keys()), origins, trees


def outcome_of(families: Iterable[Family]) -> Outcome:
    return Outcome({family.members: (family.origin, family.branches) for family in families})


def print_arrival(pairs: Path, pages: Path | None, shuffles: int = SHUFFLES) -> None:
    """Print the sets' differences over the shuffles and the cost of a copy by the size of its family."""
    print(f"\nOrder of arrival: {shuffles} shuffles of each set, against the first import of it")
    print(f"{'set':<28}{'articles':>9}{'families':>9}{'other families':>16}{'origins':>9}{'branches':>10}")
    # A later fetch of a page is a version of its article, whose id is that of the fetch imported first.
    samples = sorted(p for p in sample_pages().glob("*.*ml") if not p.stem.endswith("-later"))
    _print_set("sample pages", [*samples, *sorted(sample_pages().glob("*.txt"))], shuffles)
    if pages is not None and pages.is_dir():
        _print_set("saved pages", sorted(pages.glob("*.txt")), shuffles)
    _print_lines("labelled articles", _labelled(pairs), shuffles)
    _print_lines("built, 20 copies a report", world(20), shuffles)
    _print_lines("one report, 150 copies", copies_of_one(150), shuffles)


def _print_set(name: str, files: Sequence[Path], shuffles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes = []
        for n in range(shuffles + 1):
            order = _shuffled(files, n)
            outcomes.append(_imported(Path(folder) / str(n), order))
        _print_row(name, outcomes)


def _print_lines(name: str, lines: Sequence[Line], shuffles: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes = []
        for n in range(shuffles + 1):
            file = _written(Path(folder) / f"{n}.jsonl", _shuffled(lines, n))
            outcomes.append(_imported(Path(folder) / str(n), [file]))
        _print_row(name, outcomes)


def _print_row(name: str, outcomes: Sequence[tuple[Outcome, Outcome]]) -> None:
    first = outcomes[0][0]
    articles = sum(map(len, first.families))
    counts = [first.differences(one) for one, _ in outcomes[1:]]
    families, origins, branches = (sum(count[at] for count in counts) for at in range(3))
    print(
        f"{name:<28}{articles:>9}{len(first.families):>9}{families:>16}{origins:>9}{branches:>10}", flush=True
    )
    at_once = first.differences(outcomes[0][1])
    print(f"{'  all at once, in memory':<46}{at_once[0]:>16}{at_once[1]:>9}{at_once[2]:>10}", flush=True)


def _shuffled(things: Sequence[_T], seed: int) -> list[_T]:
    order = list(things)
    if seed:
        random.Random(seed).shuffle(order)  # an order, no secret
    return order


def _written(file: Path, lines: Iterable[Line]) -> Path:
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def _imported(data: Path, paths: Sequence[Path]) -> tuple[Outcome, Outcome]:
    """What the import of these came to, and what all its articles come to at once."""
    publishers = _publishers()
    with open_library(data, writing=True) as library:
        import_paths(library, paths, options=ImportOptions(publishers=publishers))
        stored = _stored(library)
        with library.read() as session:
            articles = [placed.article for placed in session.articles.placed()]
    at_once = families_of(articles, publishers) if data.name == "0" else ()
    return stored, outcome_of(at_once)


def _stored(library: Library) -> Outcome:
    with library.read() as session:
        return outcome_of(session.families.many(session.families.all_ids()).values())


def _publishers() -> Publishers:
    return publishers_with([sample_publishers()])


def _labelled(folder: Path) -> list[Line]:
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        {
            "title": row["title"] or "-",
            "text": row["text"],
            "url": row["url"] or f"https://{row['source']}/{row['id']}",
            "site": row["source"],
            "published": _day(row["published"]),
        }
        for row in rows
    ]


def _day(printed: str) -> str | None:
    return f"{printed[:10]}T00:00:00+00:00" if printed[:4].isdigit() and printed[4:5] == "-" else None


def print_growth() -> None:
    """Print what a copy costs by the size of its family, in three orders."""
    print(
        f"\nMilliseconds of CPU a copy (mean of {_LAST}) when its family has so many members, and last to first"
    )
    lines = copies_of_one(SIZES[-1])
    orders = (("earliest first", lines), ("shuffled", _shuffled(lines, 1)))
    with tempfile.TemporaryDirectory() as folder:
        for order, given in orders:
            _print_costs(order, _costs(Path(folder) / order, given, SIZES), SIZES)
        # Each copy is the new origin, with which all others are compared: the cost is that of the family.
        few = [size for size in SIZES if size <= _LATEST_FIRST]
        given = lines[:_LATEST_FIRST][::-1]
        _print_costs("latest first", _costs(Path(folder) / "latest first", given, few), few)


def _print_costs(order: str, costs: Sequence[float], sizes: Sequence[int]) -> None:
    said = "  ".join(f"{size}: {cost:.0f}" for size, cost in zip(sizes, costs, strict=True))
    print(f"  {order:<16}{said}  ratio {costs[-1] / costs[0]:.2f}", flush=True)


def _costs(folder: Path, lines: Sequence[Line], sizes: Sequence[int]) -> list[float]:
    folder.mkdir()
    file = _written(folder / "copies.jsonl", lines)
    times = [time.process_time()]
    with open_library(folder / "data", writing=True) as library:
        options = ImportOptions(publishers=_publishers())
        import_paths(library, [file], options=options, progress=lambda _: times.append(time.process_time()))
    return [1000 * (times[size] - times[size - _LAST]) / _LAST for size in sizes]
