"""The many ways to write a Telegram channel, and the page on which anyone may read it.

Public channels have a preview page without login at t.me/s/NAME, the twenty newest posts, older ones by `before`
(core.telegram.org/api/links lists the forms of links).
"""

import re
from urllib.parse import parse_qs, urlsplit

from headwater.model.errors import IntakeError

_HOSTS = ("t.me", "telegram.me", "telegram.dog")
_NAME = re.compile(r"^[A-Za-z]\w{3,31}$")
_NOT_CHANNELS = frozenset(
    "joinchat addstickers addemoji addtheme share proxy socks login invoice setlanguage bg confirmphone iv c".split()  # noqa: SIM905 (quoted one by one, words fill a screen)
)


def channel_address(asked: str) -> str | None:
    """The preview page of a channel written as @name, t.me/name, name.t.me, tg://resolve…; None for anything else.

    Raises IntakeError for what is Telegram's and can't be read without an account: invitations, private channels.
    """
    if re.fullmatch(r"@[A-Za-z]\w{3,31}", asked):
        return _preview(asked[1:])
    if asked.lower().startswith("tg:"):
        return _from_app_link(asked)
    path = _path_at_telegram(asked)
    if path is None:
        return None
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["s"]:
        parts = parts[1:]
    name = parts[0] if parts else ""
    if not _NAME.match(name) or name.lower() in _NOT_CHANNELS:
        raise _unreadable(asked)
    return _preview(name)


def _path_at_telegram(asked: str) -> str | None:
    """The path of an address on Telegram's own hosts: `name.t.me/5` means what `t.me/name/5` does."""
    bare = re.sub(r"^(?:https?:)?//", "", asked, flags=re.IGNORECASE)
    host, _, rest = re.split(r"[?#]", bare, maxsplit=1)[0].partition("/")
    host = host.lower().removeprefix("www.")
    if host in _HOSTS:
        return rest
    name, _, above = host.partition(".")
    return f"{name}/{rest}" if above == "t.me" else None


def _from_app_link(asked: str) -> str:
    try:
        parts = urlsplit(asked)
    except ValueError as error:
        raise _unreadable(asked) from error
    name = parse_qs(parts.query).get("domain", [""])[0]
    if (parts.netloc or parts.path.strip("/")) != "resolve" or not _NAME.match(name):
        raise _unreadable(asked)
    return _preview(name)


def _preview(name: str) -> str:
    # Telegram's names are the same in any case; one spelling makes one source.
    return f"https://t.me/s/{name.lower()}"


def _unreadable(asked: str) -> IntakeError:
    return IntakeError(
        asked[:80],
        "is no public Telegram channel: only those can be read without an account",
        "give the channel's public name, as in @name or t.me/name",
    )
