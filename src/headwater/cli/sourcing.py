"""`headwater sources`: how they do in words, and pausing, resuming, renaming, filing, removing them."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from headwater.cli.layout import print_json, row, shown
from headwater.cli.opening import library_of
from headwater.cli.settings import Settings
from headwater.flow.adding import all_sources
from headwater.flow.polling import managing
from headwater.flow.polling.health import Health, SourceReport, moment
from headwater.intake.net import masked
from headwater.reading.discovery import write_opml
from headwater.store import Session, open_library
from headwater.web.wording.words import counted

_USAGE = (
    "headwater sources [pause|resume|remove NAME… | rename NAME TITLE | folder NAME FOLDER|none | "
    "proxy NAME ADDRESS|none | full-text NAME yes|no | export FILE]"
)
_TEXTS = {
    True: "the page of each new article is fetched where the feed gives a summary",
    False: "its articles are kept as the feed gives them",
}
_TEXTS_SHOWN = {True: ", full texts from their pages", False: "", None: "; full text: not decided yet"}
# Actions on one source, with a value.
_WITH_VALUE = ("rename", "folder", "proxy", "full-text")


def manage(settings: Settings, words: Sequence[str]) -> int:
    """List the sources, or do with some of them what the words say; the exit code."""
    if not words:
        list_sources(settings)
        return 0
    action, *rest = words
    if action == "export" and len(rest) == 1:
        export_sources(settings, Path(rest[0]))
        return 0
    is_known = action in ("pause", "resume", "remove", *_WITH_VALUE)
    wanted = 2 if action in _WITH_VALUE else None
    is_unclear = action == "full-text" and rest[1:] not in (["yes"], ["no"])
    if not is_known or is_unclear or (len(rest) != wanted if wanted else not rest):
        print(f"usage: {_USAGE}", file=sys.stderr)
        return 2
    library_of(settings).close()  # a place that holds no library is an error here, not a new library
    with (
        open_library(settings.data, writing=True) as library,
        library.write(of_articles=False, lasting=True) as session,
    ):
        for name in rest[:1] if wanted else rest:
            print(_do(session, action, name, rest[-1]))
    return 0


def export_sources(settings: Settings, output: Path) -> None:
    """Write all sources but archives as OPML, with their folders, so that any reader takes them; `-` prints them."""
    with library_of(settings) as library:
        text = write_opml(all_sources(library))
    if output == Path("-"):
        sys.stdout.buffer.write(text.encode())
    else:
        output.write_text(text, encoding="utf-8")


def _do(session: Session, action: str, name: str, value: str) -> str:
    """Do it with the source of this name; what was done, in words."""
    source, now = managing.source_named(session, name), datetime.now(UTC)
    called = shown(source.title or masked(source.url))
    if action == "pause":
        managing.pause(session, source, now)
        return f"Paused {called}."
    if action == "resume":
        managing.resume(session, source, now)
        return f"Resumed {called}: it is fetched next."
    if action == "remove":
        managing.remove(session, source)
        return f"Removed {called}; its articles stay."
    if action == "rename":
        managing.rename(session, source, value)
        return f"{called} is called {shown(value)} now."
    if action == "folder":
        filed = managing.file_under(session, source, "" if value == "none" else value)
        return f"{called} is filed {f'under {shown(filed.folder)}' if filed.folder else 'in no folder'} now."
    if action == "full-text":
        managing.read_whole(session, source, value == "yes")
        return f"{called}: {_TEXTS[value == 'yes']}."
    proxy = None if value == "none" else value
    managing.put_behind(session, source, proxy)
    return f"{called} is fetched {f'through {masked(proxy)}' if proxy else 'without a proxy of its own'}."


def list_sources(settings: Settings) -> None:
    """Print all sources with how they do."""
    now = datetime.now(UTC)
    with library_of(settings) as library:
        reports = managing.source_reports(library, now)
    if settings.as_json:
        print_json([_record(report) for report in reports])
        return
    if reports:
        print("\n\n".join(["\n".join(_lines(report, now)) for report in reports] + [_total(reports)]))
    else:
        print("No source is watched yet: headwater add URL adds one.", file=sys.stderr)


def _lines(report: SourceReport, now: datetime) -> list[str]:
    source = report.source
    folder = f" · {source.folder}" if source.folder else ""
    lines = [shown(f"{source.title or masked(source.url)} ({source.kind}{folder})")]
    lines += row("address", masked(source.url))
    lines += row("health", report.says)
    last = moment(report.last, now) if report.last else "never"
    following = moment(report.next, now) if report.next else "not until it is resumed"
    lines += row("fetched", f"{last}; next {following}")
    often = "not known yet how many a day" if report.per_day is None else f"{report.per_day:.1f} a day"
    return lines + row("articles", f"{often}{_TEXTS_SHOWN[source.full_text]}")


def _total(reports: Sequence[SourceReport]) -> str:
    """ "38 sources: 12 well, 26 failing": what occurs, the best first."""
    numbers = Counter(report.health for report in reports)
    states = ", ".join(f"{numbers[health]:,} {health}" for health in Health if numbers[health])
    return f"{counted(len(reports), 'source')}: {states}"


def _record(report: SourceReport) -> dict[str, object]:
    source, state = report.source, report.state
    return {
        "id": source.id,
        "url": masked(source.url),
        "kind": source.kind,
        "title": source.title,
        "folder": source.folder,
        "language": source.language,
        "full_text": source.full_text,
        "proxy": masked(source.proxy) if source.proxy else None,
        "added_at": source.added_at,
        "health": report.health,
        "says": report.says,
        "articles_per_day": None if report.per_day is None else round(report.per_day, 2),
        "last_fetched": report.last,
        "last_new": state.last_new,
        "next_fetch": report.next,
        "interval_seconds": state.interval.total_seconds(),
        "failures": state.failures,
        "failing_since": state.failing_since,
        "last_error": state.last_error,
    }
