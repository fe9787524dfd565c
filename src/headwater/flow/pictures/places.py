"""Which picture is meant, and where pictures are kept."""

from pathlib import Path

from headwater.model import Picture
from headwater.model.errors import NotFoundError
from headwater.store import Session

FOLDER = "pictures"


def stored_picture(session: Session, article: str, number: int) -> Picture:
    """The picture with this number (from 0) of a stored article. Raises NotFoundError."""
    pictures = session.articles.get(article).pictures
    if not 0 <= number < len(pictures):
        raise NotFoundError(
            f"article {article} has {len(pictures)} pictures, and none with the number {number}"
        )
    return pictures[number]


def pictures_folder(data: Path) -> Path:
    """Where the pictures of a data folder are kept: a cache, which may be emptied at any time."""
    return data / FOLDER
