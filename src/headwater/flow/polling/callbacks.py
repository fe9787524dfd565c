"""What the callback route does when a hub calls: verifies what we asked for, keeps what it delivers."""

from collections.abc import Mapping
from datetime import datetime

from headwater.flow.polling.websub import is_signed, verified
from headwater.store import Library


def verify(library: Library, callback: str, asked: Mapping[str, str], now: datetime) -> str | None:
    """The challenge to answer a hub with that asks whether we asked; None where we did not.

    A refusal is kept, and answered with an empty challenge.
    """
    with library.write(of_articles=False) as session:
        subscription = session.subscriptions.at(callback)
        changed = verified(subscription, asked, now) if subscription else None
        if changed is None:
            return None
        session.subscriptions.put(changed)
    return asked.get("hub.challenge", "")


def is_awaited(library: Library, callback: str) -> bool:
    """Whether anything is delivered to this callback."""
    with library.read() as session:
        return session.subscriptions.at(callback) is not None


def deliver(
    library: Library, callback: str, signature: str, content: bytes, content_type: str | None, now: datetime
) -> bool:
    """Keep what a hub delivered, for whoever fetches to read; False where it is not signed with our secret."""
    # A hub that was told that we have it does not deliver it again.
    with library.write(of_articles=False, lasting=True) as session:
        subscription = session.subscriptions.at(callback)
        if subscription is None or not is_signed(subscription, signature, content):
            return False
        session.subscriptions.deliver(subscription.source, content, content_type, now)
        return True
