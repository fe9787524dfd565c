"""The words of the library and how many articles have each: what a misspelled word may have been meant to be.

A document's words are noted as it is added, and counted together with many others': a word's row lies anywhere in the
table, so that to count each document at once would write a page of the database for each of its words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from headwater.store.among import is_among
from headwater.store.columns import following
from headwater.store.records import to_json
from headwater.store.search.document import Document
from headwater.store.search.spelling import edits_allowed, nearest, spelling_keys
from headwater.store.search.tables import search_spellings, search_uncounted, search_vocabulary
from headwater.store.search.vocabulary_rows import VocabularyRows

# So many documents are counted at once; in a small library fewer, since its table is small as well.
_COUNTED_AT_ONCE = 1_024
_SHARE_COUNTED = 4

# A word in fewer articles is more likely a misprint than what somebody meant, the more the larger the library.
_LEAST = 2
_ARTICLES_FOR_ONE_MORE = 50_000

# Words that begin alike are gone through from the most frequent tier down, so many tiers at most.
_TIERS = 24
_MOST_NEAR = 2_000

_NOTE = insert(search_uncounted)
_NOTED = select(search_uncounted.c.words)
_CLEAR = delete(search_uncounted)
_KNOWN = select(search_vocabulary.c.word, search_vocabulary.c.number, search_vocabulary.c.documents).where(
    is_among(search_vocabulary.c.word, "wanted")
)
_LAST = select(following(search_vocabulary.c.number))
_NEAR = (
    select(search_vocabulary.c.word, search_vocabulary.c.documents)
    .distinct()
    .join(search_spellings, search_spellings.c.word == search_vocabulary.c.number)
    .where(is_among(search_spellings.c.key, "keys"))
    .limit(_MOST_NEAR)
)
_BEGINNING = (
    select(search_vocabulary.c.shown, search_vocabulary.c.documents)
    .where(
        search_vocabulary.c.tier == bindparam("level"),
        search_vocabulary.c.word >= bindparam("start"),
        search_vocabulary.c.word < bindparam("end"),
    )
    .limit(bindparam("most"))
)
_HIGHEST = select(func.max(search_vocabulary.c.tier))
_SHOWN = select(search_vocabulary.c.word, search_vocabulary.c.shown, search_vocabulary.c.documents).where(
    is_among(search_vocabulary.c.word, "wanted")
)


class Vocabulary:
    """The words of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, documents: Iterable[tuple[int, Document]], waiting: int, total: int) -> int:
        """Note the words of new documents, and count what is noted when it is enough; how many documents wait then.

        `waiting` of the library's `total` documents were noted before.
        """
        rows = [{"number": number, "words": _noted(document.words)} for number, document in documents]
        if rows:
            self._connection.execute(_NOTE, rows)
        waiting += len(rows)
        if not waiting or waiting < min(_COUNTED_AT_ONCE, total // _SHARE_COUNTED):
            return waiting
        self._count(total)
        return 0

    def _count(self, total: int) -> None:
        noted = Counter[str]()
        for words in self._connection.execute(_NOTED).scalars():
            noted.update(words.split("\n"))
        self._connection.execute(_CLEAR)
        counts, shown = dict[str, int](), dict[str, str]()
        for line, count in noted.items():
            word, _, form = line.partition("\t")
            counts[word] = counts.get(word, 0) + count
            shown.setdefault(word, form or word)
        counts.pop("", None)
        if counts:
            self._save(counts, shown, _LEAST + total // _ARTICLES_FOR_ONE_MORE)

    def _save(self, counts: Mapping[str, int], shown: Mapping[str, str], least: int) -> None:
        # In their order: what lies side by side in the database is found, and written, together.
        words = sorted(counts)
        known = {
            word: (number, documents)
            for word, number, documents in self._connection.execute(_KNOWN, {"wanted": to_json(words)})
        }
        number = self._connection.execute(_LAST).scalar_one()
        new, raised, lifted, spelled = [], [], [], []
        for word in words:
            own, before = known.get(word, (number, 0))
            after = before + counts[word]
            if not before:
                number += 1
                new.append((own, word, shown[word], after, tier_of(after)))
            else:
                raised.append((own, after))
                if tier_of(before) != tier_of(after):
                    lifted.append((own, tier_of(after)))
            if before < least <= after and edits_allowed(word):
                spelled += [(key, own) for key in spelling_keys(word)]
        rows = VocabularyRows(self._connection)
        rows.add(new)
        rows.set_documents(sorted(raised))
        rows.set_tiers(lifted)
        rows.spell(sorted(spelled))

    def known(self, words: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Those of these words that articles have: how each is shown, and how many have it."""
        rows = self._connection.execute(_SHOWN, {"wanted": to_json(list(words))})
        return {row.word: (row.shown, row.documents) for row in rows}

    def meant_by(self, word: str, most: int) -> list[tuple[str, int]]:
        """Words spelled nearly like this one, as they are shown, with how many articles have each; likeliest first."""
        if not edits_allowed(word):
            return []
        rows = self._connection.execute(
            _NEAR, {"keys": to_json(sorted(spelling_keys(word, edits_allowed(word))))}
        )
        chosen = nearest(word, {row.word: row.documents for row in rows}, most)
        known = self.known(chosen)
        return [known[other] for other in chosen]

    def beginning(self, prefix: str, most: int) -> list[tuple[str, int]]:
        """The most frequent words that begin so, as they are shown, with about how many articles have each."""
        highest = self._connection.execute(_HIGHEST).scalar()
        found: list[tuple[str, int]] = []
        if highest is None:
            return found
        span = {"start": prefix, "end": prefix + "\U0010ffff", "most": most}
        for tier in range(highest, max(0, highest - _TIERS), -1):
            rows = self._connection.execute(_BEGINNING, {**span, "level": tier})
            found += [(row.shown, row.documents) for row in rows]
            if len(found) >= most:
                break
        return sorted(found, key=lambda each: (-each[1], each[0]))[:most]


def tier_of(documents: int) -> int:
    """The binary logarithm, rounded down."""
    return documents.bit_length() - 1


def _noted(words: Mapping[str, str]) -> str:
    """A line for each word, with how it is shown where that is something else."""
    return "\n".join([word if shown == word else f"{word}\t{shown}" for word, shown in words.items()])
