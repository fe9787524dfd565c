"""Families kept up to date as articles come, change, and show what is boilerplate: see docs/families.md."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import partial

from headwater.copies import fingerprints, subject_of
from headwater.copies.families.bonds import LEAST_PRINTS, Judge, bonded, bonded_groups, most_shared
from headwater.copies.families.nearness import Nearest
from headwater.flow.changes import save_differences, takings_of
from headwater.flow.outlining import outline_some, save_outline
from headwater.flow.recalling import Recalled, Reuse
from headwater.flow.stage import COPIES, VERSIONS
from headwater.flow.turning import (
    Turned,
    holders_of,
    nearest_now,
    newly_near,
    other_families,
    pairs_sharing,
    turned,
)
from headwater.model import Article, Comparison, Family, Publishers, Trace
from headwater.store import Session

# More than share a passage with any article: each of its fingerprints has a bounded number of holders, which is the
# bound on what a new article costs. A lower limit would let the order of arrival decide who is looked at.
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article belongs among what is stored: its family's neighbourhood, and whoever else is near.

    `joined` are the stored families that are its family, `others` those it shares passages with all the same;
    `found` are the articles it shares most with, most first.
    """

    near: Nearest
    found: tuple[str, ...]
    joined: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A family as it was stored anew, with the stories of those that it was made of, oldest family first."""

    family: Family
    stories: tuple[str, ...]


def judge_of(session: Session, recalled: Recalled) -> Judge:
    """Compares articles that are stored, or that `recalled` holds."""

    def judge(a: str, b: str) -> Comparison:
        return recalled.compared(session, a, b)

    return judge


def find_place(session: Session, recalled: Recalled, article: Article) -> Place:
    """Find where an article belongs that `recalled` holds and that is a member of no family yet."""
    own = recalled.prints(session, [article.id])[article.id]
    shared = dict(recalled.passages(session).sharing(sorted(own), limit=ALL))
    shared.pop(article.id, None)
    # So few passages may bond two texts only where they are all that both have.
    found = [name for name in most_shared(shared) if shared[name] >= min(LEAST_PRINTS, len(own))]
    families = session.families.families_of(found)
    found = [name for name in found if name in families]
    prints = recalled.prints(session, found)

    bonds = bonded_groups(article.id, found, prints, families.__getitem__, judge_of(session, recalled))
    near = _joined(session, recalled, sorted(bonds))
    near.add(article, own)
    for name in found:
        near.add_outsider(name, prints[name])
    others = {families[name] for name in found if shared[name] >= LEAST_PRINTS} - bonds.keys()
    return Place(near, tuple(found), tuple(sorted(bonds)), tuple(sorted(others)))


def families_reused(
    session: Session, recalled: Recalled, article: Article, families: Sequence[str]
) -> list[str]:
    """Which of these families the article, a member of none of them, has prose in common with."""
    prints = recalled.prints(session, [article.id])[article.id]
    judge = judge_of(session, recalled)
    reused = []
    for name in families:
        near = recalled.near(session, name)
        near.add_outsider(article.id, prints)
        # All of them are asked: what is only quoted is stored as well, for whoever looks at the article.
        found = [judge(article.id, member).relation for member in near.of(article.id)]
        if any(relation.is_reuse for relation in found):
            reused.append(name)
    return reused


def _joined(session: Session, recalled: Recalled, families: Sequence[str]) -> Nearest:
    """The neighbourhood of what these families are when they are one; empty where there is none."""
    nears = sorted((recalled.near(session, name) for name in families), key=lambda near: -len(near.members))
    if not nears:
        return Nearest()
    one, *others = nears
    for other in others:
        _take_in(session, recalled, one, other.members)
        for name, prints in other.outsiders.items():
            one.add_outsider(name, prints)
    return one


def _take_in(session: Session, recalled: Recalled, near: Nearest, members: Iterable[str]) -> None:
    articles = recalled.articles(session, members)
    prints = recalled.prints(session, articles)
    for name, article in articles.items():
        near.add(article, prints[name])


class FamilyKeeper:
    """Brings the families of a library up to date with one article after the other."""

    def __init__(self, publishers: Publishers) -> None:
        self._publishers = publishers
        self._recalled = Recalled(publishers)

    def forget(self) -> None:
        """Remember nothing that was not committed."""
        self._recalled.forget()

    def refresh_cards(self, session: Session, stories: Iterable[str]) -> None:
        """Work out the cards and outlines of these stories anew, by what is remembered of their families."""
        session.stories.recall(self._recalled.cards)
        for story in sorted(stories):
            if shape := session.stories.refresh(story):
                save_outline(session, self._recalled, story, shape)

    def outline_waiting(self, session: Session) -> int:
        """Outline some of the stories whose outline is of an earlier version, or was not derived yet; how many."""
        session.stories.recall(self._recalled.cards)
        return outline_some(session, self._recalled)

    def forget_cards(self, session: Session, articles: Iterable[str]) -> None:
        """Forget what was counted of these articles' families for their stories' cards."""
        families = session.families.families_of(articles)
        self._recalled.cards.forget_families(set(families.values()))

    def index(
        self, session: Session, seq: int, article: Article, before: Article | None = None
    ) -> list[Kept]:
        """Add an article's passages to the index; the families arranged anew where some turned out boilerplate.

        `before` is what the article said so far, if it was stored already.
        """
        prints = fingerprints(article.text)
        asked = sorted({*prints, *(fingerprints(before.text) if before else ())})
        known = self._recalled.boilerplate(session, asked)
        self._recalled.passages(session).add(seq, prints, subject_of(article))
        now = self._recalled.boilerplate(session, asked)
        self._recalled.add(article, prints, now)
        return self._ask_again(session, turned(known, now), {article.id})

    def index_older(self, session: Session, seq: int, article: Article, older: Article) -> list[Kept]:
        """Add what a stored article said before to the index; the families arranged anew as by `index`."""
        prints = sorted(fingerprints(older.text))
        known = self._recalled.boilerplate(session, prints)
        self._recalled.passages(session).add(seq, prints, subject_of(older))
        # What an article says now comes last: that is what it is told from others by.
        session.passages.add(seq, fingerprints(article.text), subject_of(article))
        return self._ask_again(session, turned(known, self._recalled.boilerplate(session, prints)))

    def arrange_again(self, session: Session, article: str) -> list[Kept]:
        """Arrange the family of a member anew that was fetched earlier than was known."""
        self._recalled.forget_first_seen(article)
        return self._again(session, session.families.families_of([article]).values())

    def place(self, session: Session, article: Article) -> tuple[Kept, list[Kept]]:
        """Find the family of a stored article that is a member of none yet.

        Also gives the other families that changed, because it took an excerpt from them.
        """
        self._recalled.make_room()
        place = find_place(session, self._recalled, article)
        stories = _distinct(session.families.stories_of(place.joined).values())
        family = self._save(session, place.near, place.joined)
        return Kept(family, stories), self._give(session, article, place.others)

    def release(self, session: Session, article: Article) -> list[Kept]:
        """Take a member whose text is another one now out of its family, which may fall apart without it.

        What is left of that family, and those that the old text was an excerpt of, are arranged anew.
        """
        (family,) = session.families.families_of([article.id]).values()
        edges = session.families.edges_of([article.id])
        ends = {end for edge in edges for end in (edge.article, edge.other)} - {article.id}
        session.families.remove_edges_of(article.id)
        self._recalled.forget_article(article.id)
        near = sorted(set(session.families.families_of(ends).values()) - {family})
        return [*self._part(session, [family], leaving=article.id), *self._again(session, near)]

    def _save(self, session: Session, near: Nearest, replaces: Sequence[str]) -> Family:
        """Arrange a family and store it with its differences and its trace, as far as they are not as they were."""
        recalled = self._recalled
        articles = partial(recalled.articles, session)
        seen = recalled.first_seen(session, near.members)
        growing = recalled.growing(near, replaces)
        growth = growing.arrange(articles, judge_of(session, recalled), seen)
        family, before = growth.family, growth.before
        session.families.add_edges(recalled.new_edges())
        takings = takings_of(growth, articles, self._publishers)
        if before and list(replaces) == [before.id]:
            session.families.grow(family, before, VERSIONS[COPIES], takings, growth.entered)
            recalled.cards.change(family.id, growth.changed)
        else:
            session.families.save(family, VERSIONS[COPIES], takings, replaces)
            recalled.cards.forget_families([family.id, *replaces])
        recalled.replace_growing(family.id, growing, replaces)
        if before is None or before.origin.evidence != family.origin.evidence:
            trace = Trace(COPIES, VERSIONS[COPIES], (), family.origin.evidence)
            session.traces.save(family.id, trace)
        save_differences(session, growth, articles, VERSIONS[COPIES])
        return family

    def _give(self, session: Session, article: Article, families: Sequence[str]) -> list[Kept]:
        """Arrange anew those of these families that the article, which is no member, took from or gave to."""
        changed = families_reused(session, self._recalled, article, families)
        session.families.add_edges(self._recalled.new_edges())
        return self._again(session, changed)

    def _again(self, session: Session, families: Iterable[str]) -> list[Kept]:
        """Arrange these families, whose members are the same, anew."""
        kept = []
        for name in families:
            stories = _distinct(session.families.stories_of([name]).values())
            kept.append(Kept(self._save(session, self._recalled.near(session, name), [name]), stories))
        return kept

    def _ask_again(self, session: Session, change: Turned, but: Set[str] = frozenset()) -> list[Kept]:
        """Arrange anew what rests on passages of which it is now known that they are boilerplate, or are not."""
        if not change:
            return []
        recalled = self._recalled
        asked = holders_of(session, recalled, change.prints) - but
        families = sorted(set(session.families.families_of(asked).values()))
        # What is read from the store now knows of the turn already.
        reuse = {name: recalled.reuse_in(name) for name in families}
        nears = {name: recalled.near(session, name) for name in families}
        held = recalled.held(session, asked)
        pairs = pairs_sharing(session, recalled, change.prints, held)
        session.families.remove_edges(recalled.turn(change.became, change.ceased, asked, pairs))

        close = {name for near in nears.values() for name in (*near.members, *near.outsiders)}
        prints = recalled.prints(session, sorted(close | asked))
        more = newly_near(nears.values(), change.before(held, prints), prints)
        if change.ceased or more:
            # New bonds may connect them.
            together = [sorted({*families, *session.families.families_of(more).values()})]
        else:
            # What two members share is only less where both hold it.
            together = [[name] for name in families if len(asked.intersection(nears[name].members)) > 1]
        judge = judge_of(session, recalled)
        others = [name for these in together for name in other_families(session, recalled, these, judge)]
        # Of a passage that counts again the holders may be near to one another.
        outside = sorted(asked) if change.ceased else []
        kept = self._part(session, others, outside=outside)
        for name in families:
            if name not in others and not self._stays(session, name, nears[name], outside, reuse[name]):
                kept += self._again(session, [name])
        return kept

    def _stays(
        self, session: Session, family: str, near: Nearest, outside: Sequence[str], reuse: Reuse | None
    ) -> bool:
        """Whether a family whose members stay is arranged as before, by what is reuse among its nearest now."""
        recalled = self._recalled
        prints = recalled.prints(session, [*near.outsiders, *outside])
        now = nearest_now(near, outside, recalled.articles(session, near.members), prints)
        recalled.replace_near(family, now)
        for pair in now.pairs():
            recalled.compared(session, *pair)
        session.families.add_edges(recalled.new_edges())
        return reuse is not None and recalled.reuse_in(family) == reuse

    def _part(
        self,
        session: Session,
        families: Sequence[str],
        leaving: str | None = None,
        outside: Iterable[str] = (),
    ) -> list[Kept]:
        """Find anew which families the members of these are, less the one that leaves.

        Besides their outsiders so far those of `outside` that are no members may be near to them.
        """
        if not families:
            return []
        nears = [self._recalled.near(session, name) for name in families]
        members = [name for near in nears for name in near.members if name != leaving]
        beside = {name for near in nears for name in near.outsiders}.union(outside) - {leaving, *members}
        self._recalled.forget_families(families)
        stories = {
            member: story
            for family, story in session.families.stories_of(families).items()
            for member in session.families.members(family)
        }
        session.families.remove(families)
        self._recalled.cards.forget_families(families)
        prints = self._recalled.prints(session, [*members, *sorted(beside)])
        groups = bonded({name: prints[name] for name in members}, judge_of(session, self._recalled))
        kept = []
        for group in sorted(set(groups.values())):
            near = Nearest()
            _take_in(session, self._recalled, near, [name for name in members if groups[name] == group])
            for name in sorted(beside.union(members) - set(near.members)):
                near.add_outsider(name, prints[name])
            family = self._save(session, near, [])
            kept.append(Kept(family, _distinct(stories[name] for name in members if groups[name] == group)))
        return kept


def _distinct(stories: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stories))
