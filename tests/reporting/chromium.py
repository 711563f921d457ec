"""Pages in the chromium that the system has, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="no chromium on this machine")


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the browser; it is closed behind the block."""
    expect.set_options(timeout=20_000)  # milliseconds: all cores are at work on other tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a file; yield the page, and the addresses of all else that it asks for."""
    with browser.new_context(**context) as one:
        page = one.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        asked.remove(file.as_uri())
        yield page, asked
