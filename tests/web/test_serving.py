"""The reader says where it is, refuses a taken port with a reason, and stops when told."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from headwater.web.serving import ServingError, serve
from tests.web.visitor import reader

PROGRAM = """
from headwater.web.serving import serve
from tests.web.visitor import reader
serve(reader(), "127.0.0.1", 0)
"""


def test_a_port_in_use_is_said_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ServingError, match=f"port {port} on 127.0.0.1 is in use; choose another"):
            serve(reader(), "127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "said"), [("0.0.0.0", "http://127.0.0.1:"), ("127.0.0.1", "http://127.0.0.1:")]
)
def test_whoever_serves_at_all_addresses_is_told_one_that_can_be_asked(host: str, said: str) -> None:
    program = PROGRAM.replace("127.0.0.1", host)
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            line = process.stderr.readline()
            assert said in line
            assert ("other addresses" in line) == (host == "0.0.0.0")
        finally:
            process.kill()


def test_it_says_its_address_and_stops_on_an_interrupt() -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            line = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert address, line
            with urllib.request.urlopen(address[0], timeout=10) as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGINT)

            assert process.wait(timeout=10) == 0
            assert "Traceback" not in process.stderr.read()
        finally:
            process.kill()
