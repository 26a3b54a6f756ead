"""Whether options can be followed, told before anything is asked or any state is looked at."""

from __future__ import annotations

import math

from claimcheck.errors import UsageError
from claimcheck.net.dns import parse_server
from claimcheck.net.options import NetOptions
from claimcheck.net.proxies import parse_proxy
from claimcheck.net.transport import trust


def check_options(options: NetOptions) -> None:
    """Raises UsageError for a certificate file, proxy, name server or time that can't be used."""
    if not math.isfinite(options.max_time) or options.max_time <= 0:
        raise UsageError(f"--max-time: {options.max_time:g} is no time", remedy="give seconds above 0")
    for server in options.dns_servers:
        parse_server(server)
    for name, proxy in options.named_proxies().items():
        parse_proxy(proxy, name)
    if options.cacert is not None:
        trust(options)
