"""Backs a library up in a process of its own that kills itself in the middle of it."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path

from headwater.flow.outside import back_up, targets
from headwater.store import open_library


def back_up_until(part: str, place: Path, target: Path) -> None:
    """This process sends itself SIGKILL instead of writing the first part whose name begins so."""
    for kind in (targets.TarTarget, targets.FolderTarget):
        real = kind.stream

        def stream(self, name, pieces, size, real=real):  # type: ignore[no-untyped-def]  # the method's own signature
            if name.startswith(part):
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, name, pieces, size)

        kind.stream = stream  # type: ignore[method-assign]
    with open_library(place) as library:
        back_up(library, place, target, now=datetime(2026, 3, 10, tzinfo=UTC))
