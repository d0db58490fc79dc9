"""The small library, its searcher, and its index opened in a real browser under the site's own rules."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from anliku.bundle import search_scripts
from anliku.model import Library
from anliku.search import Searcher, artifacts, index, results_page
from search.small import small_library

OVERRIDES = Path(__file__).parents[2] / "site_overrides"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src blob: 'self'"
)


@pytest.fixture(scope="session")
def library() -> Library:
    return small_library()


@pytest.fixture(scope="session")
def searcher(library: Library) -> Searcher:
    return Searcher(index(library))


def page(base: str, body: str) -> str:
    """A page that carries the search box and obeys the site's content security policy."""
    box = re.sub(r"\{#-.*?-#\}", "", (OVERRIDES / "partials/search.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    box = box.replace("{{ 'search.html' | url }}", f"{base}/search.html")
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>库</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<link rel="stylesheet" href="{base}/assets/stylesheets/search.css">
<script src="{base}/assets/javascripts/search.js" data-base="{base}" defer></script></head>
<body><header>{box}</header><main class="md-typeset">{body}</main></body></html>"""


def write_site(library: Library, root: Path) -> Path:
    """A folder with the index, the reader, the results page and one page a level down."""
    shutil.copytree(OVERRIDES / "assets", root / "assets")
    for name, content in (*search_scripts(OVERRIDES.parent), *artifacts(library)):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "search.html").write_text(page(".", results_page()), encoding="utf-8")
    for folder in ("cases", "practices"):
        (root / folder).mkdir()
    for key in library.cases:
        (root / "cases" / f"{key}.html").write_text(page("..", f"<h1>{key}</h1>"), encoding="utf-8")
    for key in library.practices:
        (root / "practices" / f"{key}.html").write_text(page("..", f"<h1>{key}</h1>"), encoding="utf-8")
    (root / "cases" / "some.html").write_text(page("..", "<h1>某页</h1>"), encoding="utf-8")
    return root


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens an address of a site from disk, `before` run in the page first; any complaint of the browser fails the test."""
    complaints: list[str] = []
    opened: list[Any] = []

    def go(root: Path, address: str, before: str = "") -> Any:
        tab = browser.new_page()
        opened.append(tab)
        tab.add_init_script(before)
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: request.url.startswith(("file:", "blob:")) or complaints.append(request.url))
        tab.goto(f"{root.as_uri()}/{address}")
        return tab

    yield go
    for tab in opened:
        tab.close()
    assert complaints == []


@pytest.fixture(scope="session")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(library, tmp_path_factory.mktemp("search") / "site")
