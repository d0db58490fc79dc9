"""Numbers of a source of which the case says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from anliku.verify.carried import Carried
from anliku.verify.explained import Ledger
from anliku.verify.numbers import Numeral, numerals, plain
from anliku.verify.originals import Original
from anliku.verify.report import Finding, Kind

_MEASURES = frozenset("个名位户家栋幢场次条处台辆岁倍米亩天年件篇项座所间套期份支块盏棵株把张元万亿公平小人")
_HARD_MEASURES = frozenset("名位户家栋幢场次条处台辆岁倍米亩天年")
_FEW = frozenset("近上数几约超逾过达")
_CLERICAL = re.compile(r"版权|备案|ICP|公网安备|©|copyright|转载|邮编|热线:|电话:|联系我们", re.IGNORECASE)
_CLERICAL_LENGTH = 60
_COUNTER = re.compile(r"(?:浏览|阅读|点击|访问|评论|点赞|转发)(?:数|量|次数)?\s*[:：]?\s*$")
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}[- ]\d{7,8}|1[3-9]\d{9}|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)")
_NUMBERING = re.compile(r"\s*[(（]?\d{1,2}(?:[)）、]|\.(?!\d))\s*")
_PAGE = re.compile(r"(?:上接|下转|详见|第)\s*\d+\s*(?:版|页|期|节|章|条|款|段|卷|号)")


@dataclass(frozen=True)
class Tally:
    """How many numbers a source has, how many of them a case carries, how many are left out by rule."""

    found: int
    carried: int
    left_out: int


def unsaid_numbers(original: Original, carried: Carried, ledger: Ledger) -> tuple[list[Finding], Tally]:
    """A finding for every number of `original` that is in no figure, date or text of the case."""
    findings: dict[tuple[str, int], Finding] = {}
    total = said = left_out = 0
    text = original.text or ""
    folded = plain(text)
    for readings in _stretches(numerals(text)):
        start, end = min(n.start for n in readings), max(n.end for n in readings)
        counted = [n for n in readings if not n.chinese or _counts(n, folded)]
        if not counted:
            continue
        line, _ = original.line_text(start)
        total += 1
        if any(carried.has(n) for n in readings):
            said += 1
        elif _clerical(folded, start, end) or _is_part_of_name(folded, start, end):
            left_out += 1
        elif not any(ledger.number(n, line) for n in counted):
            printed = text[start:end].strip() + _unit(counted[-1], folded)
            context = original.context(start, end)
            number = original.line(start)
            message = f"原文的“{printed}”没有记入案例（…{context}…） → 补成数字或写进文字；不必记的写进 {ledger.file}"
            finding = Finding(Kind.NUMBER_NOT_CARRIED, message, printed, None, original.name, number, context)
            findings.setdefault((context, number), finding)
    return list(findings.values()), Tally(total, said, left_out)


def _stretches(readings: list[Numeral]) -> Iterator[list[Numeral]]:
    """Readings that overlap, together."""
    group, end = 0, 0
    numbered: list[tuple[int, Numeral]] = []
    for numeral in readings:
        group += numeral.start >= end
        end = max(end, numeral.end)
        numbered.append((group, numeral))
    for _, members in groupby(numbered, key=lambda pair: pair[0]):
        yield [numeral for _, numeral in members]


def _counts(numeral: Numeral, folded: str) -> bool:
    """Whether Chinese numerals count something, as in 三十二户; in 一致, 三方 and 千家万户 they do not."""
    printed, before = folded[numeral.start : numeral.end], folded[numeral.start - 1 : numeral.start]
    if before == "第" or numeral.value < 2:
        return False
    if numeral.percent:
        return True
    if printed.strip("余多几") in ("百", "千", "万", "亿"):
        return numeral.inexact or before in _FEW
    if numeral.value < 10:
        return numeral.unit[:1] in _HARD_MEASURES
    composed = len(printed) > 2 and printed[0] not in "百千万亿" and bool(set(printed) & set("十百千"))
    return numeral.inexact or composed or numeral.unit[:1] in _MEASURES


def _unit(numeral: Numeral, folded: str) -> str:
    unit = numeral.unit[:1]
    return unit if unit.isalpha() and folded[numeral.end : numeral.end + 1] == unit else ""


def _clerical(folded: str, start: int, end: int) -> bool:
    """Whether the number belongs to the page and not to its story: numbering, clock, phone, copyright."""
    first = folded.rfind("\n", 0, start) + 1
    last = folded.find("\n", end)
    line = folded[first : last if last >= 0 else len(folded)]
    at, to = start - first, end - first
    if len(line) <= _CLERICAL_LENGTH and _CLERICAL.search(line):
        return True
    if any(
        found.start() <= at and to <= found.end() for rule in (_PHONE, _CLOCK, _PAGE) for found in rule.finditer(line)
    ):
        return True
    if (numbering := _NUMBERING.match(line)) and to <= numbering.end():
        return True
    bracketed = line[at - 1 : at] in ("(", "（") and line[to : to + 1] in (")", "）") and to - at <= 2
    return bracketed or bool(_COUNTER.search(line[:at]))


def _is_part_of_name(folded: str, start: int, end: int) -> bool:
    """Whether it is part of a code or formula: 1+3, CCTV-13, 2.0版, 5G."""
    before, after = folded[:start].rstrip(" ")[-1:], folded[end:].lstrip(" ")[:1]
    if before in ("+", ">", "=", "×") or after in ("+", ">", "=", "×"):
        return True
    if folded.startswith("世纪", end):
        return True
    if re.search(r"[a-z][—–-]*$", folded[max(0, start - 4) : start]) or re.match(r"[—–-]*[a-z]", folded[end : end + 3]):
        return True
    return "." in folded[start:end] and folded[end : end + 1] == "版"
