"""What is known of two articles besides their texts."""

from dataclasses import dataclass, fields
from datetime import timedelta

import numpy as np

from headwater.copies.crediting.credits import TextCredit, credits_of
from headwater.copies.crediting.houses import House, Houses, house_of, is_same_house
from headwater.copies.crediting.mentions import mentions_of
from headwater.copies.crediting.moments import day_of_midnight
from headwater.copies.text.wording import forms_of
from headwater.model import Article, Moment, Publishers


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """An article with its house and those it credits."""

    article: Article
    house: House
    credits: tuple[TextCredit, ...]

    def credit_to(self, house: House) -> TextCredit | None:
        """The strongest credit to this house."""
        return next((credit for credit in self.credits if is_same_house(credit.house, house)), None)

    def outside_credits(self) -> tuple[TextCredit, ...]:
        """Credits to houses other than its own."""
        return tuple(credit for credit in self.credits if not is_same_house(credit.house, self.house))


def sides_of(a: Article, b: Article, publishers: Publishers) -> tuple[Side, Side]:
    """Both articles with their houses, and whom each credits or names."""
    houses = house_of(a, publishers), house_of(b, publishers)
    known = Houses(houses)
    credits_a = (*credits_of(a, publishers, known), *_mentions(a, b, houses, publishers))
    credits_b = (*credits_of(b, publishers, known), *_mentions(b, a, houses[::-1], publishers))
    return Side(a, houses[0], _strongest_first(credits_a)), Side(b, houses[1], _strongest_first(credits_b))


def _mentions(
    article: Article, other: Article, houses: tuple[House, House], publishers: Publishers
) -> list[TextCredit]:
    if not houses[1] or is_same_house(*houses):
        return []
    return mentions_of(article, other, houses[1], publishers)


def _strongest_first(found: tuple[TextCredit, ...]) -> tuple[TextCredit, ...]:
    return tuple(sorted(found, key=lambda credit: -credit.strength))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Measures of two articles besides their texts; each is the same whichever comes first."""

    same_house: float = 0.0
    days_apart: float = 0.0
    same_day: float = 0.0
    titles: float = 0.0
    same_author: float = 0.0
    credits_other: float = 0.0
    credits_same_third: float = 0.0
    grew: float = 0.0
    other_figure: float = 0.0
    other_year: float = 0.0


def names_of_surroundings() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Surroundings))


def surroundings(a: Side, b: Side) -> Surroundings:
    """All of them; what is unknown (no house, no time) speaks neither for nor against."""
    apart = _apart(day_of_midnight(a.article.published), day_of_midnight(b.article.published))
    to_b, to_a = a.credit_to(b.house), b.credit_to(a.house)
    cross = max((credit.strength for credit in (to_a, to_b) if credit), default=0.0)
    return Surroundings(
        same_house=(1.0 if is_same_house(a.house, b.house) else 0.0) if a.house and b.house else 0.5,
        days_apart=float(np.log1p(apart / timedelta(days=1))) if apart is not None else 1.0,
        same_day=(1.0 if apart < timedelta(days=1) else 0.0) if apart is not None else 0.5,
        titles=_likeness(a.article.title, b.article.title),
        same_author=1.0 if _authors(a.article) & _authors(b.article) else 0.0,
        credits_other=0.0 if is_same_house(a.house, b.house) else cross,
        credits_same_third=_same_third(a, b),
        grew=_grew(a.article, b.article),
        other_figure=_other_figure(a.article.title, b.article.title),
        other_year=_other_year(a.article.title, b.article.title),
    )


def _apart(a: Moment | None, b: Moment | None) -> timedelta | None:
    """The least time between two moments; None when one is unknown."""
    if a is None or b is None:
        return None
    return max(timedelta(0), a.earliest - b.latest, b.earliest - a.latest)


def _likeness(a: str | None, b: str | None) -> float:
    """The shared part of two headlines' words (Jaccard)."""
    of_a, of_b = set(forms_of(a or "")), set(forms_of(b or ""))
    return len(of_a & of_b) / len(of_a | of_b) if of_a and of_b else 0.0


def _grew(a: Article, b: Article) -> float:
    """The log ratio of lengths, later to earlier: an update mostly grows. 0 where the order is not known."""
    if a.published is None or b.published is None or not a.text or not b.text:
        return 0.0
    ratio = float(np.log(len(b.text) / len(a.text)))
    if a.published.surely_before(b.published):
        return ratio
    return -ratio if b.published.surely_before(a.published) else 0.0


def _other_figure(a: str | None, b: str | None) -> float:
    """How alike two headlines are whose figures differ; 0 where the figures are the same."""
    of_a, of_b = set(forms_of(a or "")), set(forms_of(b or ""))
    if not any(form[0].isdigit() for form in of_a ^ of_b):
        return 0.0
    words = {form for form in of_a | of_b if not form[0].isdigit()}
    return len(of_a & of_b & words) / max(1, len(words))


def _other_year(a: str | None, b: str | None) -> float:
    """1 where two headlines are the same but for the year: a series, not a version."""
    differ = set(forms_of(a or "")) ^ set(forms_of(b or ""))
    return 1.0 if len(differ) == 2 and all(_is_year(form) for form in differ) else 0.0


def _is_year(form: str) -> bool:
    return form.isdecimal() and len(form) == 4 and form[:2] in ("18", "19", "20")


def _authors(article: Article) -> set[str]:
    return {author.casefold().strip() for author in article.authors if " " in author.strip()}


def _same_third(a: Side, b: Side) -> float:
    """How surely both credit one house that is neither's."""
    strengths = [
        min(one.strength, other.strength)
        for one in a.outside_credits()
        for other in b.outside_credits()
        if is_same_house(one.house, other.house)
        and not is_same_house(one.house, b.house)
        and not is_same_house(one.house, a.house)
    ]
    return max(strengths, default=0.0)
