"""The real site, built once; a server for it; a browser; pages that write down what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from real import ROOT, built_copy

LISTEN = """
document.addEventListener("securitypolicyviolation", function (event) {
  console.error("CSP " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile);
});
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built from a copy."""
    root = built_copy(ROOT, tmp_path_factory.mktemp("e2e") / "library")
    return root / "site"


class _Handler(SimpleHTTPRequestHandler):
    """A static host: 404.html for what is not there, and no word of it."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the site over HTTP, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as host:
        host.daemon_threads = True
        thread = threading.Thread(target=host.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()
        thread.join()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the site is opened: from a server, and by double click."""
    if request.param == "http":
        return str(request.getfixturevalue("server"))
    return f"{site.as_uri()}/"


@dataclass
class Tab:
    """A page, and all that happened in it."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to `path` of the site and wait until it has settled."""
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def elsewhere(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")


@pytest.fixture
def tab(browser: Browser, base: str) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each in a context of its own with the options given."""
    contexts = []

    def opened(**options: Any) -> Tab:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", **options})
        context.set_default_timeout(15_000)
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(LISTEN)
        made = Tab(context.new_page(), base)
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", made.hear)
        made.page.on("pageerror", lambda error: made.complaints.append(f"{made.page.url}: {error}"))
        return made

    yield opened
    for context in contexts:
        context.close()
