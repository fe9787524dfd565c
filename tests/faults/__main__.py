"""Runs rows of the fault matrix any number of times and prints what came of it, as a table of Markdown.

python -m tests.faults [N] [ROW…] [--minutes M]     see script/faults
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).parent
ROWS = {path.stem.removeprefix("test_"): path for path in sorted(HERE.glob("test_*.py"))}
_HEAD = "| row | runs | faults | lost | doubled | failed | seconds |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row's runs came to; `faults` is how often something was done to somebody."""

    row: str
    runs: int
    faults: int
    lost: int
    doubled: int
    failed: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        name = self.row.replace("_", " ")
        counts = (self.runs, self.faults, self.lost, self.doubled, len(self.failed), f"{self.seconds:.0f}")
        return f"| {name} | {' | '.join(str(count) for count in counts)} |"


def run(row: str, times: int) -> Outcome:
    """Run a row with so many seeds, on each store that it knows."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", str(ROWS[row])]
        written = ["-o", "junit_family=xunit1", f"--junitxml={told}", f"--basetemp={folder}/tests"]
        environment = {**os.environ, "HEADWATER_FAULTS": str(times)}
        subprocess.run([*command, *written], env=environment, stdout=sys.stderr, check=False)
        return outcome(row, ET.parse(told).getroot(), time.monotonic() - began)  # noqa: S314  # pytest wrote it


def outcome(row: str, told: ET.Element, seconds: float) -> Outcome:
    """Add up what the tests of a row counted."""
    cases = [case for case in told.iter("testcase") if case.find("skipped") is None]
    counts = dict.fromkeys(("injected", "lost", "doubled"), 0)
    for one in (each for case in cases for each in case.iter("property")):
        counts[str(one.get("name"))] += int(str(one.get("value")))
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    names = tuple(str(case.get("name")) for case in failed)
    return Outcome(row, len(cases), counts["injected"], counts["lost"], counts["doubled"], names, seconds)


def main(given: Sequence[str] | None = None) -> int:
    """Run the rows that are named; the exit code: 1 where any run failed."""
    asks = argparse.ArgumentParser(prog="script/faults", description="The fault matrix, any number of times.")
    asks.add_argument("times", nargs="?", type=int, default=50, metavar="N", help="seeds of each row (50)")
    asks.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    asks.add_argument("--minutes", type=float, default=None, help="begin no further row after so long")
    options = asks.parse_args(given)
    if unknown := [row for row in options.rows if row not in ROWS]:
        asks.error(f"no such row: {', '.join(unknown)} (there are {', '.join(ROWS)})")
    began, found = time.monotonic(), list[Outcome]()
    for row in options.rows or ROWS:
        if options.minutes and time.monotonic() - began > 60 * options.minutes:
            print(f"{row}: not begun, the time is over", file=sys.stderr)
            continue
        found.append(run(row, options.times))
    print("\n".join([_HEAD, *map(str, found)]))
    for one in found:
        for name in one.failed:
            print(f"{one.row}: {name} failed", file=sys.stderr)
    return 1 if any(one.failed for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
