"""What benchmarks do in a real browser: grade a site, complain of one that cannot search, count the memory of workers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from benchmarks.conftest import GOOD, benchmark
from heap import held
from real import built_copy
from toy import LIBRARY

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy library, built into `site/`."""
    return built_copy(LIBRARY, tmp_path_factory.mktemp("benchmarks") / "library")


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    path = tmp_path / "queries.json"
    path.write_text(json.dumps([{"query": "院坝会", "type": "name", "expect": [GOOD]}]), encoding="utf-8")
    return path


def test_a_built_site_is_graded_by_the_library_beside_it(built: Path, queries: Path) -> None:
    ran = benchmark("search_quality", "--queries", queries, "--site", built / "site", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["all"] == {"n": 1, "recall@10": 1.0, "mrr": 1.0}


# What is taken away, or emptied where it is a file, and what is said of it.
SPOILT = {
    "search.html": "没有载入本库的搜索脚本",
    "assets/javascripts/search-reader.js": "重新运行 anliku build",
    "search/t": "时出错：search/t/",
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_site_that_cannot_search_is_told_without_a_traceback(
    built: Path, queries: Path, tmp_path: Path, name: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built / "site", site)
    path = site / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_text("", encoding="utf-8")
    ran = benchmark("search_quality", "--queries", queries, "--site", site, "--root", built, "--json")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert SPOILT[name] in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_program_that_is_no_browser_is_told(built: Path, queries: Path) -> None:
    ran = benchmark("search_quality", "--queries", queries, "--site", built / "site", ANLIKU_CHROMIUM="/bin/true")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "“/bin/true”没有作为 Chromium 启动" in ran.stderr
    assert ran.stderr.count("\n") == 1


START = """size => new Promise(resolve => {
  const text = `self.kept = new Uint8Array(${size}); self.rows = Array.from({length: ${size / 100}}, (_, at) => ({at}));
    postMessage(1); onmessage = () => close();`;
  window.own = new Worker(URL.createObjectURL(new Blob([text])));
  own.onmessage = () => resolve();
})"""


def test_the_memory_of_a_worker_counts(browser: Any) -> None:
    tab = browser.new_page()
    tab.goto("about:blank")
    alone = held(tab)
    tab.evaluate(START, 5_000_000)
    both = held(tab)
    tab.evaluate("own.terminate()")
    tab.wait_for_function("true")
    tab.close()
    assert 5 < both - alone < 15
