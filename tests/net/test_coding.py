"""Content codings: what unpacks, what is damaged, what is a bomb."""

from __future__ import annotations

import gzip
import importlib
import sys
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.net.coding import ACCEPT_ENCODING, CodingError, Decoder, codings, decode


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}
if "br" in ACCEPT_ENCODING:
    import brotli

    PACKERS["br"] = brotli.compress
if "zstd" in ACCEPT_ENCODING:
    zstd = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    PACKERS["zstd"] = zstd.compress
needs_zstd = pytest.mark.skipif("zstd" not in PACKERS, reason="backports.zstd is not installed")


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=3000), cut=st.integers(0, 3000))
def test_what_was_packed_is_unpacked_however_it_comes_in_pieces(coding: str, data: bytes, cut: int) -> None:
    packed = PACKERS[coding](data)
    decoder = Decoder.of(coding, 10_000)
    for piece in (packed[:cut], packed[cut:]):
        if piece:
            decoder.feed(piece)
    assert bytes(decoder.out) == data
    assert not decoder.full


@given(st.binary(max_size=500))
def test_deflate_without_its_header_is_unpacked(data: bytes) -> None:
    assert decode(raw_deflate(data), "deflate", 10_000) in (data, raw_deflate(data))
    assert decode(raw_deflate(b"words and words " * 20), "deflate", 10_000) == b"words and words " * 20


def test_members_of_gzip_follow_each_other() -> None:
    assert decode(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 9, "gzip", 100) == b"one two"
    assert decode(gzip.compress(b"one ") + b"rubbish", "gzip", 100) == b"one "


@needs_zstd
def test_frames_of_zstandard_follow_each_other() -> None:
    one, two = zstd.compress(b"one "), zstd.compress(b"two")
    skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00skip"
    assert decode(one + skippable + two, "zstd", 100) == b"one two"
    assert decode(one + b"rubbish", "zstd", 100) == b"one "
    decoder = Decoder.of("zstd", 100)
    for byte in one + two:
        decoder.feed(bytes([byte]))
    assert bytes(decoder.out) == b"one two"


@needs_zstd
def test_a_zstandard_window_that_http_does_not_allow_is_refused() -> None:
    wide = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.enable_long_distance_matching: 1}
    packed = zstd.ZstdCompressor(options=wide).compress(b"words " * 3_000_000, mode=zstd.ZstdCompressor.FLUSH_FRAME)
    with pytest.raises(CodingError, match=r"memory|window"):
        Decoder.of("zstd", 25_000_000).feed(packed)


@pytest.mark.timed
def test_a_million_empty_members_end_soon() -> None:
    started = time.process_time()
    decode(gzip.compress(b"") * 200_000, "gzip", 1000)
    assert time.process_time() - started < 3


def test_two_codings_are_taken_off_in_order() -> None:
    assert decode(gzip.compress(zlib.compress(b"words")), "deflate, gzip", 100) == b"words"
    assert codings(" GZIP , identity,, deflate") == ("gzip", "deflate")


@pytest.mark.parametrize("coding", ["lzma", "gzip, gzip, gzip", "gzip, nonsense"])
def test_codings_that_cannot_be_read_are_told(coding: str) -> None:
    with pytest.raises(CodingError):
        Decoder.of(coding, 100)


@pytest.mark.parametrize("coding", PACKERS)
def test_no_more_is_unpacked_than_the_bound(coding: str) -> None:
    decoder = Decoder.of(coding, 1000)
    decoder.feed(PACKERS[coding](b"words " * 10_000))
    assert (len(decoder.out), decoder.full, decoder.bomb) == (1000, True, False)


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_is_known_by_its_ratio(coding: str) -> None:
    decoder = Decoder.of(coding, 25_000_000)
    decoder.feed(PACKERS[coding](b" " * 30_000_000))
    assert decoder.full
    assert len(decoder.out) <= 25_000_000


def test_a_bomb_in_a_bomb_is_not_unpacked() -> None:
    inner = gzip.compress(b"\0" * 50_000_000)
    started = time.process_time()
    decoder = Decoder.of("gzip, gzip", 25_000_000)
    decoder.feed(gzip.compress(inner))
    assert decoder.full
    assert time.process_time() - started < 3


@pytest.mark.parametrize("coding", PACKERS)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_survived(coding: str, data: bytes) -> None:
    assert len(decode(data, coding, 5000)) <= 5000


def test_what_came_before_the_damage_is_kept() -> None:
    packed = gzip.compress(b"".join(b"%d words " % number for number in range(5000)), 1)
    damaged = packed[: len(packed) // 2] + b"\xff" * 50 + packed[len(packed) // 2 + 50 :]
    assert decode(damaged, "gzip", 100_000).startswith(b"0 words 1 words ")
