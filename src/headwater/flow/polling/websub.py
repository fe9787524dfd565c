"""WebSub (W3C Recommendation, 2018): hubs found, asked, believed, and what they push checked. Pure: time is given.

hub_of ──► asked ──► verified ──► active ──► asked again before it expires
              └── denied, or no answer: the source is polled as if it had no hub
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlencode, urljoin

from headwater.model import Subscription, SubscriptionState

# What is asked for; hubs give what they like.
_LEASE = timedelta(days=10)
_SHORTEST_LEASE, _LONGEST_LEASE = timedelta(minutes=5), timedelta(days=30)
# A hub verifies within minutes; one that did not is asked again.
_UNVERIFIED = timedelta(hours=1)
_AFTER_DENIAL = timedelta(days=7)
_LONGEST_BACK_OFF = timedelta(days=1)
# The digests that the specification knows; SHA-1 is what many hubs sign with still.
_DIGESTS = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}

_HEAD = 20_000
_FIRST_ENTRY = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_LINK = re.compile(r"<(?:\w{1,20}:)?link\s([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(rel|href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_HEADER_LINK = re.compile(r"<([^>]{1,2000})>\s*((?:;[^,<]{0,500})*)")
_HEADER_REL = re.compile(r";\s*rel\s*=\s*\"?([^\";,]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub that a source names, and the address that it knows the source by."""

    url: str
    topic: str


def hub_of(headers: Mapping[str, str], content: bytes, url: str) -> Hub | None:
    """The hub that an answer from this address names, in its Link headers or its feed's own head."""
    links = _header_links(headers.get("link", "")) | _feed_links(content)
    if "hub" not in links:
        return None
    hub, topic = urljoin(url, links["hub"]), urljoin(url, links.get("self", url))
    return Hub(hub, topic) if hub.startswith(("http://", "https://")) else None


def _header_links(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for target, parameters in _HEADER_LINK.findall(value):
        if relation := _HEADER_REL.search(parameters):
            for name in relation[1].lower().split():
                found.setdefault(name, target.strip())
    return found


def _feed_links(content: bytes) -> dict[str, str]:
    head = _FIRST_ENTRY.split(content[:_HEAD].decode("utf-8", "replace"), maxsplit=1)[0]
    found: dict[str, str] = {}
    for attributes in _LINK.findall(head):
        named = {name.lower(): unescape(a or b) for name, a, b in _ATTRIBUTE.findall(attributes)}
        for name in named.get("rel", "").lower().split():
            if named.get("href"):
                found.setdefault(name, named["href"].strip())
    return found


def request_of(subscription: Subscription, callback_base: str) -> bytes:
    """The form that asks a hub to push to us."""
    fields = {
        "hub.mode": "subscribe",
        "hub.topic": subscription.topic,
        "hub.callback": f"{callback_base.rstrip('/')}/{subscription.callback}",
        "hub.lease_seconds": str(int(_LEASE.total_seconds())),
        "hub.secret": subscription.secret,
    }
    return urlencode(fields).encode()


def after_asking(subscription: Subscription, now: datetime) -> Subscription:
    """After a hub took the request: it verifies it by asking us, or it is asked again."""
    return replace(subscription, next_due=now + _UNVERIFIED, failures=0, last_error="")


def after_refusal(subscription: Subscription, said: str, now: datetime) -> Subscription:
    """After a hub could not be asked, or did not take the request: ever later, a day at most."""
    failures = subscription.failures + 1
    wait = min(_UNVERIFIED * 2 ** min(failures - 1, 10), _LONGEST_BACK_OFF)
    return replace(subscription, next_due=now + wait, failures=failures, last_error=said)


def verified(subscription: Subscription, asked: Mapping[str, str], now: datetime) -> Subscription | None:
    """After a hub asked whether we asked: None where we did not, for this topic or at all."""
    if asked.get("hub.topic") != subscription.topic:
        return None
    if asked.get("hub.mode") == "denied":
        return replace(
            subscription,
            state=SubscriptionState.DENIED,
            next_due=now + _AFTER_DENIAL,
            last_error=f"its hub refuses: {asked.get('hub.reason', 'it does not say why')[:200]}",
        )
    if asked.get("hub.mode") != "subscribe" or not asked.get("hub.challenge"):
        return None
    lease = _lease(asked.get("hub.lease_seconds", ""))
    # A tenth of the time is left to ask again.
    return replace(
        subscription,
        state=SubscriptionState.ACTIVE,
        expires=now + lease,
        next_due=now + lease * 0.9,
        failures=0,
        last_error="",
    )


def _lease(seconds: str) -> timedelta:
    if not seconds.isdecimal() or len(seconds) > 9:
        return _LEASE
    return min(max(timedelta(seconds=int(seconds)), _SHORTEST_LEASE), _LONGEST_LEASE)


def is_signed(subscription: Subscription, signature: str, content: bytes) -> bool:
    """Whether the header X-Hub-Signature shows that content was signed with our secret."""
    method, _, given = signature.strip().partition("=")
    digest = _DIGESTS.get(method.lower())
    if digest is None:
        return False
    expected = hmac.new(subscription.secret.encode(), content, digest).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode("utf-8", "replace"))


def is_active(subscription: Subscription | None, now: datetime) -> bool:
    """Whether a hub pushes what is new, so that the source need not be asked as often."""
    return (
        subscription is not None
        and subscription.state is SubscriptionState.ACTIVE
        and subscription.expires is not None
        # Later than any lease lasts: it was given while the clock was wrong.
        and now < subscription.expires <= now + _LONGEST_LEASE
    )
