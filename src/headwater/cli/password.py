"""`headwater password`: the one password of the household, set, taken away, or asked about."""

import sys
from datetime import UTC, datetime
from getpass import getpass

from headwater.cli.layout import print_json
from headwater.cli.opening import library_of, shown
from headwater.cli.settings import Settings
from headwater.model.people import ME
from headwater.store.people import PasswordError, SignIn, open_people

_USAGE = "headwater password set [--stdin] | clear | status"


def manage(settings: Settings, word: str, *, from_stdin: bool) -> int:
    """Do with the password what the word says; the exit code. Raises PasswordError, StoreError."""
    if word not in ("set", "clear", "status") or (from_stdin and word != "set"):
        print(f"usage: {_USAGE}", file=sys.stderr)
        return 2
    library_of(settings).close()  # a place that holds no library is an error here, not a new library
    password = (_read() if from_stdin else _asked()) if word == "set" else ""
    with open_people(settings.data, writing=word != "status") as people:
        door = SignIn(people)
        match word:
            case "set":
                door.set_password(ME, password, now=datetime.now(UTC))
                said = "The password is set: whoever reads has to sign in with it, on every device anew."
            case "clear":
                had = door.clear_password(ME)
                said = "The password is gone: nobody has to sign in." if had else "No password was set."
            case _:
                said = _status(settings, has_one=door.has_password(ME))
        if settings.as_json:
            print_json({"is_set": door.has_password(ME)})
        else:
            print(said)
    return 0


def _status(settings: Settings, *, has_one: bool) -> str:
    if has_one:
        return f"A password is set for {shown(settings.data)}."
    return f"No password is set for {shown(settings.data)}: set one with headwater password set."


def _asked() -> str:
    """Typed twice, unseen. Raises PasswordError where the two differ, or nobody is there to type."""
    if not sys.stdin.isatty():
        raise PasswordError("there is no terminal to type the password at: give it with --stdin")
    password = getpass("New password: ")
    if getpass("Once more: ") != password:
        raise PasswordError("the two passwords differ; nothing was changed")
    return password


def _read() -> str:
    """The first line of standard input, without its end."""
    return sys.stdin.readline().rstrip("\r\n")
