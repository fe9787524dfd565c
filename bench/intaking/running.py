"""Runs the contestants one after the other against one server, and measures each from outside."""

import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import msgspec

from intaking.contestants import Fetched
from intaking.measuring import Watch, cpu_seconds
from intaking.server import ROUNDS, Counts

_BENCH = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Round:
    """What one contestant did in one round, in how long, and what it took; memory in bytes, at its peak.

    `result` is None where it was not done in the time that it had.
    """

    name: str
    number: int
    seconds: float
    cpu: float
    server_cpu: float
    memory: int
    memory_main: int
    result: Fetched | None
    served: Counts

    @property
    def fetched(self) -> int:
        """Sources that were dealt with, in one way or the other; at most, where the round was not finished."""
        return self.result.fetched + self.result.failed if self.result else self.served.requests


@contextmanager
def server(feeds: int, *, peaceful: bool) -> Iterator[tuple[int, int]]:
    """The feeds' server: its port and its process."""
    command = [sys.executable, "-m", "intaking.server", str(feeds), *_option(peaceful)]
    process = subprocess.Popen(command, cwd=_BENCH, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process.pid
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True, slots=True)
class Contest:
    """So many feeds, fetched so many at once; a round may take so many minutes."""

    feeds: int
    at_once: int
    minutes: float
    peaceful: bool


def compete(name: str, contest: Contest, at: tuple[int, int]) -> Iterator[Round]:
    """One contestant's rounds; none after one that it did not finish."""
    port, serving = at
    with tempfile.TemporaryDirectory() as folder:
        given = (
            name,
            str(port),
            str(contest.feeds),
            str(contest.at_once),
            folder,
            *_option(contest.peaceful),
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "intaking.contestants", *given],
            cwd=_BENCH,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "ready\n", f"{name} did not start"
            for number in range(1, ROUNDS + 1):
                _asked(port, f"round/{number}", Counts)
                cpu, server_cpu, started = cpu_seconds(process.pid), cpu_seconds(serving), time.monotonic()
                with Watch(process.pid) as watch:
                    print(number, file=process.stdin, flush=True)
                    is_done, _, _ = select.select([process.stdout], [], [], 60 * contest.minutes)
                    line = process.stdout.readline() if is_done else ""
                seconds = time.monotonic() - started
                yield Round(
                    name,
                    number,
                    seconds,
                    cpu_seconds(process.pid) - cpu,
                    cpu_seconds(serving) - server_cpu,
                    watch.peak,
                    watch.peak_main,
                    msgspec.json.decode(line, type=Fetched) if is_done else None,
                    _asked(port, "counts", Counts),
                )
                if not is_done:
                    break
        finally:
            process.kill()
            process.wait()


def _asked(port: int, what: str, kind: type[Counts]) -> Counts:
    with urlopen(f"http://127.0.0.1:{port}/control/{what}", timeout=30) as answer:  # our own server
        return msgspec.json.decode(answer.read(), type=kind)


def _option(peaceful: bool) -> list[str]:
    return ["--peaceful"] if peaceful else []
