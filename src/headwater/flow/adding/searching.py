"""From what a person gave to the sources it may mean, cheapest evidence first.

the address ─► is it a source? ─► what its page names ─► its own feed by its shape ─► usual places ─► sitemaps ─► itself

Each step is taken only when none before it gave a good source.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from headwater.flow.adding.asking import Asker, Fetching
from headwater.flow.adding.finding import Finding, NoSourceError
from headwater.intake.sources import Given, addresses_given
from headwater.model import Page, Publishers, SourceKind
from headwater.model.errors import IntakeError, UnreadableError
from headwater.reading.discovery import (
    Candidate,
    Naming,
    PageNature,
    Sighting,
    Weighed,
    by_address_shape,
    covers,
    look_at,
    parts_worth_reading,
    ranked,
    read_opml,
    usual_places,
    weigh,
)

# Of what a page names. A site with a feed for each section names dozens; its main ones come first.
_MOST_NAMED = 6
_MOST_USUAL = 7
_MOST_SITEMAPS = 2
_ADVICE = "give the address of its feed, of a page that lists its articles, or of another site"


async def find_sources(
    text: str, fetcher: Fetching, publishers: Publishers, *, now: datetime, proxy: str | None = None
) -> Finding:
    """The sources that `text` may mean: an address in any form, a channel, or a publisher's name in the directory.

    Raises IntakeError for what is no address, NoSourceError, with all that was tried, where there is nothing to watch.
    """
    given = _given(text, publishers)
    search = _Search(given, Asker(fetcher, proxy=proxy), publishers, now)
    return await search.run()


def _given(text: str, publishers: Publishers) -> Given:
    """The addresses that are meant; a name that the directory knows means its publisher's own."""
    try:
        return addresses_given(text)
    except IntakeError:
        known = publishers.named(text)
        if known is None or not known.domains:
            raise
        addresses = (a for domain in known.domains[:2] for a in addresses_given(domain).addresses[:2])
        return Given(text, tuple(addresses))


