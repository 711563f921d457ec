"""A hostile report in a real browser: nothing of it runs, nothing leaves."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from test_report import hostile_run

from qualcode.reporting import render_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


def dump(page: Path, profile: Path) -> str:
    """Return the document as it stands after its scripts have run."""
    return subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", f"--user-data-dir={profile}",
            "--virtual-time-budget=3000", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip


@pytest.fixture
def visits() -> list[str]:
    return []


@pytest.fixture
def server(visits: list[str]) -> Iterator[HTTPServer]:
    class Visited(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    serving = HTTPServer(("127.0.0.1", 0), Visited)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield serving
    serving.shutdown()
    thread.join()
    serving.server_close()


def test_a_hostile_run_does_nothing_in_a_browser(
    tmp_path: Path, server: HTTPServer, visits: list[str]
) -> None:
    address = f"http://127.0.0.1:{server.server_port}"
    words = (
        f"\"'></title></style></script><img src='{address}/img' onerror=\"document.title='owned'\">"
        "<script>document.title='owned';document.body.append(new Image)</script>"
        f"<link rel=stylesheet href='{address}/css'><svg/onload=document.title='owned'>"
    )
    page = tmp_path / "report.html"
    page.write_text(render_report(hostile_run(words)), encoding="utf-8")
    document = dump(page, tmp_path / "profile")
    title = re.search(r"<title>(.*?)</title>", document, re.DOTALL)
    assert title
    assert title[1].endswith("comparison of respondents")
    assert not re.search(r"<(img|link|iframe)\b", document)
    assert '<form class="filter" aria-label' in document  # our own script ran: no longer hidden
    assert visits == []


def test_the_policy_stops_what_might_get_in(
    tmp_path: Path, server: HTTPServer, visits: list[str]
) -> None:
    """What escaping keeps out, put there by hand: the second wall holds by itself."""
    address = f"http://127.0.0.1:{server.server_port}"
    page = tmp_path / "report.html"
    broken = render_report(hostile_run("plain")).replace(
        "</main>",
        f"<img src='{address}/img' onerror=\"document.title='owned'\">"
        "<script>document.title='owned'</script></main>",
    )
    page.write_text(broken, encoding="utf-8")
    document = dump(page, tmp_path / "profile")
    assert "<title>plain – comparison of respondents</title>" in document
    assert "<img" in document
    assert visits == []
