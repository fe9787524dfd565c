"""Measure an import from files to stories, and a second import of the same.

Run: python bench/importing.py PATH…

Prints pages, articles, seconds of CPU and of the clock, for a new library and for one that knows them all.
"""

import argparse
import tempfile
import time
from pathlib import Path

from headwater.flow.options import ImportOptions, ImportReport
from headwater.flow.pipeline import import_paths
from headwater.flow.samples import sample_publishers
from headwater.publishers import publishers_with
from headwater.store import open_library


def timed(data: Path, paths: list[Path]) -> tuple[ImportReport, float, float]:
    options = ImportOptions(publishers=publishers_with([sample_publishers()]))
    clock, cpu = time.perf_counter(), time.process_time()
    with open_library(data, writing=True) as library:
        report = import_paths(library, paths, options=options)
    return report, time.perf_counter() - clock, time.process_time() - cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    paths = parser.parse_args().paths
    with tempfile.TemporaryDirectory() as folder:
        for which in ("first import ", "second import"):
            report, clock, cpu = timed(Path(folder) / "data", paths)
            print(
                f"{which}: {report.pages_new} pages new, {report.pages_known} known, {report.articles_new} articles, "
                f"{len(report.failures)} failures; {clock:.2f} s, {cpu:.2f} s of CPU"
            )


if __name__ == "__main__":
    main()
