"""An article and everything that follows from it: its relatives, its family, its story, their traces."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.flow.changes import note_article
from headwater.flow.keeping import FamilyKeeper, Kept
from headwater.flow.searching import let_find, let_find_again, let_find_some
from headwater.flow.shelving import shelve, shelve_again, shelve_some
from headwater.flow.stage import COPIES, READING, STORIES, VERSIONS, guarded
from headwater.model import Article, Family, Page, Placement, Publishers, Trace
from headwater.store import Session, StoredPage
from headwater.stories import StoryItem, StoryStream, StreamRules


@dataclass(frozen=True, slots=True)
class Mark:
    """What a placer remembered at some moment: how many calls it had had, its stream, and where that stood."""

    calls: int
    stream: StoryStream | None
    step: int
    last_item: int


class Placer:
    """Places articles one after the other, as a stream; what it remembers is what the store keeps."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._stream: StoryStream | None = None
        self._last_item = 0  # the row number of the article that the stream remembers last
        self._keeper = FamilyKeeper(publishers)
        self._calls = 0

    def mark(self) -> Mark:
        """To `go_back` to, should what comes next be undone."""
        stream = self._stream
        return Mark(self._calls, stream, stream.step if stream else 0, self._last_item)

    def go_back(self, mark: Mark) -> None:
        """Remember nothing of what came after the mark: to be called when that is undone."""
        if self._calls == mark.calls:
            return
        self._keeper.forget()
        self._stream = mark.stream if mark.stream and mark.stream.go_back(mark.step) else None
        self._last_item = mark.last_item

    def forget(self) -> None:
        """Remember nothing."""
        self._stream = None
        self._keeper.forget()

    def catch_up(self, session: Session, since: int) -> None:
        """Go on from what others wrote after this generation (see `Session`).

        The stream is long to read, and mostly they only appended to it.
        """
        self._keeper.forget()
        if self._stream is None or session.stories.items_moved() > since:
            self._stream = None
            return
        for seq, item in session.stories.items_after(self._last_item):
            self._stream.go_on(StoryItem.from_bytes(item))
            self._last_item = seq

    def place(self, session: Session, article: Article, page: Page, stored: StoredPage) -> None:
        """Store an article of this page and bring its family and story up to date.

        Raises BrokenStageError.
        """
        self._calls += 1
        seq = session.articles.add(article, stored.seq)
        read_from = Trace(READING, VERSIONS[READING], (page.id,), article.evidence)
        session.traces.save(article.id, read_from)
        # Before the story's card, which says by it in which editions the story is.
        shelve(session, seq, article, page.fetched_at, self._publishers)
        let_find(session, seq, article, page.fetched_at)
        with guarded(COPIES, page.name):
            turned = self._keeper.index(session, seq, article)
        stories = self._stay(session, turned)
        note_article(session, article)
        with guarded(COPIES, page.name):
            kept, givers = self._keeper.place(session, article)
        stories |= self._put_in_story(session, seq, article, kept, page.fetched_at)
        stories |= self._stay(session, givers)
        self._refresh(session, stories)

    def revise(self, session: Session, before: Article, article: Article, name: str) -> None:
        """Bring up to date what follows from the text of a stored article, which says something else now.

        To be called once the stored record of the article is the new one. `before` and `article` are what
        was stored and what is, with one id; `name` says in messages which page it is from. Passages of the old
        text stay in the index, so that what copied it is still found, but are no evidence for bonds any more: the
        article leaves its family, which may fall apart without it, and joins the one it belongs to now. Its
        story stays as it is. Differences of the article, and of those that took from it, are told anew.
        Raises BrokenStageError.
        """
        self._calls += 1
        seq = session.articles.row_of(article.id)
        shelve_again(session, article, self._publishers)
        let_find_again(session, seq, article)
        story = session.families.stories_of(session.families.families_of([article.id]).values())
        with guarded(COPIES, name):
            left = self._keeper.release(session, article)
        # First: what turns in the index may arrange these families once more, which then have to have their story.
        stories = self._stay(session, left)
        with guarded(COPIES, name):
            turned = self._keeper.index(session, seq, article, before)
        stories |= self._stay(session, turned)
        session.differences.remove_of(article.id)
        note_article(session, article)
        with guarded(COPIES, name):
            kept, givers = self._keeper.place(session, article)
        own = Kept(kept.family, tuple(dict.fromkeys((*story.values(), *kept.stories))))
        stories |= self._stay(session, [own, *givers])
        self._refresh(session, {*stories, *story.values()})

    def add_older(self, session: Session, article: Article, older: Article, name: str) -> None:
        """Bring up to date what follows from a text that a stored article is now known to have said before.

        What copied it is found by it from now on, and passages of it may turn out boilerplate. Raises
        BrokenStageError.
        """
        self._calls += 1
        with guarded(COPIES, name):
            changed = self._keeper.index_older(session, session.articles.row_of(article.id), article, older)
        self._refresh(session, self._stay(session, changed))

    def move_first_seen(self, session: Session, article: str, name: str) -> None:
        """Bring up to date what follows from when a stored article was fetched first, which was earlier than known.

        Raises BrokenStageError.
        """
        self._calls += 1
        with guarded(COPIES, name):
            changed = self._keeper.arrange_again(session, article)
        shelve_again(session, session.articles.get(article), self._publishers)
        self._refresh(session, self._stay(session, changed))

    def shelve_waiting(self, session: Session) -> None:
        """Put some of the articles on their shelves, and let some be found, that were stored before there were any."""
        let_find_some(session)
        if shelved := shelve_some(session, self._publishers):
            self._calls += 1
            self._keeper.forget_cards(session, shelved)

    def outline_waiting(self, session: Session) -> None:
        """Say what a few story pages say that no version of this program, or only an earlier one, worked out."""
        if self._keeper.outline_waiting(session):
            self._calls += 1

    def _refresh(self, session: Session, stories: Iterable[str]) -> None:
        self._keeper.refresh_cards(session, stories)

    def _stay(self, session: Session, kept: Iterable[Kept]) -> set[str]:
        """Leave families that were arranged anew in the story they were in, the first of several.

        Gives the stories whose cards have to be worked out anew.
        """
        stories = set[str]()
        for one in kept:
            story, *left = one.stories
            session.families.put_in_story(one.family.id, story)
            for other in left:
                self._move_items(session, one.family, other, story)
            stories.update(one.stories)
        return stories

    def _put_in_story(
        self, session: Session, seq: int, article: Article, kept: Kept, seen_at: datetime | None
    ) -> set[str]:
        """Find the family's story; the stories whose cards have to be worked out anew."""
        companions, family = kept.stories, kept.family
        with guarded(STORIES, article.id):
            placement, item = self._remembered(session).place(article, seen_at=seen_at, companions=companions)
        session.stories.add_item(seq, placement.story, item.to_bytes(), VERSIONS[STORIES])
        self._last_item = seq
        # A family stays in its story even when a copy comes so late that the stream has forgotten it.
        story = placement.story if placement.story in companions or not companions else companions[0]
        session.families.put_in_story(family.id, story)
        for near in placement.near:
            session.stories.near(story, near.story, near.nearness)
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
            self._last_item = session.stories.last_item()
            self._stream = StoryStream((StoryItem.from_bytes(item) for item in stored), rules=rules)
        return self._stream

    def _move_items(self, session: Session, family: Family, left: str, story: str) -> None:
        """Tell the stream that members whose families met are of one story now."""
        for seq, item in session.stories.items_in(left, family.members).items():
            moved = replace(StoryItem.from_bytes(item), story=story)
            session.stories.move_item(seq, story, moved.to_bytes())
            if self._stream:
                self._stream.move(moved.article, left, story)
