"""Commands for those who read the library: search."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anliku.cli.output import plain, print_json
from anliku.issues import IssuesError

if TYPE_CHECKING:
    from anliku.search import Answer

_KINDS = {
    "practice": "做法",
    "implementation": "各地怎么做",
    "case": "案例",
    "challenge": "难题",
    "topic": "专题",
    "term": "术语",
    "region": "地区",
    "site": "点位",
}
"""What the site calls each kind of result (site_overrides/search/show.js)."""
_ALSO_SHOWN = 10


def search(options: Namespace, root: Path) -> int:
    """Print what the site's search finds for a query, in its order.

    Returns 1 where nothing is found or the library has errors, 2 where there is nothing to look for.
    """
    from anliku.cli.author import report
    from anliku.pipeline import build_library
    from anliku.search.shards import searcher

    query = " ".join(options.query).strip()
    problems = []
    if not query:
        problems.append("没有写要找什么。写出要找的词或一句话，如：anliku search 停车难")
    if options.limit < 1:
        problems.append(f"--limit 至少是 1，不是 {options.limit}。")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    try:
        library = build_library(root)
    except IssuesError as error:
        return report(error.issues, as_json=options.json)
    answer = searcher(library).answer(query, options.limit)
    if options.json:
        print_json(_as_json(query, answer))
    else:
        _print(query, answer)
    return 0 if answer.results else 1


def _as_json(query: str, answer: Answer) -> dict[str, Any]:
    return {
        "query": query,
        "question": answer.question,
        "also": list(answer.also),
        "suggested": list(answer.suggested),
        "weak": answer.weak,
        "results": [
            {
                "kind": item.kind,
                "id": item.id,
                "title": item.title,
                "context": item.context,
                "path": item.path,
                "score": item.score,
            }
            for item in answer.results
        ],
    }


def _print(query: str, answer: Answer) -> None:
    if answer.also:
        more = " 等" if len(answer.also) > _ALSO_SHOWN else ""
        print(f"已同时搜索：{'、'.join(answer.also[:_ALSO_SHOWN])}{more}")
    if answer.suggested:
        print(f"您是不是要找：{'、'.join(answer.suggested)}")
    if not answer.results:
        print(f"没有找到“{plain(query)}”。可以换一个说法、少写几个字，或用拼音首字母。")
    elif answer.weak:
        print("没有完全对得上的，下面这些可能有关。")
    for place, item in enumerate(answer.results, 1):
        print(f"{place:>3}. [{_KINDS[item.kind]}] {item.title}")
        print(f"     {item.context}")
        print(f"     {item.path}  {item.score} 分")
