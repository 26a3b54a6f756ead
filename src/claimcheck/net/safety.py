"""What must not be asked: addresses inside somebody's network, and URLs that are no web addresses."""

from __future__ import annotations

import ipaddress

import httpx

from claimcheck.net.options import MAX_PORT

MAX_URL = 8192
"""Characters; longer ones are refused by most servers."""
MAX_HOST = 253
MAX_LABEL = 63
"""Characters of a host name and of one of its labels (RFC 1035)."""
SCHEMES = ("http", "https")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "64:ff9b:1::/48", "100::/64")
)
"""Of the IANA registries of special addresses, those that not every Python calls private."""
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Metadata services at addresses that look public (the others are link-local, private or shared)."""


class BadAddressError(ValueError):
    """A URL that can't be asked; the message says why."""


def is_public(text: str) -> bool:
    """Whether an IP address lies in the open Internet.

    False for loopback, private, link-local, shared (CGNAT), multicast, reserved and metadata addresses, and for IPv6
    addresses that carry such an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64).
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(inner) for inner in (address, *_carried(address)))


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped is not None or address.is_site_local):
        return address.ipv4_mapped is not None  # the IPv4 address in it is judged apart
    special = any(address.version == network.version and address in network for network in _SPECIAL)
    return address.is_global and not address.is_multicast and not special and address not in _METADATA


def _carried(address: Address) -> tuple[Address, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(inner for inner in carried if inner is not None)


def web_address(text: str) -> httpx.URL:
    """The URL to ask for ``text``: http or https, with a host, without fragment, user name and password.

    Raises BadAddressError. Credentials in a link are never sent, so they can't reach another site or an archive.
    """
    if len(text) > MAX_URL:
        raise BadAddressError(f"the address has {len(text)} characters")
    try:
        url = httpx.URL(text.strip())
        host, port = url.host, url.port
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BadAddressError(f"not a web address: {error}") from error
    if url.scheme not in SCHEMES:
        raise BadAddressError(f"scheme {url.scheme!r} is not asked" if url.scheme else "no scheme")
    if not host:
        raise BadAddressError("no host in the address")
    if port is not None and not 0 < port <= MAX_PORT:
        raise BadAddressError(f"there is no port {port}")
    if len(host) > MAX_HOST or any(len(label) > MAX_LABEL for label in host.split(".")):
        raise BadAddressError("the host name is longer than names can be")
    # Taking the address apart again costs as much as all the rest: done where there is something to take off.
    return url.copy_with(fragment=None, userinfo=b"") if "#" in text or "@" in text else url


def follow(base: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads. Raises BadAddressError (another scheme, no host …)."""
    try:
        joined = base.join(location.strip())
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BadAddressError(f"redirect to what is no web address: {error}") from error
    try:
        return web_address(str(joined))
    except BadAddressError as error:
        raise BadAddressError(f"redirect to {location[:200]!r}: {error}") from error


def header_text(value: str) -> str:
    """A header field that was read as Latin-1: as UTF-8 where it is that (servers send raw letters in Location)."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
