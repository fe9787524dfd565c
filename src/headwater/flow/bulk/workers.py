"""Who reads parts of files: processes of this machine, or a Dask cluster. Both are executors of concurrent.futures.

A worker that is killed loses only its part, which is done again. A process pool breaks when that happens, with all that
it was given: it is replaced by a new one.
"""

import logging
import multiprocessing
import os
import signal
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from threading import Thread
from types import TracebackType
from typing import Protocol, cast

from headwater.flow.bulk.part import Part, PartTask, close_reader, read_part
from headwater.model.errors import HeadwaterError

_log = logging.getLogger(__name__)

# How often a part is given to workers that are lost with it. Pages can't kill a worker, so this is the machine.
_TRIES = 5

# How long a scheduler is waited for.
_CONNECT_SECONDS = 10


class WorkersLostError(HeadwaterError):
    """The workers that read are killed again and again, or the cluster is gone."""


@dataclass(slots=True)
class Job:
    """A task that was given to an executor, to be given again if it is lost."""

    task: PartTask
    future: Future[Part]
    executor: Executor
    tries: int = 1


class Workers(ABC):
    """An executor that is replaced when it breaks. To be closed, or used in a `with` statement."""

    lost: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError)

    def __init__(self, count: int) -> None:
        self.count = count
        self._executor = self._begin()

    @abstractmethod
    def _begin(self) -> Executor:
        """A new executor. Raises WorkersLostError."""

    def submit(self, task: PartTask) -> Job:
        """Begin to read a part."""
        try:
            return Job(task, self._executor.submit(read_part, task), self._executor)
        except self.lost:
            self._replace(self._executor)
            return Job(task, self._executor.submit(read_part, task), self._executor)

    def result(self, job: Job) -> Part:
        """The part, once it is read. Raises WorkersLostError."""
        while True:
            try:
                return job.future.result()
            except self.lost as error:
                if job.tries >= _TRIES:
                    raise WorkersLostError(
                        f"{job.task.path}: {_TRIES} workers were lost while they read it ({error}); "
                        "see that the machine has memory, or take fewer with --workers"
                    ) from error
                self._replace(job.executor)
                tries, again = job.tries + 1, self.submit(job.task)
                job.future, job.executor, job.tries = again.future, again.executor, tries

    def _replace(self, broken: Executor) -> None:
        if broken is self._executor:
            _log.warning("a worker was lost: what it was reading is read again")
            self._end(broken, wait=False)
            self._executor = self._begin()

    def _end(self, executor: Executor, *, wait: bool) -> None:
        executor.shutdown(wait=wait, cancel_futures=True)

    def close(self) -> None:
        self._end(self._executor, wait=True)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Pool(Workers):
    """Processes of this machine. Started anew, not forked: the process that links holds a database and threads."""

    def _begin(self) -> Executor:
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, mp_context=spawn, initializer=_begin_worker)


class _Client(Protocol):
    """What we use of a Dask client, which has no types."""

    def nthreads(self) -> dict[str, int]: ...
    def get_executor(self) -> Executor: ...
    def close(self) -> None: ...


class Cluster(Workers):
    """A Dask cluster by its scheduler's address, such as `tcp://10.0.0.5:8786`; needs the extra `cluster`.

    Its workers have to see the archive files under the same paths.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client  # noqa: PLC0415  # an extra, and slow to import
            from distributed.scheduler import KilledWorker  # noqa: PLC0415
        except ImportError as error:
            raise WorkersLostError("a cluster needs the extra: install headwater[cluster]") from error
        self.lost = (*self.lost, KilledWorker)
        connect = cast(Callable[..., _Client], Client)
        try:
            self._client = connect(address, timeout=_CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise WorkersLostError(f"the cluster at {address} does not answer: {error}") from error
        super().__init__(max(1, sum(self._client.nthreads().values())))

    def _begin(self) -> Executor:
        return self._client.get_executor()

    def _end(self, executor: Executor, *, wait: bool) -> None:
        executor.shutdown(wait=wait)  # which cancels what was not begun

    def close(self) -> None:
        self._end(self._executor, wait=False)
        self._client.close()


def _begin_worker() -> None:
    # Ctrl-C in a terminal goes to all processes: the one that links ends the others in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    Finalize(None, close_reader, exitpriority=1)


def _end_with_parent() -> None:
    """A pool's process would wait for ever for the next task of a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
