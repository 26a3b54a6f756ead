"""What a run may ask of the network: the network flags of the command line as one value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck import __version__
from claimcheck.errors import UsageError
from claimcheck.net.proxies import NO_PROXIES, Proxies

USER_AGENT = f"claimcheck/{__version__} (link and source checker)"
MAX_PORT = 65535
_CONNECT_TO = re.compile(r"(\[[^\]]*\]|[^:\[\]]*):(\d{0,5}):(\[[^\]]*\]|[^:\[\]]*):(\d{0,5})", re.ASCII)
_NO_HOST = re.compile(r"[\s/@\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class NetOptions:
    """Bounds and routes of a run. Seconds and bytes throughout."""

    connect_to: tuple[tuple[str, str, str, str], ...] = ()
    """(HOST1, PORT1, HOST2, PORT2) as curl's ``--connect-to``: empty HOST1 or PORT1 match all, an empty HOST2 or PORT2
    changes nothing; the first match counts. TLS and the Host header keep the original host."""
    cacert: Path | None = None
    """PEM file with certificate authorities that are trusted beside those of the system."""
    dns_servers: tuple[str, ...] = ()
    """"ADDR:PORT" of name servers to ask instead of the system's resolver."""
    max_time: float = 30.0
    """Total time for one address with its redirects and repeated attempts, courteous waits between them left out."""
    proxy: str | None = field(default=None, repr=False)
    """The proxy for every address."""
    proxies: Proxies = NO_PROXIES
    """Those of the environment, for what ``proxy`` leaves open."""
    allow_private: bool = False
    """Let requests go to loopback, private and link-local addresses."""
    max_bytes: int = 25_000_000
    """Bound of one body, as received and as decoded each."""
    max_redirects: int = 10
    per_host: int = 2
    """Requests under way at one host at a time."""
    per_host_interval: float = 0.1
    """Least time between the starts of two requests at one host."""
    user_agent: str = USER_AGENT
    honour_robots: bool = False
    retries: int = 3
    """Repeated attempts after the first one, for what may pass."""
    concurrency: int = 32
    """Requests under way at a time."""
    read_timeout: float = 15.0
    """How long a server may say nothing at all."""
    connect_timeout: float = 10.0
    max_wait: float = 30.0
    """The longest that is waited for one address because servers ask for it (Retry-After)."""
    backoff: float = 0.5
    """First wait before a repeated attempt; doubled each time, with jitter."""

    def proxy_for(self, scheme: str, host: str, port: int | None = None) -> str | None:
        """The proxy that an address is asked through; None: none."""
        return self.proxy or self.proxies.choose(scheme, host, port)

    def named_proxies(self) -> dict[str, str]:
        """Every proxy that may be used, by the name under which it was given."""
        return {"--proxy": self.proxy} if self.proxy is not None else self.proxies.named()


def parse_connect_to(text: str) -> tuple[str, str, str, str]:
    """Read ``HOST1:PORT1:HOST2:PORT2`` as curl does; IPv6 addresses stand in brackets.

    Raises UsageError where there are not four parts or a port is no number.
    """
    found = _CONNECT_TO.fullmatch(text)
    if found is None or _NO_HOST.search(text) or any(port and int(port) > MAX_PORT for port in found.group(2, 4)):
        raise UsageError(
            f"--connect-to: {text!r} is not HOST1:PORT1:HOST2:PORT2", remedy="empty parts match or change nothing"
        )
    host1, port1, host2, port2 = found.groups()
    return host1.strip("[]").lower(), port1, host2.strip("[]"), port2
