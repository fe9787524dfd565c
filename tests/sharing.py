"""Folders that the workers of a run share: the first that wants one makes it, the others wait for it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of this name that `make` fills, once for all workers of this run. Nobody may write to it afterwards."""
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = root / name
    with (root / f"{name}.lock").open("w") as lock:
        # The system lets go of it, too, when a worker is killed.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = root / f"{name}.being-made"
            make(made)
            made.rename(folder)
    return folder
