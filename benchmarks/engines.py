"""The searches that are measured beside each other: how each is built, and how it is asked in a browser."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ask import Row, asked
from chromium import hosted
from console import MissingError, RefusedError, plain
from grading import Labels
from measure import Cost, peak_mb, succeeded, weighed

ANLIKU = """query => anlikuSearch.ready()
  .then(reader => reader.flat(query, 10)).then(found => found.results.map(item => item.path))"""
ANLIKU_FIRST = "query => anlikuSearch.ready().then(reader => reader.panel(query, 6))"
"""What a reader sees first: the quick panel."""
PAGEFIND = """async query => {
  window.pagefind = window.pagefind || await import("/pagefind/pagefind.js");
  const found = await pagefind.search(query);
  return (await Promise.all(found.results.slice(0, 10).map(hit => hit.data()))).map(data => data.url);
}"""
MATERIAL = """async query => {
  const box = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector(".md-search-result"), meta = result.querySelector(".md-search-result__meta");
  const settled = done => new Promise(resolve => {
    let timer = 0;
    const watch = new MutationObserver(check);
    function check() {
      clearTimeout(timer);
      if (done()) timer = setTimeout(() => { watch.disconnect(); resolve(); }, 40);
    }
    watch.observe(result, { childList: true, subtree: true, characterData: true });
    check();
  });
  const type = text => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  };
  document.querySelector("#__search").checked = true;
  box.focus();
  window.__idle = window.__idle || /键入|正在/;
  type("");
  if (window.__warm) await settled(() => window.__idle.test(meta.textContent));
  window.__warm = true;
  type(query);
  await settled(() => !window.__idle.test(meta.textContent));
  return Array.from(result.querySelectorAll("a.md-search-result__link")).slice(0, 10).map(a => a.getAttribute("href"));
}"""
"""Each gives the first ten addresses for a query, in the engine's own way."""

Queries = list[dict[str, Any]]


def index_alone(root: Path) -> None:
    """Build a library, then its index; print what the index took as JSON (run as a process of its own).

    Raises:
        RefusedError: where the library has errors.
        MissingError: where the system counts no memory (Windows).
    """
    from anliku.link import link
    from anliku.pipeline import CACHE, assemble
    from anliku.search import artifacts
    from anliku.tag import tag
    from checked import checked

    library = link(tag(assemble(checked(root)), root / CACHE))
    before = own_peak()
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in artifacts(library):
        pass
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"cpu": cpu, "wall": wall, "memory": own_peak(), "before": before}))


def own_peak() -> float:
    """MB of this process at its peak.

    Raises:
        MissingError: where the system counts no memory (Windows).
    """
    try:
        import resource
    except ModuleNotFoundError:
        raise MissingError("这个系统不能量内存，请在 Linux 或 macOS 上运行。") from None
    return peak_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def anliku(root: Path, count: int, queries: Queries, labels: Labels) -> Row:
    """The library's own search."""
    script = Path(__file__).with_name("search_scale.py")
    ran = succeeded([sys.executable, str(script), "--index-alone", str(root)])
    told = json.loads(ran.output.splitlines()[-1])
    print(f"  索引：内存最高 {told['memory']:.0f} MB，其中资料库本身 {told['before']:.0f} MB", file=sys.stderr)
    build = Cost(told["cpu"], told["wall"], told["memory"], 0, "")
    row = Row("anliku", count, build, *weighed(root / "site" / "search"))
    with hosted(root / "site") as host:
        return asked(row, host, "about.html", (ANLIKU_FIRST, ANLIKU), queries, labels)


def pagefind(root: Path, count: int, queries: Queries, labels: Labels) -> Row:
    """Pagefind on the built pages."""
    build = succeeded([sys.executable, "-m", "pagefind", "--site", str(root / "site"), "--force-language", "zh"])
    row = Row("pagefind", count, build, *weighed(root / "site" / "pagefind"))
    with hosted(root / "site") as host:
        return asked(row, host, "404.html", (PAGEFIND, PAGEFIND), queries, labels.by_page())


def material(root: Path, count: int, queries: Queries, labels: Labels) -> Row:
    """Material's search on the same pages, exported as files."""
    pages = root / "plain"
    succeeded([sys.executable, "-m", "anliku", "-C", str(root), "export", "pages", str(pages)])
    settings = pages / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    if "plugins: []" not in text:
        raise RefusedError(f"{plain(str(settings), 200)} 里没有“plugins: []”，加不进 Material 的搜索。")
    text = text.replace("plugins: []", "plugins:\n  - search:\n      lang: zh")
    kept = (line for line in text.splitlines() if not line.startswith(("extra_", "  - assets/")))
    # Thousands of pages in the navigation would be what is measured.
    settings.write_text("\n".join((*kept, "nav:\n  - index.md")), encoding="utf-8")
    build = succeeded([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings)])
    index = pages / "site" / "search" / "search_index.json"
    row = Row("material", count, build, index.stat().st_size, 1)
    with hosted(pages / "site") as host:
        return asked(row, host, "index.html", (MATERIAL, MATERIAL), queries, labels.by_page())


ENGINES: dict[str, Callable[[Path, int, Queries, Labels], Row]] = {
    "anliku": anliku,
    "pagefind": pagefind,
    "material": material,
}
PAGEFIND_HOW = "python -m pip install 'pagefind[extended]'"


def has_pagefind() -> bool:
    """Whether Pagefind, which is no dependency, is installed."""
    return importlib.util.find_spec("pagefind") is not None
