"""Asking hosts politely and safely."""

from claimcheck.net.backlog import Backlog
from claimcheck.net.exchange import Exchange, Recorder, utc_now
from claimcheck.net.fetch import fetch_all, fetch_each
from claimcheck.net.inside import hosts_inside
from claimcheck.net.options import USER_AGENT, NetOptions, parse_connect_to
from claimcheck.net.reach import network_reachable
from claimcheck.net.resolver import is_literal
from claimcheck.net.safety import is_public
from claimcheck.net.usable import check_options

__all__ = [
    "USER_AGENT",
    "Backlog",
    "Exchange",
    "NetOptions",
    "Recorder",
    "check_options",
    "fetch_all",
    "fetch_each",
    "hosts_inside",
    "is_literal",
    "is_public",
    "network_reachable",
    "parse_connect_to",
    "utc_now",
]
