"""A library of invented articles, written straight into its tables: what the pipeline would have stored, in minutes.

The texts of some thousand articles recur, each article with words of its own among them: how long a list of postings
is, how common the words and how rare the rarest, is what a search meets, and is as among articles that all differ.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from headwater.model import Article, Moment, Page
from headwater.model.views import CorrectionCount, StoryCard
from headwater.store import open_library
from headwater.store.articles import article_json
from headwater.store.records import packed, time_text, to_json
from headwater.store.search.document import Document, document_of
from headwater.store.search.numbers import day_of, number_at
from headwater.store.search.vocabulary import Vocabulary
from searching.tongues import Tongue, tongues

_SHARES = {"en": 0.55, "de": 0.12, "ru": 0.09, "es": 0.07, "fr": 0.06, "ar": 0.05, "zh": 0.06}
_SITES = 1_000
_AUTHORS = 20_000
_TAGS = 5_000
_BEGINNING = datetime(2021, 11, 1, tzinfo=UTC)
_STEP = timedelta(days=365.25 * 5) / 1_000_000
_TEXTS = 8_000
_OWN_WORDS, _OWN_VOCABULARY = 6, 600_000
_STORY = 4  # articles of one story
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Filling:
    """How many articles there shall be, of how many words each."""

    articles: int
    words: int = 300
    seed: int = 3


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that recurs: the article and its document, with what of it the index is told, ready to be written."""

    article: Article
    document: Document
    text: str
    keys: str


def fill(folder: Path, filling: Filling) -> None:
    """Bring a library that this made, or a new one, to this many articles; killed and run again it goes on."""
    open_library(folder, writing=True).close()
    _fill(folder, filling)
    # Written past what lets articles be found: it adds what else an index has.
    with open_library(folder, writing=True) as library, library.write() as session:
        session.searchable.catch_up(1)


