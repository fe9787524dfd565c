"""An invented crawl: three WARC files of pages, copies, a page fetched again, and what crawls hold besides."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from tests.flow.arriving import world
from tests.flow.invented import page, pages
from tests.intake.crawled import Written

POISON = "https://poison.example/page"


def reports() -> list[tuple[str, bytes]]:
    """Address → page: the reports of two small worlds, with copies of them."""
    found = [(f"https://{name[:2]}.example/{name}", html.encode()) for name, html in pages().items()]
    for one in world()[:8]:
        text, url = one["paragraphs"], str(one["url"])
        assert isinstance(text, Sequence)
        published = str(one["published"] or "2026-03-02T06:00:00+00:00")
        found.append((url, page(str(one["site"]), str(one["title"]), published, text).encode()))
    return found


def write_crawl(folder: Path) -> list[Path]:
    """The crawl's files, in the order in which they are imported. The same bytes each time."""
    folder.mkdir(parents=True)
    shares = [reports()[number::3] for number in range(3)]
    paths = [folder / "crawl-0.warc.gz", folder / "crawl-1.warc", folder / "crawl-2.warc.gz"]
    for number, (path, share) in enumerate(zip(paths, shares, strict=True)):
        written = Written(packed=path.suffix == ".gz")
        for minute, (url, html) in enumerate(share):
            at = f"2026-03-07T1{number}:{minute:02}:00Z"
            written.answer(html, url=url, at=at)
            if minute == 2:
                _add_besides(written, number)
        if number == 2:
            _add_again(written, *shares[0][0])
        path.write_bytes(written.bytes())
    return paths


def _add_besides(written: Written, number: int) -> None:
    """What is no page, what can't be read, and what is coded."""
    written.answer(b"\x89PNG", url="https://01.example/logo.png", Content_Type="image/png")
    written.answer(b"<p>Not here</p>", url="https://01.example/gone", status="404 Not Found")
    written.answer(b"<!doctype html><nav><a href='/'>Home</a></nav>", url=f"https://0{number}.example/")
    written.answer(b"", url=f"https://0{number}.example/empty")
    written.answer(
        gzip.compress(
            f"The {number + 5} mills at Arden Weir were sold on Friday for 2.4 million crowns.".encode()
        ),
        url=f"https://mill.example/{number}",
        Content_Type="text/plain",
        Content_Encoding="gzip",
    )


def _add_again(written: Written, url: str, html: bytes) -> None:
    """An address fetched again: first as it was, then changed."""
    written.answer(html, url=url, at="2026-03-08T08:00:00Z")
    written.answer(html.replace(b"214", b"241"), url=url, at="2026-03-08T12:00:00Z")


def write_poisoned(path: Path, fault: str, tries: Path) -> Path:
    """A file of which the second of three pages harms its reader; it counts its tries in a file."""
    good = reports()[:2]
    written = Written().answer(good[0][1], url=good[0][0])
    written.answer(f"{fault}\n{tries}".encode(), url=POISON).answer(good[1][1], url=good[1][0])
    path.write_bytes(written.bytes())
    return path


def as_lines(path: Path) -> Path:
    """The same pages as JSON Lines."""
    lines = [json.dumps({"url": url, "html": html.decode()}) for url, html in reports()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
