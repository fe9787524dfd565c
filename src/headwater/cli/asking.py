"""Commands that only read and compare: trace, compare, export."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from headwater.cli import networking, telling
from headwater.cli.layout import print_json
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.flow.export import FORMATS, NETWORK, RECORDS, NetworkScope, export_records
from headwater.flow.trace import compare_inputs, trace_input
from headwater.intake import FileOptions
from headwater.model.errors import NotFoundError, StoreError
from headwater.store import has_library
from headwater.web.wording.words import counted


def trace(settings: Settings, what: str, *, fetched_at: datetime | None, charset: str | None) -> None:
    """Print where each article of a file, page or id comes from; of a site, what it takes and gives."""
    content_type = f"text/plain; charset={charset}" if charset else None
    options = FileOptions(fetched_at, content_type)
    publishers = settings.publishers()
    if not has_library(settings.data):
        report = trace_input(None, what, options=options, publishers=publishers)
    else:
        with library_of(settings) as library:
            try:
                report = trace_input(library, what, options=options, publishers=publishers)
            except NotFoundError as no_article:
                networking.show_site_instead(settings, library, what, no_article)
                return
    if settings.as_json:
        print_json(report)
    else:
        blocks = ["\n".join(telling.trace_lines(found, _now())) for found in report.articles]
        print("\n\n".join(blocks))


def compare(settings: Settings, a: str, b: str) -> None:
    """Print how two articles relate."""
    if not has_library(settings.data):
        report = compare_inputs(None, a, b, publishers=settings.publishers())
    else:
        with library_of(settings) as library:
            report = compare_inputs(library, a, b, publishers=settings.publishers())
    if settings.as_json:
        print_json(report)
    else:
        print("\n".join(telling.comparison_lines(report)))


def export(settings: Settings, what: str, fmt: str, output: Path | None, scope: NetworkScope | None) -> None:
    """Write records to a file or standard output. What there is not, or does not go together, is wrong usage."""
    if what not in RECORDS:
        raise typer.BadParameter(f"no records {what!r}; there are {', '.join(RECORDS)}")
    if fmt not in FORMATS:
        raise typer.BadParameter(f"no format {fmt!r}; there are {', '.join(FORMATS)}")
    if fmt == "graphml" and what != "network":
        raise typer.BadParameter(
            f"graphml holds a network, not {what}: headwater export network --format graphml"
        )
    if scope and what not in NETWORK:
        raise typer.BadParameter(f"--since, --until and --at-least narrow {', '.join(NETWORK)}, not {what}")
    if scope and scope.at_least > 1 and what == "takings":
        raise typer.BadParameter("--at-least counts the articles of a link; takings has them one by one")
    scope = replace(scope or NetworkScope(), publishers=settings.publishers())
    with library_of(settings) as library:
        if output is None:
            export_records(library, what, fmt, sys.stdout.buffer, scope=scope)
            return
        try:
            with output.open("wb") as out:
                count = export_records(library, what, fmt, out, scope=scope)
        except OSError as error:
            raise StoreError(f"can't write {output}: {error.strerror}") from error
    print(f"Wrote {counted(count, 'record')} to {output}.", file=sys.stderr)


def _now() -> datetime:
    return datetime.now(UTC)
