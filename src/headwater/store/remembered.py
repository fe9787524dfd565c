"""Answers that stay the same until somebody writes of articles, kept for whoever asks next."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import Connection, select

from headwater.store.schema import library_state

T = TypeVar("T")

# Pages of stories and lists beside them: what the readers of one library look at between two writes.
_MOST = 200

_GENERATION = select(library_state.c.generation)


class Remembered:
    """Answers of the library's newest generation (see `Session`). Threads may share it.

    Who asks while another works out the same answer waits for that one: else all who look at the front page when
    something was written would work it out at once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._generation = -1
        self._found: dict[Hashable, object] = {}
        self._working: dict[Hashable, Lock] = {}

    def answer(self, connection: Connection, question: Hashable, work: Callable[[], T]) -> T:
        """What `work` gives in this transaction, or gave in another one that saw the same articles."""
        generation: int = connection.execute(_GENERATION).scalar_one()
        with self._lock:
            if not self._go_on_from(generation):
                return work()  # an older state, for a transaction that began before the last one was written
            if question in self._found:
                return cast(T, self._found[question])
            working = self._working.setdefault(question, Lock())
        with working:
            with self._lock:
                if self._generation == generation and question in self._found:
                    return cast(T, self._found[question])
            found = work()
            with self._lock:
                if self._generation == generation:
                    self._found[question] = found
            return found

    def _go_on_from(self, generation: int) -> bool:
        """Forget what is older than this generation, or too much; whether this is the newest."""
        if generation > self._generation or len(self._found) >= _MOST:
            self._found.clear()
            self._working.clear()
        self._generation = max(generation, self._generation)
        return generation == self._generation
