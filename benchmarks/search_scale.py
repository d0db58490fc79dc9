"""Measures search on generated libraries beside Material's search and Pagefind, on the same pages.

    python benchmarks/search_scale.py [COUNT ...] [--only anliku,material,pagefind] [--queries N]

1,000 and 10,000 cases by default, which takes three quarters of an hour, most of it Material's; 1000 alone takes five
minutes. Cases are recombined from the real ones by generate.py, with a
seed. Pagefind is not a dependency: python -m pip install pagefind. Material's search is its plugin on the pages that
`anliku export pages` writes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from chromium import ROOT, Host, NoBrowserError, chromium, hosted
from generate import generate
from grading import TOP, grade, read_labels, summary
from label_queries import queries as label_queries

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
Scripts = tuple[str, str]
"""What is run for the first query of a profile, and for the others."""


@dataclass
class Row:
    """One engine on one library."""

    engine: str
    count: int
    build_cpu: float
    build_memory: float
    index_bytes: int
    index_files: int
    cold_seconds: float = 0.0
    cold_bytes: int = 0
    warm_seconds: float = 0.0
    warm_bytes: float = 0.0
    memory: float = 0.0
    quality: dict[str, Any] = field(default_factory=dict)


def timed(command: list[str], **options: Any) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of a command."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"失败（{process.returncode}）：{' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def weighed(folder: Path) -> tuple[int, int]:
    """Bytes and files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def index_alone(root: Path) -> None:
    """Build a library, then its index; print the CPU seconds and the memory of the index (run as a process of its own)."""
    import resource

    from anliku.load import load
    from anliku.pipeline import assemble, link, tag
    from anliku.search import artifacts

    library = link(tag(assemble(load(root)), root / "build" / "cache"))
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.process_time()
    for _ in artifacts(library):
        pass
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([time.process_time() - started, after.ru_maxrss / 1024, before.ru_maxrss / 1024]))


COLD_RUNS = 9
"""Queries asked in a fresh profile each, spread over all types."""
PATIENCE = 240
"""Seconds after which an engine is taken to have no answer."""
LIMITED = (
    """query => Promise.race([({script})(query), new Promise(resolve => setTimeout(() => resolve(null), {limit}))])"""
)
NOT_SEARCH = re.compile(r"\.(?:html|css|woff2?|svg|png|ico)$|/bundle\.[^/]*$|/404$|/$")
"""What every page loads, searched or not; the rest is what a search costs."""


