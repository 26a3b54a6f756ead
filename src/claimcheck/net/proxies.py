"""Which proxy an address is asked through: the one that was named, else those of the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from claimcheck.errors import UsageError

SOCKS = ("socks", "socks4", "socks4a", "socks5", "socks5h")


@dataclass(frozen=True, slots=True, repr=False)
class Proxies:
    """HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY as curl reads them (lower case wins). Shows no password."""

    by_scheme: Mapping[str, str]
    """Proxy by scheme; "all" stands for either, "no" lists hosts that are asked without one."""

    @classmethod
    def of_environment(cls) -> Proxies:
        from urllib.request import getproxies_environment

        found = getproxies_environment()
        return cls({scheme: found[scheme] for scheme in ("http", "https", "all", "no") if found.get(scheme)})

    def choose(self, scheme: str, host: str, port: int | None = None) -> str | None:
        """The proxy for an address; None where it is asked without one."""
        from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # typeshed lacks it

        proxy = self.by_scheme.get(scheme) or self.by_scheme.get("all")
        if proxy is None or proxy_bypass_environment(f"{host}:{port}" if port else host, dict(self.by_scheme)):
            return None
        return proxy if "://" in proxy else f"http://{proxy}"

    def named(self) -> dict[str, str]:
        """Every proxy by the name of its variable."""
        proxies = {scheme: self.choose(scheme, "") for scheme in ("http", "https")}
        return {self._variable(scheme): proxy for scheme, proxy in proxies.items() if proxy is not None}

    def _variable(self, scheme: str) -> str:
        return f"{(scheme if scheme in self.by_scheme else 'all').upper()}_PROXY"


NO_PROXIES = Proxies({})


def parse_proxy(text: str, name: str = "--proxy") -> httpx.Proxy:
    """Read the address of a proxy; ``name`` says where it was given. Raises UsageError, which never shows it."""
    remedy = "give http://HOST:PORT"
    scheme, mark, _ = text.strip().partition("://")
    if mark and scheme.lower() in SOCKS:
        raise UsageError(f"{name}: SOCKS proxies are not supported", remedy=f"{remedy}, of a proxy that speaks HTTP")
    try:
        proxy = httpx.Proxy(text.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise UsageError(f"{name}: this is not the address of a proxy", remedy=remedy) from None
    if proxy.url.scheme not in ("http", "https") or not proxy.url.host:
        raise UsageError(f"{name}: this is not the address of an HTTP proxy", remedy=remedy)
    return proxy
