"""Sites on loopback and a fetcher that is let through to them."""

from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address

import pytest

from headwater.intake.net import Fetcher, FetchSettings, Limits, Pacing
from headwater.intake.net.connecting import Resolve
from headwater.intake.net.networks import IPAddress
from tests.intake.net.site import Site, served

# Short enough for a test, long enough for a busy machine.
LIMITS = Limits(total=20.0, connect=10.0, between_bytes=10.0)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with served(Site()) as one:
        yield one


@pytest.fixture
async def other_site() -> AsyncIterator[Site]:
    """Another host: 127.0.0.2."""
    async with served(Site(host="127.0.0.2")) as one:
        yield one


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """Let through to all of loopback, without a pause between requests."""
    async with Fetcher(settings()) as one:
        yield one


def settings(**changes: object) -> FetchSettings:
    """Settings for loopback, changed where a test says so."""
    values: dict[str, object] = {
        "allow": ("127.0.0.0/8",),
        "per_host": Pacing(pause=0.0),
        "limits": LIMITS,
        "contact": "https://reader.example/about",
    }
    return FetchSettings(**{**values, **changes})  # type: ignore[arg-type]  # the tests' own keywords


def names(known: dict[str, Sequence[str]]) -> Resolve:
    """A look-up that knows these names, and counts nothing else as known."""

    async def resolve(host: str, port: int) -> Sequence[IPAddress]:
        if host not in known:
            raise OSError(f"no such name: {host}")
        return [ip_address(text) for text in known[host]]

    return resolve
