"""What sites call themselves, where no directory of publishers knows them: by the feeds of theirs that are watched."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from headwater.model import Article, Source, SourceKind
from headwater.model.publisher import host_of
from headwater.web.wording.translation import spoken

MOST_LETTERS = 80
"""Of a name: a feed may call itself anything."""

_FRESH = timedelta(minutes=1)
_USUAL_PORTS = frozenset({None, 80, 443})


def shown_name(site: str) -> str:
    """The name of a site as it is shown: what its own feed says where that is known, else as it is, and never long."""
    name = spoken().names.get(site, site)
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


def served_at(article: Article) -> str:
    """The site of an article with its port, where that is not the web's own: another port is another server."""
    site, url = article.site or "", article.url or ""
    # Most addresses name no port, and a page of a thousand articles has a thousand.
    if ":" not in url.partition("//")[2].partition("/")[0]:
        return site
    place = place_of(url)
    return place if site and place.rpartition(":")[0] == site else site


def place_of(url: str) -> str:
    """The host of an address, with its port where that is not the web's own: "bridge.lan:3000"."""
    try:
        port = urlsplit(url).port
    except ValueError:
        return ""
    host = host_of(url)
    return host if not host or port in _USUAL_PORTS else f"{host}:{port}"


def names_of(sources: Iterable[Source]) -> dict[str, str]:
    """The names of sites by their places, from the sources that speak for a whole site.

    That is a feed at the top of a host, as long as no other one there is called otherwise. Further below a feed may be
    of one of many who write there, and an archive or a channel is no site.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        if source.kind is SourceKind.FEED and source.title and (place := _whole_site(source.url)):
            found[place].add(" ".join(source.title.split()))
    return {place: next(iter(names)) for place, names in found.items() if len(names) == 1}


def _whole_site(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_top = len(parts.path.strip("/").split("/")) == 1 and not parts.query
    return place_of(url) if is_top else ""


@dataclass(slots=True)
class SiteNames:
    """The names of sites, asked for anew once they are a minute old, or when a source was changed."""

    _names: Mapping[str, str] = field(default_factory=dict)
    _asked_at: datetime | None = None

    def is_old(self, now: datetime) -> bool:
        return self._asked_at is None or abs(now - self._asked_at) > _FRESH

    def forget(self) -> None:
        self._asked_at = None

    def known(self, now: datetime, ask: Callable[[], Iterable[Source]]) -> Mapping[str, str]:
        """The names; `ask` gives the sources, where they have to be asked for."""
        if self.is_old(now):
            self._names, self._asked_at = names_of(ask()), now
        return self._names
