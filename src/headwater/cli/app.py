"""The commands and their arguments.

A command imports what it runs when it runs, so that `headwater --help` answers at once. It has a parameter for each of
its options, however many there are.
"""

# ruff: noqa: PLC0415, PLR0913, PLR0917

import sys
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.finding import finding
from headwater.cli.operating import operating
from headwater.cli.parameters import (
    Allow,
    AsJson,
    AtLeast,
    Charset,
    Contact,
    Data,
    FetchedAt,
    LogsAs,
    LogsFrom,
    MetricsAt,
    MisplacedData,
    MisplacedJson,
    Proxy,
    PublishersFile,
    Since,
    Until,
    Version,
)
from headwater.cli.settings import Settings, aware
from headwater.model.errors import HeadwaterError
from headwater.model.words import LogLevel

app = typer.Typer(
    name="headwater",
    help="A news reader that shows each story once and traces every article to where it came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(finding)
app.add_typer(operating)


@app.command("import")
def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="Files and folders.", show_default=False, readable=False),
    ],
    data: Data = None,
    publishers: PublishersFile = None,
    fetched_at: FetchedAt = None,
    charset: Charset = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="How many processes read, each page within limits; 0 reads in this one, without any.",
            show_default="one a core",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="tcp://…", help="A Dask scheduler whose workers read WARC and WET files."),
    ] = None,
    log_format: LogsAs = None,
    log_level: LogsFrom = LogLevel.INFO,
    as_json: AsJson = False,
) -> None:
    """Import files and whole folders.

    Text, HTML, feeds, any of them in gzip, WARC and JSON Lines.
    """
    from headwater.cli import importing

    asked = importing.Asked(aware(fetched_at), charset, workers, cluster, log_format, log_level)
    raise typer.Exit(importing.import_pages(Settings.of(data, publishers, as_json), paths, asked))


@app.command()
def add(
    what: Annotated[str, typer.Argument(metavar="URL|@CHANNEL|FILE", show_default=False)],
    data: Data = None,
    publishers: PublishersFile = None,
    candidate: Annotated[
        int | None, typer.Option("--candidate", min=1, metavar="N", help="Add the Nth of what is found.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what is found and add nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the best without asking.")] = False,
    folder: Annotated[str, typer.Option(help="File it in this folder; folders in folders with “/”.")] = "",
    title: Annotated[str | None, typer.Option(help="What to call it.", show_default=False)] = None,
    full_text: Annotated[
        bool | None,
        typer.Option(
            "--full-text/--summaries", help="Fetch each entry's page, or don't; found out without it."
        ),
    ] = None,
    proxy: Proxy = None,
    allow: Allow = None,
    contact: Contact = "",
    as_json: AsJson = False,
) -> None:
    """Watch a source.

    A site, feed, sitemap, Telegram channel, or any page that lists articles; an OPML file; an archive is imported.
    """
    from headwater.cli import adding
    from headwater.flow.adding import SourceOptions

    options = adding.AddOptions(
        SourceOptions(title, folder, full_text, proxy), candidate, dry_run, yes, tuple(allow or ()), contact
    )
    raise typer.Exit(adding.add(Settings.of(data, publishers, as_json), what, options))


@app.command()
def fetch(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE…]", help="Only these, now, and once.", show_default=False),
    ] = None,
    data: Data = None,
    publishers: PublishersFile = None,
    once: Annotated[bool, typer.Option("--once", help="Fetch what is due and stop.")] = False,
    at_once: Annotated[int, typer.Option(min=1, help="How many addresses to fetch at a time.")] = 32,
    callback: Annotated[
        str | None,
        typer.Option(
            "--websub",
            metavar="URL",
            envvar="HEADWATER_WEBSUB",
            help="Have hubs push to this public address, at which serve --websub answers: https://HOST/websub.",
        ),
    ] = None,
    proxy: Proxy = None,
    allow: Allow = None,
    contact: Contact = "",
    metrics: MetricsAt = None,
    log_format: LogsAs = None,
    log_level: LogsFrom = LogLevel.INFO,
    as_json: AsJson = False,
) -> None:
    """Fetch the sources, each when it is due, until stopped.

    A source is its address, its title or its id.
    """
    from headwater.cli import fetching, watching
    from headwater.intake.net import FetchSettings

    watch = watching.WatchOptions(metrics, log_format, log_level)
    way_out = FetchSettings(contact=contact, allow=tuple(allow or ()), proxy=proxy)
    options = fetching.FetchOptions(tuple(names or ()), once, at_once, way_out, callback, watch)
    raise typer.Exit(fetching.fetch(Settings.of(data, publishers, as_json), options))


