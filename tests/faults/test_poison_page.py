"""Row: a page that hangs, fills the memory of, or crashes whoever reads it. Three tries; all others are read."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from headwater.flow.isolated import TRIES, ReadingLimits
from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.store import open_library
from tests.faults import news
from tests.faults.conftest import Tally
from tests.faults.holdings import Holdings, holdings
from tests.faults.processes import done, importing, polling
from tests.faults.seeds import chance, seeded
from tests.flow.invented import write_pages
from tests.flow.polling.site import Answer

FAULTS = ("!hang", "!spin", "!grow", "!crash", "!leave")
POISON = "tests.flow.isolated.poison:read"
LIMITS = ReadingLimits(cpu_seconds=1, wall_seconds=2, memory_bytes=200_000_000)


def without_failures(held: Holdings) -> Holdings:
    return Holdings({name: count for name, count in held.items() if not name.startswith("quarantined")})


@seeded(1)
def test_in_an_import(place: str, tmp_path: Path, seed: int, tally: Tally) -> None:
    draw, pages, tries = chance(seed, "poison"), write_pages(tmp_path / "pages"), tmp_path / "tries"
    expected = str(tmp_path / "expected")
    done(importing, expected, [pages])
    fault, name = draw.choice(FAULTS), f"{draw.randint(0, 8):02}-poison.html"
    (pages / name).write_text(f"{fault}\n{tries}")
    options = ImportOptions(workers=2, limits=LIMITS, function=POISON)
    with open_library(place, writing=True) as library:
        for _ in range(2):
            (failure,) = import_paths(library, [pages], options=options).failures
            assert (failure.name, failure.tries) == (name, TRIES), fault
    tally.injected += 1
    assert tries.read_text().count("tried") == TRIES
    tally.compare(holdings(expected), without_failures(holdings(place)), fault)


@seeded(1)
def test_in_a_fetch(place: str, tmp_path: Path, seed: int, tally: Tally) -> None:
    """The page of one entry, then a whole feed: what was announced stays, and so does all else."""
    draw, tries, expected = chance(seed, "poison"), tmp_path / "tries", str(tmp_path / "expected")
    fault = draw.choice(FAULTS)
    with news.open_site() as site:
        for each in (place, expected):
            news.watch(each, site.url)
        site.answers = good = news.served(site.url, 0)
        done(polling, expected, news.at(0))
        path = draw.choice([feed for feed in good if feed not in news.FEEDS and site.times_asked(feed)])
        site.answers = {**good, path: Answer(f"{fault}\n{tries}")}
        done(partial(polling, isolated=True, limits=LIMITS, function=POISON), place, news.at(0))
        tally.injected += 1
        assert tries.read_text().count("tried") == TRIES
        others = Holdings({name: n for name, n in holdings(expected).items() if path not in name})
        lost = Holdings({name: n for name, n in others.items() if name.startswith("article")}) - holdings(
            place
        )
        tally.lost += lost.total()
        assert not lost, fault
        # Mended, it is read when it is fetched again.
        site.answers = good
        done(polling, place, news.at(0) + timedelta(hours=8))
    tally.compare(of_articles(holdings(expected)), of_articles(without_failures(holdings(place))), fault)


def of_articles(held: Holdings) -> Holdings:
    return Holdings({name: n for name, n in held.items() if name.startswith(("article", "family"))})
