"""Runs the contestants one after the other against one server, and measures each from outside."""

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
    """What one contestant did in one round, in how long, and what it took; memory in bytes, at its peak."""

    name: str
    number: int
    seconds: float
    cpu: float
    server_cpu: float
    memory: int
    memory_main: int
    result: Fetched
    served: Counts


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


def compete(name: str, feeds: int, at_once: int, at: tuple[int, int], *, peaceful: bool) -> Iterator[Round]:
    """One contestant's rounds."""
    port, serving = at
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "intaking.contestants", name, str(port), str(feeds), str(at_once)]
        process = subprocess.Popen(
            [*command, folder, *_option(peaceful)],
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
                    line = process.stdout.readline()
                seconds = time.monotonic() - started
                yield Round(
                    name,
                    number,
                    seconds,
                    cpu_seconds(process.pid) - cpu,
                    cpu_seconds(serving) - server_cpu,
                    watch.peak,
                    watch.peak_main,
                    msgspec.json.decode(line, type=Fetched),
                    _asked(port, "counts", Counts),
                )
        finally:
            process.kill()
            process.wait()


def _asked(port: int, what: str, kind: type[Counts]) -> Counts:
    with urlopen(f"http://127.0.0.1:{port}/control/{what}", timeout=30) as answer:  # our own server
        return msgspec.json.decode(answer.read(), type=kind)


def _option(peaceful: bool) -> list[str]:
    return ["--peaceful"] if peaceful else []
