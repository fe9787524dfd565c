"""Copies of articles as they were when somebody saved or highlighted them; never changed, never removed."""

import hashlib
from collections.abc import Collection
from datetime import datetime

import orjson
from sqlalchemy import Connection, select

from headwater.model.people import KeptArticle
from headwater.store.articles import article_json
from headwater.store.people.schema import kept
from headwater.store.records import Json, packed, time_text, unpacked
from headwater.store.upserting import upsert

_KEEP = upsert(kept).on_conflict_do_nothing(index_elements=["article", "digest"])


def keep(connection: Connection, copy: KeptArticle, now: datetime) -> str:
    """Keep a copy, unless the article is kept as it is; the digest of its record."""
    article = article_json(copy.article)
    digest = hashlib.sha256(orjson.dumps(article, option=orjson.OPT_SORT_KEYS)).hexdigest()
    record = packed(copy)
    if isinstance(record, dict):
        record["article"] = article  # without its text where the paragraphs give it
    row = {"article": copy.article.id, "digest": digest, "kept_at": time_text(now), "record": record}
    connection.execute(_KEEP, row)
    return digest


def kept_articles(connection: Connection, wanted: Collection[str]) -> dict[str, KeptArticle]:
    """The newest copies of those of these articles that are kept, by id."""
    query = select(kept).where(kept.c.article.in_(list(wanted))).order_by(kept.c.kept_at, kept.c.digest)
    return {row.article: _copy(row.record) for row in connection.execute(query)}


def _copy(record: Json) -> KeptArticle:
    return unpacked(KeptArticle, record)
