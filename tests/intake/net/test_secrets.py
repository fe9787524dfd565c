"""What is logged while something is fetched, by us and by the libraries below us: no secret is in it."""

import logging

import pytest

from headwater.intake.net import Fetcher, FetchError, Request
from tests.intake.net.conftest import settings
from tests.intake.net.proxying import HttpProxy, proxying
from tests.intake.net.site import Site, answered, moved
from tests.intake.net.test_http2 import AT_HOME, Http2Site, authority, http2_site, trusted

__all__ = ["authority", "http2_site", "trusted"]

pytestmark = pytest.mark.anyio

SECRETS = ("geheim", "Z2VoZWlt", "tok3n", "sesame", "c2VzYW1l")


async def test_nothing_logged_tells_a_secret(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site.answers["/feed?token=tok3n"] = moved("/next?token=tok3n")
    site.answers["/next?token=tok3n"] = answered(200, b"here")
    url = f"http://geheim:geheim@127.0.0.1:{site.port}/feed?token=tok3n"
    async with proxying(HttpProxy()) as proxy, Fetcher(settings()) as fetcher:
        await fetcher.fetch(Request(url, proxy=f"http://sesame:sesame@127.0.0.1:{proxy.port}"))
        await fetcher.fetch(Request(url))
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(Request(url.replace(str(site.port), "1")))
    for text in (caplog.text, str(caught.value), repr(caught.value)):
        assert not any(secret in text for secret in SECRETS)


async def test_nor_does_what_is_logged_of_http2(
    http2_site: Http2Site, trusted: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    http2_site.answers["/feed?token=tok3n"] = ([(":status", "200")], b"here")
    async with Fetcher(trusted, resolve=AT_HOME) as fetcher:  # type: ignore[arg-type]  # a fixture of another module
        url = http2_site.url("/feed?token=tok3n").replace("https://", "https://geheim:geheim@")
        assert (await fetcher.fetch(Request(url))).content == b"here"
    assert not any(secret in caplog.text for secret in SECRETS)
