"""The benchmarks as modules; a site that looks as if it had been built from the toy library; processes of benchmarks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from real import ROOT, run
from toy import Toy

sys.path.insert(0, str(ROOT / "benchmarks"))
from anliku.search.pack import script
from checked import checked
from site_check import expected_pages, expected_sections

BENCHMARKS = ROOT / "benchmarks"
GOOD = {"kind": "practice", "case": "jia-yi-shed", "label": "院坝会", "surface": None, "grade": 2}


def write_site(root: Path, site: Path) -> Path:
    """What `site_check` looks at of a site of the library at `root`."""
    records = checked(root)
    for path, title in expected_pages(records).items():
        anchors = [at.split("#")[1] for at in expected_sections(records) if at.startswith(f"{path}#")]
        body = "".join(f'<h3 id="{anchor}">节</h3>' for anchor in anchors)
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(f"<title>{escape(title)} - 库</title>{body}", encoding="utf-8")
    (site / "cases" / "index.html").write_text("全部", encoding="utf-8")
    (site / "search").mkdir()
    for name in ("core", "reader"):
        (site / "search" / f"{name}.js").write_bytes(script(name, b"block"))
    (site / "search.html").write_text("<title>搜索</title>", encoding="utf-8")
    return site


@pytest.fixture
def fake_site(toy: Toy) -> Path:
    """A site beside the records of the toy library."""
    return write_site(toy.root, toy.root / "site")


@pytest.fixture
def query_file(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a query file: bytes as they are, anything else as JSON."""

    def write(content: Any) -> Path:
        path = tmp_path / "queries.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def benchmark(name: str, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A finished benchmark, run as its user runs it."""
    return run(BENCHMARKS / f"{name}.py", *arguments, **env)
