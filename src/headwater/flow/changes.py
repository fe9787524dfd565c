"""What copies changed on the way, and who took from whom: stored beside the family it follows from."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from headwater.copies import differences, missed_corrections
from headwater.copies.houses import UNKNOWN_HOUSE, House, house_of, is_same_house, named_house
from headwater.model import Article, Branch, ChangeKind, ChangeTopic, Difference, Family, Publishers
from headwater.store import Note, Session, StoredDifference, Taking

# Changes of these topics alter what a text says; the others are its editor's business.
_ALTERING = (ChangeTopic.FIGURE, ChangeTopic.QUOTE, ChangeTopic.ATTRIBUTION, ChangeTopic.NAME)


def source_of(article: str, family: Family) -> str | None:
    """The stored article that this member took its text from, if it did and we have it."""
    branch = next((branch for branch in family.branches if branch.article == article), None)
    if branch is None:
        return None
    return branch.source or family.origin.article


def note_article(session: Session, article: Article) -> None:
    """Note what the article itself says was changed."""
    session.differences.note(article.id, _notes_of(article), _time(article))


def save_differences(session: Session, family: Family, members: Mapping[str, Article], version: int) -> None:
    """Store what each member changed against its source, where that is not stored already."""
    known = session.differences.sources_of(family.members)
    for member in family.members:
        source = source_of(member, family)
        if source == known.get(member):
            continue
        article = members[member]
        if source is None:
            session.differences.remove(member)
            note_article(session, article)
        else:
            found = compared(members.get(source) or session.articles.get(source), article)
            session.differences.save(member, found, version)
            notes = [*_notes_of(article), *_altered(found.difference)]
            session.differences.note(member, notes, _time(article))


def compared(source: Article, article: Article) -> StoredDifference:
    """What became of the source's text in an article, and the source's corrections that it misses."""
    return StoredDifference(source.id, differences(source, article), missed_corrections(source, article))


def _notes_of(article: Article) -> Iterator[Note]:
    return (Note("note", note) for note in article.notes)


def _altered(difference: Difference) -> Iterator[Note]:
    """The first change of each topic that alters what the text says."""
    for topic in _ALTERING:
        for change in difference.changes:
            if change.kind is ChangeKind.REWORDED and topic in change.topics:
                yield Note(topic.value, change.after)
                break


def _time(article: Article) -> datetime | None:
    return article.published.best if article.published else None


def takings_of(family: Family, members: Mapping[str, Article], publishers: Publishers) -> dict[str, Taking]:
    """Who took from whom, for each member whose server and giver are known and differ."""
    takings = {}
    for branch in family.branches:
        article = members.get(branch.article)
        if article is None:  # an excerpt: it is a member of another family
            continue
        taker, giver = house_of(article, publishers), _giver(branch, family, members, publishers)
        if taker and giver and not is_same_house(taker, giver):
            delay = _delay(article, members.get(branch.source or family.origin.article or ""))
            takings[article.id] = Taking(taker.name, giver.name, delay)
    return takings


def _giver(branch: Branch, family: Family, members: Mapping[str, Article], publishers: Publishers) -> House:
    source = members.get(branch.source or family.origin.article or "")
    if source is not None:
        return house_of(source, publishers)
    name = family.origin.publisher
    return named_house(name, publishers) if name else UNKNOWN_HOUSE


def _delay(article: Article, source: Article | None) -> float | None:
    """Minutes from the source's likely time to the article's; None when one is unknown or they overlap."""
    if source is None or article.published is None or source.published is None:
        return None
    if not source.published.surely_before(article.published):
        return None
    return (article.published.best - source.published.best).total_seconds() / 60
