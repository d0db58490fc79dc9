"""Measures the search of a built site in real Chromium: python benchmarks/search_quality.py --queries FILE.

Builds nothing. Prints recall@10 and MRR for each type of query, and what was missed with what came instead.
`--json` prints the same as one JSON object and nothing else. The form of FILE stands in grading.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from chromium import ROOT, NoBrowserError, chromium
from grading import TOP, grade, read_labels, summary

SEARCHED = """([query, most]) => anlikuSearch.ready()
  .then(reader => reader.flat(query, most)).then(found => found.results.map(item => item.path))"""
"""What the results page does before it groups: the flat list of the site's own scripts."""


def results(site: Path, queries: Iterable[str]) -> list[list[str]]:
    """The addresses of the first ten results of each query, as the built site ranks them."""
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto(f"{site.resolve().as_uri()}/search.html")
        return [tab.evaluate(SEARCHED, [query, TOP]) for query in queries]


def root_of(site: Path) -> Path:
    """The library the site was built from: the folder it stands in, else this repository."""
    beside = site.resolve().parent
    return beside if (beside / "cases").is_dir() and (beside / "kb").is_dir() else ROOT


def printed(found: dict[str, Any]) -> None:
    """The table and the misses, for people."""
    print(f"{'类型':<16}{'条数':>4}  {'recall@10':>9}  {'MRR':>6}")
    for name, row in (*found["types"].items(), ("全部", found["all"])):
        print(f"{name:<16}{row['n']:>6}  {row['recall@10']:>9.3f}  {row['mrr']:>6.3f}")
    for miss in found["misses"]:
        print(f"\n[{miss['type']}] {miss['query']}  recall {miss['recall@10']:.2f}  RR {miss['rr']:.2f}")
        if miss["missing"]:
            print(f"  没有出现：{'；'.join(miss['missing'])}")
        print(f"  前十条：{'  '.join(miss['instead']) or '（无）'}")


def main(arguments: list[str] | None = None) -> int:
    """0 when measured, 2 where there is nothing to measure."""
    parser = argparse.ArgumentParser(description="在真正的浏览器里测量已生成网站的搜索质量。")
    parser.add_argument("--queries", required=True, type=Path, metavar="FILE", help="查询集，JSON")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR", help="已生成的网站，默认 site/")
    parser.add_argument("--json", action="store_true", help="只输出 JSON")
    options = parser.parse_args(arguments)
    if not (options.site / "search.html").is_file():
        print(f"“{options.site}”里没有 search.html。先运行 anliku build，或用 --site 指明网站。", file=sys.stderr)
        return 2
    try:
        queries = json.loads(options.queries.read_text(encoding="utf-8"))
        labels = read_labels(root_of(options.site))
        listed = results(options.site, (query["query"] for query in queries))
    except (OSError, json.JSONDecodeError, NoBrowserError) as error:
        print(error, file=sys.stderr)
        return 2
    found = summary(grade(labels, query, paths) for query, paths in zip(queries, listed, strict=True))
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        printed(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
