"""Whether the pages of a source's entries are fetched, where nobody said so when it was added: its first content tells.

a person's word, or an earlier decision | the entries that it lists | with those that it listed before | not yet
"""

from collections.abc import Sequence
from dataclasses import replace

from headwater.model import Article, Source
from headwater.reading.discovery import TELLING_ENTRIES, gives_summaries
from headwater.store import Session


def decided(session: Session, source: Source, listed: Sequence[Article]) -> Source:
    """The source with `full_text` as it is decided now, and kept; the same where it was, or where this can't tell it.

    `listed` are the articles that its list gives, which the session holds already.
    """
    if source.full_text is not None:
        return source
    # Since it was leased, a person may have said so, or another of its contents.
    full_text = session.sources.full_text(source.id)
    if full_text is None:
        full_text = gives_summaries(source.kind, _telling(session, source, listed))
        if full_text is not None:
            session.sources.decide_full_text(source.id, full_text=full_text)
    return source if full_text is None else replace(source, full_text=full_text)


def _telling(session: Session, source: Source, listed: Sequence[Article]) -> Sequence[Article]:
    """What to decide by: where a source lists only its newest few, what it listed before as well."""
    if len(listed) >= TELLING_ENTRIES:
        return listed
    before = session.items.newest(source.id, TELLING_ENTRIES)
    return list(session.articles.many(before).values())
