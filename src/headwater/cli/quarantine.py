"""`headwater quarantine`: what could not be read and why; reading it again, or saying that nothing needs to be done."""

# What reads pages is loaded only where something is read.
# ruff: noqa: PLC0415

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from headwater.cli.layout import print_json, row, shown
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.model.views import QuarantineEntry
from headwater.model.words import RetryOutcome
from headwater.store import open_library
from headwater.web.wording.words import counted, times_words

if TYPE_CHECKING:
    from headwater.flow.quarantining import Retried

_USAGE = "headwater quarantine [--dismissed] | retry ID… | retry --all | dismiss ID…"
_TODO = (
    "A newer headwater may read them: headwater quarantine retry ID… (or --all). "
    "What needs nothing done: headwater quarantine dismiss ID…"
)


@dataclass(frozen=True, slots=True)
class QuarantineOptions:
    """What the person says besides the words: all that is open, or the list of what was dismissed."""

    everything: bool = False
    dismissed: bool = False


def manage(settings: Settings, words: Sequence[str], options: QuarantineOptions) -> int:
    """List what is in quarantine, or do with some of it what the words say; the exit code."""
    match words:
        case [] if not options.everything:
            list_quarantine(settings, dismissed=options.dismissed)
            return 0
        case ["retry", *ids] if bool(ids) != options.everything and not options.dismissed:
            return retry_inputs(settings, ids)
        case ["dismiss", *ids] if ids and options == QuarantineOptions():
            dismiss_inputs(settings, ids)
            return 0
    print(f"usage: {_USAGE}", file=sys.stderr)
    return 2


def list_quarantine(settings: Settings, *, dismissed: bool) -> None:
    """Print what could not be read and why, newest first."""
    with library_of(settings) as library, library.read() as session:
        entries = session.quarantine.entries(dismissed=dismissed)
    if settings.as_json:
        print_json(entries)
    elif not entries:
        print("Nothing was dismissed." if dismissed else "Nothing is in quarantine.")
    else:
        print("\n".join(line for entry in entries for line in _lines(entry)))
        print(_TODO, file=sys.stderr)


def retry_inputs(settings: Settings, ids: Sequence[str]) -> int:
    """Read these inputs again, all that are open where none is named; 1 where some stay in quarantine."""
    from headwater.flow.quarantining import retry

    publishers = settings.publishers()
    library_of(settings).close()  # a place that holds no library is an error here, not a new library
    tried: list[Retried] = []
    with open_library(settings.data, writing=True) as library:
        wanted = ids or [entry.id for entry in reversed(library.quarantine())]
        for each in retry(library, wanted, publishers):
            tried.append(each)
            if not settings.as_json:
                print(_tried_words(each), file=sys.stderr if _stays(each) else sys.stdout, flush=True)
    if settings.as_json:
        print_json(tried)
    else:
        print(_sum(tried))
    return 1 if any(map(_stays, tried)) else 0


def dismiss_inputs(settings: Settings, ids: Sequence[str]) -> None:
    """Say of these inputs that nothing needs to be done."""
    from headwater.flow.quarantining import dismiss

    library_of(settings).close()
    with open_library(settings.data, writing=True) as library:
        done = dismiss(library, ids, datetime.now(UTC))
    if settings.as_json:
        print_json(done)
        return
    for entry in done:
        print(shown(f"Dismissed {entry.name}; what is kept of it stays."))
    if not done:
        print("Nothing to do: it was dismissed, or read, before.")


def _lines(entry: QuarantineEntry) -> list[str]:
    lines = [shown(entry.name), *row("why", f"{entry.reason} (at {entry.stage})")]
    lines += row("what to do", entry.advice) if entry.advice else []
    lines += row("tried", f"{times_words(entry.tries)}, last {entry.last_tried:%Y-%m-%d %H:%M} UTC")
    if entry.dismissed_at:
        lines += row("dismissed", f"{entry.dismissed_at:%Y-%m-%d %H:%M} UTC")
    return [*lines, *row("id", entry.id)]


def _stays(tried: "Retried") -> bool:
    return tried.outcome in (RetryOutcome.FAILED, RetryOutcome.NOTHING_KEPT)


def _tried_words(tried: "Retried") -> str:
    entry = tried.entry
    if tried.outcome is RetryOutcome.NOTHING_KEPT:
        return shown(f"{entry.name}: nothing of it is kept; import it again, or dismiss {entry.id}")
    if tried.outcome is RetryOutcome.FAILED:
        return shown(f"{entry.name}: {entry.reason} (at {entry.stage})")
    if tried.outcome is RetryOutcome.DONE_BEFORE:
        return shown(f"{entry.name}: was read before")
    changed = f", {tried.changed} revised" if tried.changed else ""
    return shown(f"{entry.name}: read, {counted(tried.new, 'new article')}{changed}")


def _sum(tried: Sequence["Retried"]) -> str:
    if not tried:
        return "Nothing is in quarantine."
    stay = sum(map(_stays, tried))
    left = f"; {stay} {'stays' if stay == 1 else 'stay'} in quarantine" if stay else ""
    articles = counted(sum(each.new for each in tried), "new article")
    return f"Read {len(tried) - stay} of {counted(len(tried), 'input')}: {articles}{left}."
