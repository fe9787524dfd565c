"""WebSub: a hub is asked, believed only for what was asked, and pushes only what it signs."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha1, sha256
from urllib.parse import parse_qs

import httpx
import pytest

from headwater.flow.polling.events import Polled
from headwater.flow.polling.websub import Hub, hub_of, is_signed, verified
from headwater.model import FetchOutcome, Source, Subscription, SubscriptionState
from headwater.store import Library
from headwater.web.app import create_app
from headwater.web.outside.websub import with_callbacks
from tests.flow.polling.feeds import DAY, HOUR, NOON, Item, items, rss
from tests.flow.polling.site import Answer
from tests.flow.polling.world import FEED, World, in_world
from tests.stores import on_both, on_sqlite

pytestmark = on_sqlite

SUBSCRIPTION = Subscription(
    "src1", "https://hub.example/", "https://halden-courier.example/feed", "callback", "secret", NOON
)


@pytest.mark.parametrize(
    ("headers", "content", "hub"),
    [
        (
            {},
            '<rss><channel><atom:link rel="hub" href="https://hub.example/"/>'
            "<atom:link href='https://h.example/f' rel='self'/><item>",
            Hub("https://hub.example/", "https://h.example/f"),
        ),
        (
            {"link": '<https://hub.example/>; rel="hub", </f>; rel=self'},
            "",
            Hub("https://hub.example/", "https://h.example/f"),
        ),
        ({}, '<feed><link rel="hub" href="/hub?a=1&amp;b=2"/>', Hub("https://h.example/hub?a=1&b=2", "https://h.example/x")),
        ({}, '<rss><channel><item><atom:link rel="hub" href="https://evil.example/"/>', None),
        ({}, '<feed><link rel="hub" href="javascript:alert(1)"/>', None),
        ({}, "<feed><link rel='alternate' href='https://h.example/'/>", None),
    ],
)  # fmt: skip
def test_a_hub_is_named_in_headers_or_in_the_feeds_own_head(
    headers: dict[str, str], content: str, hub: Hub | None
) -> None:
    assert hub_of(headers, content.encode(), "https://h.example/x") == hub


def test_only_what_was_asked_for_is_verified() -> None:
    asked = {"hub.mode": "subscribe", "hub.topic": SUBSCRIPTION.topic, "hub.challenge": "c"}
    active = verified(SUBSCRIPTION, {**asked, "hub.lease_seconds": "86400"}, NOON)
    assert active
    assert (active.state, active.expires) == (SubscriptionState.ACTIVE, NOON + DAY)
    assert NOON < active.next_due < NOON + DAY
    for wrong in (
        {**asked, "hub.topic": "https://maravel-echo.example/feed"},
        {**asked, "hub.mode": "unsubscribe"},
        {**asked, "hub.challenge": ""},
        {},
    ):
        assert verified(SUBSCRIPTION, wrong, NOON) is None


@pytest.mark.parametrize("seconds", ["0", "-1", "999999999999", "soon", ""])
def test_a_lease_is_bounded(seconds: str) -> None:
    asked = {"hub.mode": "subscribe", "hub.topic": SUBSCRIPTION.topic, "hub.challenge": "c"}
    active = verified(SUBSCRIPTION, {**asked, "hub.lease_seconds": seconds}, NOON)
    assert active
    assert active.expires
    assert timedelta(minutes=5) <= active.expires - NOON <= 30 * DAY


def test_a_hub_that_refuses_is_asked_again_after_a_week() -> None:
    asked = {"hub.mode": "denied", "hub.topic": SUBSCRIPTION.topic, "hub.reason": "too many"}
    denied = verified(SUBSCRIPTION, asked, NOON)
    assert denied
    assert (denied.state, denied.next_due) == (SubscriptionState.DENIED, NOON + 7 * DAY)
    assert "too many" in denied.last_error


def test_a_signature_is_checked_by_every_digest_that_hubs_use() -> None:
    body = b"<rss/>"
    good = hmac.new(b"secret", body, sha256).hexdigest()
    assert is_signed(SUBSCRIPTION, f"sha256={good}", body)
    assert is_signed(SUBSCRIPTION, f"sha1={hmac.new(b'secret', body, sha1).hexdigest()}", body)
    for wrong in ("", good, f"sha256={good[:-1]}0", f"sha1={good}", f"md5={good}", "sha256=é"):
        assert not is_signed(SUBSCRIPTION, wrong, body)
    assert not is_signed(replace(SUBSCRIPTION, secret="another"), f"sha256={good}", body)  # noqa: S106  # invented


def feed_with_hub(world: World, feed: list[Item]) -> Answer:
    links = f'<atom:link rel="hub" href="{world.site.url}/hub"/>'
    return Answer(rss(feed, head=links), content_type="application/rss+xml")


async def subscribed(world: World) -> tuple[Source, dict[str, str]]:
    """A source whose hub was asked, and what it was asked."""
    world.callback_base = "https://reader.example/websub"
    source = world.watch()
    world.site.answers[FEED] = feed_with_hub(world, items(world.site.url, 2))
    world.site.answers["/hub"] = Answer("", 202)
    await world.poll()
    (asked,) = [asked for asked in world.site.asked if asked.path == "/hub"]
    assert asked.method == "POST"
    return source, {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}


Call = Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]


async def called(library: Library, call: Call) -> httpx.Response:
    app = with_callbacks(create_app(library), library, clock=lambda: NOON)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://reader.example") as client:
        return await call(client)


def verification(asked: dict[str, str]) -> dict[str, str]:
    return {
        "hub.mode": "subscribe",
        "hub.topic": asked["hub.topic"],
        "hub.challenge": "prove it",
        "hub.lease_seconds": asked["hub.lease_seconds"],
    }


@on_both
def test_a_hub_is_asked_verified_and_pushes(library: Library) -> None:
    async def story(world: World) -> None:
        source, asked = await subscribed(world)
        path = asked["hub.callback"].removeprefix("https://reader.example")
        assert asked["hub.topic"] == world.site.url + FEED
        answer = await called(library, lambda client: client.get(path, params=verification(asked)))
        assert (answer.status_code, answer.text) == (200, "prove it")

        pushed = rss(items(world.site.url, 5)[4:]).encode()
        signature = "sha256=" + hmac.new(asked["hub.secret"].encode(), pushed, sha256).hexdigest()
        for _ in range(10):
            answer = await called(
                library,
                lambda client: client.post(path, content=pushed, headers={"x-hub-signature": signature}),
            )
            assert answer.status_code == 204
        told = [event for event in await world.poll() if event.what is Polled.DELIVERY]
        assert [(event.outcome, event.new) for event in told] == [(FetchOutcome.NEW, 1)]
        await world.poll(source)
        assert world.state(source).delay >= HOUR
        assert library.counts().articles == 3

    in_world(library, story)


def test_what_is_not_signed_or_not_awaited_changes_nothing(library: Library) -> None:
    async def story(world: World) -> list[int]:
        _, asked = await subscribed(world)
        path = asked["hub.callback"].removeprefix("https://reader.example")
        forged = rss(items(world.site.url, 6)[5:]).encode()
        calls: list[Call] = [
            lambda client: client.post(path, content=forged),
            lambda client: client.post(path, content=forged, headers={"x-hub-signature": "sha256=00"}),
            lambda client: client.post("/websub/guessed", content=forged),
            lambda client: client.get("/websub/guessed", params=verification(asked)),
            lambda client: client.get(
                path, params=verification({**asked, "hub.topic": "https://other.example/"})
            ),
            lambda client: client.post(path, content=b"x" * 5_000_001),
            lambda client: client.post("/", content=forged),
        ]
        statuses = [(await called(library, call)).status_code for call in calls]
        await world.poll()
        return statuses

    assert in_world(library, story) == [204, 204, 404, 404, 404, 413, 400]
    assert library.counts().articles == 2
    with library.read() as session:
        assert not session.subscriptions.has_unread()


def test_a_hub_that_fails_is_asked_ever_later_and_the_source_is_polled(library: Library) -> None:
    async def story(world: World) -> Subscription | None:
        world.callback_base = "https://reader.example/websub"
        source = world.watch()
        world.site.answers[FEED] = feed_with_hub(world, items(world.site.url, 2))
        world.site.answers["/hub"] = Answer("", 503)
        await world.poll()
        await world.poll(later=DAY)
        world.site.answers[FEED] = feed_with_hub(world, items(world.site.url, 3))
        await world.poll(later=DAY)
        with library.read() as session:
            return session.subscriptions.of(source.id)

    subscription = in_world(library, story)
    assert subscription
    assert (subscription.state, subscription.failures) == (SubscriptionState.ASKED, 3)
    assert library.counts().articles == 3