@app.command()
def sources(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[pause|resume|remove|rename|folder|proxy|full-text SOURCE…|export FILE]",
            help="What to do with which; without it all are listed with how they do.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The sources that are watched, and how they do.

    To remove a source keeps its articles. rename SOURCE TITLE calls it otherwise, folder SOURCE FOLDER files it
    elsewhere (none: in no folder), proxy SOURCE ADDRESS fetches it through a proxy (none: without), full-text SOURCE
    yes|no fetches the pages behind its summaries, export FILE writes them all as OPML (-: to standard output).
    """
    from headwater.cli import sourcing

    raise typer.Exit(sourcing.manage(Settings.of(data, None, as_json), words or []))


@app.command()
def stories(
    data: Data = None,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50,
    brief: Annotated[bool, typer.Option("--brief", help="A line a story, without its articles.")] = False,
) -> None:
    """The stories, newest first.

    Each with its articles and where they came from.
    """
    from headwater.cli import listing

    listing.list_stories(Settings.of(data, None, as_json), limit=limit, brief=brief)


@app.command()
def trace(
    what: Annotated[str, typer.Argument(metavar="PATH|URL|ID|SITE", show_default=False)],
    data: Data = None,
    publishers: PublishersFile = None,
    fetched_at: FetchedAt = None,
    charset: Charset = None,
    as_json: AsJson = False,
) -> None:
    """Where an article comes from and why we think so.

    With what differs from its origin. The name or host of a site gives its part of the network.
    """
    from headwater.cli import asking

    settings = Settings.of(data, publishers, as_json)
    asking.trace(settings, what, fetched_at=aware(fetched_at), charset=charset)


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", show_default=False)],
    data: Data = None,
    publishers: PublishersFile = None,
    as_json: AsJson = False,
) -> None:
    """How two articles relate, and what one changed of the other.

    Each is a file, the id of a stored article, or the address of one.
    """
    from headwater.cli import asking

    asking.compare(Settings.of(data, publishers, as_json), a, b)


@app.command()
def network(
    site: Annotated[
        str | None, typer.Argument(metavar="[SITE]", help="A name or host: its profile.", show_default=False)
    ] = None,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="[OTHER]", help="Another: each article that passed between the two.", show_default=False
        ),
    ] = None,
    data: Data = None,
    publishers: PublishersFile = None,
    since: Since = None,
    until: Until = None,
    at_least: AtLeast = 1,
    articles: Annotated[
        bool, typer.Option("--articles", help="Each article behind the numbers, published last first.")
    ] = False,
    limit: Annotated[
        int, typer.Option(min=1, help="How many sites and links, the largest first, or articles.")
    ] = 30,
    as_json: AsJson = False,
) -> None:
    """Who takes from whom.

    What each site has first, takes with and without credit, how late and what it drops; and which sites mirror
    one another. With a SITE, that one's profile; with two, each article that passed between them.
    """
    from headwater.cli import networking

    settings, scope = Settings.of(data, publishers, as_json), networking.scope_of(since, until, at_least)
    if articles or other:
        names = [name for name in (site, other) if name]
        networking.show_articles(settings, names, scope, limit=limit)
    else:
        networking.show_network(settings, site, scope, limit=limit)


@app.command()
def revisions(
    what: Annotated[
        str | None,
        typer.Argument(metavar="[URL|ID]", help="One article, sentence by sentence.", show_default=False),
    ] = None,
    data: Data = None,
    only_silent: Annotated[
        bool, typer.Option("--silent", help="Only facts changed without a note that we saw.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many articles, the one changed last first.")] = 30,
    as_json: AsJson = False,
) -> None:
    """What addresses said at different times.

    Which changes were announced, and which were silent.
    """
    from headwater.cli import revising

    revising.show_revisions(Settings.of(data, None, as_json), what, only_silent=only_silent, limit=limit)


@app.command()
def export(
    what: Annotated[
        str,
        typer.Argument(
            metavar="articles|families|stories|revisions|network|sites|takings", show_default=False
        ),
    ],
    data: Data = None,
    publishers: PublishersFile = None,
    fmt: Annotated[str, typer.Option("--format", help="jsonl, csv or, for the network, graphml.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output without it.")
    ] = None,
    since: Since = None,
    until: Until = None,
    at_least: AtLeast = 1,
) -> None:
    """Write all records of a kind.

    Of the network its links (`network`), its sites (`sites`), or each article that one has from another (`takings`).
    """
    from headwater.cli import asking, networking

    narrowed = since or until or at_least > 1
    scope = networking.scope_of(since, until, at_least) if narrowed else None
    asking.export(Settings.of(data, publishers, False), what, fmt, output, scope)


@app.command()
def serve(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A host name to answer to besides the loopback ones.")
    ] = None,
    websub: Annotated[
        bool, typer.Option("--websub", help="Answer hubs that push what is new (see fetch --websub).")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fetch no pictures: link to them.")] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch/--no-fetch", help="Fetch the sources meanwhile, as headwater fetch does.")
    ] = True,
    allow: Allow = None,
    contact: Contact = "",
    metrics: MetricsAt = None,
    log_format: LogsAs = None,
    log_level: LogsFrom = LogLevel.INFO,
) -> None:
    """Serve the reader to a browser, and fetch its sources meanwhile."""
    from headwater.cli import serving, watching

    settings, watch = Settings.of(data, None, False), watching.WatchOptions(metrics, log_format, log_level)
    names = tuple(allow_host or ())
    options = serving.ServeOptions(names, websub, strict, fetch, tuple(allow or ()), contact)
    serving.serve_library(settings, host, port, options, watch=watch)


@app.command()
def demo(
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8000,
    import_only: Annotated[
        bool, typer.Option("--import-only", help="Import the sample pages and stop.")
    ] = False,
) -> None:
    """Import the sample pages and serve the reader.

    They are two weeks of an invented world.
    """
    from headwater.cli import serving

    raise typer.Exit(serving.demo(data, host, port, import_only=import_only))


@app.callback()
def _top(
    data: MisplacedData = None,
    as_json: MisplacedJson = False,
    version: Version = False,
) -> None:
    del version, data, as_json  # their callbacks have answered


def main() -> None:
    """Run the command line; our own errors end it in one line and exit code 1."""
    try:
        app()
    except HeadwaterError as error:
        print(f"headwater: {error}", file=sys.stderr)
        sys.exit(1)
    except SystemExit as ended:
        # The reader of our output has gone (`headwater stories | head`): nothing is wrong, though typer exits with 1.
        if isinstance(ended.__context__, BrokenPipeError):
            sys.exit(0)
        raise
