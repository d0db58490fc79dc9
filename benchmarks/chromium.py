"""A real browser and a static host for measurements; the browser is found as tests/system.py finds it."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from console import ROOT, SET_UP, MissingError, plain

sys.path.insert(0, str(ROOT / "tests"))
from system import browser as chromium_path

__all__ = ["ROOT", "Host", "check_chromium", "chromium", "hosted", "said"]

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
START_MOST = 30_000
"""Milliseconds in which a browser must have started."""


@contextmanager
def chromium(*more: str) -> Iterator[Any]:
    """An open Chromium without a screen.

    Raises:
        MissingError: where there is none, or what there is does not start.
    """
    path = _path()
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError as error:
        raise MissingError(f"这个 Python（{sys.executable}）里没有 {error.name}。{SET_UP}") from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more], timeout=START_MOST)
        except Error as error:
            raise MissingError(
                f"“{plain(path, 200)}”没有作为 Chromium 启动（{said(error)}）。用环境变量 ANLIKU_CHROMIUM 指明能用的 Chromium。"
            ) from None
        try:
            yield browser
        finally:
            with suppress(Error):  # it may be gone already
                browser.close()


def check_chromium() -> None:
    """Do nothing where a Chromium starts.

    Raises:
        MissingError: where none does.
    """
    with chromium():
        pass


def _path() -> str:
    named = os.environ.get("ANLIKU_CHROMIUM")
    found = chromium_path()
    if found is None and named:
        raise MissingError(f"环境变量 ANLIKU_CHROMIUM 指的“{plain(named, 200)}”不是文件。改成 Chromium 程序的路径。")
    if found is None:
        raise MissingError("没有 Chromium。运行 make system，或用环境变量 ANLIKU_CHROMIUM 指明它在哪里。")
    return found


def said(error: Exception) -> str:
    """The gist of what Playwright complains of: its first line, without the call that failed."""
    first = str(error).strip().partition("\n")[0]
    return plain(re.sub(r"^[A-Za-z]+\.[a-z_]+: (?:Error: )*", "", first), 160)


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
