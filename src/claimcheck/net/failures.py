"""What went wrong, told from the exception: which failure it is, and how to say it."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import httpx

from claimcheck.errors import JobError
from claimcheck.model.source import FetchFailure
from claimcheck.net.backend import PrivateAddress, PrivateDetour
from claimcheck.net.resolver import NoNameService, Unresolvable

_CERTIFICATE = {
    9: "certificate is not valid yet",
    10: "certificate has expired",
    18: "certificate is self-signed",
    19: "certificate is signed by an issuer that is not trusted (self-signed certificate in the chain)",
    20: "certificate is signed by an issuer that is not known",
    21: "certificate is signed by an issuer that is not known (chain incomplete)",
    23: "certificate was revoked",
    62: "certificate is for another host name",
    64: "certificate is for another address",
}
"""OpenSSL's X509_V_ERR codes (openssl-verification-options(1))."""

_ERRNO: dict[int, tuple[FetchFailure, str]] = {
    errno.ECONNREFUSED: ("refused", "connection refused"),
    errno.ECONNRESET: ("reset", "connection reset"),
    errno.ECONNABORTED: ("reset", "connection aborted"),
    errno.EPIPE: ("reset", "connection closed while asking"),
    errno.EHOSTUNREACH: ("refused", "no route to the host"),
    errno.ENETUNREACH: ("no_network", "the network is unreachable"),
    errno.ENETDOWN: ("no_network", "the network is down"),
    errno.ETIMEDOUT: ("timeout", "connection timed out"),
    errno.EADDRNOTAVAIL: ("refused", "the address can't be connected to"),
}


_OWN = frozenset({errno.EMFILE, errno.ENFILE})
"""This process or machine has too many files open: nothing that a host could be blamed for."""


class Failed(Exception):  # noqa: N818  (an outcome of asking, turned into a value before it leaves this package)
    """An address that could not be had."""

    def __init__(self, failure: FetchFailure, detail: str) -> None:
        super().__init__(detail)
        self.failure: FetchFailure = failure
        self.detail = detail


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            yield from current.exceptions
        current = current.__cause__ or current.__context__


def explain(error: Exception, *, timeout: float = 0.0) -> Failed:
    """The failure that ``error`` stands for; the most specific cause in its chain counts.

    Raises JobError where it is this machine's own.
    """
    if any(isinstance(cause, OSError) and cause.errno in _OWN for cause in _chain(error)):
        raise JobError("too many files are open", remedy="raise the limit of open files (ulimit -n)") from error
    if not isinstance(error, httpx.TimeoutException):
        for cause in _chain(error):
            known = _by_cause(cause)
            if known is not None:
                return known
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        where = "connection" if isinstance(error, httpx.ConnectTimeout) else "answer"
        return Failed("timeout", f"no {where} within {timeout:g} s" if timeout else f"no {where} in time")
    if isinstance(error, httpx.ProxyError):
        return Failed("proxy", f"it answers {str(error)[:100]}")
    if isinstance(error, httpx.RemoteProtocolError) and "disconnected" in str(error):
        return Failed("reset", "the server closed the connection without an answer")
    if isinstance(error, httpx.ProtocolError):
        return Failed("protocol", f"the answer is no proper HTTP: {str(error)[:200]}")
    return Failed("reset", str(error)[:200] or "the connection broke")


def _by_cause(cause: BaseException) -> Failed | None:
    if isinstance(cause, NoNameService | PrivateDetour):
        return Failed("no_network", str(cause))
    if isinstance(cause, Unresolvable):
        return Failed("unresolvable", str(cause))
    if isinstance(cause, PrivateAddress):
        return Failed("private", str(cause))
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Failed("tls", _CERTIFICATE.get(cause.verify_code, f"certificate: {cause.verify_message}"))
    if isinstance(cause, ssl.SSLError):
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return Failed("reset", "the connection was closed during TLS")
        return Failed("tls", f"TLS: {(cause.reason or str(cause)).replace('_', ' ').lower()}")
    if isinstance(cause, OSError) and cause.errno in _ERRNO:
        return Failed(*_ERRNO[cause.errno])
    return None
