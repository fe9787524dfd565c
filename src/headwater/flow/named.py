"""What a person names (a file, an id, an address) and the articles it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from headwater.flow.taking import read
from headwater.intake import FileOptions, read_files
from headwater.model import Article, Publishers
from headwater.model.errors import IntakeError, NotFoundError
from headwater.store import Session


@dataclass(frozen=True, slots=True)
class Named:
    """An article that was asked about, and where it lies."""

    article: Article
    page_name: str
    is_stored: bool


def articles_named(
    session: Session | None, what: str, options: FileOptions | None, publishers: Publishers
) -> list[Named]:
    """The articles that `what` names: those of a file, else a stored one, else those at a stored address."""
    path = Path(what)
    if path.exists():
        found = list(_of_file(path, options or FileOptions(), publishers))
        known = session.articles.many(named.article.id for named in found) if session else {}
        return [replace(named, is_stored=named.article.id in known) for named in found]
    stored = [] if session is None else session.articles.named(what)
    if not stored:
        raise NotFoundError(
            f"{what}: neither a file, nor the id of a stored article, nor an address that was imported"
        )
    return [Named(placed.article, placed.page_name, is_stored=True) for placed in stored]


def _of_file(path: Path, options: FileOptions, publishers: Publishers) -> Iterator[Named]:
    for found in read_files([path], options):
        if isinstance(found.page, IntakeError):
            raise found.page
        for article in read(found.page, publishers).articles:
            yield Named(article, found.page.name, is_stored=False)
