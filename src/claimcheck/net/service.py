"""Asking a service instead of a page: one request with header fields and a form of its own; no redirect is followed."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

from claimcheck.net.client import Budget, Client, Extra
from claimcheck.net.failures import Failed
from claimcheck.net.loop import run_to_end
from claimcheck.net.options import NetOptions
from claimcheck.net.safety import BadAddressError, web_address


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered; a failure is a value."""

    status: int | None
    body: bytes = b""
    retry_after: str = ""
    detail: str = ""
    """What the failure was, in words."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a service."""

    url: str
    form: tuple[tuple[str, str], ...] = ()
    """Fields of a form, which make it a POST."""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """They may hold a key: they are never recorded or shown."""


def call_service(call: Call, options: NetOptions) -> Reply:
    """Ask once, within the bounds of ``options``."""
    return run_to_end(_call(call, options))


async def _call(call: Call, options: NetOptions) -> Reply:
    content = str(httpx.QueryParams(call.form)).encode("ascii") if call.form else b""
    async with Client(options) as client:
        try:
            extra = Extra("POST" if call.form else "GET", call.headers, content)
            answer = await client.ask(web_address(call.url), Budget(options.max_time), extra=extra)
        except (Failed, BadAddressError) as error:
            return Reply(None, detail=getattr(error, "detail", "") or str(error))
    return Reply(answer.exchange.status, answer.body, answer.exchange.header("retry-after"))
