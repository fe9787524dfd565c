"""Commands that only read: stories, trace, compare, export, quarantine."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import orjson
import typer

from headwater.cli import telling
from headwater.cli.settings import Settings
from headwater.flow import FORMATS, RECORDS, compare_inputs, export_records, trace_input
from headwater.intake import FileOptions
from headwater.model.errors import HeadwaterError, StoreError
from headwater.store import Library, open_library
from headwater.web.wording import counted


def list_stories(settings: Settings, *, limit: int, brief: bool) -> None:
    """Print the stories, newest first."""
    with _library(settings) as library:
        cards, _ = library.stories(limit=limit)
        if settings.as_json:
            _print_json([library.story(card.id) for card in cards] if not brief else cards)
            return
        for card in cards:
            print("\n".join(telling.story_lines(card, None if brief else library.story(card.id), _now())))
        if not cards:
            print("No stories yet: headwater import PATH…", file=sys.stderr)


def trace(settings: Settings, what: str, *, fetched_at: datetime | None, charset: str | None) -> None:
    """Print where each article of a file, page or id comes from."""
    content_type = f"text/plain; charset={charset}" if charset else None
    options = FileOptions(fetched_at, content_type)
    if not (settings.data / "library.db").exists():
        report = trace_input(None, what, options=options, publishers=settings.publishers())
    else:
        with _library(settings) as library:
            report = trace_input(library, what, options=options, publishers=settings.publishers())
    if settings.as_json:
        _print_json(report)
    else:
        blocks = ["\n".join(telling.trace_lines(found, _now())) for found in report.articles]
        print("\n\n".join(blocks))


def compare(settings: Settings, a: str, b: str) -> None:
    """Print how two articles relate."""
    if not (settings.data / "library.db").exists():
        report = compare_inputs(None, a, b, publishers=settings.publishers())
    else:
        with _library(settings) as library:
            report = compare_inputs(library, a, b, publishers=settings.publishers())
    if settings.as_json:
        _print_json(report)
    else:
        print("\n".join(telling.comparison_lines(report)))


def export(settings: Settings, what: str, fmt: str, output: Path | None) -> None:
    """Write records to a file or standard output. Records or a format that there are not are wrong usage."""
    if what not in RECORDS:
        raise typer.BadParameter(f"no records {what!r}; there are {', '.join(RECORDS)}")
    if fmt not in FORMATS:
        raise typer.BadParameter(f"no format {fmt!r}; there are {', '.join(FORMATS)}")
    with _library(settings) as library:
        if output is None:
            export_records(library, what, fmt, sys.stdout.buffer)
            return
        try:
            with output.open("wb") as out:
                count = export_records(library, what, fmt, out)
        except OSError as error:
            raise StoreError(f"can't write {output}: {error.strerror}") from error
    print(f"Wrote {counted(count, 'record')} to {output}.", file=sys.stderr)


def list_quarantine(settings: Settings) -> None:
    """Print what could not be read and why."""
    with _library(settings) as library:
        entries = library.quarantine()
    if settings.as_json:
        _print_json(entries)
    elif not entries:
        print("Nothing is in quarantine.")
    else:
        print("\n".join(line for entry in entries for line in telling.quarantine_lines(entry)))


def _library(settings: Settings) -> Library:
    """The library to read; a folder that holds none is an error here, not a new library."""
    if not (settings.data / "library.db").exists():
        raise HeadwaterError(f"{settings.data} holds no library yet; make one with: headwater import PATH…")
    return open_library(settings.data)


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _now() -> datetime:
    return datetime.now(UTC)
