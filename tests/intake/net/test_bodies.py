"""Packed bodies: what is unpacked, in how much memory, and what is refused."""

import gzip
import tracemalloc
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.intake.net import FetchFault, Limits
from headwater.intake.net.decoding import Body
from headwater.intake.net.faults import AnswerError
from tests.intake.net.bombs import gzip_bomb

TEXT = b"The ferry between the two islands runs again from Monday. " * 40


def unpacked(encoding: str, *chunks: bytes, limits: Limits | None = None) -> bytes:
    body = Body(encoding, limits or Limits())
    for chunk in chunks:
        body.feed(chunk)
    return body.finish()


def bare_deflate(text: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("UTF-8", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:])),
        ("gzip", gzip.compress(TEXT) + bytes(512)),
        ("gzip", gzip.compress(TEXT) + b"\n"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
    ],
    ids=["nothing said", "identity", "a charset", "gzip", "capitals", "x-gzip", "two members", "padded", "a line end",
         "deflate", "bare deflate"],
)  # fmt: skip
def test_what_servers_send_is_unpacked(encoding: str, packed: bytes) -> None:
    assert unpacked(encoding, packed) == TEXT
    assert unpacked(encoding, *(bytes([byte]) for byte in packed)) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", ""])
def test_nothing_is_nothing_however_it_is_packed(encoding: str) -> None:
    assert unpacked(encoding) == b""


@given(
    st.binary(max_size=2_000), st.sampled_from(["gzip", "deflate", "bare"]), st.lists(st.integers(0, 2_100))
)
def test_a_body_is_the_same_however_it_is_cut(text: bytes, packing: str, cuts: list[int]) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "bare": bare_deflate}[packing]
    packed = pack(text)
    edges = [0, *sorted(min(cut, len(packed)) for cut in cuts), len(packed)]
    chunks = [packed[start:end] for start, end in pairwise(edges)]
    assert unpacked("gzip" if packing == "gzip" else "deflate", *chunks) == text


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_that_was_cut_short_is_recognised_wherever_it_was_cut(encoding: str) -> None:
    packed = gzip.compress(TEXT) if encoding == "gzip" else zlib.compress(TEXT)
    for end in range(1, len(packed)):
        with pytest.raises(AnswerError) as caught:
            unpacked(encoding, packed[:end])
        assert caught.value.cause is FetchFault.BAD_ENCODING


def test_a_second_member_that_was_cut_short_is_recognised() -> None:
    with pytest.raises(AnswerError) as caught:
        unpacked("gzip", gzip.compress(TEXT) + gzip.compress(TEXT)[:40])
    assert caught.value.cause is FetchFault.BAD_ENCODING


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", TEXT),
        ("gzip", gzip.compress(TEXT)[:20] + b"\0" * 20 + gzip.compress(TEXT)[40:]),
        ("gzip", gzip.compress(TEXT)[:-8] + b"\0" * 8),
        ("deflate", b"\x78\x9c" + TEXT),
        ("br", TEXT),
        ("zstd", TEXT),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT))),
        ("gzip", gzip.compress(b"") * 2_000),
        ("x" * 10_000, TEXT),
    ],
    ids=[
        "not packed",
        "damaged",
        "wrong sum",
        "not deflate",
        "br",
        "zstd",
        "twice",
        "many members",
        "endless name",
    ],
)
def test_what_can_not_be_unpacked_is_refused(encoding: str, packed: bytes) -> None:
    with pytest.raises(AnswerError) as caught:
        unpacked(encoding, packed)
    assert caught.value.cause is FetchFault.BAD_ENCODING
    assert len(str(caught.value)) < 200


def test_the_size_on_the_wire_is_bounded() -> None:
    assert unpacked("", b"x" * 1_000, limits=Limits(wire=1_000)) == b"x" * 1_000
    with pytest.raises(AnswerError) as caught:
        unpacked("", b"x" * 1_001, limits=Limits(wire=1_000))
    assert caught.value.cause is FetchFault.TOO_LARGE


def test_the_size_when_unpacked_is_bounded() -> None:
    packed = gzip.compress(b"x" * 1_000)
    assert unpacked("gzip", packed, limits=Limits(decoded=1_000)) == b"x" * 1_000
    with pytest.raises(AnswerError) as caught:
        unpacked("gzip", packed, limits=Limits(decoded=999))
    assert caught.value.cause is FetchFault.TOO_LARGE


def test_what_grows_as_no_text_does_is_refused_early() -> None:
    packed = gzip.compress(bytes(15_000_000))
    with pytest.raises(AnswerError) as caught:
        unpacked("gzip", packed)
    assert "200 times" in str(caught.value)


@pytest.mark.parametrize("growth", [200, 10_000], ids=["as set", "growth allowed"])
def test_a_bomb_takes_no_more_memory_than_the_limit(growth: int) -> None:
    """1 MB that unpacks to 1 GiB."""
    bomb = gzip_bomb()
    assert len(bomb) < 1_100_000
    tracemalloc.start()
    try:
        with pytest.raises(AnswerError) as caught:
            unpacked("gzip", bomb, limits=Limits(growth=growth))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.cause is FetchFault.TOO_LARGE
    assert peak < 2 * Limits().decoded + 4_000_000
