"""Compiled templates, kept for the next start: to compile all takes a second, to read them a twentieth of that."""

import hashlib
import pickle
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from headwater.web import written


class Compiled(BytecodeCache):
    """Keeps templates where Python keeps its compiled modules, and as it does: who may not write there, or finds
    something else there than was written, compiles anew."""

    # What was compiled otherwise, or from another source, is not taken.
    _compiler = jinja2.__version__.encode() + Path(written.__file__).read_bytes()

    def get_source_checksum(self, source: str) -> str:
        """Of the source, and of what compiles it."""
        return hashlib.sha256(self._compiler + source.encode()).hexdigest()

    def get_cache_key(self, name: str, filename: str | Path | None = None) -> str:
        """The file that a template is kept in, beside this module's own."""
        del filename
        return cache_from_source(Path(__file__).with_name(name), optimization="template")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            with Path(bucket.key).open("rb") as file:
                bucket.load_bytecode(file)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        place = Path(bucket.key)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=place.parent) as folder:
                kept = Path(folder, place.name)
                with kept.open("wb") as file:
                    bucket.write_bytecode(file)
                # Another process may read it meanwhile: it finds all of this one, or all of the one before.
                kept.replace(place)
