"""An article and everything that follows from it: its relatives, its family, its story, their traces."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from headwater.copies import arrange, fingerprints, is_bond, link
from headwater.flow.changes import note_article, save_differences, takings_of
from headwater.flow.recalling import Recalled
from headwater.flow.stage import COPIES, READING, STORIES, VERSIONS, guarded
from headwater.model import Article, Edge, Family, Page, Placement, Publishers, Trace
from headwater.store import Session, StoredPage
from headwater.stories import StoryItem, StoryStream, StreamRules

# How many stored articles a new one is compared with: those that share most. See copies.families.
CANDIDATES = 60


# And of one family: every copy of a report shares the same passages, so a few speak for all. Without this bound
# a report that five hundred outlets print would be compared, and arranged, five hundred times sixty times.
CANDIDATES_OF_FAMILY = 8


def candidates(session: Session, prints: Sequence[int], recalled: Recalled) -> list[Article]:
    """The stored articles that a new one with these fingerprints is compared with, most shared first."""
    sharing = [other for other, _ in session.passages.sharing(prints, limit=CANDIDATES)]
    families = session.families.families_of(sharing)
    seen: Counter[str] = Counter()
    chosen = []
    for other in sharing:
        family = families[other]
        seen[family] += 1
        if seen[family] <= CANDIDATES_OF_FAMILY:
            chosen.append(other)
    return list(recalled.articles(session, chosen).values())


class Placer:
    """Places articles one after the other, as a stream; what it remembers is what the store keeps."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._stream: StoryStream | None = None
        self._recalled = Recalled()

    def forget(self) -> None:
        """Remember nothing that was not committed: to be called when a transaction is undone."""
        self._stream = None
        self._recalled.forget()

    def place(self, session: Session, article: Article, page: Page, stored: StoredPage) -> None:
        """Store an article of this page and bring its family and story up to date.

        Raises BrokenStageError.
        """
        seq = session.articles.add(article, stored.seq)
        read_from = Trace(READING, VERSIONS[READING], (page.id,), article.evidence)
        session.traces.save(article.id, read_from)
        with guarded(COPIES, page.name):
            prints = fingerprints(article.text)
        edges = self._edges(session, article, prints, page.name)
        session.passages.add(seq, prints)
        session.families.add_edges(edges)
        note_article(session, article)
        family, joined = self._family(session, article, edges, page.name)
        left = self._put_in_story(session, seq, article, family, joined, page.fetched_at)
        self._rearrange_givers(session, article, edges, page.name)
        for story in left:
            session.stories.refresh(story)

    def _edges(
        self, session: Session, article: Article, prints: Sequence[int], name: str
    ) -> tuple[Edge, ...]:
        known = candidates(session, prints, self._recalled)
        with guarded(COPIES, name):
            return link(article, known, self._publishers)

    def _family(
        self, session: Session, article: Article, edges: Sequence[Edge], name: str
    ) -> tuple[Family, dict[str, str]]:
        """The family the article belongs to now, and the story of each family that went into it."""
        bonds = [edge.other for edge in edges if is_bond(edge.comparison)]
        joined = sorted(set(session.families.families_of(bonds).values()))
        stories = session.families.stories_of(joined)
        members = [member for family in joined for member in session.families.members(family)]
        return self._arranged(session, [*members, article.id], joined, name), stories

    def _arranged(
        self, session: Session, member_ids: Sequence[str], replaces: Iterable[str], name: str
    ) -> Family:
        """Arrange these members anew and store the family with its differences and its trace."""
        members = self._recalled.articles(session, member_ids)
        edges = self._recalled.edges(session, member_ids)
        with guarded(COPIES, name):
            family = arrange(list(members.values()), edges, self._publishers)
            takings = takings_of(family, members, self._publishers)
        session.families.save(family, VERSIONS[COPIES], takings, replaces)
        trace = Trace(COPIES, VERSIONS[COPIES], family.members, family.origin.evidence)
        session.traces.save(family.id, trace)
        with guarded(COPIES, name):
            save_differences(session, family, members, VERSIONS[COPIES])
        return family

    def _put_in_story(
        self,
        session: Session,
        seq: int,
        article: Article,
        family: Family,
        joined: dict[str, str],
        seen_at: datetime | None,
    ) -> set[str]:
        """Find the family's story; the stories whose cards have to be worked out anew."""
        companions = list(dict.fromkeys(joined.values()))
        with guarded(STORIES, article.id):
            placement, item = self._remembered(session).place(article, seen_at=seen_at, companions=companions)
        session.stories.add_item(seq, placement.story, item.to_bytes(), VERSIONS[STORIES])
        # A family stays in its story even when a copy comes so late that the stream has forgotten it.
        story = placement.story if placement.story in companions or not companions else companions[0]
        session.families.put_in_story(family.id, story)
        self._trace_placement(session, article, placement)
        left = [other for other in companions if other != story]
        for other in left:
            self._move_items(session, family, other, story)
        return {story, *left}

    def _trace_placement(self, session: Session, article: Article, placement: Placement) -> None:
        inputs = (placement.story, *((placement.nearest,) if placement.nearest else ()))
        trace = Trace(STORIES, VERSIONS[STORIES], inputs, placement.evidence)
        session.traces.save(article.id, trace)

    def _remembered(self, session: Session) -> StoryStream:
        if self._stream is None:
            rules = StreamRules()
            stored = session.stories.last_items(rules.capacity)
            self._stream = StoryStream((StoryItem.from_bytes(item) for item in stored), rules=rules)
        return self._stream

    def _move_items(self, session: Session, family: Family, left: str, story: str) -> None:
        """Tell the stream that members whose families met are of one story now."""
        for seq, item in session.stories.items_in(left, family.members).items():
            moved = replace(StoryItem.from_bytes(item), story=story)
            session.stories.move_item(seq, story, moved.to_bytes())
            self._stream = None

    def _rearrange_givers(self, session: Session, article: Article, edges: Sequence[Edge], name: str) -> None:
        """Arrange anew the other families that this article took an excerpt from, or gave one to."""
        related = [edge.other for edge in edges if not is_bond(edge.comparison)]
        own = session.families.families_of([article.id])[article.id]
        for family in sorted(set(session.families.families_of(related).values()) - {own}):
            story = session.families.stories_of([family])[family]
            again = self._arranged(session, session.families.members(family), [family], name)
            session.families.put_in_story(again.id, story)
            session.stories.refresh(story)
