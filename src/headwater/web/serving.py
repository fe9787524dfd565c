"""Running the reader on this machine."""

import errno
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from headwater.model.errors import HeadwaterError


class ServingError(HeadwaterError):
    """The reader could not take its address."""


def serve(app: Starlette, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Answer at `http://host:port` until interrupted; says the address in one line on standard error.

    Port 0 takes any free one. Raises ServingError when the address can't be had.
    """
    with listen(host, port) as listener:
        print(f"Reading at {_places(host, listener.getsockname()[1])}  (stop with Ctrl-C)", file=sys.stderr)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="on"
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            # uvicorn has closed its connections and hands the interrupt on: stopping was what it meant.
            print("Stopped.", file=sys.stderr)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ServingError when the address can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on the address answers: who comes before the server runs is queued, not refused.
        listener.listen()
    except OSError as error:
        listener.close()
        raise ServingError(_bind_words(host, port, error)) from error
    return listener


def _places(host: str, port: int) -> str:
    """Where it is read: "all addresses" (0.0.0.0, ::) are none that a browser could ask for."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104  # nothing is bound here
    if everywhere:
        return f"http://{everywhere}:{port}, and at this machine's other addresses"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _bind_words(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; choose another, for example --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"not allowed to use port {port}; choose one above 1023"
    return f"can't serve at {host} port {port}: {error.strerror or error}"
