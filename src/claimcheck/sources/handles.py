"""Whether a DOI exists: asked of the handle service (https://doi.org/api/handles/), which knows those of all agencies.

What stands behind a DOI may be walled, broken or gone, and says nothing of the DOI; doi.org's own "not found" may be a
bad day of doi.org. So the service is asked where a DOI's link failed before doi.org led anywhere. Pure functions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import quote, unquote, urljoin

from claimcheck.model.source import Fetched, LinkHealth
from claimcheck.sources.addresses import host, split

SERVICE: Final = "https://doi.org/api/handles/"
HOSTS: Final = frozenset({"doi.org", "dx.doi.org"})
_FOUND, _NOT_FOUND, _NO_SUCH_VALUES = 1, 100, 200
"""Response codes of the Handle.Net proxy server's API; 200: the handle is there, without a value of the type asked."""
_GOOD = frozenset({"ok", "moved", "drifted", "unchecked"})


@dataclass(frozen=True, slots=True)
class Handle:
    """What the handle service says of one DOI."""

    said: Literal["exists", "none", "unknown"]
    leads_to: str = ""
    """The address that is registered for it."""
    why: str = ""
    """Why nothing is known."""


def doi_in(url: str) -> str:
    """The DOI of a DOI link; "" for any other address."""
    name = unquote(split(url).path).lstrip("/").removeprefix("doi:") if host(url) in HOSTS else ""
    return name if name.startswith("10.") and "/" in name else ""


def handle_address(doi: str) -> str:
    """What to ask for a DOI."""
    return f"{SERVICE}{quote(doi, safe='/:().;-_')}?type=URL"


def led_on(fetched: Fetched) -> bool:
    """Whether doi.org led on to another host: then the DOI exists, and nobody need be asked."""
    return any(host(hop.url) in HOSTS and host(urljoin(hop.url, hop.location)) not in HOSTS for hop in fetched.hops)


def is_in_question(fetched: Fetched, health: LinkHealth) -> bool:
    """Whether a DOI's link failed, so that it matters whether the DOI exists."""
    return health.status not in _GOOD and bool(doi_in(fetched.url))


def read_handle(fetched: Fetched) -> Handle:
    """What an answer of the service says; anything but its own words is no answer."""
    if fetched.failure is not None or fetched.status is None:
        return Handle("unknown", why=fetched.detail or "no answer")
    try:
        value = json.loads(fetched.body)
    except (ValueError, RecursionError):
        value = None
    code = value.get("responseCode") if isinstance(value, dict) else None
    if code == _NOT_FOUND and fetched.status in (200, 404):
        return Handle("none")
    if isinstance(value, dict) and code in (_FOUND, _NO_SUCH_VALUES) and fetched.status == 200:
        return Handle("exists", _address_in(value.get("values")))
    return Handle("unknown", why=f"it answers {fetched.status}")


def _address_in(values: object) -> str:
    for value in values[:50] if isinstance(values, list) else ():
        data = value.get("data") if isinstance(value, dict) and value.get("type") == "URL" else None
        address = data.get("value") if isinstance(data, dict) else None
        if isinstance(address, str) and split(address).scheme in ("http", "https"):
            return address[:2_000]
    return ""


def with_handle(health: LinkHealth, fetched: Fetched, handle: Handle) -> LinkHealth:
    """The health of a DOI's link that failed, once it is known whether the DOI exists, or that nobody can tell."""
    doi = doi_in(fetched.url)
    own = host(health.final_url) in HOSTS
    if handle.said == "none":
        say = f"the handle service does not know this DOI ({doi[:200]}): it is misspelt, or was never registered"
        return replace(health, status="gone", reason=say, confidence="high", besides="doi_unknown")
    if handle.said == "unknown":
        if health.status != "gone" or not own:
            return health
        why = f" ({handle.why})" if handle.why else ""
        say = f"doi.org answers {health.http}, and the handle service can't be asked{why}"
        say = f"{say}: whether the DOI exists is not known"
        return replace(health, status="unchecked", reason=say, confidence="low")
    leads = f", and leads to {handle.leads_to}" if handle.leads_to else ""
    if own and health.status == "gone":
        say = f"doi.org answers {health.http}, though the DOI is registered{leads}"
        return replace(health, status="server_error", reason=say, confidence="medium", besides="doi_known")
    reason = f"{health.reason.rstrip('.')}; the DOI itself is registered{leads}"
    sure = "medium" if health.status == "gone" else health.confidence
    return replace(health, reason=reason, confidence=sure, besides="doi_known")
