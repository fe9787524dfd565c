"""`headwater migrate-store`: a library moved to another kind of store, with what was moved."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from headwater.cli.settings import data_named
from headwater.store import MovedLibrary, MovedPart, move_library, place_of
from headwater.store.moving import Progress as Told
from headwater.web.wording.words import counted


def migrate_store(source: str, target: str, *, as_json: bool) -> None:
    """Move and tell."""
    places = data_named(source), data_named(target)
    with _progress() as told:
        moved = move_library(*places, told)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(moved, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return
    names = [str(place_of(place)) for place in places]
    print("\n".join(told_in_words(moved)))
    print(
        f"{names[1]} holds all of {names[0]}, which stays as it was. Name the new one with --data from now on."
    )


def told_in_words(moved: MovedLibrary) -> Iterator[str]:
    """Each part with its count and the beginning of its digest, which both ends have."""
    width = max(len(part.name) for part in (*moved.tables, *moved.segments))
    for part in moved.tables:
        yield _line(part, width, "row")
    for part in moved.segments:
        yield _line(part, width, "record")


def _line(part: MovedPart, width: int, what: str) -> str:
    return f"{part.name:<{width}}  {counted(part.number, what):>16}  sha256 {part.digest[:16]}"


@contextmanager
def _progress() -> Iterator[Told]:
    """On a terminal, which part is moved and how far it is."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Moving", total=None)
        yield lambda name, number: bar.update(task, description=f"Moving {name}", completed=number)
