"""`headwater doctor`: what was found, the worst first, with what to do."""

import os
from datetime import UTC, datetime
from itertools import chain

from headwater.cli.layout import indented, print_json, row, table
from headwater.cli.opening import shown
from headwater.cli.settings import Settings, default_data_folder
from headwater.flow.outside.doctor import Examination, Finding, Setting, Weight, examine
from headwater.flow.outside.logs import masked_text
from headwater.store import place_of

# What the environment may say, and what is in force where it says nothing.
_VARIABLES = {
    "HEADWATER_CONTACT": "none",
    "HEADWATER_ALLOW": "the public internet only",
    "HEADWATER_LOG_FORMAT": "none: words for people",
    "HEADWATER_LOG_LEVEL": "info",
    "HEADWATER_METRICS_SECRET": "none: metrics at loopback only",
}
_SECRET = ("HEADWATER_METRICS_SECRET",)
_ORDER = (Weight.TROUBLE, Weight.NOTE, Weight.FINE)


def show_examination(settings: Settings, *, deep: bool) -> int:
    """Print what the doctor finds; 1 where something is in trouble."""
    examination = examine(place_of(settings.data), _settings(settings), now=datetime.now(UTC), deep=deep)
    if settings.as_json:
        print_json(
            {
                "is_well": examination.is_well,
                "settings": examination.settings,
                "findings": examination.findings,
            }
        )
    else:
        print("\n".join(_lines(examination)))
    return 0 if examination.is_well else 1


def _settings(settings: Settings) -> list[Setting]:
    data = Setting("data", shown(settings.data), _origin(settings))
    return [data, *(_variable(name, default) for name, default in _VARIABLES.items())]


def _origin(settings: Settings) -> str:
    if os.environ.get("HEADWATER_DATA") == str(settings.data):
        return "HEADWATER_DATA"
    return "by default" if settings.data == default_data_folder() else "--data"


def _variable(name: str, default: str) -> Setting:
    value = os.environ.get(name)
    if not value:
        return Setting(name, default, "by default")
    return Setting(name, "set, not shown" if name in _SECRET else masked_text(value), "environment")


def _lines(examination: Examination) -> list[str]:
    rows = [(each.name, each.value, each.origin) for each in examination.settings]
    found = sorted(examination.findings, key=lambda finding: _ORDER.index(finding.weight))
    return [
        *table(("setting", "value", "from"), rows, left=3),
        "",
        *chain.from_iterable(map(_told, found)),
        "",
        _sum(found),
    ]


def _told(finding: Finding) -> list[str]:
    told = row(finding.weight.value, f"{finding.where}: {finding.what}")
    return [*told, *(indented(f"→ {finding.todo}") if finding.todo else [])]


def _sum(found: list[Finding]) -> str:
    count = sum(finding.weight is Weight.TROUBLE for finding in found)
    return f"{count} in trouble: begin with the first." if count else "All is well."
