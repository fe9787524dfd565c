"""XML that grows or that asks for other files: fetched as it is, and inert when it is read."""

import tracemalloc

import pytest

import headwater
from headwater.intake.net import Fetcher, Request
from headwater.model.errors import UnreadableError
from tests.intake.net.site import Site, answered

pytestmark = pytest.mark.anyio

ITEM = "<item><title>Ferry runs again {0}</title><description>From Monday, the harbour says. {0}</description></item>"
RSS = (
    '<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>Harbour News</title>'
    + ITEM
    + "</channel></rss>"
)
XHTML = (
    '<?xml version="1.0"?>{dtd}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Ferry</title></head>'
    "<body><article><h1>Ferry runs again</h1><p>From Monday, the harbour says. {0}</p></article></body></html>"
)
LAUGHS = "<!DOCTYPE rss [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
) + "]>"  # fmt: skip
QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 50_000}">]>'
BOMBS = {
    "a billion laughs": (LAUGHS, "&a11;"),
    "a long entity many times": (QUADRATIC, "&a;" * 20_000),
    "a file": ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
    "an address": ('<!DOCTYPE rss [<!ENTITY a SYSTEM "{url}">]>', "&a;"),
    "a parameter entity": ('<!DOCTYPE rss [<!ENTITY % a SYSTEM "{url}"> %a;]>', ""),
    "an outer definition": ('<!DOCTYPE rss SYSTEM "{url}">', "&a;"),
    "itself": ('<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
}


@pytest.mark.parametrize("shape", [RSS, XHTML], ids=["feed", "page"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS)
async def test_an_entity_does_nothing(
    bomb: str, encoding: str, shape: str, site: Site, fetcher: Fetcher
) -> None:
    dtd, reference = BOMBS[bomb]
    text = shape.replace("{dtd}", dtd).replace("{0}", reference).replace("{url}", site.url("/secret"))
    kind = "application/rss+xml" if shape is RSS else "application/xhtml+xml"
    site.answers["/"] = answered(200, text.encode(encoding), [("Content-Type", kind)])
    response = await fetcher.fetch(Request(site.url()))

    tracemalloc.start()
    try:
        said = read(response.content, response.content_type)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "ha" * 100 not in said.replace(reference, "")
    assert "root:" not in said
    assert site.targets() == ["/"]
    assert peak < 30_000_000


def read(content: bytes, content_type: str | None) -> str:
    """All that the reader found, or why it refused."""
    try:
        reading = headwater.read_page(content, url="https://outlet.example/", content_type=content_type)
    except UnreadableError as error:
        return str(error)
    return " ".join(f"{article.title} {article.text}" for article in reading.articles)
