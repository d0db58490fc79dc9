"""Asks a search engine in a browser as a reader would: cold in a fresh profile, then warm; and grades what it finds."""

from __future__ import annotations

import math
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from chromium import Host, chromium, said
from console import RefusedError
from grading import TOP, Labels, grade, summary
from heap import NoAnswerError, held
from measure import Cost

Scripts = tuple[str, str]
"""What is run for the first query of a profile, and for the others."""


@dataclass
class Row:
    """One engine on one library.

    Attributes:
        engine: its name.
        count: number of cases.
        build: what making the index took.
        index_bytes: the index on disk.
        index_files: the same in files.
        cold_seconds: median of first queries, from the start of the query; infinite where there was no answer.
        cold_bytes: median of what was loaded for them.
        warm_seconds: median of further queries; not a number where there were none.
        warm_bytes: median of what was loaded for them.
        memory: MB that page and workers held in the end (heap.py); not a number where it could not be asked.
        quality: marks by type of query, as `grading.summary` gives them.
    """

    engine: str
    count: int
    build: Cost
    index_bytes: int
    index_files: int
    cold_seconds: float = math.nan
    cold_bytes: int = 0
    warm_seconds: float = math.nan
    warm_bytes: float = math.nan
    memory: float = math.nan
    quality: dict[str, Any] = field(default_factory=dict)


COLD_RUNS = 9
"""Queries asked in a fresh profile each, spread over all types."""
PATIENCE = 240
"""Seconds after which an engine is taken to have no answer."""
LIMITED = (
    """query => Promise.race([({script})(query), new Promise(resolve => setTimeout(() => resolve(null), {limit}))])"""
)
NOT_SEARCH = re.compile(r"\.(?:html|css|woff2?|svg|png|ico)$|/bundle\.[^/]*$|/404$|/$")
"""What every page loads, searched or not; the rest is what a search costs."""


def asked(row: Row, host: Host, page: str, scripts: Scripts, queries: list[dict[str, Any]], labels: Labels) -> Row:
    """`row` with what a browser shows: cold each time in a fresh profile, then warm, query by query.

    Raises:
        RefusedError: where the engine fails.
        MissingError: where there is no Chromium.
    """
    first, script = scripts
    colds = queries[:: max(1, len(queries) // COLD_RUNS)][:COLD_RUNS]
    with chromium() as browser:
        from playwright.sync_api import Error

        browser.new_context().new_page().goto("about:blank")  # the start of the browser itself is nobody's cost
        try:
            tab = _cold(row, browser, host, page, first, colds)
            if tab is not None:
                _warm(row, tab, host, script, [query for query in queries if query not in colds], labels)
        except Error as error:
            raise RefusedError(f"{row.engine}：在浏览器里出错，没有量完（{said(error)}）。") from None
    return row


def _cold(row: Row, browser: Any, host: Host, page: str, script: str, queries: list[dict[str, Any]]) -> Any | None:
    """The last page, after the first query of each profile was put into `row`; None where the engine gave no answer."""
    tab, runs = None, []
    for query in queries:
        tab = browser.new_context().new_page()
        host.given.clear()
        tab.goto(host.address + page, wait_until="domcontentloaded")
        started = time.perf_counter()
        answered = tab.evaluate(_limited(script), query["query"])
        runs.append((time.perf_counter() - started, host.bytes(NOT_SEARCH)))
        print(f"  首查 {query['query']}：{runs[-1][0]:.2f} 秒，{runs[-1][1] / 1e3:.0f} KB", file=sys.stderr)
        if answered is None:
            print(f"  {row.engine}：{PATIENCE} 秒没有结果，不再问", file=sys.stderr)
            row.cold_seconds, row.cold_bytes, row.warm_seconds = math.inf, runs[-1][1], math.inf
            return None
    row.cold_seconds = statistics.median(seconds for seconds, _ in runs)
    row.cold_bytes = round(statistics.median(given for _, given in runs))
    return tab


def _warm(row: Row, tab: Any, host: Host, script: str, queries: list[dict[str, Any]], labels: Labels) -> None:
    """Put into `row` what further queries of one page took and found, and what the page holds in the end."""
    seconds, given, graded = [], [], []
    for query in queries:
        host.given.clear()
        started = time.perf_counter()
        paths = tab.evaluate(_limited(script), query["query"])
        if paths is None:
            print(f"  {row.engine}：{query['query']}：{PATIENCE} 秒没有结果，不再问", file=sys.stderr)
            row.warm_seconds = math.inf
            return
        seconds.append(time.perf_counter() - started)
        given.append(host.bytes(NOT_SEARCH))
        graded.append(grade(labels, query, [_plain(path, host.address) for path in paths][:TOP]))
    if graded:
        row.warm_seconds, row.warm_bytes = statistics.median(seconds), statistics.median(given)
        row.quality = summary(graded)["types"]
    try:
        row.memory = held(tab)
    except NoAnswerError as error:
        print(f"  {row.engine}：页面占多少内存问不到（{error}）", file=sys.stderr)


def _limited(script: str) -> str:
    return LIMITED.format(script=script, limit=PATIENCE * 1000)


def _plain(path: str, address: str) -> str:
    """The address from the site root, without what an engine appends to mark words."""
    return re.sub(r"\?[^#]*", "", path.replace(address, "").lstrip("./"))
