"""The command that tells what addresses said at different times."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from headwater.cli.layout import indented, print_json, row, shown
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.cli.telling import difference_lines
from headwater.model import Article, Revision
from headwater.model.errors import NotFoundError
from headwater.store import Session
from headwater.web.wording.revised import RevisionLine, gone_words, revision_lines, revisions_words
from headwater.web.wording.words import headline


def show_revisions(settings: Settings, what: str | None, *, only_silent: bool, limit: int) -> None:
    """Print the versions of one article, or of all that have more than one, newest first."""
    with library_of(settings) as library, library.read() as session:
        if what is None:
            names = session.revisions.newest_revised(limit, only_silent=only_silent)
        elif not (names := [placed.article.id for placed in session.articles.named(what)]):
            raise NotFoundError(
                f"{what}: neither the id of a stored article nor an address that was imported"
            )
        found = {name: session.revisions.of(name) for name in names}
        gone = _taken_away(session, names if what else None, limit, only_silent=only_silent)
    if settings.as_json:
        print_json(found)
        return
    now = datetime.now(UTC)
    blocks = [
        _lines(name, revisions, what is not None) for name, revisions in found.items() if len(revisions) > 1
    ]
    blocks += [_gone_lines(article, since, now) for article, since in gone]
    if blocks:
        print("\n\n".join(map("\n".join, blocks)))
    else:
        print(_NOTHING if what is None else f"{what} was seen in one version only.", file=sys.stderr)


def _taken_away(
    session: Session, names: Sequence[str] | None, limit: int, *, only_silent: bool
) -> list[tuple[Article, datetime]]:
    """The articles whose pages were taken away and since when: of these, or the last ones of all."""
    if names is None:
        visits = [] if only_silent else session.visits.gone(limit)
        since = {visit.article: visit.gone_at for visit in visits if visit.article and visit.gone_at}
    else:
        since = {name: at for name in names if (at := session.visits.gone_since(name))}
    articles = session.articles.many(since)
    return [(articles[name], at) for name, at in since.items() if name in articles]


def _gone_lines(article: Article, since: datetime, now: datetime) -> list[str]:
    told = [shown(headline(article)), *indented(f"{gone_words(since, now=now)} · {article.id}")]
    return told + (indented(article.url) if article.url else [])


_NOTHING = "No address was seen to say two things yet: import what it serves at different times."


def _lines(name: str, revisions: Sequence[Revision], in_full: bool) -> list[str]:
    """An article's versions, newest first; in full with each change sentence by sentence."""
    newest = revisions[-1].article
    lines = revision_lines(revisions, now=datetime.now(UTC))
    told = [shown(headline(newest)), *indented(f"{revisions_words(lines)} · {name}")]
    if newest.url:
        told += indented(newest.url)
    changes = {revision.number: revision.change for revision in revisions}
    for line in lines:
        told += _version_lines(line)
        change = changes[line.number]
        if in_full and change:
            told += difference_lines(change.difference)
    return told


def _version_lines(line: RevisionLine) -> list[str]:
    seen = f"{line.first.words} UTC" + (f", last seen {line.last.words} UTC" if line.last else "")
    told = row(f"version {line.number}", f"{line.kind}: {seen}")
    if line.summary:
        told += indented(line.summary)
    for fact in line.facts:
        told += indented(f"{fact.what}: {fact.before or 'nothing'} → {fact.after or 'nothing'}; {fact.said}")
    for note in line.notes:
        told += indented(f"note: “{note}”")
    return told
