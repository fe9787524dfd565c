"""A child process that stars articles until it is killed, and says of each that it is kept."""

import sys
from itertools import count

from headwater.model.words import ActKind
from headwater.store.people import open_people
from tests.store.people.acting import NOON, act

if __name__ == "__main__":
    place, number = sys.argv[1:]
    with open_people(place, writing=True) as people:
        for star in count():
            article = f"a-{number}-{star}"
            (told,) = people.apply([act(ActKind.SAVE, article, name=f"act-{number}-{star:020}")], now=NOON)
            print(article if told.outcome == "applied" else told, flush=True)
