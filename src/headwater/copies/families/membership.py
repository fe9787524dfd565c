"""The members of a family as its origin and its tree see them: in order of time, with house and credits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from headwater.copies.crediting.credits import TextCredit, credits_of
from headwater.copies.crediting.houses import House, Houses, house_of, is_same_house
from headwater.copies.crediting.voices import Voice
from headwater.model import Article, Publishers

_OWN_SENTENCES = (Voice.TOLD, Voice.LEARNED)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a family, the house that served it, and whom it credits, strongest first."""

    article: Article
    house: House
    credits: tuple[TextCredit, ...]

    @property
    def id(self) -> str:
        return self.article.id

    def foreign(self) -> tuple[TextCredit, ...]:
        """Its credits to other houses than its own."""
        return tuple(credit for credit in self.credits if not is_same_house(credit.house, self.house))

    def is_credited_to(self, house: House) -> bool:
        """Whether the article itself tells its readers that it has its text from this house.

        "He told X" is X's own sentence left standing in a copy, and tells of no copying.
        """
        return any(
            credit.is_printed and credit.voice not in _OWN_SENTENCES and is_same_house(credit.house, house)
            for credit in self.credits
        )

    def credit_to(self, house: House) -> TextCredit | None:
        return next((credit for credit in self.credits if is_same_house(credit.house, house)), None)


def members_of(articles: Iterable[Article], publishers: Publishers) -> tuple[Member, ...]:
    """Each article once, in order of time."""
    ordered = sorted({article.id: article for article in articles}.values(), key=first_of)
    houses = [house_of(article, publishers) for article in ordered]
    known = Houses(houses)
    return tuple(
        Member(article, house, credits_of(article, publishers, known))
        for article, house in zip(ordered, houses, strict=True)
    )


def first_of(article: Article) -> tuple[datetime, datetime, str]:
    """The key that sorts articles by time; those without one come last, by id."""
    moment = article.published
    return (moment.earliest, moment.latest, article.id) if moment else (_NEVER, _NEVER, article.id)
