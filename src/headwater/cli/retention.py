"""`headwater retention`: what would be let go of, or was, and what stays and why."""

from datetime import UTC, datetime

from headwater.cli.layout import print_json
from headwater.cli.opening import library_of, shown
from headwater.cli.settings import Settings
from headwater.flow.outside import KEEPERS, LetGo, Rules, let_go, marked_articles, plan
from headwater.store import open_library
from headwater.store.people import open_people
from headwater.web.wording.words import counted


def retain(settings: Settings, days: int | None, *, apply: bool) -> None:
    """Tell what the rules come to; with `apply` carry them out. Raises RetentionError, StoreError."""
    if days is None:
        print(f"{shown(settings.data)} keeps everything: say for how many days pages are kept with --pages.")
        return
    rules, now = Rules(days), datetime.now(UTC)
    library_of(settings).close()  # a place that holds no library is an error here, not a new library
    with open_library(settings.data, writing=apply) as library, open_people(settings.data) as people:
        carried_out, keepers = let_go if apply else plan, (*KEEPERS, marked_articles(people))
        found = carried_out(library, rules, now=now, keepers=keepers)
    if settings.as_json:
        print_json({"applied": apply, **_record(found)})
        return
    print("\n".join(_lines(found, is_done=apply)))


def _record(found: LetGo) -> dict[str, object]:
    return {
        "pages": found.pages,
        "bytes": found.size,
        "segments": found.segments,
        "moved": found.moved,
        "kept": {why.value: count for why, count in found.kept.items()},
    }


def _lines(found: LetGo, *, is_done: bool) -> list[str]:
    went = "were let go of" if is_done else "would be let go of"
    lines = [f"The bytes of {counted(found.pages, 'page')} {went}: {found.size / 1_000_000:,.1f} MB."]
    lines += [f"  {count:>9,} stay: {why}" for why, count in found.kept.most_common()]
    if not is_done:
        lines.append("Nothing was changed: --apply does it. What was read from the pages stays in any case.")
    return lines
