"""Asking name servers of one's own choice (``--dns-servers``), with dnspython."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import Sequence

from claimcheck.errors import UsageError
from claimcheck.net.options import MAX_PORT

_SERVER = re.compile(r"(?:\[([0-9a-fA-F:.%]+)\]|([0-9.]+)|([0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*))(?::(\d{1,5}))?")


def parse_server(text: str) -> tuple[str, int]:
    """Read ``ADDR:PORT`` (``[ADDR]:PORT`` for IPv6; without a port 53). Raises UsageError."""
    found = _SERVER.fullmatch(text.strip())
    address = next((part for part in found.group(1, 2, 3) if part), "") if found else ""
    port = int(found.group(4) or 53) if found else 0
    try:
        ipaddress.ip_address(address)
    except ValueError:
        port = 0
    if not 0 < port <= MAX_PORT:
        raise UsageError(f"--dns-servers: {text!r} is not ADDR:PORT", remedy="give the IP address of a name server")
    return address, port


class NameServers:
    """Asks the given name servers and no others, for IPv4 and IPv6 addresses at once."""

    def __init__(self, servers: Sequence[str], *, lifetime: float) -> None:
        """``lifetime``: seconds for one name. Raises UsageError."""
        addresses = [parse_server(text) for text in servers]
        # Imported late: hardly any run names servers of its own.
        from dns.asyncresolver import Resolver
        from dns.nameserver import Do53Nameserver

        self._lifetime = lifetime
        self._resolver = Resolver(configure=False)
        self._resolver.timeout = lifetime / 2  # for one attempt: servers that look far take their time
        self._resolver.nameservers = [Do53Nameserver(address, port) for address, port in addresses]

    async def lookup(self, host: str) -> tuple[str, ...]:
        """The addresses of a host, IPv4 first; empty where there is no such name. Raises TimeoutError, OSError."""
        found = await asyncio.gather(self._records(host, "A"), self._records(host, "AAAA"))
        return tuple(dict.fromkeys(address for addresses in found for address in addresses))

    async def _records(self, host: str, kind: str) -> list[str]:
        from dns import resolver
        from dns.exception import DNSException

        try:
            answer = await self._resolver.resolve(
                f"{host.rstrip('.')}.", kind, lifetime=self._lifetime, raise_on_no_answer=False, search=False
            )
        except resolver.NXDOMAIN:
            return []
        except (resolver.LifetimeTimeout, resolver.NoNameservers) as error:
            raise TimeoutError("name servers give no answer") from error
        except DNSException as error:
            raise OSError(f"name servers give no proper answer ({type(error).__name__})") from error
        return [record.address for record in answer.rrset or ()]
