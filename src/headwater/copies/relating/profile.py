"""All that is measured of two texts, in the order that the relation's model takes it."""

from dataclasses import dataclass
from operator import attrgetter

from headwater.copies.relating.halves import Half
from headwater.copies.relating.kinds import Kinds, kinds_of, names_of_kinds
from headwater.copies.relating.likeness import Likeness, likeness, names_of_likeness
from headwater.copies.relating.measures import Measures, measure, names_of_measures
from headwater.copies.relating.passages import Overlap

# Ten times as fast as `astuple`, which copies what it finds.
_MEASURES = attrgetter(*names_of_measures())
_KINDS = attrgetter(*names_of_kinds())
_LIKENESS = attrgetter(*names_of_likeness())


@dataclass(frozen=True, slots=True)
class Profile:
    """What two texts share, by size and place (`measures`), kind of wording, and likeness of sentences."""

    measures: Measures
    kinds: Kinds
    likeness: Likeness

    @property
    def values(self) -> tuple[float, ...]:
        return (*_MEASURES(self.measures), *_KINDS(self.kinds), *_LIKENESS(self.likeness))


def names_of_profile() -> tuple[str, ...]:
    return (*names_of_measures(), *names_of_kinds(), *names_of_likeness())


def profile_of(shared: Overlap) -> Profile:
    """The profile of an overlap."""
    a, b = Half(shared.a, shared.in_a), Half(shared.b, shared.in_b)
    return Profile(measure(shared, a, b), kinds_of(shared, a, b), likeness(shared, a, b))
