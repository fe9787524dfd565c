"""The commands of whoever runs Headwater for themselves or others: backups, the doctor, quarantine, retention.

Like all commands, each imports what it runs when it runs.
"""

# ruff: noqa: PLC0415

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.parameters import AsJson, Data, PublishersFile
from headwater.cli.settings import Settings

operating = typer.Typer(rich_markup_mode=None)

BackupPath = Annotated[Path, typer.Argument(metavar="FILE|DIR", show_default=False)]


@operating.command()
def backup(
    target: BackupPath,
    data: Data = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Restore it into a temporary folder and compare every row.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Back everything up while it is used.

    Into one file (its name ends in .tar), or into a folder, into which only what is new is copied each time.
    """
    from headwater.cli import backup as command

    command.back_up_to(Settings.of(data, None, as_json), target, verifying=verify)


@operating.command()
def restore(
    source: BackupPath,
    target: Annotated[str, typer.Argument(metavar="DIR", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Make a library of a backup.

    In a folder that is empty or not there yet, or at the postgresql:// address of an empty database.
    """
    from headwater.cli import backup as command

    command.restore_to(source, target, as_json=as_json)


@operating.command()
def doctor(
    data: Data = None,
    deep: Annotated[bool, typer.Option("--deep", help="Read every row and every archived page.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is wrong, where, and what to do about it.

    Settings in force, database, archive, disk, sources, quarantine. Exit code 1 where something is in trouble.
    """
    from headwater.cli import doctor as command

    raise typer.Exit(command.show_examination(Settings.of(data, None, as_json), deep=deep))


@operating.command()
def quarantine(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[retry|dismiss ID…]",
            help="What to do with which; without it all are listed.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    publishers: PublishersFile = None,
    everything: Annotated[bool, typer.Option("--all", help="With retry: all that are listed.")] = False,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="List what was dismissed.")] = False,
    as_json: AsJson = False,
) -> None:
    """What could not be read, why, and what to do.

    retry reads again what is kept of an input, as a newer headwater may understand it: exit code 1 where some of it
    still can't be read. dismiss lists it no more until other content fails in its place; what is kept of it stays.
    """
    from headwater.cli import quarantine as command

    options = command.QuarantineOptions(everything, dismissed)
    raise typer.Exit(command.manage(Settings.of(data, publishers, as_json), words or [], options))


@operating.command()
def password(
    word: Annotated[
        str,
        typer.Argument(metavar="set|clear|status", help="What to do with it.", show_default=False),
    ],
    data: Data = None,
    from_stdin: Annotated[
        bool, typer.Option("--stdin", help="With set: read it from standard input, a line.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The password that whoever reads has to sign in with.

    Without one everybody reads who reaches the reader. set asks for it twice, without showing it; whenever it is set or
    cleared, everybody is signed out.
    """
    from headwater.cli import password as command

    raise typer.Exit(command.manage(Settings.of(data, None, as_json), word, from_stdin=from_stdin))


@operating.command("migrate-store")
def migrate_store(
    source: Annotated[str, typer.Argument(metavar="FROM", show_default=False)],
    target: Annotated[str, typer.Argument(metavar="TO", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Copy a whole library into another place.

    Each is a folder or a postgresql:// address. All rows and archived pages are compared by count and digest.
    """
    from headwater.cli import moving

    moving.migrate_store(source, target, as_json=as_json)


@operating.command()
def retention(
    data: Data = None,
    pages: Annotated[
        int | None,
        typer.Option(
            "--pages", metavar="DAYS", help="Keep the bytes of pages for so many days.", show_default="all"
        ),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it; without it only what would be done is told.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let go of the bytes of old pages.

    Articles, stories and revisions stay, and so do pages that are evidence of a change. Without rules all is kept.
    """
    from headwater.cli import retention as command

    command.retain(Settings.of(data, None, as_json), pages, apply=apply)
