"""Who has which article from whom: the list behind the numbers of the network."""

from collections.abc import Iterator
from dataclasses import replace

from headwater.copies.crediting.houses import house_of
from headwater.flow.network import ALWAYS
from headwater.model import Article, Publishers
from headwater.model.taken import TakenArticle
from headwater.publishers import builtin_publishers
from headwater.store import Library, Window


def taken_articles(
    library: Library, *, window: Window = ALWAYS, publishers: Publishers | None = None
) -> Iterator[TakenArticle]:
    """Each article that a site has from another, whole or a passage, those published last first.

    They are those that `network_of` counts in its links, and are read as they are asked for.
    """
    directory = publishers or builtin_publishers()
    with library.read() as session:
        for taken in session.takings.within(window):
            taker, giver = (house_of(Article(site=name), directory) for name in (taken.taker, taken.giver))
            # Two names can mean one house: what it has from itself was not taken.
            if taken.taker and taker and giver and taker.key != giver.key:
                yield replace(
                    taken,
                    taker=taker.name if taker.publisher_id else taken.taker,
                    giver=giver.name if giver.publisher_id else taken.giver,
                    taker_id=taker.key,
                    giver_id=giver.key,
                )
