"""A real browser and a static host for measurements; the browser is found as tests/system.py finds it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

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
    """A static host on a port of its own, which counts the bytes and files it gives away."""

    daemon_threads = True
    given = 0
    files = 0

    @property
    def address(self) -> str:
        """Where it listens, ending in a slash."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        self.server.given += len(content)  # type: ignore[attr-defined]
        self.server.files += 1  # type: ignore[attr-defined]
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
