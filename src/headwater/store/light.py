"""An article's record as a list needs it: without its text and what hangs on that, taken off inside the database.

Of a story of a thousand articles the texts are nine tenths of what is stored, and a list shows none of them.
"""

from typing import Any

from sqlalchemy import JSON, Row, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from headwater.model.article import Article
from headwater.store.records import Json, unpacked
from headwater.store.schema import articles

# What is left out; the words of the constants below are ours alone.
_HEAVY = ("text", "paragraphs", "links", "pictures", "evidence")
# A headline that the page has lost is told by its first words: more of them than any list shows.
_FIRST_WORDS = 40


class _Light(FunctionElement[Json]):
    """A JSON object without its fields in `_HEAVY`."""

    name = "light"
    inherit_cache = True
    type = JSON()


@compiles(_Light, "sqlite")
def _removed(light: _Light, compiler: SQLCompiler, **options: Any) -> str:
    paths = ", ".join(f"'$.{name}'" for name in _HEAVY)
    return f"json_remove({compiler.process(light.clauses, **options)}, {paths})"


@compiles(_Light, "postgresql")
def _subtracted(light: _Light, compiler: SQLCompiler, **options: Any) -> str:
    names = ", ".join(f"'{name}'" for name in _HEAVY)
    return f"(({compiler.process(light.clauses, **options)})::jsonb - ARRAY[{names}])::json"


# Where nothing else can stand in for a headline, the whole: few articles are so.
LIGHT = case(
    (articles.c.title != "", _Light(articles.c.record)),
    else_=articles.c.record,
).label("light")
"""The column of a query over `articles` that `light_article` reads."""


def light_article(row: Row[*tuple[Any, ...]]) -> Article:
    """The article of a row with the column `LIGHT`, without text, links, pictures and evidence.

    One that has lost its title keeps its first words as its text.
    """
    record: dict[str, Json] = row.light
    kept = {name: value for name, value in record.items() if name not in _HEAVY}
    if not record.get("title") and not record.get("standfirst"):
        kept["text"] = _beginning(record)
    return unpacked(Article, kept)


def _beginning(record: dict[str, Json]) -> str:
    paragraphs = record.get("paragraphs")
    first = " ".join(map(str, paragraphs)) if isinstance(paragraphs, list) else ""
    return " ".join(str(record.get("text") or first).split()[:_FIRST_WORDS])
