"""Measure archives from WARC to stories: one process, a pool of 1 and of 2, a Dask cluster of 2, and a killed worker.

Run: python bench/bulk.py [--pages N] [--files N] [--only WAY …]

Prints for each way of reading the articles a second by the clock, seconds of processor of this process and of others
(of a cluster's only as far as the system counts them), where this process's time goes, and a digest of all rows,
exports and archive bytes, which has to be the same for all.
"""

import argparse
import multiprocessing
import os
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from crawling.crawl import write_crawl
from crawling.state import digest_of_library
from headwater.flow.bulk import Archives
from headwater.flow.options import ImportOptions, ImportProgress
from headwater.flow.pipeline import import_paths
from headwater.flow.taking import PageTaker
from headwater.store import open_library

WAYS = ("serial", "pool-1", "pool-2", "cluster-2", "killed")


@contextmanager
def timing(owner: type, name: str, clock: Counter[str], what: str) -> Iterator[None]:
    """Count the seconds inside a method, or between the items of a generator, on a clock."""
    method: Callable[..., Any] = getattr(owner, name)

    def timed(*args: Any, **named: Any) -> Any:
        started = time.perf_counter()
        result = method(*args, **named)
        clock[what] += time.perf_counter() - started
        return _timed_items(result, clock, what) if hasattr(result, "__next__") else result

    setattr(owner, name, timed)
    yield
    setattr(owner, name, method)


def _timed_items(items: Iterator[Any], clock: Counter[str], what: str) -> Iterator[Any]:
    while True:
        started = time.perf_counter()
        item = next(items, None)
        clock[what] += time.perf_counter() - started
        if item is None:
            return
        yield item


@contextmanager
def cluster(count: int) -> Iterator[str]:
    """A Dask cluster of so many workers of a thread each on this machine; its address."""
    from distributed import LocalCluster  # noqa: PLC0415  # an extra, and slow to import

    with LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as local:
        yield local.scheduler_address


def kill_midway() -> Callable[[ImportProgress], None]:
    """Kills one of the pool's processes when half of the bytes are done."""
    killed = []

    def kill(done: ImportProgress) -> None:
        if not killed and done.bytes_done > done.bytes_total / 2:
            worker = multiprocessing.active_children()[0].pid
            if worker:
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
                print("  a worker was killed")

    return kill


def cpu() -> tuple[float, float]:
    """Seconds of processor of this process, and of those that ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def measure(way: str, paths: list[Path], data: Path) -> None:
    clock = Counter[str]()
    count = 2 if way == "killed" else int(way.partition("-")[2] or 0)
    with cluster(count) if way.startswith("cluster") else nullcontext() as address:
        options = ImportOptions(workers=count, cluster=address)
        (own, others), started = cpu(), time.perf_counter()
        with (
            open_library(data, writing=True) as library,
            timing(Archives, "batches", clock, "waiting for pages"),
            timing(PageTaker, "take", clock, "taking them"),
        ):
            progress = kill_midway() if way == "killed" else None
            report = import_paths(library, paths, options=options, progress=progress)
        seconds = time.perf_counter() - started
    own_after, others_after = cpu()
    clock["committing and the rest"] = seconds - clock.total()
    print(
        f"{way:10} {report.articles_new / seconds:6.1f} articles a second; {seconds:.1f} s; "
        f"processor {own_after - own:.1f} s here, {others_after - others:.1f} s in others; "
        f"{len(report.failures)} failures; digest {digest_of_library(data)}"
    )
    print("           " + ", ".join(f"{what} {spent:.1f} s" for what, spent in clock.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--files", type=int, default=8)
    parser.add_argument("--only", nargs="+", choices=WAYS, default=WAYS, metavar="WAY")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_crawl(Path(folder), args.pages, args.files)
        size = sum(path.stat().st_size for path in paths)
        print(f"{args.pages:,} pages in {args.files} files, {size / 1e6:.1f} MB packed")
        for way in args.only:
            measure(way, paths, Path(folder) / way)


if __name__ == "__main__":
    main()
