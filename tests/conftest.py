"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest

from web import LoopbackWeb

# A busy machine is no reason to fail; what has to be fast is held against a clock in tests of its own. On a desk new
# texts are tried each time; in CI the same ones, so that a change fails by what it changed.
hypothesis.settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def web_server() -> Iterator[LoopbackWeb]:
    """The server of the loopback web, one for the session."""
    server = LoopbackWeb()
    yield server
    server.close()


@pytest.fixture
def web(web_server: LoopbackWeb) -> LoopbackWeb:
    """The loopback web without routes and with an empty log; ``tests/web/__init__.py`` says how to use it."""
    web_server.reset()
    return web_server
