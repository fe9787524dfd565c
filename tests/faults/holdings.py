"""What a library holds as its reader sees it, to hold a disturbed one against an undisturbed one."""

from collections import Counter
from hashlib import sha256

from headwater.model import Article
from headwater.store import Session, open_library

Holdings = Counter[str]
"""Each thing in words, and how often it is there. No times: when something was fetched depends on what was done to it."""


def holdings(place: str) -> Holdings:
    """Articles with their texts and versions, who is in a family, what is watched and how it stands, what failed.

    Raises StoreError, and AssertionError for archived pages that are damaged.
    """
    with open_library(place) as library, library.read() as session:
        assert session.pages.damaged() == []
        return Counter([*_articles(session), *_sources(session), *_failures(session)])


def _articles(session: Session) -> list[str]:
    placed = session.articles.placed()
    found = [f"article {_said(one.article)}" for one in placed]
    families: dict[str | None, list[str]] = {}
    for one in placed:
        families.setdefault(one.family, []).append(one.article.title or one.article.id)
        for at, version in enumerate(session.revisions.of(one.article.id)):
            found.append(f"version {at} of {one.article.title}: {_said(version.article)}")
    return found + [f"family of {', '.join(sorted(titles))}" for titles in families.values()]


def _sources(session: Session) -> list[str]:
    states = session.sources.states()
    return [
        f"source {source.url}: {source.title}, paused {state.paused}, failed {state.failures} times, had {state.digest}"
        for source in session.sources.all()
        for state in [states[source.id]]
    ]


def _failures(session: Session) -> list[str]:
    return [f"quarantined {entry.name} at {entry.stage}" for entry in session.quarantine.entries()]


def _said(article: Article) -> str:
    text = "\n".join((article.title or "", article.standfirst or "", article.text))
    return f"{article.url} ({article.title}) {sha256(text.encode()).hexdigest()[:12]}"
