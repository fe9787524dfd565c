"""`headwater network`: who takes from whom, and one site's profile."""

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import typer

from headwater.cli.layout import print_json
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.cli.telling_network import network_lines, profile_lines
from headwater.cli.telling_taken import taken_lines
from headwater.flow.export import NetworkScope
from headwater.flow.network import SiteProfile, network_of, site_profile
from headwater.flow.taken import taken_articles
from headwater.flow.taken_rows import taken_row
from headwater.model.errors import NotFoundError
from headwater.store import Library, Window
from headwater.web.wording.words import counted

_MOST_LINKS = 30
_NONE_PASSED = "No article of this library and time is known to have passed from one to another."
_ID = re.compile(r"[apfs][0-9a-f]{20}")


def show_network(settings: Settings, site: str | None, scope: NetworkScope, *, limit: int) -> None:
    """Print who takes from whom, or one site's part of it."""
    publishers = settings.publishers()
    with library_of(settings) as library:
        found = network_of(library, window=scope.window, at_least=scope.at_least, publishers=publishers)
    if site is not None:
        _tell(settings, site_profile(found, site, publishers), limit)
    elif settings.as_json:
        print_json(found)
    elif found.nodes or found.unplaced:
        print("\n".join(network_lines(found, limit)))
    else:
        print("No articles in this time.", file=sys.stderr)


def show_articles(settings: Settings, names: Sequence[str], scope: NetworkScope, *, limit: int) -> None:
    """Print the articles that passed between a site and others, or between two sites: the list behind the numbers."""
    if scope.at_least > 1:
        raise typer.BadParameter("--at-least counts the articles of a link; a list has them one by one")
    publishers = settings.publishers()
    with library_of(settings) as library:
        found = network_of(library, window=scope.window, publishers=publishers)
        sites = {site_profile(found, name, publishers).site.id for name in names}
        everything = taken_articles(library, window=scope.window, publishers=publishers)
        taken = [each for each in everything if sites <= {each.taker_id, each.giver_id}]
    if settings.as_json:
        print_json([taken_row(each) for each in taken])
        return
    if not taken:
        print(_NONE_PASSED, file=sys.stderr)
        return
    now = datetime.now(UTC)
    print("\n\n".join("\n".join(taken_lines(each, now)) for each in taken[:limit]))
    if len(taken) > limit:
        print(f"\n… and {counted(len(taken) - limit, 'more article')} (--limit, or --json for all)")


def show_site_instead(settings: Settings, library: Library, what: str, no_article: NotFoundError) -> None:
    """Print the profile of what names no article but a site; otherwise raise `no_article`, with what comes near."""
    if _ID.fullmatch(what) or "/" in what.partition("://")[2].rstrip("/"):
        raise no_article
    publishers = settings.publishers()
    try:
        profile = site_profile(network_of(library, publishers=publishers), what, publishers)
    except NotFoundError as no_site:
        raise NotFoundError(f"{no_article}; {str(no_site).removeprefix(what + ': ')}") from no_site
    _tell(settings, profile, _MOST_LINKS)


def _tell(settings: Settings, profile: SiteProfile, limit: int) -> None:
    if settings.as_json:
        print_json(profile)
    else:
        print("\n".join(profile_lines(profile, limit)))


def scope_of(since: datetime | None, until: datetime | None, at_least: int) -> NetworkScope:
    """From the beginning of one day to the end of another, UTC, and links of so many articles or more."""
    if since and until and until < since:
        raise typer.BadParameter(f"--until {until:%Y-%m-%d} is before --since {since:%Y-%m-%d}")
    last = until.replace(tzinfo=UTC) + timedelta(days=1) if until else None
    return NetworkScope(Window(since.replace(tzinfo=UTC) if since else None, last), at_least)
