"""Measures search on generated libraries beside Material's search and Pagefind, on the same pages.

    search_scale.py [COUNT ...] [--only anliku,material,pagefind] [--queries N]

1,000 and 10,000 cases by default, which takes three quarters of an hour, most of it Material's; 1000 alone takes five
minutes. Cases are recombined from the real ones by generate.py, with a seed. Pagefind is not a dependency: without it
the others are measured. Material's search is its plugin on the pages that `anliku export pages` writes.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console import ROOT, MissingError, Parser, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
from ask import Row
from checked import checked
from chromium import check_chromium
from engines import ENGINES, PAGEFIND_HOW, has_pagefind, index_alone
from generate import MOST, count_of, generate
from grading import labels_of
from heap import MEANS
from label_queries import queries as label_queries
from measure import Cost, succeeded, weighed
from query_file import read_queries

DEFAULT_COUNTS = (1000, 10_000)


@dataclass(frozen=True)
class Built:
    """A generated library and what `anliku build` took for it, pages and index together."""

    count: int
    cost: Cost
    site_bytes: int


def table(builds: list[Built], rows: list[Row]) -> None:
    """Print what building the sites took, the rows, then recall@10 and MRR by type."""
    print(f"{'案例':>6} {'anliku build CPU秒':>18}{'用时秒':>8}{'内存MB':>8}{'网站MB':>8}")
    for built in builds:
        print(
            f"{built.count:>8} {built.cost.cpu:>19.1f}{built.cost.wall:>11.1f}{built.cost.memory:>10.0f}"
            f"{built.site_bytes / 1e6:>10.1f}"
        )
    print(f"\n{'案例':>6} {'引擎':<9}{'建索引CPU秒':>11}{'用时秒':>8}{'内存MB':>8}{'索引MB':>8}{'文件':>7}", end="")
    print(f"{'首查秒':>8}{'首查KB':>8}{'再查秒':>8}{'再查KB':>8}{'页面MB':>8}")
    for row in rows:
        print(
            f"{row.count:>8} {row.engine:<11}{row.build.cpu:>14.1f}{row.build.wall:>11.1f}{row.build.memory:>10.0f}"
            f"{row.index_bytes / 1e6:>10.1f}{row.index_files:>9}{_number(row.cold_seconds, 2):>11}"
            f"{_number(row.cold_bytes / 1e3, 0):>10}{_number(row.warm_seconds, 3):>11}"
            f"{_number(row.warm_bytes / 1e3, 0):>10}{_number(row.memory, 1):>10}"
        )
    print("\nrecall@10 / MRR")
    for row in rows:
        marks = "  ".join(f"{name} {m['recall@10']:.2f}/{m['mrr']:.2f}" for name, m in row.quality.items())
        print(f"{row.count:>8} {row.engine:<9} {marks or '没有量到'}")
    print(
        "\nanliku build 是整个网站，不做资料包；内存是占得最多的那个进程的最高值。"
        "\n建索引：anliku 只算索引，内存含资料库；pagefind 读已建好的网页；material 是 mkdocs build 全程（它的索引不能单独建）。"
        "\n首查从页面打开、开始查询算起，浏览器里什么都没有存，九条查询（名称、拼音、问题等都有）取中；字节不含页面、样式、字体和图片。"
        f"\n{MEANS}"
        "\n“—”是没有量到。"
    )


def _number(value: float, places: int) -> str:
    if math.isnan(value):
        return "—"
    return "没有结果" if math.isinf(value) else f"{value:.{places}f}"


def problems(cases: set[str]) -> list[dict[str, Any]]:
    """The problem questions of the measuring sets; a practice of any case will do.

    Raises:
        RefusedError: where a set has problems.
    """
    made = []
    for name in ("problems-work.json", "problems-held.json"):
        for query in read_queries(ROOT / "benchmarks" / "queries" / name, cases):
            made.append({**query, "expect": [{**item, "case": None} for item in query["expect"]]})
    return made


def measured(root: Path, count: int, options: argparse.Namespace) -> tuple[Built, list[Row]]:
    """What building a library of `count` cases below `root` took, and the row of each engine.

    Raises:
        RefusedError: where something fails.
        MissingError: where there is nothing to measure with.
    """
    asked_for = problems({row.record.id for row in checked(ROOT).cases})
    generate(root, count, options.seed)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("packs: true", "packs: false"), "utf-8")
    took = succeeded([sys.executable, "-m", "anliku", "-C", str(root), "build"])
    built = Built(count, took, weighed(root / "site")[0])
    print(
        f"{count} 个案例：anliku build 共 {took.cpu:.0f} CPU 秒，用时 {took.wall:.0f} 秒，{took.memory:.0f} MB",
        file=sys.stderr,
    )
    queries = label_queries(root, options.queries, options.seed, any_case=True) + asked_for
    labels = labels_of(checked(root))
    return built, [ENGINES[name](root, count, queries, labels) for name in options.engines]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = Parser(
        prog="search_scale.py",
        description="在生成的大案例库上测量搜索，并与 Material 自带搜索、Pagefind 比较。",
        epilog="退出码：0 量完；1 资料库有问题，或构建、搜索失败；2 选项不对，或缺少 Chromium、Pagefind 等工具。",
    )
    parser.add_argument(
        "counts", nargs="*", metavar="COUNT", help=f"案例数，1 到 {MOST}，可写几个；默认 1000 和 10000（约三刻钟）"
    )
    parser.add_argument(
        "--only", metavar="LIST", help=f"只测这些引擎，逗号隔开：{'、'.join(ENGINES)}；默认全测，没装 Pagefind 就略过它"
    )
    parser.add_argument(
        "--queries", type=int, default=10, metavar="N", help="每种查询几条，默认 10；不够就有几条问几条"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，默认 1")
    parser.add_argument("--index-alone", type=Path, metavar="DIR", help="只量这个资料库建索引的开销，输出 JSON")
    options = parser.parse_args(arguments)
    if options.queries < 1:
        parser.error(f"--queries 至少是 1，不是 {options.queries}")
    options.counts = [count_of(text, parser) for text in options.counts] or list(DEFAULT_COUNTS)
    options.engines = _engines(options.only, parser)
    return options


def _engines(only: str | None, parser: Parser) -> list[str]:
    """The engines to measure, each once.

    Raises:
        MissingError: where Pagefind is asked for by name and not installed.
    """
    if only is None:
        if not has_pagefind():
            print(f"没有 pagefind，略过它。安装：{PAGEFIND_HOW}", file=sys.stderr)
        return [name for name in ENGINES if name != "pagefind" or has_pagefind()]
    names = [name.strip() for name in only.split(",")]
    choices = f"可选 {'、'.join(ENGINES)}"
    if not all(names):
        parser.error(f"--only 里有空的引擎名；{choices}，用逗号隔开")
    if unknown := [name for name in names if name not in ENGINES]:
        parser.error(f"没有这个引擎：{'、'.join(unknown)}；{choices}")
    if "pagefind" in names and not has_pagefind():
        raise MissingError(f"没有 pagefind。安装：{PAGEFIND_HOW}；或在 --only 里去掉它。")
    return list(dict.fromkeys(names))


def main(arguments: list[str] | None = None) -> int:
    """Print the table.

    Raises:
        RefusedError: where something fails.
        MissingError: where something to measure with is missing.
    """
    options = _options(arguments)
    if options.index_alone:
        index_alone(options.index_alone)
        return 0
    check_chromium()
    builds, rows = [], []
    for count in options.counts:
        with tempfile.TemporaryDirectory() as folder:
            built, own = measured(Path(folder), count, options)
            builds.append(built)
            rows += own
            shutil.rmtree(Path(folder) / "site", ignore_errors=True)
    table(builds, rows)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
