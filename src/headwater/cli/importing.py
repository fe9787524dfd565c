"""`headwater import`: progress on a terminal, each failure named, and a sentence at the end."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from headwater.cli.settings import Settings
from headwater.flow.options import ImportOptions, ImportProgress, ImportReport
from headwater.flow.pipeline import import_paths
from headwater.model.errors import HeadwaterError
from headwater.model.words import LogFormat, LogLevel
from headwater.store import open_library
from headwater.web.wording.words import counted


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says of an import. `workers` processes read, as many as there are cores if nothing is said.

    With a `log_format` lines are logged in the place of words for people.
    """

    fetched_at: datetime | None = None
    charset: str | None = None
    workers: int | None = None
    cluster: str | None = None
    log_format: LogFormat | None = None
    log_level: LogLevel = LogLevel.INFO


NOTHING_ASKED = Asked()


def import_pages(settings: Settings, paths: Sequence[Path], asked: Asked = NOTHING_ASKED) -> int:
    """Import and report; the exit code."""
    if any(path.parts[:1] in (("http:",), ("https:",)) for path in paths):
        raise HeadwaterError(
            "import reads files and folders; for an address: headwater add URL, or --dry-run to look"
        )
    options = ImportOptions(
        fetched_at=asked.fetched_at,
        charset=asked.charset,
        publishers=settings.publishers(),
        workers=_cores() if asked.workers is None else asked.workers,
        cluster=asked.cluster,
    )
    if asked.log_format is None:
        report = run_import(settings.data, paths, options)
    else:
        report = _log_import(settings.data, paths, options, asked.log_format, asked.log_level)
    if settings.as_json:
        sys.stdout.buffer.write(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    elif asked.log_format is None:
        tell(report)
    else:
        sum_up(report)
    return 1 if report.failures else 0


def run_import(data: Path | str, paths: Iterable[Path], options: ImportOptions) -> ImportReport:
    """Import with a progress line on a terminal and none in a pipe."""
    console = Console(stderr=True)
    with (
        open_library(data, writing=True) as library,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bar,
    ):
        return import_paths(library, paths, options=options, progress=_moving(bar))


def _log_import(
    data: Path | str, paths: Sequence[Path], options: ImportOptions, fmt: LogFormat, level: LogLevel
) -> ImportReport:
    """Import with a line for each file."""
    from headwater.flow.outside.import_log import ImportLog  # noqa: PLC0415  # what few need takes long to load
    from headwater.flow.outside.logs import configure_logs  # noqa: PLC0415

    configure_logs(fmt, level, sys.stderr)
    with open_library(data, writing=True) as library:
        log = ImportLog(paths, options)
        try:
            report = import_paths(library, paths, options=options, ended=log.ended)
        except HeadwaterError as error:
            log.broke_off(error)
            raise
    log.finished(report)
    return report


def _moving(bar: Progress) -> Callable[[ImportProgress], None]:
    # How many pages there will be is not known before they are read: only the bytes of archive files are counted.
    task = bar.add_task("Importing", total=None, left="")
    begun = time.monotonic()

    def move(done: ImportProgress) -> None:
        rate = done.articles / max(time.monotonic() - begun, 1e-9)
        bar.update(
            task,
            completed=done.bytes_done,
            total=done.bytes_total or None,
            description=f"{counted(done.articles, 'article')} · {rate:.0f} a second · {done.name[-40:]}",
            left="left:" if done.bytes_total else "",
        )

    return move


def _cores() -> int:
    """Processors that this process may use, which in a container can be fewer than the machine's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def tell(report: ImportReport) -> None:
    """What an import did, in words: failures on standard error, the rest on standard output."""
    for failure in report.failures:
        advice = f"\n    {failure.advice}" if failure.advice else ""
        print(f"{failure.name}: {failure.reason}{advice}", file=sys.stderr)
    sum_up(report)
    if report.failures:
        print(
            f"{counted(len(report.failures), 'input')} could not be read and "
            f"{'is' if len(report.failures) == 1 else 'are'} kept in quarantine (headwater quarantine).",
            file=sys.stderr,
        )


def sum_up(report: ImportReport) -> None:
    """What was taken, in words."""
    articles = counted(report.articles_new, "new article")
    revised = f", {report.articles_revised} revised" if report.articles_revised else ""
    again = f", {report.articles_seen_again} seen again" if report.articles_seen_again else ""
    known = f", {counted(report.pages_known, 'page')} known already" if report.pages_known else ""
    print(f"Imported {articles}{revised}{again} from {counted(report.pages_new, 'new page')}{known}.")
    if report.files_known:
        print(f"{counted(report.files_known, 'archive file')} known already.")
    if report.left_out:
        print(
            "Left out of archives: " + ", ".join(f"{n:,} {what}" for what, n in report.left_out.items()) + "."
        )
