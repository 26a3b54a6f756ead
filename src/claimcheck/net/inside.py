"""Which hosts lie inside somebody's network: what is to be kept from services outside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from claimcheck.net.loop import run_to_end
from claimcheck.net.options import NetOptions
from claimcheck.net.resolver import Resolver, Unresolvable, make_resolver
from claimcheck.net.safety import is_public


def hosts_inside(hosts: Iterable[str], options: NetOptions) -> frozenset[str]:
    """Those that resolve to any address which is not in the open Internet; one that doesn't resolve is not among them.

    ``--connect-to`` is left aside: it says nothing of where a host is.
    """
    return run_to_end(_inside(frozenset(hosts), options))


async def _inside(hosts: frozenset[str], options: NetOptions) -> frozenset[str]:
    resolver = make_resolver(options.dns_servers)
    names = sorted(hosts)
    found = await asyncio.gather(*(_is_inside(name, resolver) for name in names))
    return frozenset(name for name, inside in zip(names, found, strict=True) if inside)


async def _is_inside(host: str, resolver: Resolver) -> bool:
    try:
        return not all(is_public(address) for address in await resolver.resolve(host))
    except Unresolvable:
        return False