def _fill(folder: Path, filling: Filling) -> None:
    database = sqlite3.connect(folder / "library.db", isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -200000")
    database.execute("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 33554432)")
    (done,) = database.execute("SELECT count(*) FROM articles").fetchone()
    if done >= filling.articles:
        database.close()
        return
    texts = [_text_of(article) for article in invented(filling, 0, _TEXTS)]
    if not done:
        _begin(folder, texts)
    while done < filling.articles:
        count = min(_BATCH, filling.articles - done)
        database.execute("BEGIN")
        _write(database, filling, texts, done, count)
        database.execute("COMMIT")
        done += count
        if done % 50_000 == 0:
            print(f"  {done:,} articles", flush=True)
    database.execute("ANALYZE")
    database.close()


def _begin(folder: Path, texts: Sequence[_Text]) -> None:
    """The page that all articles are from, and the words of the library."""
    with open_library(folder, writing=True) as library, library.write() as session:
        session.pages.add(Page("bench.html", b"bench"))
        vocabulary = Vocabulary(session.connection)
        numbered = [(number, text.document) for number, text in enumerate(texts)]
        vocabulary.note(numbered, 0, len(texts))


def _text_of(article: Article) -> _Text:
    document = document_of(article, None)
    keys = [key for key in document.keys if key[:2] not in ("s:", "p:", "a:", "t:", "c:")]
    return _Text(article, document, " ".join(document.text), " ".join(keys))


def invented(filling: Filling, first: int, count: int) -> Iterator[Article]:
    """The articles from this number on, each the same whenever it is asked for."""
    for number in range(first, first + count):
        rng = np.random.default_rng((filling.seed, number))
        story = np.random.default_rng((filling.seed, 1, number // _STORY))
        tongue = tongues()[str(story.choice(list(_SHARES), p=list(_SHARES.values())))]
        yield _article(number, filling, tongue, rng, story)


def _article(
    number: int, filling: Filling, tongue: Tongue, rng: np.random.Generator, story: np.random.Generator
) -> Article:
    words = tongue.said(rng, filling.words)
    # What the story is about, said by all of its articles, some of it often.
    about = [int(each) for each in story.integers(200, len(tongue.words), 12)]
    for place in rng.integers(0, filling.words, 30):
        words[int(place)] = about[int(rng.integers(0, len(about)))]
    title = [*(about[int(each)] for each in rng.integers(0, len(about), 4)), *tongue.said(rng, 5)]
    return Article(
        id=f"a{number:020x}",
        title=_said(tongue, title),
        text="\n\n".join(_said(tongue, words[start : start + 60]) for start in range(0, len(words), 60)),
        language=tongue.code,
    )


def _said(tongue: Tongue, ranks: list[int]) -> str:
    sentences = [ranks[start : start + 17] for start in range(0, len(ranks), 17)]
    return tongue.stop.join(tongue.space.join(tongue.words[rank] for rank in each) for each in sentences)


def own_words(rng: np.random.Generator) -> list[str]:
    """Words that few articles have."""
    return [f"zq{int(number):x}" for number in rng.integers(0, _OWN_VOCABULARY, _OWN_WORDS)]


def _write(
    database: sqlite3.Connection, filling: Filling, texts: Sequence[_Text], first: int, count: int
) -> None:
    rng = np.random.default_rng((filling.seed, 2, first))
    (number,) = database.execute("SELECT coalesce(max(number), 0) FROM search_documents").fetchone()
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _INSERTS}
    for seq in range(first + 1, first + count + 1):
        text = texts[int(rng.integers(0, len(texts)))]
        site, tag = int(rng.zipf(1.3)) % _SITES, int(rng.zipf(1.3)) % _TAGS
        author, own = int(rng.integers(0, _AUTHORS)), own_words(rng)
        published = _BEGINNING + seq * _STEP
        number = max(number + 1, number_at(int(published.timestamp())))
        article = replace(
            text.article,
            id=f"a{seq:020x}",
            text="",
            paragraphs=(*text.article.paragraphs, " ".join(own)),
            site=f"site{site}.example",
            credit=None,
            hashtags=(f"tag{tag}",),
            published=Moment.at(published),
        )
        marks = f"s:site{site}.example p:outlet p:{site} a:author a:{author} t:tag{tag} c:category{tag % 12}"
        _row(rows, seq, article, text, number)
        rows["search_index"].append((number, f"{text.text} {' '.join(own)}", f"{text.keys} {marks}"))
    for table, statement in _INSERTS.items():
        database.executemany(statement, rows[table])
    database.execute(
        "UPDATE search_state SET low = 1, high = ?, documents = ?", (first + count, first + count)
    )


def _row(
    rows: dict[str, list[tuple[object, ...]]], seq: int, article: Article, text: _Text, number: int
) -> None:
    story, family = f"s{seq // _STORY:020x}", f"f{seq:020x}"
    assert article.published
    time = time_text(article.published.best)
    record = to_json(article_json(article))
    rows["articles"].append((seq, article.id, article.title, time, article.language, record))
    rows["families"].append((family, story, to_json({"article": article.id})))
    rows["branches"].append((article.id, family))
    document = text.document
    seconds = int(article.published.best.timestamp())
    rows["search_documents"].append((number, seq, seconds, document.length, document.weights))
    rows["search_days"].append((day_of(number),))
    rows["search_languages"].append((article.language,))
    if seq % _STORY == 0 or seq == 1:
        rows["stories"].append((story, time, to_json(packed(_card(story, article)))))


def _card(story: str, article: Article) -> StoryCard:
    latest = article.published.best if article.published else None
    return StoryCard(
        id=story,
        headline=article.title or "",
        summary=article.paragraphs[0][:200],
        summary_article=article.id,
        headline_is_title=True,
        articles=_STORY,
        origins=(),
        first=latest,
        latest=latest,
        languages=(article.language or "",),
        corrections=CorrectionCount(0, 0),
    )


_INSERTS = {
    "articles": (
        "INSERT INTO articles (seq, id, page, position, title, published, language, labels, notes, record) "
        "VALUES (?, ?, 1, 0, ?, ?, ?, '[]', 0, ?)"
    ),
    "families": "INSERT INTO families (id, story, size, version, origin) VALUES (?, ?, 1, 1, ?)",
    "branches": (
        "INSERT INTO branches (article, family, place, is_origin, credited, uncredited) VALUES (?, ?, 0, 1, 0, 0)"
    ),
    "stories": "INSERT INTO stories (id, latest, card) VALUES (?, ?, ?)",
    "search_documents": (
        "INSERT INTO search_documents (number, article, time, length, weights) VALUES (?, ?, ?, ?, ?)"
    ),
    "search_days": (
        "INSERT INTO search_days (day, documents) VALUES (?, 1) "
        "ON CONFLICT (day) DO UPDATE SET documents = documents + 1"
    ),
    "search_languages": (
        "INSERT INTO search_languages (language, documents) VALUES (?, 1) "
        "ON CONFLICT (language) DO UPDATE SET documents = documents + 1"
    ),
    "search_index": "INSERT INTO search_index (rowid, text, keys) VALUES (?, ?, ?)",
}
