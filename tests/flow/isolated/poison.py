"""A reader that does what a page tells it to, as a page that found a hole in a parser might."""

import os
import signal
import sys
import time
from pathlib import Path

from headwater.model import Page, PageReading, Publishers
from headwater.reading import read_page


def read(page: Page, publishers: Publishers) -> PageReading:
    """Read the page, unless its first line names a fault; a path after it counts the tries there."""
    fault, _, rest = page.content.decode("utf-8", "replace").partition("\n")
    if not fault.startswith("!"):
        return read_page(page, publishers)
    if rest:
        with Path(rest.strip()).open("a", encoding="utf-8") as tries:
            tries.write("tried\n")
    return _suffer(fault, page, publishers)


def _suffer(fault: str, page: Page, publishers: Publishers) -> PageReading:
    match fault:
        case "!hang":
            time.sleep(60)
        case "!spin":
            while True:
                pass
        case "!grow":
            return [bytes(1 << 20) for _ in range(10_000)]  # type: ignore[return-value]  # more than it may hold
        case "!crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "!leave":
            sys.exit(3)
        case "!lie":
            return {"articles": "all of them"}  # type: ignore[return-value]  # what a taken-over reader may send
        case "!break":
            raise KeyError("unforeseen")
    return read_page(page, publishers)
