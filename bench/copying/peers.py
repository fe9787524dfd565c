"""Other ways to find near copies, behind one interface: MinHash with LSH, SimHash, plain containment.

datasketch and rensa are needed for this benchmark alone: pip install datasketch rensa
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from copying.synthetic import fingerprints_of_hashes
from headwater.copies.text.wording import Hashes, shingles
from headwater.store.records import to_json

SHINGLE = 5
PERMUTATIONS = 128
_SIMHASH_DISTANCE = 3
_SIMHASH_BLOCKS = 4


class Peer(Protocol):
    """An index of texts by their words' hashes. `most` is how many articles it is given in this benchmark."""

    most: int

    def add(self, number: int, words: Hashes) -> None: ...

    def find(self, words: Hashes) -> list[int]:
        """Candidates: best first where it ranks them, else in no order."""
        ...

    def stored(self) -> int:
        """Bytes that it keeps on disk."""
        ...


class InMemory:
    """Keeps nothing on disk."""

    def stored(self) -> int:
        return 0


class DatasketchLsh(InMemory):
    """MinHash (Broder 1997) with banding, by datasketch; 128 permutations."""

    most = 10_000

    def __init__(self, threshold: float) -> None:
        try:
            from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  # needed for the benchmark alone
        except ImportError as error:
            raise SystemExit("bench: pip install datasketch rensa") from error
        self._minhash = MinHash
        self._lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)

    def signature(self, words: Hashes) -> NDArray[np.uint64]:
        return np.asarray(self._sketch(words).hashvalues)

    def _sketch(self, words: Hashes) -> object:
        sketch = self._minhash(num_perm=PERMUTATIONS)
        sketch.update_batch([value.tobytes() for value in shingles(words, SHINGLE)])
        return sketch

    def add(self, number: int, words: Hashes) -> None:
        self._lsh.insert(number, self._sketch(words))

    def find(self, words: Hashes) -> list[int]:
        return [int(number) for number in self._lsh.query(self._sketch(words))]


class RensaLsh(InMemory):
    """The same by rensa (Rust); 128 permutations in 32 bands."""

    most = 100_000

    def __init__(self, threshold: float) -> None:
        try:
            from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415  # needed for the benchmark alone
        except ImportError as error:
            raise SystemExit("bench: pip install datasketch rensa") from error
        self._minhash = RMinHash
        self._lsh = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands_of(threshold))

    def signature(self, words: Hashes) -> NDArray[np.uint64]:
        return np.array(self._sketch(words).digest(), dtype=np.uint64)

    def _sketch(self, words: Hashes) -> "object":
        sketch = self._minhash(num_perm=PERMUTATIONS, seed=1)
        sketch.update([value.tobytes() for value in shingles(words, SHINGLE)])
        return sketch

    def add(self, number: int, words: Hashes) -> None:
        self._lsh.insert(number, self._sketch(words))

    def find(self, words: Hashes) -> list[int]:
        return [int(number) for number in self._lsh.query(self._sketch(words))]


def bands_of(threshold: float) -> int:
    """The number of bands whose steepest point, (1 / bands) ** (bands / permutations), is nearest the threshold."""
    choices = [bands for bands in range(1, PERMUTATIONS + 1) if PERMUTATIONS % bands == 0]
    return min(choices, key=lambda bands: abs((1 / bands) ** (bands / PERMUTATIONS) - threshold))


class SimHash(InMemory):
    """SimHash of words (Charikar 2002): 64 bits, found within three of them by four blocks of sixteen (Manku 2007)."""

    most = 1_000_000

    def __init__(self) -> None:
        self._blocks: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(_SIMHASH_BLOCKS)]
        self._values: list[int] = []
        self._numbers: list[int] = []

    def signature(self, words: Hashes) -> int:
        bits = np.unpackbits(shingles(words, 1).view(np.uint8).reshape(-1, 8), axis=1)
        majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(bits)
        return int.from_bytes(np.packbits(majority).tobytes(), "big")

    def add(self, number: int, words: Hashes) -> None:
        value = self.signature(words)
        for at, block in enumerate(self._blocks):
            block[value >> 16 * at & 0xFFFF].append(len(self._values))
        self._values.append(value)
        self._numbers.append(number)

    def find(self, words: Hashes) -> list[int]:
        value = self.signature(words)
        near = {place for at, block in enumerate(self._blocks) for place in block[value >> 16 * at & 0xFFFF]}
        distances = {place: (self._values[place] ^ value).bit_count() for place in near}
        return [self._numbers[place] for place in sorted(near) if distances[place] <= _SIMHASH_DISTANCE]


class Containment(InMemory):
    """Every shingle of every article in an inverted index; ranked by how many of its own the text shares."""

    most = 10_000

    def __init__(self) -> None:
        self._holders: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, number: int, words: Hashes) -> None:
        for value in np.unique(shingles(words, SHINGLE)).tolist():
            self._holders[value].append(number)

    def find(self, words: Hashes) -> list[int]:
        shared: Counter[int] = Counter()
        for value in np.unique(shingles(words, SHINGLE)).tolist():
            shared.update(self._holders.get(value, ()))
        return [number for number, _ in sorted(shared.items(), key=lambda found: (-found[1], found[0]))]


class RowsInTree:
    """Our own fingerprints, a row of one B-tree each (SQLite): what packed blocks are measured against."""

    most = 100_000

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self._file = Path(self._folder.name) / "rows.db"
        self._connection = sqlite3.connect(self._file, isolation_level=None)
        for statement in (
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA cache_size = -65536",
            "CREATE TABLE held (print INTEGER, article INTEGER, PRIMARY KEY (print, article)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._connection.execute(statement)

    def add(self, number: int, words: Hashes) -> None:
        rows = [(value, number) for value in fingerprints_of_hashes(words)]
        self._connection.executemany("INSERT OR IGNORE INTO held VALUES (?, ?)", rows)
        if number % 20 == 0:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    def find(self, words: Hashes) -> list[int]:
        wanted = to_json(list(fingerprints_of_hashes(words)))
        query = """
            SELECT article FROM (SELECT value FROM json_each(?)) AS given, held
            WHERE held.print = given.value GROUP BY article ORDER BY count(*) DESC, article LIMIT 60
            """
        return [number for (number,) in self._connection.execute(query, (wanted,))]

    def stored(self) -> int:
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.execute("BEGIN")
        return self._file.stat().st_size


PEERS: dict[str, Callable[[], Peer]] = {
    "MinHash-LSH 0.5 (datasketch)": lambda: DatasketchLsh(0.5),
    "MinHash-LSH 0.1 (datasketch)": lambda: DatasketchLsh(0.1),
    "MinHash-LSH 0.5 (rensa)": lambda: RensaLsh(0.5),
    "MinHash-LSH 0.1 (rensa)": lambda: RensaLsh(0.1),
    "SimHash, distance 3": SimHash,
    "plain containment, exact": Containment,
    "a row a fingerprint (B-tree)": RowsInTree,
}
