"""The command that searches, with its arguments; see `cli.app`."""

# ruff: noqa: PLC0415

from typing import Annotated

import typer

from headwater.cli.parameters import AsJson, Data
from headwater.cli.settings import Settings

finding = typer.Typer(rich_markup_mode=None)


@finding.command()
def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY…]", help="Words, phrases, operators.", show_default=False),
    ] = None,
    data: Data = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many stories.")] = 20,
    newest: Annotated[bool, typer.Option("--newest", help="The newest first, not the best.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Fill the index anew from the stored articles.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find stories by what their articles say.

    A word finds its other forms, a "quoted phrase" the exact words. Operators: site: publisher: author: tag: category:
    language: before: after: OR, and - before what must not be there (after -- on the command line).
    """
    from headwater.cli import searching

    settings = Settings.of(data, None, as_json)
    searching.search_or_rebuild(settings, words or [], limit=limit, newest=newest, anew=rebuild)
