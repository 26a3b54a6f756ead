"""Taking a body in to its bounds, and the content coding off as it comes."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.net.coding import CodingError, Decoder
from claimcheck.net.exchange import Truncation
from claimcheck.net.failures import Failed


@dataclass(frozen=True, slots=True)
class Body:
    """A body as received and as meant."""

    raw: bytes
    """Content coding on, cut at the bound."""
    decoded: bytes
    truncated: Truncation = ""
    detail: str = ""
    """Why it is not whole, in words."""
    bomb: bool = False
    """It unpacks to far more than text does."""


class Intake:
    """Takes the pieces of one body as they are received, at most ``limit`` bytes of it, received and unpacked each."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        """Raises Failed for a content coding that can't be read."""
        try:
            decoder = Decoder.of(content_encoding, limit)
        except CodingError as error:
            raise Failed("protocol", str(error)) from error
        self._decoder = decoder if decoder.stages else None
        self._limit = limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._truncated: Truncation = ""
        self._detail = ""

    @property
    def empty(self) -> bool:
        """Whether nothing has come so far."""
        return not self._size

    def take(self, piece: bytes) -> bool:
        """Take the next piece; whether more is wanted."""
        room = self._limit - self._size
        decoder = self._decoder
        if decoder is not None and not decoder.damage:
            decoder.feed_leniently(piece)
        if len(piece) > room:
            self._pieces.append(piece[:room])
            self._size = self._limit
            self._truncated, self._detail = "length", f"cut at {self._limit} bytes"
            return False
        self._pieces.append(piece)
        self._size += len(piece)
        if decoder is not None and decoder.full:
            self._truncated, self._detail = "length", f"cut at {len(decoder.out)} bytes"
            return False
        return True

    def broken(self, why: str) -> None:
        """The connection broke before the end."""
        self._truncated, self._detail = "disconnect", f"the connection broke before the end of the body ({why})"

    def body(self) -> Body:
        """What was taken."""
        raw = self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)
        decoder, truncated, detail = self._decoder, self._truncated, self._detail
        if decoder is None or (decoder.damage and not decoder.out):
            return Body(raw, raw, truncated, detail)  # it said that it was coded, and never was
        if decoder.damage:
            truncated, detail = truncated or "length", f"the content coding is damaged: {decoder.damage}"
        if decoder.bomb:
            detail = f"unpacks more than {len(decoder.out) // max(1, decoder.taken)}-fold; {detail}"
        return Body(raw, bytes(decoder.out), truncated, detail, decoder.bomb)