def asked(row: Row, host: Host, page: str, scripts: Scripts, queries: list[dict[str, Any]], labels: Any) -> Row:
    """`row` with what a browser shows: cold each time in a fresh profile, then warm, query by query."""
    first, script = scripts
    colds = queries[:: max(1, len(queries) // COLD_RUNS)][:COLD_RUNS]
    with chromium("--enable-precise-memory-info") as browser:
        browser.new_context().new_page().goto("about:blank")  # the start of the browser itself is nobody's cost
        cold = []
        for query in colds:
            tab = browser.new_context().new_page()
            host.given.clear()
            tab.goto(host.address + page, wait_until="domcontentloaded")
            started = time.perf_counter()
            answered = tab.evaluate(LIMITED.format(script=first, limit=PATIENCE * 1000), query["query"])
            cold.append((time.perf_counter() - started, host.bytes(NOT_SEARCH)))
            print(f"  首查 {query['query']}：{cold[-1][0]:.2f} 秒，{cold[-1][1] / 1e3:.0f} KB", file=sys.stderr)
            if answered is None:
                print(f"  {row.engine}：{PATIENCE} 秒没有结果，不再问", file=sys.stderr)
                row.cold_seconds, row.cold_bytes, row.warm_seconds = math.inf, cold[-1][1], math.inf
                return row
        row.cold_seconds = statistics.median(seconds for seconds, _ in cold)
        row.cold_bytes = round(statistics.median(given for _, given in cold))
        seconds, given, graded = [], [], []
        for query in [query for query in queries if query not in colds]:
            host.given.clear()
            started = time.perf_counter()
            paths = tab.evaluate(script, query["query"])
            seconds.append(time.perf_counter() - started)
            given.append(host.bytes(NOT_SEARCH))
            graded.append(grade(labels, query, [_plain(path, host.address) for path in paths][:TOP]))
        row.warm_seconds, row.warm_bytes = statistics.median(seconds), statistics.median(given)
        row.memory = tab.evaluate("performance.memory.usedJSHeapSize") / 1e6
        row.quality = summary(graded)["types"]
    return row


def _plain(path: str, address: str) -> str:
    """The address from the site root, without what an engine appends to mark words."""
    return re.sub(r"\?[^#]*", "", path.replace(address, "").lstrip("./"))


def anliku(root: Path, count: int, queries: list[dict[str, Any]], labels: Any) -> Row:
    """The library's own search."""
    told = subprocess.run(
        [sys.executable, __file__, "--index-alone", str(root)], capture_output=True, text=True, check=True
    ).stdout
    cpu, memory, before = json.loads(told.splitlines()[-1])
    print(f"  索引：{cpu:.1f} CPU 秒；内存最高 {memory:.0f} MB，其中资料库本身 {before:.0f} MB", file=sys.stderr)
    size, files = weighed(root / "site" / "search")
    with hosted(root / "site") as host:
        row = Row("anliku", count, cpu, memory, size, files)
        return asked(row, host, "about.html", (ANLIKU_FIRST, ANLIKU), queries, labels)


def pagefind(root: Path, count: int, queries: list[dict[str, Any]], labels: Any) -> Row:
    """Pagefind on the built pages."""
    cpu, memory = timed([sys.executable, "-m", "pagefind", "--site", str(root / "site"), "--force-language", "zh"])
    size, files = weighed(root / "site" / "pagefind")
    with hosted(root / "site") as host:
        return asked(
            Row("pagefind", count, cpu, memory, size, files),
            host,
            "404.html",
            (PAGEFIND, PAGEFIND),
            queries,
            labels.by_page(),
        )


def material(root: Path, count: int, queries: list[dict[str, Any]], labels: Any) -> Row:
    """Material's search on the same pages, exported as files."""
    plain = root / "plain"
    timed([sys.executable, "-m", "anliku", "-C", str(root), "export", "pages", str(plain)])
    settings = plain / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("plugins: []", "plugins:\n  - search:\n      lang: zh")
    kept = (line for line in text.splitlines() if not line.startswith(("extra_", "  - assets/")))
    # Thousands of pages in the navigation would be what is measured.
    settings.write_text("\n".join((*kept, "nav:\n  - index.md")), encoding="utf-8")
    cpu, memory = timed([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings)], stderr=subprocess.DEVNULL)
    index = plain / "site" / "search" / "search_index.json"
    with hosted(plain / "site") as host:
        row = Row("material", count, cpu, memory, index.stat().st_size, 1)
        return asked(row, host, "index.html", (MATERIAL, MATERIAL), queries, labels.by_page())


ENGINES: dict[str, Callable[[Path, int, list[dict[str, Any]], Any], Row]] = {
    "anliku": anliku,
    "pagefind": pagefind,
    "material": material,
}


def table(rows: list[Row]) -> None:
    """Print the rows, then recall@10 and MRR by type."""
    print(f"{'案例':>6} {'引擎':<9}{'建索引CPU秒':>11}{'内存MB':>8}{'索引MB':>8}{'文件':>7}", end="")
    print(f"{'首查秒':>8}{'首查KB':>8}{'再查秒':>8}{'再查KB':>8}{'页面MB':>8}")
    for row in rows:
        print(
            f"{row.count:>6} {row.engine:<11}{row.build_cpu:>11.1f}{row.build_memory:>10.0f}{row.index_bytes / 1e6:>10.1f}"
            f"{row.index_files:>9}{row.cold_seconds:>9.2f}{row.cold_bytes / 1e3:>9.0f}{row.warm_seconds:>10.3f}"
            f"{row.warm_bytes / 1e3:>9.0f}{row.memory:>10.0f}"
        )
    print("\nrecall@10 / MRR")
    for row in rows:
        marks = "  ".join(f"{name} {m['recall@10']:.2f}/{m['mrr']:.2f}" for name, m in row.quality.items())
        print(f"{row.count:>6} {row.engine:<9} {marks}")
    print(
        "\n建索引：anliku 只算索引，内存含资料库；material 是 mkdocs build 全程（它的索引不能单独建）。首查从页面打开、开始查询算起，浏览器里什么都没有存，九条查询（名称、拼音、问题等都有）取中；字节不含页面、样式、字体和图片。"
    )


def problems() -> list[dict[str, Any]]:
    """The problem questions of the measuring sets; a practice of any case will do."""
    made = []
    for name in ("problems-work.json", "problems-held.json"):
        for query in json.loads((ROOT / "benchmarks" / "queries" / name).read_text(encoding="utf-8")):
            made.append({**query, "expect": [{**item, "case": None} for item in query["expect"]]})
    return made


def main() -> int:
    """Print the table; 2 where something to measure with is missing."""
    parser = argparse.ArgumentParser(description="在生成的大案例库上测量搜索，并与 Material 自带搜索、Pagefind 比较。")
    parser.add_argument("counts", nargs="*", type=int, default=[], metavar="COUNT", help="案例数，默认 1000 和 10000")
    parser.add_argument("--only", default=",".join(ENGINES), metavar="LIST", help="只测这些引擎，逗号隔开")
    parser.add_argument("--queries", type=int, default=10, metavar="N", help="每种查询几条，默认 10")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，默认 1")
    parser.add_argument("--index-alone", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.index_alone:
        index_alone(options.index_alone)
        return 0
    engines = options.only.split(",")
    if unknown := [name for name in engines if name not in ENGINES]:
        parser.error(f"没有这个引擎：{'、'.join(unknown)}。可选 {'、'.join(ENGINES)}。")
    if "pagefind" in engines and importlib.util.find_spec("pagefind") is None:
        print("没有 pagefind，略过它。安装：python -m pip install 'pagefind[extended]'", file=sys.stderr)
        engines.remove("pagefind")
    rows = []
    for count in options.counts or [1000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            generate(root, count, options.seed)
            settings = root / "mkdocs.yml"
            settings.write_text(settings.read_text(encoding="utf-8").replace("packs: true", "packs: false"), "utf-8")
            cpu, memory = timed([sys.executable, "-m", "anliku", "-C", str(root), "build"])
            print(f"{count} 个案例：anliku build 共 {cpu:.0f} CPU 秒，{memory:.0f} MB", file=sys.stderr)
            queries = label_queries(root, options.queries, options.seed, any_case=True) + problems()
            labels = read_labels(root)
            try:
                rows += [ENGINES[name](root, count, queries, labels) for name in engines]
            except NoBrowserError as error:
                print(error, file=sys.stderr)
                return 2
            shutil.rmtree(root / "site", ignore_errors=True)
    table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
