"""Whether two texts that are one piece are versions of it, or a version and its copy, where the houses tell."""

import re
from collections.abc import Mapping

import numpy as np

from headwater.copies.crediting.houses import is_same_house
from headwater.copies.crediting.surroundings import Side, Surroundings
from headwater.copies.relating.halves import Half
from headwater.copies.relating.passages import Overlap
from headwater.copies.relating.profile import Profile
from headwater.copies.relating.relation import LEAST, REFIGURED, decided
from headwater.copies.relating.traits import Trait
from headwater.model import Relation

# A sentence of which less than this is shared tells something of its own; a reworded one shares more.
_OWN = 0.2
# Fewer words than these are a heading, a caption or a sign-off.
_SENTENCE = 8
# A sentence's worth of words: what a later version has to tell besides. On the labelled pairs any bound from 2 to
# 24 words comes to the same.
_NEWS = 12
# Agencies head a version that takes something back with its kind; papers say it in the headline as well.
_CORRECTED = re.compile(
    r"^\W*(?:corrected|correction|refile[ds]?|berichtigt|korrigiert|korrektur|rectificatif|corrigé|corregid[oa]|"
    r"corrección|исправлено|поправка)\b",
    re.IGNORECASE,
)


def decided_among(
    chances: Mapping[Relation, float],
    shared: Overlap,
    profile: Profile,
    sides: tuple[Side, Side],
    around: Surroundings,
) -> tuple[Relation, float]:
    """As `decided`, for articles: whether one piece is a copy or a version, their houses say where they can."""
    called, confidence = decided(chances, profile, around)
    if called not in (Relation.COPY, Relation.UPDATE):
        return called, confidence
    relation = version_or_copy(called, shared, profile.measures.figures_changed, sides)
    return relation, confidence if relation is called else max(chances[relation], LEAST)


def version_or_copy(
    called: Relation, shared: Overlap, figures_changed: float, sides: tuple[Side, Side]
) -> Relation:
    """`UPDATE` or `COPY` for two texts that are `called` one of these; `figures_changed` per shared word.

    Versions are of one house, and tell other facts. Where both houses are known and are one, the later text is a
    version if it has news: a sentence that the earlier has not, or a headline that says it was corrected; where
    their order is not known, each has to have some. What adds nothing is the same text, cut. Texts of two houses
    are copies: which of an agency's versions a paper printed, its text does not tell.
    """
    first, second = sides
    if not first.house or not second.house or figures_changed >= REFIGURED:
        return called
    if not is_same_house(first.house, second.house):
        return Relation.COPY
    halves = Half(shared.a, shared.in_a), Half(shared.b, shared.in_b)
    return Relation.UPDATE if _is_version(halves, sides) else Relation.COPY


def _is_version(halves: tuple[Half, Half], sides: tuple[Side, Side]) -> bool:
    titles = [side.article.title or "" for side in sides]
    if len([title for title in titles if _CORRECTED.match(title)]) == 1:
        return True
    news = [_own_words(half) for half in halves]
    a, b = (side.article.published for side in sides)
    if a is None or b is None:
        return min(news) >= _NEWS
    if a.surely_before(b):
        return news[1] >= _NEWS
    return (news[0] if b.surely_before(a) else min(news)) >= _NEWS


def _own_words(half: Half) -> int:
    """Words of the sentences that the other text has nothing of, but for those in which the page speaks of itself."""
    words = half.reading.sentence_words
    is_own = (words >= _SENTENCE) & (half.shared_in_sentences < _OWN * words)
    is_furniture = half.reading.per_sentence(half.reading.has(Trait.FURNITURE)) > 0
    return int(np.sum(words[is_own & ~is_furniture]))
