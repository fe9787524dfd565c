"""TCP and TLS as the HTTP library wants them, on asyncio alone, with every byte that comes in counted.

The library's own streams go through anyio and take more of the processor for each request (docs/decisions/0003).
Counting here bounds what a server can send before its answer even begins: interim answers and headers without end.
"""

import asyncio
import os
import socket
import ssl
from collections.abc import Iterable
from typing import cast

import httpcore2
from httpcore2 import AsyncNetworkBackend, AsyncNetworkStream

from headwater.intake.net.faults import too_large
from headwater.intake.net.settings import Limits

# Bytes received and not yet asked for, past which the sender is made to wait.
HIGH_WATER = 262_144

# How much is read at a time until the headers are there. Together with the limit of header bytes it stays below the
# 100 kB at which the HTTP/1.1 library gives up with an error that says less.
HEADER_STEP = 16_384


class Meter:
    """How many bytes a connection may still receive: little until the headers are there, then as much as a body may.

    Until then reads are short, so that the bytes of a body that came along are not counted as headers.
    """

    __slots__ = ("_left", "_most", "_what", "step")

    def __init__(self) -> None:
        self._most = self._left = self.step = 0
        self._what = ""

    def expect_headers(self, limits: Limits) -> None:
        """Begins an exchange."""
        self.step = HEADER_STEP
        self._most = self._left = limits.header_bytes + HEADER_STEP
        self._what = "before its headers ended"

    def expect_body(self, limits: Limits) -> None:
        """Goes on to the body, with room for its framing: chunks, frames and what follows them."""
        self.step = HIGH_WATER
        self._most = self._left = limits.wire + limits.wire // 4 + limits.header_bytes
        self._what = "for its body"

    def count(self, received: int) -> None:
        """Takes note of bytes received; raises AnswerError once they are too many."""
        self._left -= received
        if self._left < 0:
            raise too_large(f"more than {self._most:,} bytes were sent {self._what}")


class _Wire(asyncio.Protocol):
    """What asyncio has received and nobody has asked for yet, and who waits for more."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.received = bytearray()
        self.ended = False
        self._arrival: asyncio.Future[None] | None = None
        self._room: asyncio.Future[None] | None = None
        self._writing_paused = self._reading_paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # What create_connection promises; not asked of the object: other loops' are of no class of asyncio's.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if len(self.received) > HIGH_WATER and not self._reading_paused:
            self._reading_paused = True
            self.transport.pause_reading()
        _wake(self._arrival)

    def eof_received(self) -> None:
        self._end()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # a reset is an end like any other
        self._end()

    def pause_writing(self) -> None:
        self._writing_paused = True

    def resume_writing(self) -> None:
        self._writing_paused = False
        _wake(self._room)

    def _end(self) -> None:
        self.ended = True
        _wake(self._arrival)
        _wake(self._room)

    async def arrival(self) -> None:
        """Returns once there is something to read, or nothing will come any more."""
        while not (self.received or self.ended):
            self._arrival = asyncio.get_running_loop().create_future()
            await self._arrival

    async def room(self) -> None:
        """Returns once what was written is on its way."""
        while self._writing_paused and not self.ended:
            self._room = asyncio.get_running_loop().create_future()
            await self._room

    def taken(self, most: int) -> bytes:
        """Up to so many of the bytes received."""
        data = bytes(self.received[:most])
        del self.received[:most]
        if self._reading_paused and len(self.received) <= HIGH_WATER // 2 and not self.ended:
            self._reading_paused = False
            self.transport.resume_reading()
        return data


class Stream(AsyncNetworkStream):
    """One connection's bytes."""

    def __init__(self, wire: _Wire, meter: Meter) -> None:
        self._wire, self._meter = wire, meter

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come in, at least a byte; empty at the end. Raises ReadTimeout, AnswerError past the meter."""
        if not self._wire.received:
            try:
                async with asyncio.timeout(timeout):
                    await self._wire.arrival()
            except TimeoutError as error:
                raise httpcore2.ReadTimeout(f"nothing came for {timeout:g} s") from error
        data = self._wire.taken(min(max_bytes, self._meter.step))
        self._meter.count(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the bytes; raises WriteError where the other side is gone, WriteTimeout where it does not listen."""
        if self._wire.ended or self._wire.transport.is_closing():
            raise httpcore2.WriteError("the connection was closed by the other side")
        self._wire.transport.write(buffer)
        try:
            async with asyncio.timeout(timeout):
                await self._wire.room()
        except TimeoutError as error:
            raise httpcore2.WriteTimeout(f"nothing was taken for {timeout:g} s") from error

    async def aclose(self) -> None:
        """Closes without waiting for the other side, which under TLS might not answer for as long as it likes."""
        if self._wire.transport.get_extra_info("ssl_object") is None:
            self._wire.transport.close()
        else:
            self._wire.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncNetworkStream:
        """The same connection under TLS; raises ConnectError (from an SSLError where the certificate is at fault).

        What came before the handshake was said by anybody on the way, and would be read as if it came through it.
        """
        if self._wire.received:
            self._wire.transport.abort()
            raise httpcore2.ConnectError("something was sent before the handshake")
        try:
            async with asyncio.timeout(timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    self._wire.transport,
                    self._wire,
                    ssl_context,
                    server_hostname=server_hostname,
                )
        except TimeoutError as error:
            self._wire.transport.abort()
            raise httpcore2.ConnectTimeout(f"no handshake within {timeout:g} s") from error
        except OSError as error:
            self._wire.transport.abort()
            raise httpcore2.ConnectError(str(error)) from error
        except BaseException:
            self._wire.transport.abort()
            raise
        if transport is None:
            raise httpcore2.ConnectError("the connection was closed during the handshake")
        self._wire.transport = transport
        return self

    def get_extra_info(self, info: str) -> object:
        """ "ssl_object", "server_addr", or "is_readable" (which for an idle connection means that it is gone)."""
        if info == "is_readable":
            return bool(self._wire.received) or self._wire.ended or self._wire.transport.is_closing()
        return self._wire.transport.get_extra_info({"server_addr": "peername"}.get(info, info))


class Opener(AsyncNetworkBackend):
    """Opens streams whose bytes are counted by one meter."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  # the library's signature
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002  # the library's signature
    ) -> Stream:
        """A stream to an IP address; raises ConnectError, ConnectTimeout."""
        try:
            async with asyncio.timeout(timeout):
                _, wire = await asyncio.get_running_loop().create_connection(_Wire, host, port)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"no connection within {timeout:g} s") from error
        except OSError as error:
            # asyncio's own words are about its calls.
            said = os.strerror(error.errno) if error.errno else str(error)
            raise httpcore2.ConnectError(said) from error
        return Stream(wire, self._meter)

    async def over(self, connected: socket.socket) -> Stream:
        """A stream over a socket that somebody else has connected, such as a proxy's."""
        try:
            _, wire = await asyncio.get_running_loop().create_connection(_Wire, sock=connected)
        except OSError as error:
            connected.close()
            raise httpcore2.ConnectError(error.strerror or str(error)) from error
        return Stream(wire, self._meter)


def _wake(waiter: "asyncio.Future[None] | None") -> None:
    if waiter is not None and not waiter.done():
        waiter.set_result(None)
