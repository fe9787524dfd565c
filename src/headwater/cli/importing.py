"""`headwater import`: progress on a terminal, each failure named, and a sentence at the end."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from headwater.cli.settings import Settings
from headwater.flow import ImportOptions, ImportProgress, ImportReport, import_paths
from headwater.store import open_library
from headwater.web.wording import counted


def import_pages(
    settings: Settings, paths: Iterable[Path], *, fetched_at: datetime | None, charset: str | None
) -> int:
    """Import and report; the exit code."""
    options = ImportOptions(fetched_at=fetched_at, charset=charset, publishers=settings.publishers())
    report = run_import(settings.data, paths, options)
    if settings.as_json:
        sys.stdout.buffer.write(orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        tell(report)
    return 1 if report.failures else 0


def run_import(data: Path, paths: Iterable[Path], options: ImportOptions) -> ImportReport:
    """Import with a progress line on a terminal and none in a pipe."""
    console = Console(stderr=True)
    with (
        open_library(data, writing=True) as library,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as bar,
    ):
        return import_paths(library, paths, options=options, progress=_moving(bar))


def _moving(bar: Progress) -> Callable[[ImportProgress], None]:
    # How many inputs there will be is not known before an archive has been read: the bar only counts.
    task = bar.add_task("Importing", total=None)

    def move(done: ImportProgress) -> None:
        bar.update(
            task,
            completed=done.inputs,
            description=f"{counted(done.articles, 'article')} · {done.name[-40:]}",
        )

    return move


def tell(report: ImportReport) -> None:
    """What an import did, in words: failures on standard error, the rest on standard output."""
    for failure in report.failures:
        advice = f"\n    {failure.advice}" if failure.advice else ""
        print(f"{failure.name}: {failure.reason}{advice}", file=sys.stderr)
    articles = counted(report.articles_new, "new article")
    revised = f", {report.articles_revised} revised" if report.articles_revised else ""
    again = f", {report.articles_seen_again} seen again" if report.articles_seen_again else ""
    known = f", {counted(report.pages_known, 'page')} known already" if report.pages_known else ""
    print(f"Imported {articles}{revised}{again} from {counted(report.pages_new, 'new page')}{known}.")
    if report.failures:
        print(
            f"{counted(len(report.failures), 'input')} could not be read and "
            f"{'is' if len(report.failures) == 1 else 'are'} kept in quarantine (headwater quarantine).",
            file=sys.stderr,
        )
