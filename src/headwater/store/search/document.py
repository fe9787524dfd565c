"""An article as the index holds it: the words of its text in order, and keys that it is found by wherever they stand.

text    title · standfirst · text, each word as it is compared, for phrases
keys    stems        where they are other than the word: "elect" of "elections"
        characters   of what is written without spaces: 水 of 水道
        h:elect      the stems of the title
        s:example.org p:reuters a:doe l:en t:climate c:politics
                     the site and the domains above it, words of the publisher, of the authors, the language, a
                     hashtag without signs, words of the category
        *            every document
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import NamedTuple

from headwater.model.article import Article
from headwater.model.publisher import host_of
from headwater.store.search.folding import folded, plain
from headwater.store.search.numbers import NO_TIME
from headwater.store.search.scripts import WORDS, spaced_words
from headwater.store.search.stems import primary, stem_of_ascii, stems_of
from headwater.store.search.weights import packed_weights
from headwater.store.search.words import characters_in, terms_in

EVERY = "*"

# PostgreSQL numbers the words of a text up to 16,383. A text is cut in SQLite as well: both shall find the same.
MOST_WORDS = 16_000

# Between title, standfirst and text, so that no phrase reaches across.
_BREAK = EVERY

# What is dated later than this after it was fetched carries a wrong date, and would stay the newest for ever.
_FUTURE = timedelta(days=1)

# Words that somebody might misspell; what is shorter, longer or has digits is none.
_SHORTEST, _LONGEST = 3, 24

# Words of all languages that are remembered, some 40 MB.
_MOST_KNOWN = 1 << 17


@dataclass(frozen=True, slots=True)
class Document:
    """What the index is told of an article. `words` are its vocabulary, each as it is compared and as it is shown."""

    id: str
    time: int
    text: list[str]
    keys: list[str]
    length: int
    weights: bytes
    language: str
    words: dict[str, str]


def document_of(article: Article, seen: datetime | None) -> Document:
    """The document of an article that was fetched first at this time."""
    language = primary(article.language)
    reader = _Reader(language)
    title = reader.read(article.title or "")
    stems = list(title)
    for part in (article.standfirst or "", article.text):
        reader.text.append(_BREAK)
        stems += reader.read(part)
    met = reader.met()
    keys = reader.characters.union(chain.from_iterable([word.keys for word in met]))
    keys.update(f"h:{stem}" for stem in title)
    keys.update(marks_of(article))
    return Document(
        id=article.id,
        time=_time(article, seen),
        text=reader.text,
        keys=list(keys),
        length=len(stems),
        weights=packed_weights(Counter(stems), set(title)),
        language=language,
        # Of several that are compared alike, the first is shown.
        words={word.term: word.shown for word in reversed(met) if word.shown},
    )


class _Reader:
    """Takes the parts of an article in, one after the other."""

    def __init__(self, language: str) -> None:
        self._lexicon = _lexicon(language)
        self._written: dict[str, None] = {}
        self.text: list[str] = []
        self.characters: set[str] = set()
        """Those of what is written without spaces."""

    def met(self) -> list["_Word"]:
        """The words in the order in which they were met, each once."""
        return [self._lexicon[raw] for raw in self._written]

    def read(self, text: str) -> list[str]:
        """The usual stems of a part's words, in their order."""
        written = spaced_words(text)
        if written is None:
            return self._read_runs(text)
        del written[max(0, MOST_WORDS - len(self.text)) :]
        self._written |= dict.fromkeys(written)
        lexicon = self._lexicon
        words = [lexicon[raw] for raw in written]
        self.text += [word.term for word in words if word.term]
        return [word.stem for word in words if word.term]

    def _read_runs(self, text: str) -> list[str]:
        """The same of a part that has something written without spaces."""
        stems: list[str] = []
        for found in WORDS.finditer(text):
            if len(self.text) >= MOST_WORDS:
                break
            raw = found[0]
            if found[1] is None:
                self._written[raw] = None
                word = self._lexicon[raw]
                if word.term:
                    self.text.append(word.term)
                    stems.append(word.stem)
            else:
                pairs = terms_in(raw)
                self.text += pairs
                stems += pairs
                self.characters.update(characters_in(raw))
        return stems


class _Word(NamedTuple):
    """A word as it is compared, its usual stem, all stems that are other than it, and how the vocabulary shows it."""

    term: str
    stem: str
    keys: tuple[str, ...]
    shown: str


class _Lexicon(dict[str, _Word]):
    """What the words of a language come to, each worked out when it is looked up first."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, raw: str) -> _Word:
        word = self[raw] = _word(raw, self._language)
        return word


_lexicons: dict[str, _Lexicon] = {}


def _lexicon(language: str) -> _Lexicon:
    # Forgotten all at once: to know which was used last takes ten times as long as to look a word up.
    if sum(map(len, _lexicons.values())) > _MOST_KNOWN:
        _lexicons.clear()
    return _lexicons.setdefault(language, _Lexicon(language))


def _word(raw: str, language: str) -> _Word:
    term = folded(raw)
    is_word = _SHORTEST <= len(term) <= _LONGEST and term.isalpha()
    if raw.isascii():
        stem = stem_of_ascii(term, language)
        return _Word(term, stem, () if stem == term else (stem,), term if is_word else "")
    stems = stems_of(raw, language)
    return _Word(
        term,
        stems[0],
        tuple(stem for stem in stems if stem and stem != term),
        plain(raw) if is_word else "",
    )


def _time(article: Article, seen: datetime | None) -> int:
    published = article.published.best if article.published else None
    if published and seen:
        published = min(published, seen + _FUTURE)
    time = published or seen
    return int(time.timestamp()) if time else NO_TIME


def marks_of(article: Article) -> Iterator[str]:
    """The keys that operators look for."""
    yield EVERY
    yield from site_marks(article.site or "")
    if article.credit:
        credit = article.credit
        yield from _marks("p", (credit.name, credit.printed, credit.publisher_id or ""))
    yield from _marks("a", article.authors)
    yield from _marks("c", (article.category or "",))
    yield from (f"t:{tag}" for tag in map(squeezed, article.hashtags) if tag)
    if article.language:
        yield from {f"l:{primary(article.language)}", f"l:{language_tag(article.language)}"}


def site_marks(site: str) -> list[str]:
    """The host of a site and the domains above it, to the last with a dot; the words of what is no host."""
    host = host_of(site) if "." in site else ""
    if not host:
        return list(_marks("s", (site,)))
    labels = host.split(".")
    return [f"s:{_signs('.'.join(labels[start:]))}" for start in range(max(1, len(labels) - 1))]


def _marks(kind: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{kind}:{term}" for name in names for term in terms_in(name))


def squeezed(tag: str) -> str:
    """A hashtag without signs and spaces: `#ClimateSummit`, `climate_summit` and `climate summit` are one."""
    return "".join(
        folded(found[0]) if found[1] is None else "".join(characters_in(found[1]))
        for found in WORDS.finditer(tag)
    )


def language_tag(language: str) -> str:
    """A language's tag in small letters, with hyphens."""
    return _signs(language.replace("_", "-").lower())


def _signs(name: str) -> str:
    return "".join(
        character if character.isalnum() or character in ".-" else "_" for character in name.lower()
    )
