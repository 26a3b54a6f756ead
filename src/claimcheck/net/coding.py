"""Taking content codings off, within bounds: a body of some kilobytes may unpack to gigabytes."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

MAX_CODINGS = 2
"""How many codings may be laid over each other."""
RATIO = 200
"""Text packs 3- to 20-fold; what unpacks more than this is meant to do harm …"""
RATIO_FROM = 5_000_000
"""… once it has unpacked to so many bytes."""
STEP = 4096
"""Bytes unpacked between two looks at the bounds."""
MAX_MEMBERS = 1000
"""Gzip members or Zstandard frames in one body."""
ZSTD_WINDOW_LOG = 23
"""8 MB of memory for each body that is unpacked, the most that a sender may ask for over HTTP (RFC 9659)."""


class CodingError(ValueError):
    """A body that doesn't unpack."""


class _Stage(Protocol):
    def feed(self, data: bytes, room: int) -> bytes:
        """Unpack ``data`` to at most ``room`` bytes. Raises CodingError."""
        ...


class _Zlib:
    """gzip (several members too) and deflate (with and without its header)."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._unpacker = zlib.decompressobj(wbits)
        self._started = False
        self._members = 1

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data and len(out) < room:
            out += self._step(data, room - len(out))
            if not self._unpacker.eof:
                break
            data = self._unpacker.unused_data.lstrip(b"\0")
            if not data or self._wbits < zlib.MAX_WBITS + 16 or self._members >= MAX_MEMBERS:
                break
            self._unpacker = zlib.decompressobj(self._wbits)
            self._members += 1
        return bytes(out)

    def _step(self, data: bytes, room: int) -> bytes:
        if self._unpacker.eof:
            return b""
        try:
            out = self._unpacker.decompress(data, room)
        except zlib.error as error:
            if self._members > 1:
                return b""  # rubbish after a whole member
            if self._started or self._wbits != zlib.MAX_WBITS:
                raise CodingError(str(error)) from error
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)  # deflate without the zlib header: old servers
            self._wbits = -zlib.MAX_WBITS
            return self._step(data, room)
        self._started = True
        return out


class _Brotli:
    def __init__(self, module: Any) -> None:
        self._error: type[Exception] = module.error
        self._unpacker = module.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        try:
            unpacked: bytes = self._unpacker.process(data, output_buffer_limit=room)
        except self._error as error:
            raise CodingError(str(error) or "not brotli") from error
        return unpacked


class _Zstd:
    """Zstandard, several frames too, within the window that HTTP allows."""

    def __init__(self, module: Any) -> None:
        self._error: type[Exception] = module.ZstdError
        bound = {module.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
        self._open: Callable[[], Any] = lambda: module.ZstdDecompressor(options=bound)
        self._unpacker = self._open()
        self._frames = 1

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data and len(out) < room:
            if self._unpacker.eof:
                if self._frames >= MAX_MEMBERS:
                    break
                self._unpacker = self._open()
                self._frames += 1
            try:
                out += self._unpacker.decompress(data, max_length=room - len(out))
            except self._error as error:
                if self._frames > 1:
                    break  # rubbish after a whole frame
                raise CodingError(str(error)) from error
            data = self._unpacker.unused_data if self._unpacker.eof else b""
        return bytes(out)


def _optional(*names: str, attribute: str) -> Any:
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if hasattr(module, attribute):
            return module
    return None


_brotli = _optional("brotli", attribute="Decompressor")
if _brotli is not None and not hasattr(_brotli.Decompressor, "can_accept_more_data"):
    _brotli = None  # before 1.2 there was no bound on what it unpacks
_zstd = _optional("compression.zstd", "backports.zstd", attribute="ZstdDecompressor")

_STAGES: dict[str, Callable[[], _Stage]] = {
    "gzip": lambda: _Zlib(zlib.MAX_WBITS + 16),
    "x-gzip": lambda: _Zlib(zlib.MAX_WBITS + 16),
    "deflate": lambda: _Zlib(zlib.MAX_WBITS),
}
if _brotli is not None:
    _STAGES["br"] = lambda: _Brotli(_brotli)
if _zstd is not None:
    _STAGES["zstd"] = lambda: _Zstd(_zstd)

ACCEPT_ENCODING = ", ".join(name for name in _STAGES if name != "x-gzip")
"""What can be unpacked here, as the request says it."""


def codings(content_encoding: str) -> tuple[str, ...]:
    """The codings of a Content-Encoding field in the order in which they were laid on, ``identity`` left out."""
    names = (name.strip().lower() for name in content_encoding.split(","))
    return tuple(name for name in names if name not in ("", "identity"))


@dataclass(slots=True)
class Decoder:
    """Unpacks a body piece by piece into ``out``; stops (``full``) at the bound or when the ratio betrays a bomb."""

    limit: int
    stages: list[_Stage]
    out: bytearray
    taken: int = 0
    full: bool = False
    bomb: bool = False
    damage: str = ""
    """What ``feed_leniently`` met."""

    @classmethod
    def of(cls, content_encoding: str, limit: int) -> Decoder:
        """A decoder for a Content-Encoding field. Raises CodingError where one of them is unknown or they are many."""
        names = codings(content_encoding)
        if len(names) > MAX_CODINGS:
            raise CodingError(f"{len(names)} content codings over each other")
        unknown = [name for name in names if name not in _STAGES]
        if unknown:
            raise CodingError(f"content coding {unknown[0]!r} can't be read here")
        return cls(limit, [_STAGES[name]() for name in reversed(names)], bytearray())

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body. Raises CodingError where it is damaged."""
        step = STEP if self.stages else max(1, len(data))
        for start in range(0, len(data), step):
            self._take(data[start : start + step])
            if self.full:
                break

    def feed_leniently(self, data: bytes) -> None:
        """Like ``feed``, but damage is noted in ``damage``."""
        try:
            self.feed(data)
        except CodingError as error:
            self.damage = str(error) or "damaged"

    def _take(self, data: bytes) -> None:
        self.taken += len(data)
        # Brotli and Zstandard unpack a hundred bytes to gigabytes in one step: no step may go far past the bounds.
        most = min(self.limit, max(RATIO_FROM, RATIO * self.taken)) if self.stages else self.limit
        for number, stage in enumerate(self.stages, 1):
            last = number == len(self.stages)
            data = stage.feed(data, most + 1 - len(self.out) if last else self.limit + 1)
        self.out += data[: self.limit + 1 - len(self.out)]
        if len(self.out) > self.limit:
            del self.out[self.limit :]
            self.full = True
        if self.stages and len(self.out) > RATIO_FROM and len(self.out) > RATIO * self.taken:
            self.full = self.bomb = True


def decode(body: bytes, content_encoding: str, limit: int) -> bytes:
    """Take the content codings off a whole body, at most ``limit`` bytes of it. Raises CodingError.

    A body that says gzip and never was is given back as it is: browsers are as lenient with what servers label wrongly.
    """
    decoder = Decoder.of(content_encoding, limit)
    if not decoder.stages:
        return body[:limit]
    decoder.feed_leniently(body)
    return body[:limit] if decoder.damage and not decoder.out else bytes(decoder.out)
