"""What somebody may be about to type: names of the library's shelves, and its words, with typing errors forgiven."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from headwater.model.shelf import ShelfKind, shelf_key
from headwater.store.search.folding import folded
from headwater.store.search.records import Suggestion, SuggestionKind
from headwater.store.search.vocabulary import Vocabulary
from headwater.store.search.words import words_in
from headwater.store.shelf_tables import shelves

# What is longer is not being typed.
_LONGEST = 100
# Of names that begin alike so many are looked at, to suggest those of most articles.
_MOST_NAMES = 500
_CORRECTIONS = 3

_SHELVES = (
    (ShelfKind.HASHTAG, SuggestionKind.HASHTAG),
    (ShelfKind.PUBLISHER, SuggestionKind.PUBLISHER),
    (ShelfKind.SITE, SuggestionKind.SITE),
    (ShelfKind.AUTHOR, SuggestionKind.AUTHOR),
)
_NAMES = (
    select(shelves.c.name, shelves.c.key, shelves.c.articles)
    .where(
        shelves.c.kind == bindparam("kind"),
        shelves.c.key >= bindparam("start"),
        shelves.c.key < bindparam("end"),
    )
    .limit(_MOST_NAMES)
)
_OPERATORS = {
    SuggestionKind.HASHTAG: "tag",
    SuggestionKind.PUBLISHER: "publisher",
    SuggestionKind.SITE: "site",
    SuggestionKind.AUTHOR: "author",
}


class Suggesting:
    """The suggestions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._vocabulary = Vocabulary(connection)

    def suggestions(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """See `records.Searcher`. Only what is typed last is completed; what stands before it is kept."""
        if len(prefix) > _LONGEST or not prefix.strip():
            return ()
        before, last = _parted(prefix)
        names = [each for kinds in _SHELVES for each in self._names(*kinds, before, last, prefix)]
        names.sort(key=lambda each: -each.articles)
        words = self._words(before, last, limit)
        # Half the room for names, where there are words as well.
        room = max(limit // 2, limit - len(words))
        return (*names[:room], *words[: limit - min(room, len(names))])

    def _names(
        self, shelf: ShelfKind, kind: SuggestionKind, before: str, last: str, prefix: str
    ) -> Sequence[Suggestion]:
        """Names that go on what was typed last, or, of authors and publishers, all that was typed."""
        found: dict[str, Suggestion] = {}
        for typed, kept in ((prefix.strip(), ""), (last, before)):
            start = shelf_key(ShelfKind.AUTHOR if shelf is ShelfKind.SITE else shelf, typed)
            values = {"kind": shelf.value, "start": start, "end": start + "\U0010ffff"}
            for row in self._connection.execute(_NAMES, values) if start else ():
                query = f"{kept}{_OPERATORS[kind]}:{_quoted(row.name)}"
                found.setdefault(row.key, Suggestion(kind, row.name, query, row.articles))
        return list(found.values())

    def _words(self, before: str, last: str, limit: int) -> list[Suggestion]:
        words = list(words_in(last))
        if len(words) != 1 or words[0].is_pair:
            return []
        typed = folded(last)
        begun = self._vocabulary.beginning(typed, limit)
        found = [Suggestion(SuggestionKind.WORD, word, before + word, articles) for word, articles in begun]
        if len(found) >= limit // 2:
            return found
        known = {word for word, _ in begun}
        return found + [
            Suggestion(SuggestionKind.WORD, word, before + word, articles, is_correction=True)
            for word, articles in self._vocabulary.meant_by(typed, _CORRECTIONS)
            if word not in known
        ]


def _parted(prefix: str) -> tuple[str, str]:
    """What was typed before the last word, with its space, and the last word without the `#` of a hashtag."""
    place = max(prefix.rfind(" "), prefix.rfind("\u3000")) + 1
    return prefix[:place], prefix[place:].lstrip('#＃"“„«-')


def _quoted(name: str) -> str:
    return f'"{name}"' if len(name.split()) > 1 else name
