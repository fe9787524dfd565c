"""A publisher: who owns it and where that stands, how much of what it serves is its own, from whom and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from headwater.flow.near_names import near_names
from headwater.model import Publisher, Publishers
from headwater.model.errors import NotFoundError
from headwater.model.exchange import Exchange, ExchangeFilter, HouseCount
from headwater.model.people import ME
from headwater.model.publisher import PublisherKind
from headwater.model.shelf import ArticleRow, Shelf, ShelfKind
from headwater.model.words import SubjectKind
from headwater.publishers import builtin_publishers
from headwater.store import Session
from headwater.web import addresses
from headwater.web.answering import Reader, Screen
from headwater.web.outside.feeds import Feed
from headwater.web.pages import Page
from headwater.web.screens.archive import row_entry
from headwater.web.screens.trouble import trouble
from headwater.web.wording import words as wording
from headwater.web.wording.article_rows import listed
from headwater.web.wording.numbers import number_of, whole
from headwater.web.wording.translation import _

_LINKS = 12
_NEWEST = 15
# Names that are looked through for one that is like what was asked for, and as many as are offered.
_KNOWN, _OFFERED = 5_000, 12


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """What is known of a publisher. `served` counts the articles of its own sites, 0 where none is known.

    `took` of them are copies of others' pieces. `gave` and `credited` are copies that others have from it.
    """

    shelf: Shelf | None
    publisher: Publisher | None
    served: int
    counted: HouseCount | None
    takers: tuple[Exchange, ...]
    givers: tuple[Exchange, ...]
    delays: tuple[tuple[str, str, float], ...]
    newest: tuple[ArticleRow, ...]

    @property
    def name(self) -> str:
        if self.publisher:
            return self.publisher.name
        return self.shelf.name if self.shelf else ""

    @property
    def took(self) -> int:
        return min(self.counted.took if self.counted else 0, self.served)


async def screen(reader: Reader, request: Request) -> Screen:
    """The page of a publisher; of one that neither the directory nor the library knows, those that are called alike."""
    directory = reader.means.publishers if reader.means else builtin_publishers()
    key = request.path_params["key"]
    try:
        found = await reader.read(lambda session: find(session, directory, key))
    except NotFoundError as error:
        near = await reader.read(lambda session: _near(session, directory, key))
        return _unknown(key, str(error), near)
    here = addresses.archive_path("publisher", key)
    followed = reader.people is not None and await reader.ask(
        reader.people.is_following, ME, SubjectKind.PUBLISHER, key
    )
    delays = {(giver, taker): minutes for giver, taker, minutes in found.delays}
    values = {
        "found": found,
        "facts": _facts(found.publisher),
        "own_words": _own_words(found),
        "own_share": _share(found.served - found.took, found.served),
        "gave_words": _gave_words(found.counted),
        "takers": [(link, link.taker, _link_words(link, delays)) for link in found.takers],
        "givers": [(link, link.giver, _link_words(link, delays)) for link in found.givers],
        "rows": listed(found.newest, now=reader.clock()),
        "here": here,
        "key": key,
        "is_followed": followed,
        "can_act": reader.people is not None,
    }
    entries = tuple(row_entry(row) for row in found.newest)
    return Screen(
        "publisher.html", values, found, feed=lambda: Feed(f"Headwater: {found.name}", here, entries)
    )


def _unknown(asked: str, says: str, near: Sequence[tuple[str, str]]) -> Screen:
    """`near` are names with their keys."""
    record = trouble(404, _("Not here"), says).record
    places = [(name, addresses.archive_path("publisher", key)) for name, key in near]
    return Screen("unknown_name.html", {"asked": asked, "says": says, "near": places}, record, 404)


def _near(session: Session, directory: Publishers, asked: str) -> list[tuple[str, str]]:
    known = {publisher.name: publisher.id for publisher in directory}
    known |= {shelf.name: shelf.key for shelf in session.shelves.all(ShelfKind.PUBLISHER, limit=_KNOWN)}
    return [(name, known[name]) for name in near_names(asked, known, most=_OFFERED)]


def find(session: Session, directory: Publishers, key: str) -> PublisherPage:
    """A publisher by its id in the directory, or by its name in the library."""
    publisher = directory.get(key) or directory.named(key)
    shelf = _shelf(session, ShelfKind.PUBLISHER, publisher.id if publisher else key)
    if publisher is None and shelf is None:
        raise NotFoundError(_("No publisher of this name is known here."))
    names = tuple(
        dict.fromkeys(
            name for name in (publisher.name if publisher else "", shelf.name if shelf else "") if name
        )
    )
    counted = session.exchanges.houses(named=names, limit=1)
    takers = session.exchanges.links(ExchangeFilter(givers=names), limit=_LINKS)
    givers = session.exchanges.links(ExchangeFilter(takers=names), limit=_LINKS)
    medians = session.exchanges.median_delays((*takers, *givers))
    newest, _more = session.shelves.before(shelf.kind, shelf.key, None, size=_NEWEST) if shelf else ((), None)
    return PublisherPage(
        shelf=shelf,
        publisher=publisher,
        served=_served(session, publisher, names),
        counted=counted[0] if counted else None,
        takers=takers,
        givers=givers,
        delays=tuple((giver, taker, minutes) for (giver, taker), minutes in medians.items()),
        newest=newest,
    )


def _shelf(session: Session, kind: ShelfKind, key: str) -> Shelf | None:
    try:
        return session.shelves.shelf(kind, key)
    except NotFoundError:
        return None


def _served(session: Session, publisher: Publisher | None, names: tuple[str, ...]) -> int:
    """How many articles its own sites served, as far as the directory knows them."""
    sites = dict.fromkeys((*(publisher.domains if publisher else ()), *names))
    shelves = {shelf.key: shelf for site in sites if (shelf := _shelf(session, ShelfKind.SITE, site))}
    return sum(shelf.articles for shelf in shelves.values())


def _share(part: int, whole_number: int) -> int:
    return round(100 * part / whole_number) if whole_number else 0


def _own_words(found: PublisherPage) -> str:
    if not found.served:
        return _("None of its own pages is stored: what is known of it stands on the pages of others.")
    return number_of(
        "Of %(num)s article on its own pages, %(own)s is not known from elsewhere, %(took)s has another’s text.",
        "Of %(num)s articles on its own pages, %(own)s are not known from elsewhere, %(took)s have another’s text.",
        found.served,
        own=whole(found.served - found.took),
        took=whole(found.took),
    )


def _gave_words(counted: HouseCount | None) -> str:
    if counted is None or not counted.gave:
        return ""
    return number_of(
        "%(num)s copy of its text stands elsewhere; %(credited)s says so.",
        "%(num)s copies of its text stand elsewhere; %(credited)s of them say so.",
        counted.gave,
        credited=whole(counted.gave_credited),
    )


def _link_words(link: Exchange, delays: dict[tuple[str, str], float]) -> str:
    said = wording.articles_words(link.articles)
    credited = (
        _("all credited")
        if link.credited == link.articles
        else number_of("%(num)s credited", "%(num)s credited", link.credited)
    )
    delay = delays.get((link.giver, link.taker))
    after = _("median delay %(span)s") % {"span": wording.delay_words(delay)} if delay is not None else ""
    return ", ".join(each for each in (said, credited, after) if each)


def _facts(publisher: Publisher | None) -> tuple[tuple[str, str, str], ...]:
    """What the directory says of it: what, the value, and where that stands."""
    if publisher is None:
        return ()
    facts = [(_("Kind"), kind_words(publisher.kind), "")]
    if publisher.country:
        facts.append((_("Country"), wording.country_words(publisher.country), ""))
    for owner in publisher.ownership:
        role = _("Owner") if owner.role == "owner" else _("Funded by")
        facts.append((role, owner.name, owner.reference))
    if publisher.domains:
        facts.append((_("Sites"), ", ".join(publisher.domains[:6]), ""))
    if publisher.aliases:
        facts.append((_("Also called"), ", ".join(publisher.aliases[:6]), ""))
    return tuple(facts)


def kind_words(kind: PublisherKind) -> str:
    """What sort of organisation it is."""
    return {
        PublisherKind.AGENCY: _("news agency"),
        PublisherKind.PUBLIC_BROADCASTER: _("public broadcaster"),
        PublisherKind.STATE_MEDIA: _("state media"),
        PublisherKind.NEWSPAPER: _("newspaper"),
        PublisherKind.BROADCASTER: _("broadcaster"),
        PublisherKind.MAGAZINE: _("magazine"),
        PublisherKind.ONLINE: _("online outlet"),
    }.get(kind, _("publisher"))


PAGES: tuple[Page, ...] = (Page("/publishers/{key:path}", screen, is_list=True),)
