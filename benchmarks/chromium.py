"""A real browser and a static host for measurements; the browser is found as tests/system.py finds it."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from system import browser as chromium_path  # noqa: E402

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


class NoBrowserError(Exception):
    """There is no Chromium to measure with."""


@contextmanager
def chromium(*more: str) -> Iterator[Any]:
    """An open Chromium without a screen.

    Raises:
        NoBrowserError: where there is none.
    """
    path = chromium_path()
    if path is None:
        raise NoBrowserError("没有 Chromium。运行 make system，或用环境变量 ANLIKU_CHROMIUM 指明它在哪里。")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowserError("没有 playwright。运行 .venv/bin/python -m pip install playwright。") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()


class Host(ThreadingHTTPServer):
    """A static host on a port of its own, which counts the bytes it gives away."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, *given: Any) -> None:
        """Serve as the standard host does."""
        super().__init__(*given)
        self.given: dict[str, int] = {}
        """Bytes given away, by path."""

    def bytes(self, without: re.Pattern[str]) -> int:
        """What was given away under paths in which `without` is not found."""
        return sum(size for path, size in self.given.items() if not without.search(path))

    @property
    def address(self) -> str:
        """Where it listens, ending in a slash."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    """Connections are kept, as every real host keeps them."""
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        path = urlsplit(self.path).path
        self.server.given[path] = self.server.given.get(path, 0) + len(content)  # type: ignore[attr-defined]
        outputfile.write(content)


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """A host of `folder`."""
    with Host(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as host:
        thread = threading.Thread(target=host.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()
