"""What copies changed on the way, and who took from whom: stored beside the family it follows from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from headwater.copies import differences, missed_corrections
from headwater.copies.crediting.credits import credits_of
from headwater.copies.crediting.houses import (
    UNKNOWN_HOUSE,
    House,
    Houses,
    house_of,
    is_same_house,
    named_house,
)
from headwater.copies.families.growing import Articles, Growth
from headwater.model import Article, Branch, Change, ChangeKind, ChangeTopic, Family, Publishers
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


def save_differences(session: Session, growth: Growth, articles: Articles, version: int) -> None:
    """Store what each member whose branch changed has otherwise than its source, where that is not stored already."""
    known = session.differences.sources_of(growth.changed)
    for member in sorted(growth.changed):
        source = growth.source_of(member)
        if source == known.get(member):
            continue
        article = articles([member])[member]
        if source is None:
            session.differences.remove(member)
            note_article(session, article)
        else:
            taken_from = articles([source])[source]
            found = compared(taken_from, article)
            session.differences.save(member, found, version)
            said = [version.text for version in session.revisions.versions_of(source).values()]
            notes = [*_own_notes(article, taken_from), *_altered(found, said)]
            session.differences.note(member, notes, _time(article))


def compared(source: Article, article: Article) -> StoredDifference:
    """What became of the source's text in an article, and the source's corrections that it misses."""
    return StoredDifference(source.id, differences(source, article), missed_corrections(source, article))


def _notes_of(article: Article) -> Iterator[Note]:
    return (Note("note", note) for note in article.notes)


def _own_notes(article: Article, source: Article) -> Iterator[Note]:
    """The notes of a copy that its source does not print as well: the others are the source's."""
    return (Note("note", missed.note) for missed in missed_corrections(article, source))


def _altered(found: StoredDifference, said: Sequence[str] = ()) -> Iterator[Note]:
    """The first change of each topic that alters what the text says; `said` are the source's texts over time.

    A sentence that the source has since corrected, or that stood there before it was changed, is not among them: there
    the copy kept what it was given.
    """
    kept = {missed.still_says for missed in found.missed}
    changes = [
        change
        for change in found.difference.changes
        if change.kind is ChangeKind.REWORDED
        and change.after not in kept
        and not any(change.after in text for text in said)
    ]
    for topic in _ALTERING:
        if change := next((change for change in changes if _alters(change, topic)), None):
            yield Note(topic.value, change.after)


def _alters(change: Change, topic: ChangeTopic) -> bool:
    """Whether a change gives something otherwise than its source, or no longer names whom its source names.

    To leave a figure, a name or a quotation out alters none, nor does it to name a source besides.
    """
    return any(
        detail.topic is topic
        and not detail.about.startswith("marks")
        and (detail.is_changed or (topic is ChangeTopic.ATTRIBUTION and bool(detail.before and detail.about)))
        for detail in change.details
    )


def _time(article: Article) -> datetime | None:
    """When the article came to say what it says; one with notes was changed after it was published."""
    published, modified = article.published, article.modified
    if article.notes and modified and (published is None or modified.best > published.best):
        return modified.best
    return published.best if published else None


def takings_of(growth: Growth, articles: Articles, publishers: Publishers) -> dict[str, Taking]:
    """For each member that changed its server and, where that is known and another house, whom it took from."""
    sources = {name: growth.source_of(name) for name in growth.changed}
    members = articles(dict.fromkeys((*sources, *(source for source in sources.values() if source))))
    takings = {}
    for name in sources:
        article, branch = members[name], growth.branches.get(name)
        taker, giver, source = house_of(article, publishers), UNKNOWN_HOUSE, None
        if branch:
            giver, source = _giver(branch, growth.family, members, publishers)
        if taker and giver and not is_same_house(taker, giver):
            takings[name] = Taking(taker.name, giver.name, _delay(article, source))
        else:
            takings[name] = Taking(taker.name)
    return takings


def _giver(
    branch: Branch, family: Family, members: Mapping[str, Article], publishers: Publishers
) -> tuple[House, Article | None]:
    """Whom a member took from, and that one's article where it is held."""
    origin = family.origin
    if branch.credited and not (origin.article or origin.publisher):
        # It owes nobody a credit because nothing tells which of the two took: see Branch.
        return UNKNOWN_HOUSE, None
    source = members.get(branch.source or origin.article or "")
    unseen = named_house(origin.publisher, publishers) if origin.publisher and not origin.article else None
    if source is None:
        return unseen or UNKNOWN_HOUSE, None
    house = house_of(source, publishers)
    if unseen and not any(
        is_same_house(credit.house, house)
        for credit in credits_of(members[branch.article], publishers, Houses([house]))
    ):
        # Two customers of an unseen agency: that one printed it later is no sign that it had it from the other.
        return unseen, None
    return house, source


def _delay(article: Article, source: Article | None) -> float | None:
    """Minutes from the source's likely time to the article's; None when one is unknown or they overlap."""
    if source is None or article.published is None or source.published is None:
        return None
    if not source.published.surely_before(article.published):
        return None
    return (article.published.best - source.published.best).total_seconds() / 60
