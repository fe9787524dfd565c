"""How alike an article is to remembered ones, from their terms and how rare these are.

Two views, added: the cosine of the two texts, which says that they share their wording, and the coverage
of each title by the other text, which says that one is about what the other is headed with. Articles of
one war share persons and places throughout; what tells its events apart stands in their titles.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headwater.stories.item import FULL_WEIGHT, StoryItem
from headwater.stories.vocabulary import Columns, Values, Vocabulary

TITLE_SHARE = 0.5
"""Part of the likeness that the titles' coverage makes up."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Profile:
    """An item seen through a vocabulary, at the frequencies of one moment.

    Aligned arrays over the terms that the vocabulary knows: `values` is the unit vector of TF-IDF (of
    length 1 with the unknown terms), `weights` the terms' prominence in the text, 0..1, `title` each
    term's share of the title, which sums to 1 with the unknown terms.
    """

    columns: Columns
    values: Values
    weights: Values
    title: Values

    @classmethod
    def of(cls, item: StoryItem, vocabulary: Vocabulary) -> "Profile":
        terms: list[int] = item.terms.tolist()
        columns = vocabulary.find(terms)
        known = columns >= 0
        rarity = np.empty(len(terms))
        rarity[known] = vocabulary.rarity(columns[known])
        rarity[~known] = [vocabulary.rarity_unseen(term) for term in item.terms[~known].tolist()]
        weights = item.weights / FULL_WEIGHT
        values, title = weights * rarity, item.in_title * rarity**2
        values /= max(float(np.sqrt(values @ values)), _TINY)
        title /= max(float(title.sum()), _TINY)
        return cls(columns[known], values[known], weights[known], title[known])


def likeness(
    profile: Profile, items: Sequence[StoryItem], columns: Sequence[Columns], vocabulary: Vocabulary
) -> Values:
    """How alike the profile is to each item, 0..1; `columns` are those of each item's terms."""
    if not items:
        return np.zeros(0)
    dense = np.zeros((3, vocabulary.width))
    dense[:, profile.columns] = (profile.values, profile.weights, profile.title)
    starts = np.cumsum([0, *(len(c) for c in columns[:-1])])
    joined = np.concatenate(columns)
    values, weights, title = dense[:, joined]
    rarity = vocabulary.rarity(joined)
    their_weights = np.concatenate([item.weights for item in items]) / FULL_WEIGHT
    their_values = their_weights * rarity
    their_title = np.concatenate([item.in_title for item in items]) * rarity**2
    parts = np.add.reduceat(
        (
            values * their_values,
            their_values**2,
            title * their_weights,
            their_title * weights,
            their_title,
        ),
        starts,
        axis=1,
    )
    product, squares, mine_there, theirs_here, title_mass = parts
    cosine = product / np.maximum(np.sqrt(squares), _TINY)
    coverage = (mine_there + theirs_here / np.maximum(title_mass, _TINY)) / 2
    return np.asarray((1 - TITLE_SHARE) * cosine + TITLE_SHARE * coverage)
