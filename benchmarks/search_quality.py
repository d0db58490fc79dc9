"""Measures the search of a built site in real Chromium: search_quality.py --queries FILE [--site DIR] [--root DIR].

Builds nothing. Prints recall@10 and MRR for each type of query, and what was missed with what came instead.
`--json` prints the same as one JSON object and nothing else. The form of FILE stands in query_file.py.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from console import ROOT, Gathered, Parser, RefusedError, plain, print_json, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checked import checked, is_library
from chromium import chromium, said
from grading import TOP, Labels, grade, labels_of, summary
from query_file import read_queries
from site_check import check_origin, check_site

PATIENCE = 60
"""Seconds after which a query is taken to have no answer."""
SEARCHED = f"""([query, most]) => Promise.race([
  anlikuSearch.ready().then(reader => reader.flat(query, most)).then(found => found.results.map(item => item.path)),
  new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), {PATIENCE * 1000})),
])"""
"""What the results page does before it groups: the flat list of the site's own scripts."""
OFFERS_SEARCH = "typeof window.anlikuSearch === 'object' && typeof anlikuSearch.ready === 'function'"
_FAULTS = (
    (r"cannot load ([^\s?]+)", "{0} 读不了"),
    (r"empty block (\S+)", "search/{0}.js 不是索引的数据块"),
    (r"no answer", f"{PATIENCE} 秒没有回答"),
    (r"block (?:is damaged|ends early)", "索引里有坏的数据块"),
    (r"format (\S+)", "索引是另一个版本的程序建的"),
)
"""How the scripts of the site complain, and what to say instead."""


def results(site: Path, queries: Iterable[str]) -> list[list[str]]:
    """The addresses of the first ten results of each query, as the built site ranks them.

    Raises:
        RefusedError: where the site cannot search.
        MissingError: where there is no Chromium.
    """
    with chromium() as browser:
        tab = browser.new_page()
        from playwright.sync_api import Error

        try:
            tab.goto(f"{site.resolve().as_uri()}/search.html")
            if not tab.evaluate(OFFERS_SEARCH):
                raise RefusedError(_fault(site, "search.html 没有载入本库的搜索脚本（assets/javascripts/search.js）"))
            return [_searched(tab, site, query) for query in queries]
        except Error as error:
            raise RefusedError(_fault(site, said(error))) from None


def _searched(tab: Any, site: Path, query: str) -> list[str]:
    from playwright.sync_api import Error

    try:
        paths = tab.evaluate(SEARCHED, [query, TOP])
    except Error as error:
        raise RefusedError(_fault(site, said(error), query)) from None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise RefusedError(_fault(site, "结果里没有地址", query))
    return paths


def _fault(site: Path, text: str, query: str | None = None) -> str:
    for pattern, chinese in _FAULTS:
        if found := re.search(pattern, text):
            text = chinese.format(*found.groups())
            break
    asked = "" if query is None else f"搜索“{plain(query)}”时出错："
    return f"网站“{plain(str(site), 200)}”：{asked}{text} → 重新运行 anliku build，或用 --site 指明网站"


def root_of(site: Path) -> Path:
    """The library the site may have been built from: the folder it stands in, else this repository."""
    beside = site.resolve().parent
    return beside if is_library(beside) else ROOT


def inputs(queries: Path, site: Path, root: Path) -> tuple[list[dict[str, Any]], Labels]:
    """The queries, and the labels of the library at `root`.

    Raises:
        RefusedError: where queries, site or library are wrong, or the site is not that of the library.
    """
    told = Gathered()
    records = told(checked, root)
    cases = None if records is None else {row.record.id for row in records.cases}
    asked = told(read_queries, queries, cases)
    faultless = len(told.problems)
    told(check_site, site)
    if records is not None and len(told.problems) == faultless:
        told(check_origin, site, root, records)
    if told.problems or asked is None or records is None:
        raise RefusedError(*told.problems)
    return asked, labels_of(records)


def printed(found: dict[str, Any]) -> None:
    """The table and the misses, for people."""
    print(f"{'类型':<16}{'条数':>4}  {'recall@10':>9}  {'MRR':>6}")
    for name, row in (*found["types"].items(), ("全部", found["all"])):
        print(f"{name:<16}{row['n']:>6}  {row['recall@10']:>9.3f}  {row['mrr']:>6.3f}")
    for miss in found["misses"]:
        print(f"\n[{miss['type']}] {plain(miss['query'])}  recall {miss['recall@10']:.2f}  RR {miss['rr']:.2f}")
        if miss["missing"]:
            print(f"  没有出现：{'；'.join(plain(name) for name in miss['missing'])}")
        print(f"  前十条：{'  '.join(miss['instead']) or '（无）'}")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = Parser(
        prog="search_quality.py",
        description="在真正的浏览器里测量已生成网站的搜索质量。",
        epilog="退出码：0 量完；1 查询集、网站或资料库有问题；2 选项不对，或缺少 Chromium 等工具。",
    )
    parser.add_argument("--queries", required=True, type=Path, metavar="FILE", help="查询集，JSON")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR", help="已生成的网站，默认 site/")
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="网站所属的资料库，默认网站所在的文件夹；那里不是资料库就用本仓库"
    )
    parser.add_argument("--json", action="store_true", help="标准输出只有 JSON；问题写到标准错误")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """0 when measured.

    Raises:
        RefusedError: where what was to be read is wrong.
        MissingError: where there is nothing to measure with.
    """
    options = _options(arguments)
    root = options.root or root_of(options.site)
    queries, labels = inputs(options.queries, options.site, root)
    listed = results(options.site, (query["query"] for query in queries))
    found = summary(grade(labels, query, paths) for query, paths in zip(queries, listed, strict=True))
    if options.json:
        print_json(found)
    else:
        printed(found)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
