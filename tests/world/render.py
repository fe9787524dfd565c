"""Writes the sample pages, their manifest and the reading expected of them.

After changing the source, run `python -m tests.world.render`. The same source gives the same bytes.
"""

import json
from datetime import datetime

from .feeds import render_feed
from .html_pages import render_article, render_cards, render_refetch, render_sections
from .showing import Rendered, Shown
from .text_pages import render_aggregator, render_archive, render_compact
from .writing import HERE, SAMPLES, World, load_world

_SHAPES = {
    "aggregator": render_aggregator,
    "compact": render_compact,
    "archive": render_archive,
    "cards": render_cards,
    "sections": render_sections,
    "rss": render_feed,
    "atom": render_feed,
}


def render_pages(world: World) -> list[Rendered]:
    """All pages in the order they were fetched: the planned ones, an own page for every other article, and refetches."""
    pages = [_SHAPES[plan.shape](plan, world) for plan in world.plans]
    listed = {name for plan in world.plans for name in plan.articles}
    pages += [
        render_article(article, world)
        for article in world.articles.values()
        if article.own_page or article.id not in listed
    ]
    pages += [render_refetch(again, world) for again in world.refetches]
    return sorted(pages, key=lambda page: (page.fetched_at, page.file))


def _instant(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def manifest(pages: list[Rendered]) -> str:
    """The manifest that lies beside the pages: where and when each was fetched."""
    entries = [
        {
            "file": page.file,
            "url": page.url,
            "fetched_at": _instant(page.fetched_at),
            "content_type": page.content_type,
        }
        for page in pages
    ]
    return json.dumps({"pages": entries}, ensure_ascii=False, indent=1) + "\n"


def _reading(page: Rendered, position: int, shown: Shown, first_of: dict[str, str]) -> dict[str, object]:
    """One line of the expected reading: what the page says, then the truth behind it."""
    article, here = shown.article, f"{page.file}#{position}"
    seen_before = first_of.get(article.id) not in (None, here)
    return {
        "page": page.file,
        "page_kind": page.kind,
        "shape": page.shape,
        "position": position,
        "kind": shown.kind,
        "title": shown.title,
        "standfirst": shown.standfirst,
        "authors": shown.authors,
        "credit": shown.credit,
        "published_earliest": _instant(shown.earliest),
        "published_latest": _instant(shown.latest),
        "language": article.language,
        "category": shown.category,
        "labels": shown.labels,
        "notes": shown.notes,
        "hashtags": shown.hashtags,
        "paragraphs": shown.paragraphs,
        "url": shown.url,
        "article": article.id,
        "outlet": article.outlet,
        "written": _instant(article.published),
        "piece": article.piece,
        "relation": "copy" if seen_before else article.relation,
        "from": article.id if seen_before else article.origin,
        "credited": article.credited and page.shape != "archive",
        "story": article.story,
    }


def _first_appearances(pages: list[Rendered]) -> dict[str, str]:
    """Where each article appears first; its outlet's own page counts before any listing."""
    first: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: len(page.shown) > 1):
        for position, shown in enumerate(page.shown):
            first.setdefault(shown.article.id, f"{page.file}#{position}")
    return first


def expected(pages: list[Rendered]) -> str:
    """The reading expected of every article on every page, a JSON object a line."""
    first = _first_appearances(pages)
    lines = [
        json.dumps(_reading(page, position, shown, first), ensure_ascii=False)
        for page in pages
        for position, shown in enumerate(page.shown)
    ]
    return "\n".join(lines) + "\n"


def render_files(world: World) -> dict[str, str]:
    """Every generated file: its path from the repository's `tests/world` or `samples/pages`, and its text."""
    pages = render_pages(world)
    files = {f"pages/{page.file}": page.content for page in pages}
    if len(files) != len(pages):
        raise ValueError("two pages have the same file name")
    return files | {"pages/pages.json": manifest(pages), "expected.jsonl": expected(pages)}


def main() -> None:
    """Writes the files, and removes pages that the source no longer has."""
    files = render_files(load_world())
    (SAMPLES / "pages").mkdir(exist_ok=True)
    for old in (SAMPLES / "pages").iterdir():
        if f"pages/{old.name}" not in files:
            old.unlink()
    for name, text in files.items():
        path = (SAMPLES if name.startswith("pages/") else HERE) / name
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
