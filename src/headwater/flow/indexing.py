"""Adds to the passage index the articles that are stored but not in it."""

from headwater.copies import fingerprints, subject_of
from headwater.store import Library

# Articles a transaction: a second's work, of which a kill loses no more.
_BATCH = 500


def index_stored(library: Library) -> int:
    """Index what an earlier version stored and fingerprinted in another way; how many articles.

    Each by all that it was ever seen to say: what copied an older version is found through that one's passages.
    Killed and run again, it goes on where it was. There is nothing to do but once after an upgrade.
    """
    indexed = 0
    while True:
        with library.write() as session:
            missing = session.passages.unindexed(_BATCH)
            stored = session.articles.many(name for _, name in missing)
            older = session.revisions.texts_of(stored)
            for seq, name in missing:
                # What it says now comes last: that is what it is told from others by.
                subject = subject_of(stored[name])
                for text in (*older.get(name, ()), stored[name].text):
                    session.passages.add(seq, fingerprints(text), subject)
        indexed += len(missing)
        if len(missing) < _BATCH:
            return indexed
