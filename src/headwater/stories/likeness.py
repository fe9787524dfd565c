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
    dense = np.zeros((3, vocabulary.width))
    dense[:, profile.columns] = (profile.values, profile.weights, profile.title)
    joined = np.concatenate([np.zeros(0, dtype=np.intp), *columns])
    owner = np.repeat(np.arange(len(items)), [len(c) for c in columns])

    def total(parts: Values) -> Values:
        return np.asarray(np.bincount(owner, weights=parts, minlength=len(items)), dtype=np.float64)

    values, weights, title = dense[:, joined]
    rarity = vocabulary.rarity(joined)
    their_weights = np.concatenate([np.zeros(0), *(item.weights for item in items)]) / FULL_WEIGHT
    their_title = np.concatenate([np.zeros(0), *(item.in_title for item in items)]) * rarity**2
    their_values = their_weights * rarity
    cosine = total(values * their_values) / np.maximum(np.sqrt(total(their_values**2)), _TINY)
    mine_there = total(title * their_weights)
    theirs_here = total(their_title * weights) / np.maximum(total(their_title), _TINY)
    return (1 - TITLE_SHARE) * cosine + TITLE_SHARE * (mine_there + theirs_here) / 2


def similarity(a: StoryItem, b: StoryItem) -> float:
    """How alike two items are by themselves, 0..1: as a stream that has seen nothing else would say."""
    vocabulary = Vocabulary()
    columns = vocabulary.add(b.terms.tolist())
    return float(likeness(Profile.of(a, vocabulary), [b], [columns], vocabulary)[0])
