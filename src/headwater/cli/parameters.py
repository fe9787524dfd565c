"""The options that several commands share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from headwater import __version__
from headwater.model.words import LogFormat, LogLevel

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        envvar="HEADWATER_DATA",
        metavar="DIR",
        help="The folder that holds everything, or the postgresql:// address of a database that does; "
        "without it a folder among your own data.",
        show_envvar=True,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
PublishersFile = Annotated[
    list[Path] | None,
    typer.Option(
        "--publishers", metavar="FILE", help="A file of publishers to know besides the built-in ones."
    ),
]
FetchedAt = Annotated[
    datetime | None,
    typer.Option(
        "--fetched-at",
        metavar="TIME",
        formats=[
            "%Y-%m-%dT%H:%M:%S%z",
            "%Y-%m-%dT%H:%M%z",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%d",
        ],
        help="When the files were fetched (UTC unless an offset is given); without it a file's own time counts.",
    ),
]
Charset = Annotated[
    str | None,
    typer.Option("--charset", metavar="NAME", help="The files' character set, where they don't say."),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Only articles published on this day (2026-11-14) or later, UTC.",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        formats=["%Y-%m-%d"],
        metavar="DAY",
        help="Only articles published on this day or earlier, UTC.",
    ),
]
AtLeast = Annotated[
    int,
    typer.Option("--at-least", min=1, help="Leave out links of fewer articles and excerpts."),
]
Proxy = Annotated[
    str | None,
    typer.Option("--proxy", metavar="URL", help="Fetch it through this proxy (http, https, socks5)."),
]
Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="NETWORK|HOST[:PORT]",
        envvar="HEADWATER_ALLOW",
        help="Local services that may be fetched; without it only the public internet.",
    ),
]
Contact = Annotated[
    str,
    typer.Option(
        "--contact",
        envvar="HEADWATER_CONTACT",
        help="Where the owners of sites can reach you, for the User-Agent.",
    ),
]
MetricsAt = Annotated[
    str | None,
    typer.Option(
        "--metrics",
        metavar="ADDRESS:PORT",
        help="Answer monitoring there (/metrics, /healthz, /readyz), such as 127.0.0.1:9464.",
    ),
]
LogsAs = Annotated[
    LogFormat | None,
    typer.Option(
        "--log-format",
        envvar="HEADWATER_LOG_FORMAT",
        help="Log a line for each thing that happens, to standard error, in the place of words for people.",
    ),
]
LogsFrom = Annotated[
    LogLevel,
    typer.Option("--log-level", envvar="HEADWATER_LOG_LEVEL", help="What is worth a line: this and worse."),
]


def _say_where(ctx: typer.Context, param: typer.CallbackParam, value: object) -> None:
    """Options of the commands are no options of the program: whoever gives one before the command is told so."""
    if value:
        option = param.opts[0]
        raise typer.BadParameter(
            f"it comes after the command, as in headwater import {option} …", ctx, param_hint=option
        )


MisplacedData = Annotated[str | None, typer.Option("--data", hidden=True, callback=_say_where)]
MisplacedJson = Annotated[bool, typer.Option("--json", hidden=True, callback=_say_where)]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"headwater {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Print the version.")
]
