"""Modules of peers that are installed, whatever lies here under the same name: PyPI's reader beside bench/reader.py."""

import importlib
import sys
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def installed(name: str) -> Any:  # a module of another project
    """The installed module of this name. Raises ModuleNotFoundError."""
    path = sys.path[:]
    sys.path[:] = [entry for entry in path if Path(entry).resolve() != _HERE]
    try:
        return importlib.import_module(name)
    finally:
        sys.path[:] = path
