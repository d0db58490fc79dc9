"""Commands for those who look after the library: verify, stats."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from anliku.cli.output import print_json
from anliku.issues import IssuesError

if TYPE_CHECKING:
    from anliku.stats import Spread, Statistics
    from anliku.verify import CaseReport, Finding, Verification

_KINDS = {"practice": "做法", "challenge": "难题", "topic": "专题"}
_SHOWN = 40
"""Rows of a list that a person reads; --json has them all."""


def verify(options: Namespace, root: Path) -> int:
    """Compare cases with their originals; 1 where anything differs, 2 where there is nothing to compare with."""
    from anliku.load import load
    from anliku.verify import NoOriginalsError, UnknownCaseError
    from anliku.verify import verify as compared

    try:
        result = compared(load(root), root, Path(options.sources), options.ids)
    except (NoOriginalsError, UnknownCaseError) as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print_json(result.as_json())
    else:
        _print_verification(result)
    return 1 if any(result.findings()) else 0


def _print_verification(result: Verification) -> None:
    for report in result.cases:
        _print_case(report)
    print(f"知识页：{len(result.kb)} 处")
    _print_findings(result.kb)
    for remark in result.remarks:
        print(f"（提示）{remark}")
    total = sum(1 for _ in result.findings())
    print(f"\n核对完毕：{len(result.cases)} 个案例，{total} 处需要看。" if total else "\n核对通过，没有发现出入。")


def _print_case(report: CaseReport) -> None:
    print(f"{report.case}  {report.title}".rstrip())
    matched = "；".join(f"{match.source} → {match.original or '没有原文'}" for match in report.sources)
    if matched:
        print(f"  来源：{matched}")
    if count := report.counts:
        print(
            f"  案例的数字 {count['数字']} 个（推算 {count['推算']}，没有原文可核对 {count['未核对']}）；"
            f"原文的数字 {count['原文数字']} 处（已载 {count['已载']}，按规则略过 {count['略过']}）；"
            f"原文的用语 {count['原文用语']} 个（已提到 {count['已提到']}）"
        )
    for location, text in report.derived:
        print(f"  推算：{location}: {text}")
    for text, reason in report.explained:
        print(f"  已说明：{text}（{reason}）")
    print(f"  需要看的：{len(report.findings)} 处")
    _print_findings(report.findings)
    print()


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        print(f"    {finding}")


def stats(options: Namespace, root: Path) -> int:
    """Print how complete the library is."""
    from anliku.cli.author import report
    from anliku.pipeline import build_library
    from anliku.stats import statistics

    try:
        library = build_library(root)
    except IssuesError as error:
        return report(error.issues, as_json=options.json)
    found = statistics(library, date.today())
    if options.json:
        print_json(found.as_json())
    else:
        _print_statistics(found)
    return 0


def _print_statistics(found: Statistics) -> None:
    t = found.totals
    print(
        f"案例 {t.cases}（做法实例 {t.implementations}，组成部分 {t.parts}，数字 {t.figures}，难题 {t.case_challenges}，"
        f"来源 {t.sources}）；做法 {t.practices}，难题 {t.challenges}，专题 {t.topics}，指标 {t.metrics}，术语 {t.terms}"
    )
    print("\n案例（最久没有核对的在前）")
    for case in found.cases:
        print(f"  {case.id}  {case.title}")
        print(
            f"    做法实例 {case.implementations}，组成部分 {case.parts}，数字 {case.figures}，难题 {case.challenges}，"
            f"来源 {case.sources}；{case.last_verified} 核对，{case.age_days} 天前"
        )
        print(f"    没有写：{'、'.join(case.missing) or '无'}")
        print(f"    做法里写了：{'，'.join(f'{s.name} {s.filled}/{s.total}' for s in case.shares)}")
    _print_list(
        "还缺内容的做法、难题、专题", [f"{_KINDS[g.kind]} {g.id} {g.label}：{'、'.join(g.missing)}" for g in found.gaps]
    )
    _print_list("两个以上案例共有的做法", [f"{s.id} {s.label}：{'、'.join(s.cases)}" for s in found.shared])
    _print_list("只有一个案例的做法和难题", [_spread(s) for s in found.single])
    _print_list("没有做法回应的难题", [f"{s.id} {s.label}" for s in found.unanswered])
    aliases = [f"{_KINDS[a.kind]} {a.id}：{a.label}{'（检索词）' if a.hidden else ''}" for a in found.unused_aliases]
    _print_list("案例里从未出现的别名（搜索用得着就留着）", aliases)


def _spread(item: Spread) -> str:
    return f"{_KINDS[item.kind]} {item.id} {item.label}：{'、'.join(item.cases)}"


def _print_list(title: str, rows: list[str]) -> None:
    print(f"\n{title}：{len(rows)}")
    for row in rows[:_SHOWN]:
        print(f"  {row}")
    if len(rows) > _SHOWN:
        print(f"  ……另有 {len(rows) - _SHOWN} 条，用 --json 看全部")