class _Search:
    """One search. What it found so far is in `_found`."""

    def __init__(self, given: Given, asker: Asker, publishers: Publishers, now: datetime) -> None:
        self._given, self._asker, self._publishers, self._now = given, asker, publishers, now
        self._found: dict[str, Weighed] = {}
        self._asked_for: Sighting | None = None
        self._address = self._refusal = ""

    async def run(self) -> Finding:
        first = await self._first()
        if first is None:
            await self._try_behind_refusal()
            return self._finding()
        page, sighting = first
        kind = self._given.kind
        if sighting.nature is PageNature.SUBSCRIPTIONS:
            return Finding(self._given.text, subscriptions=read_opml(page), asked=self._asker.asked)
        if kind is SourceKind.TELEGRAM:
            self._weigh(Candidate(page.url or "", kind, Naming.ITSELF), page, sighting)
        elif sighting.nature is PageNature.FEED:
            self._weigh(self._itself(SourceKind.FEED), page, sighting)
        elif sighting.nature is PageNature.SITEMAP:
            self._weigh(self._itself(SourceKind.SITEMAP), page, sighting)
        elif sighting.nature is PageNature.SITEMAP_INDEX:
            await self._take_index(self._itself(SourceKind.SITEMAP), sighting)
        else:
            self._asked_for = sighting
            await self._explore(page, sighting)
        return self._finding()

    async def _first(self) -> tuple[Page, Sighting] | None:
        """The first of the given addresses that answers with something readable."""
        for address in self._given.addresses:
            page = await self._asker.page(address)
            sighting = self._look(address, page) if page else None
            if page and sighting:
                self._address = address
                return page, sighting
        return None

    async def _try_behind_refusal(self) -> None:
        """Sites that refuse their pages to programs often serve their feeds, which are made for them."""
        self._refusal = "nothing could be read there"
        refused = [a for a in self._given.addresses if self._asker.was_refused(a)]
        if refused and self._given.kind is None:
            await self._try(usual_places(Page(refused[0], b"", url=refused[0])), most=_MOST_USUAL)

    def _look(self, address: str, page: Page) -> Sighting | None:
        if page.content.startswith(b"WARC/"):
            self._asker.note(address, "an archive of pages: download it, then headwater import FILE")
            return None
        try:
            return look_at(page, self._publishers)
        except UnreadableError as error:
            self._asker.note(address, error.reason)
            return None

    def _itself(self, kind: SourceKind) -> Candidate:
        return Candidate(self._asker.address_of(self._address), kind, Naming.ITSELF)

    # What an HTML page leads to ---------------------------------------------------------------------------

    async def _explore(self, page: Page, sighting: Sighting) -> None:
        url = page.url or self._address
        is_root = not urlsplit(url).path.strip("/") and not urlsplit(url).query
        # A section, a tag or a search that lists articles is what was asked for: not answered with the whole site.
        is_part = sighting.nature is PageNature.LISTING and not is_root
        steps: list[Callable[[], Awaitable[None]]] = [
            lambda: self._try(sighting.candidates, most=_MOST_NAMED),
            lambda: self._try(by_address_shape([url, sighting.url]), most=2),
        ]
        if not is_part:
            steps.append(lambda: self._try_front_page(url, is_root=is_root))
            steps.append(lambda: self._try(usual_places(page), most=_MOST_USUAL))
            steps.append(lambda: self._try_sitemaps(url))
        steps.append(lambda: self._try_itself(page, sighting))
        for step in steps:
            await step()
            if self._has_good():
                return

    def _has_good(self) -> bool:
        return any(w.is_good(self._now) and covers(w, self._asked_for) for w in self._found.values())

    async def _try(self, candidates: Iterable[Candidate], *, most: int) -> None:
        """Fetch and weigh candidates; usual places only until one is good."""
        for candidate in list(candidates)[:most]:
            if candidate.url in self._found:
                continue
            page = await self._asker.page(candidate.url)
            sighting = self._look(candidate.url, page) if page else None
            if page is None or sighting is None:
                continue
            if sighting.nature is PageNature.SITEMAP_INDEX:
                await self._take_index(candidate, sighting)
            elif (found := self._weigh(candidate, page, sighting)).problem:
                self._asker.note(candidate.url, found.problem)
            if candidate.naming is Naming.USUAL_PLACE and self._has_good():
                return

    async def _try_front_page(self, url: str, *, is_root: bool) -> None:
        """What the site's front page names, where an article or an empty page was given."""
        front = urljoin(url, "/")
        page = None if is_root else await self._asker.page(front)
        sighting = self._look(front, page) if page else None
        if sighting:
            await self._try(sighting.candidates, most=_MOST_NAMED // 2)

    async def _try_sitemaps(self, url: str) -> None:
        robots = urljoin(url, "/robots.txt")
        page = await self._asker.page(robots)
        sighting = self._look(robots, page) if page else None
        await self._try(sighting.candidates if sighting else (), most=_MOST_SITEMAPS)

    async def _take_index(self, candidate: Candidate, sighting: Sighting) -> None:
        """An index of sitemaps is a source where one of its newest parts leads to articles."""
        for part in parts_worth_reading(sighting.linked.parts, _MOST_SITEMAPS):
            page = await self._asker.page(part.url)
            seen = self._look(part.url, page) if page else None
            if page and seen and not self._weigh(candidate, page, seen).problem:
                return

    async def _try_itself(self, page: Page, sighting: Sighting) -> None:
        url = page.url or self._address
        if sighting.nature is not PageNature.LISTING:
            self._asker.note(url, f"can't be watched itself: {sighting.evidence[0].says}")
        elif await self._asker.may_be_watched(url):
            self._weigh(self._itself(SourceKind.PAGE), page, sighting)
        else:
            self._refusal = "the page lists articles, but robots.txt asks programs not to fetch it"

    def _weigh(self, candidate: Candidate, page: Page, sighting: Sighting) -> Weighed:
        at = replace(candidate, url=self._asker.address_of(candidate.url))
        found = weigh(at, page, sighting, self._asked_for, self._publishers)
        self._found[candidate.url] = found
        return found

    def _finding(self) -> Finding:
        sources = tuple(
            w for w in ranked(self._found.values(), self._asked_for, self._now) if _can_be_watched(w)
        )
        if not sources:
            problems = dict.fromkeys(found.problem for found in self._found.values() if found.problem)
            reason = (
                self._refusal or "; ".join(problems) or "no feed, no sitemap, and no page that lists articles"
            )
            raise NoSourceError(self._given.text, reason, self._asker.asked, _ADVICE)
        good = 0
        while (
            good < len(sources)
            and sources[good].is_good(self._now)
            and covers(sources[good], self._asked_for)
        ):
            good += 1
        return Finding(self._given.text, sources, good, self._asked_for, asked=self._asker.asked)


def _can_be_watched(found: Weighed) -> bool:
    """Whether a source may be added at all: a feed without entries may, since its first entry is yet to come."""
    return not found.problem or (found.kind is SourceKind.FEED and found.candidate.naming is Naming.ITSELF)
