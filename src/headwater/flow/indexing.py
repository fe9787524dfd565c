"""Adds to the passage index the articles that are stored but not in it."""

from headwater.copies import fingerprints
from headwater.store import Library

# Articles a transaction: a second's work, of which a kill loses no more.
_BATCH = 500


def index_stored(library: Library) -> int:
    """Index what an earlier version stored and fingerprinted in another way; how many articles.

    Killed and run again, it goes on where it was. There is nothing to do but once after an upgrade.
    """
    indexed = 0
    while True:
        with library.write() as session:
            missing = session.passages.unindexed(_BATCH)
            stored = session.articles.many(name for _, name in missing)
            for seq, name in missing:
                session.passages.add(seq, fingerprints(stored[name].text))
        indexed += len(missing)
        if len(missing) < _BATCH:
            return indexed
