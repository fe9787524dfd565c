"""An address fetched again: its articles seen again, revised, or new.

    at_address | versions_among       # which article of the address's other fetches each of these is
      | said_digest                   # what it says, without what changes by itself
      | see                           # store: the sighting, and the version if it is new
      | in order of fetching          # whichever was imported first
      | revision_between              # copies: what each version changed of the one before

The article keeps its id and tells its newest version. What a feed or a listing says of an article that was seen on its
own page is kept as a sighting and is no version of it: a summary is no edit, and takes no full text's place. All
versions are compared as one reader reads them: pages that an older reader read are read again from the archive first,
so that a better reader never looks like an editor.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from itertools import groupby

from headwater.copies import revision_between, said_digest, versions_among
from headwater.flow.placing import Placer
from headwater.flow.stage import COPIES, READING, VERSIONS, guarded
from headwater.intake import ARTICLE_TYPE
from headwater.model import Article, ArticleKind, FetchedBasis, Page, Revision, RevisionChange, Trace
from headwater.model.errors import DroppedPageError
from headwater.store import Session, Sighting, StoredPage


class Seen(Enum):
    """What an article on a page is: new, a version that was not seen before, or what is known.

    COMPLETED is the whole text of what was known from a feed or a listing only.
    """

    NEW = auto()
    REVISED = auto()
    COMPLETED = auto()
    AGAIN = auto()


# Reads a page as the pipeline does.
Read = Callable[[Page], Sequence[Article]]


@dataclass(frozen=True, slots=True)
class Reviser:
    """Recognises articles that an address held before, and keeps what they said when."""

    placer: Placer
    read: Read

    def known(
        self, session: Session, page: Page, stored: StoredPage, found: Sequence[Article]
    ) -> dict[str, str]:
        """Id of an article of this page → id of the stored article that it is a version of."""
        # An article that was given as read is none that an address was fetched for: its line may stand for another
        # reader's work, and all lines from one listing name its address.
        if page.url is None or page.content_type == ARTICLE_TYPE:
            return {}
        earlier = session.revisions.at_address(page.url, stored.seq, but=ARTICLE_TYPE)
        if not earlier:
            return {}
        with guarded(COPIES, page.name):
            return versions_among(found, earlier)

    def take(self, session: Session, known: str, article: Article, page: Page, stored: StoredPage) -> Seen:
        """Note that a stored article was seen on this page as it reads here; raises BrokenStageError."""
        first = self._begin(session, known)
        self._read_again(session, known)
        said = replace(article, id=known)
        sighting = Sighting(
            known,
            page.fetched_at,
            stored.seq,
            page.id,
            article.position,
            said_digest(said),
            VERSIONS[READING],
            said.kind,
        )
        before = session.revisions.sightings_of(known)
        session.revisions.see(sighting, said)
        self._derive(session, said, page.name, first)
        return _seen(sighting, before)

    def seen_again(self, session: Session, page: Page, stored: StoredPage) -> list[tuple[str, Seen]]:
        """Note that a stored page was fetched again with the same content, at another time; what that showed.

        A file's own time is no proof of a fetch: a copied file has another one.
        """
        if (
            page.url is None
            or page.fetched_basis is FetchedBasis.FILE_TIME
            or page.fetched_at == stored.fetched_at
        ):
            return []
        noted: list[tuple[str, Seen]] = []
        for known in session.revisions.articles_on(stored.seq):
            first = self._begin(session, known)
            seen = [each for each in session.revisions.sightings_of(known) if each.page == stored.seq]
            if not seen or any(each.at == page.fetched_at for each in seen):
                continue
            said = session.revisions.versions_of(known)[seen[0].digest]
            session.revisions.see(replace(seen[0], at=page.fetched_at), said)
            self._derive(session, replace(said, id=known), page.name, first)
            noted.append((known, Seen.AGAIN))
        return noted

    def _begin(self, session: Session, known: str) -> datetime | None:
        """Write down the first sighting, which until now the article's own row told; when we first fetched it."""
        if not session.revisions.sightings_of(known):
            said = session.articles.get(known)
            first = session.revisions.first_sighting(known, said_digest(said), said.kind)
            session.revisions.see(first, said)
        return session.articles.first_seen([known]).get(known)

    def _read_again(self, session: Session, known: str) -> None:
        """Read again what an older reader read, so that both versions are of one reader."""
        stale = [s for s in session.revisions.sightings_of(known) if s.reading != VERSIONS[READING]]
        said = session.revisions.versions_of(known) if stale else {}
        for sighting in stale:
            before = said[sighting.digest]
            found = self._read_stored(session, sighting.page_id)
            match = next(iter(versions_among(list(found.values()), [before])), None)
            # What the newer reader does not find any more stays as it was read.
            again = replace(found[match], id=known) if match else before
            newer = replace(
                sighting, position=again.position, digest=said_digest(again), reading=VERSIONS[READING]
            )
            session.revisions.see(newer, again)
        if stale:
            session.revisions.forget_unseen(known)

    def _read_stored(self, session: Session, page_id: str) -> dict[str, Article]:
        """The articles of a stored page by id; none where its bytes were let go of."""
        try:
            page = session.pages.load(page_id)
        except DroppedPageError:
            return {}
        with guarded(READING, page.name):
            return {article.id: article for article in self.read(page)}

    def _derive(self, session: Session, said: Article, name: str, first: datetime | None) -> None:
        """Put the revisions of an article that was seen to say this in order, and let it tell the newest.

        `first` is when it was fetched first as far as was known before.
        """
        known = said.id
        seen = _that_tell(session.revisions.sightings_of(known))
        versions = session.revisions.versions_of(known)
        done = session.revisions.changes_of(known, VERSIONS[COPIES])
        with guarded(COPIES, name):
            found = revisions_of(seen, versions, done)
        session.revisions.save(known, found, VERSIONS[COPIES])
        newest, digest, page = found[-1]
        stored = session.articles.get(known)
        if said_digest(stored) == digest:
            if any(each.digest == said_digest(said) != digest for each in seen):
                self.placer.add_older(session, stored, said, name)
            if session.articles.first_seen([known]).get(known) != first:
                self.placer.move_first_seen(session, known, name)
            return
        listed = [version for version in versions.values() if version.kind is not ArticleKind.MAIN]
        now = completed(replace(newest.article, id=known), listed)
        session.revisions.set_current(now, page)
        inputs = tuple(dict.fromkeys(revision.page for revision, _, _ in reversed(found)))
        session.traces.save(known, Trace(READING, VERSIONS[READING], inputs, now.evidence))
        self.placer.revise(session, stored, now, name)


