"""A small invented world as saved pages: two agencies' reports, copies of them, and a page of its own kind each."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

FERRY = (
    "The night ferry between Port Halden and Sundhaven ran aground on a sandbank on Tuesday with 214 people on "
    "board, the harbour master of Port Halden said.",
    "Nobody was hurt, and two tugs pulled the vessel free shortly after sunrise, when the tide came in.",
    '"The buoy that marks the bank had drifted almost a cable to the east," harbour master Ilse Varga told '
    "reporters at the quay. She said that the buoy had been inspected only in September.",
    "The shipping line Nordkyst said that tickets for the missed crossings would be paid back within ten days.",
)
BUDGET = (
    "The council of Maravel voted on Thursday to close four of its eleven public libraries, ending a dispute "
    "that had lasted since the spring.",
    "Treasurer Oskar Lindqvist said that the closures would save 3.2 million crowns a year, most of it in "
    "heating and repairs.",
    "Readers had collected 18,400 signatures against the plan, and about sixty of them stood in the gallery "
    "when the vote was taken.",
    "The four buildings will be offered to schools and clubs, which may apply for them until the end of March.",
)
COMET = (
    "Astronomers at the observatory on Mount Kestrel have found a comet that last came near the sun when the "
    "glaciers still covered the valley.",
    "The comet, which carries the number 414, will be seen with the naked eye in the second week of December, "
    "low in the west after sunset.",
    '"We had looked for asteroids and did not believe the first two pictures," said Tamsin Okoye, who leads the '
    "survey.",
)


def page(outlet: str, title: str, published: str, paragraphs: Sequence[str], note: str = "") -> str:
    """An article page of an invented outlet, with the markup that such pages carry."""
    metadata = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "publisher": {"@type": "Organization", "name": outlet},
    }
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    remark = f"<p><em>Editor's note: {note}</em></p>" if note else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script type="application/ld+json">{json.dumps(metadata)}</script></head><body>'
        f"<header><a href='/'>{outlet}</a></header><main><article><h1>{title}</h1>"
        f'<time datetime="{published}">{published}</time>\n{body}\n{remark}</article></main></body></html>'
    )


def pages() -> dict[str, str]:
    """File name → page: reports, a copy of each by another outlet, a copy that changed a figure."""
    copied = (*FERRY[:2], FERRY[2].replace("almost a cable", "two cables"), FERRY[3])
    return {
        "01-ferry.html": page(
            "Halden Courier", "Ferry runs aground off Port Halden", "2026-03-03T08:00:00Z", FERRY
        ),
        "02-budget.html": page(
            "Maravel Echo", "Maravel closes four libraries", "2026-03-05T17:30:00Z", BUDGET
        ),
        "03-ferry-copy.html": page(
            "Sundhaven Post", "Ferry freed after night on a bank", "2026-03-03T11:15:00Z", copied
        ),
        "04-comet.html": page("Kestrel Review", "A comet from the ice age", "2026-03-06T09:00:00Z", COMET),
        "05-budget-copy.html": page(
            "Daily Lantern", "Four libraries to close", "2026-03-05T20:00:00Z", BUDGET[:3]
        ),
        "06-ferry-again.html": page(
            "Coastal Mail", "Stranded ferry towed off", "2026-03-03T12:40:00Z", FERRY
        ),
        "07-comet-copy.html": page("Daily Lantern", "Comet nears the sun", "2026-03-06T13:00:00Z", COMET),
    }


def write_pages(folder: Path) -> Path:
    """The pages as files, with a manifest that gives their addresses and when they were saved."""
    folder.mkdir(parents=True)
    entries = []
    for number, (name, html) in enumerate(pages().items()):
        (folder / name).write_text(html, encoding="utf-8")
        host = re.findall("<a href='/'>(.+?)</a>", html)[0].lower().replace(" ", "-")
        url = f"https://{host}.example/{name.removesuffix('.html')}"
        entries.append({"file": name, "url": url, "fetched_at": f"2026-03-07T10:{number:02}:00Z"})
    (folder / "pages.json").write_text(json.dumps({"pages": entries}), encoding="utf-8")
    return folder


def fetch_again(folder: Path, name: str, later: str, change: tuple[str, str], fetched_at: str) -> None:
    """Add what the address of one of the pages served later, with this wording replaced by another."""
    (folder / later).write_text((folder / name).read_text("utf-8").replace(*change), encoding="utf-8")
    manifest = json.loads((folder / "pages.json").read_text("utf-8"))
    (url,) = (entry["url"] for entry in manifest["pages"] if entry["file"] == name)
    manifest["pages"].append({"file": later, "url": url, "fetched_at": fetched_at})
    (folder / "pages.json").write_text(json.dumps(manifest), encoding="utf-8")


def write_troubled_pages(folder: Path) -> Path:
    """The invented pages with one that is empty, one that is noise and one fetched again that had changed silently."""
    write_pages(folder)
    (folder / "03-empty.html").touch()
    (folder / "04-noise.html").write_bytes(bytes(range(256)) * 20)
    fetch_again(folder, "01-ferry.html", "08-ferry-later.html", ("214", "241"), "2026-03-07T16:00:00Z")
    return folder
