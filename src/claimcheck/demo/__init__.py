"""A paper and its web, bundled: the whole job without a network, on loopback, TLS and names included."""

from claimcheck.demo.folder import PAPER, lay_out
from claimcheck.demo.web import DemoWeb

__all__ = ["PAPER", "DemoWeb", "lay_out"]