def _that_tell(seen: Sequence[Sighting]) -> list[Sighting]:
    """The sightings that say what an article says: those on its own page, if there are any."""
    own = [each for each in seen if each.kind is ArticleKind.MAIN]
    return own or list(seen)


def _seen(sighting: Sighting, before: Sequence[Sighting]) -> Seen:
    """What an article is that was seen like this after all these."""
    is_own = sighting.kind is ArticleKind.MAIN
    was_own = any(each.kind is ArticleKind.MAIN for each in before)
    if is_own and not was_own:
        return Seen.COMPLETED
    if any(each.digest == sighting.digest for each in before) or (was_own and not is_own):
        return Seen.AGAIN
    return Seen.REVISED


def completed(article: Article, others: Iterable[Article]) -> Article:
    """An article with what other sightings of it tell where it tells nothing itself: not of its text, but around it."""
    for other in others:
        article = replace(
            article,
            authors=article.authors or other.authors,
            credit=article.credit or other.credit,
            published=article.published or other.published,
            category=article.category or other.category,
            hashtags=article.hashtags or other.hashtags,
            url=article.url or other.url,
            guid=article.guid or other.guid,
        )
    return article


def revisions_of(
    seen: Sequence[Sighting],
    versions: dict[str, Article],
    done: dict[tuple[str, str], RevisionChange],
) -> list[tuple[Revision, str, int]]:
    """The revisions of sightings in order of time, each with its digest and the row number of its first page.

    Sightings next to one another that say the same are one revision. `done` are changes worked out before.
    """
    found: list[tuple[Revision, str, int]] = []
    for digest, group in groupby(seen, key=lambda sighting: sighting.digest):
        same = list(group)
        change = None
        if found:
            before = found[-1][1]
            change = done.get((before, digest)) or revision_between(versions[before], versions[digest])
        revision = Revision(
            number=len(found) + 1,
            page=same[0].page_id,
            first_seen=same[0].at,
            last_seen=same[-1].at,
            sightings=len(same),
            article=versions[digest],
            change=change,
        )
        found.append((revision, digest, same[0].page))
    return found
