"""One host's requests one after another, with a rest between them: fair, safe to cancel, forgetful of idle hosts."""

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager

from headwater.intake.net.settings import Pacing


class _Gate:
    """A host's places, and how many requests hold or wait for one."""

    __slots__ = ("interested", "places")

    def __init__(self, at_once: int) -> None:
        self.places = asyncio.Semaphore(at_once)  # first come, first served
        self.interested = 0


class HostGates:
    """Lets `at_once` requests through to each host, and rests each place for the pause after its request.

    Memory is that of the hosts with a request under way, waiting, or within its pause.
    """

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing
        self._gates: dict[Hashable, _Gate] = {}

    def __len__(self) -> int:
        return len(self._gates)

    @asynccontextmanager
    async def turn(self, host: Hashable, pause: float | None = None) -> AsyncIterator[None]:
        """Waits for the host's turn and holds it; `pause` takes the place of the settings' own if it is longer."""
        gate = self._gates.get(host)
        if gate is None:
            gate = self._gates[host] = _Gate(self._pacing.at_once)
        gate.interested += 1
        try:
            await gate.places.acquire()
        except BaseException:
            self._leave(host, gate)
            raise
        try:
            yield
        finally:
            rest = max(self._pacing.pause, pause or 0.0)
            if rest > 0:
                asyncio.get_running_loop().call_later(rest, self._free, host, gate)
            else:
                self._free(host, gate)

    def _free(self, host: Hashable, gate: _Gate) -> None:
        gate.places.release()
        self._leave(host, gate)

    def _leave(self, host: Hashable, gate: _Gate) -> None:
        gate.interested -= 1
        if gate.interested == 0:
            del self._gates[host]
