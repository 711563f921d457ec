"""Requests to the review application, without a network."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp

PORT = 8123
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "the-token"  # noqa: S105 - of a test
OURS = {"x-qualcode-token": TOKEN, "origin": HERE}


def ask(
    app: ASGIApp,
    method: str,
    path: str,
    headers: Any = OURS,
    **more: Any,
) -> httpx.Response:
    """Send one request as our page would, or with other headers."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, path, headers=headers, **more)

    return asyncio.run(send())


def get(app: ASGIApp, path: str) -> httpx.Response:
    return ask(app, "GET", path)


def post(app: ASGIApp, said: object) -> httpx.Response:
    return ask(app, "POST", "/api/decisions", json=said)
