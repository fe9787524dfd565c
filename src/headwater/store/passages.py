"""The passage index: which stored articles share passages with a new one (`model.protocols.PassageIndex`)."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, text

from headwater.store.records import to_json

# A fingerprint keeps its first holders and no more, so that boilerplate on a million articles costs as much
# as an agency report on sixty-four. Later copies of a report are found through its first holders.
MAX_HOLDERS = 64

# A fingerprint that is full and whose holders belong to more families than this is boilerplate: a passage
# that many unrelated articles carry. A widely printed report fills its fingerprints too, but from one family.
MAX_FAMILIES = 16

_ADD = text(
    """
    INSERT OR IGNORE INTO fingerprints (fingerprint, article)
    SELECT DISTINCT given.value, :article FROM json_each(:given) AS given
    WHERE (SELECT count(*) FROM (SELECT 1 FROM fingerprints AS held
           WHERE held.fingerprint = given.value LIMIT :most)) < :most
    """
)
_HOLDERS = text(
    """
    SELECT held.fingerprint, articles.id, branches.family
    FROM (SELECT DISTINCT value FROM json_each(:given)) AS given
    JOIN fingerprints AS held ON held.fingerprint = given.value
    JOIN articles ON articles.seq = held.article
    LEFT JOIN branches ON branches.article = articles.id
    """
)


class Passages:
    """The passage index of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, article: int, fingerprints: Sequence[int]) -> None:
        """Index an article, named by its row number."""
        values = {"article": article, "given": to_json(list(fingerprints)), "most": MAX_HOLDERS}
        self._connection.execute(_ADD, values)

    def sharing(self, fingerprints: Sequence[int], *, limit: int) -> list[tuple[str, int]]:
        """Articles that hold any of these, with how many they share, most first; boilerplate is left out."""
        holders: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
        rows = self._connection.execute(_HOLDERS, {"given": to_json(list(fingerprints))})
        for fingerprint, article, family in rows:
            holders[fingerprint].append((article, family))
        shared = Counter(
            article for held in holders.values() if not _is_boilerplate(held) for article, _ in held
        )
        return sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:limit]


def _is_boilerplate(holders: list[tuple[str, str | None]]) -> bool:
    return len(holders) >= MAX_HOLDERS and len({family for _, family in holders}) > MAX_FAMILIES
