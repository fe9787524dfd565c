"""What was fetched first counts for more than the time that a page states."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headwater.flow.options import ImportOptions
from headwater.flow.pipeline import import_paths
from headwater.model import Family
from headwater.store import Library
from tests.flow.invented import FERRY

FETCHED = datetime(2026, 3, 3, 9, tzinfo=UTC)


def saved(folder: Path, host: str, published: str) -> Path:
    """A page of a host that names no outlet and states a time."""
    path = folder / f"{host}.html"
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in FERRY)
    path.write_text(
        f'<!doctype html><html lang="en"><head><title>Ferry runs aground</title>'
        f'<link rel="canonical" href="https://{host}/ferry"></head><body><article><h1>Ferry runs aground</h1>'
        f'<time datetime="{published}">{published}</time>\n{body}</article></body></html>',
        encoding="utf-8",
    )
    return path


def the_family(library: Library) -> Family:
    with library.read() as session:
        (name,) = set(
            session.families.families_of([p.article.id for p in session.articles.placed()]).values()
        )
        return session.families.get(name)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_page_that_sets_its_time_back_is_not_the_origin(
    library: Library, tmp_path: Path, is_first: bool
) -> None:
    """In whatever order the two are imported."""
    pages = [
        (saved(tmp_path, "haldenpost.example", "2026-03-03T08:00:00Z"), FETCHED),
        (saved(tmp_path, "mirror.example", "2026-02-01T08:00:00Z"), FETCHED + timedelta(days=2)),
    ]
    for path, fetched in pages if is_first else reversed(pages):
        import_paths(library, [path], options=ImportOptions(fetched_at=fetched))
    origin = the_family(library).origin
    assert origin.publisher == "haldenpost.example"
    assert [found.rule for found in origin.evidence] == ["first seen", "against: earlier"]


def test_the_time_of_a_saved_file_is_nobodys_fetch(library: Library, tmp_path: Path) -> None:
    saved(tmp_path, "haldenpost.example", "2026-03-03T08:00:00Z")
    saved(tmp_path, "mirror.example", "2026-03-04T08:00:00Z")
    import_paths(library, [tmp_path])
    assert "first seen" not in [found.rule for found in the_family(library).origin.evidence]


@pytest.mark.parametrize("is_changed", [True, False])
def test_an_earlier_fetch_that_was_imported_later_moves_the_origin(
    library: Library, tmp_path: Path, is_changed: bool
) -> None:
    """Of a page that served the very same bytes then, and of one that only its furniture tells apart."""
    mirror = saved(tmp_path, "mirror.example", "2026-03-03T08:00:00Z")
    first = saved(tmp_path, "haldenpost.example", "2026-03-03T08:00:00Z")
    for path, hours in ((mirror, 5), (first, 9)):
        import_fetched(library, path, FETCHED + timedelta(hours=hours))
    assert the_family(library).origin.publisher == "mirror.example"
    if is_changed:
        first.write_text(first.read_text("utf-8").replace("<body>", "<body><p>3 hours ago</p>"), "utf-8")
    import_fetched(library, first, FETCHED)
    assert the_family(library).origin.publisher == "haldenpost.example"


def import_fetched(library: Library, path: Path, at: datetime) -> None:
    """Import what a host's address served at this time."""
    entry = {"file": path.name, "url": f"https://{path.stem}/ferry", "fetched_at": at.isoformat()}
    (path.parent / "pages.json").write_text(json.dumps({"pages": [entry]}), encoding="utf-8")
    assert not import_paths(library, [path]).failures
