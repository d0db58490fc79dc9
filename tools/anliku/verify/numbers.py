"""Numbers in running Chinese text: digits of any width, 万 and 亿, Chinese numerals, percentages.

One stretch of text may have several readings (`1. 4平方公里` is 1.4, or item 1 of a list and 4);
all of them are returned, and whoever compares is content with any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from anliku.text.normalise import fold

HAN_DIGITS = {
    c: n for n, chars in enumerate("零〇 一壹 二两贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split()) for c in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_HAN = "".join([*HAN_DIGITS, *_SMALL, *_LARGE])

_LONGEST = 16
"""What is longer is no number anybody counts with."""

_ARABIC = re.compile(r"\d+(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")
_SPLIT = re.compile(r"\d+(?: ?\. ?\d+| \d+)+")
_CHINESE = re.compile(rf"[{_HAN}]+(?:点[{''.join(HAN_DIGITS)}]+)?")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
# 千米, 百姓 and the like are words, not scales.
_TAIL = re.compile(r" *([余多几])? *(万亿|亿|万|千(?![米克瓦])|百(?![货姓分]))?([余多几])? *(%|‰|个百分点)?")
_TO = re.compile(r" *(?:[—–~～至到或、-]|——) *")
_APPROXIMATE = re.compile(r"([一二两三四五六七八九])([一二三四五六七八九])([十百千万亿]+)")
_TEENS = re.compile(r"([一二三四五六七八九]?十)([一二三四五六七八九])([一二三四五六七八九])")


@dataclass(frozen=True)
class Numeral:
    """One reading of a stretch of text as a number.

    Attributes:
        value: with 万 and 亿 multiplied out; of a percentage the number before %.
        start: offset in the text.
        end: offset behind the number, its scale and its percent sign.
        unit: the few characters behind it, in which its measure word is.
        percent: whether it is a share of a hundred.
        chinese: whether it is written in Chinese numerals.
        inexact: whether 余, 多 or 几 goes with it.
    """

    value: Decimal
    start: int
    end: int
    unit: str
    percent: bool = False
    chinese: bool = False
    inexact: bool = False


def plain(text: str) -> str:
    """`text` folded, of the same length, in which every digit and separator is what it seems."""
    chars = list(fold(text))
    for index, char in enumerate(chars):
        if char.isdigit() and not text[index].isdecimal():
            chars[index] = " "  # ① and ² fold to digits and are none
        elif (
            char == "," and text[index] == "，" and not (index and unicodedata.east_asian_width(text[index - 1]) == "F")
        ):
            chars[index] = "，"
        elif char in "\t\u00a0":
            chars[index] = " "
    return "".join(chars)


def numerals(text: str) -> list[Numeral]:
    """Every reading of every number in `text`, by position; readings may overlap."""
    folded = plain(text)
    found = list(_dates(folded))
    dated = [(item.start, item.end) for item in found]
    split = list(_split(folded))
    # `常住2. 4万` is one number; at the beginning of a line `1. 4` may be item 1 of a list, and 4.
    torn = [(n.start, n.end) for n in split if "." in folded[n.start : n.end] and not _opens_line(n.start, folded)]
    arabic = [n for n in _arabic(folded) if not _within(n.start, [*dated, *torn])]
    taken = [(item.start, item.end) for item in (*arabic, *split)]
    simple = sorted([*arabic, *(n for n in _chinese(folded) if not _within(n.start, taken))], key=_place)
    found += [*simple, *_ranges(simple, folded), *split]
    return sorted(set(found), key=_place)


def _opens_line(start: int, folded: str) -> bool:
    return not folded[folded.rfind("\n", 0, start) + 1 : start].strip(" (（")


def _place(numeral: Numeral) -> tuple[int, int, Decimal]:
    return numeral.start, numeral.end, numeral.value


def _within(start: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start < last for first, last in spans)


def _dates(folded: str) -> Iterator[Numeral]:
    for date in _DATE.finditer(folded):
        for group, unit in ((1, "年"), (2, "月"), (3, "日")):
            yield Numeral(Decimal(date[group]), date.start(group), date.end(group), unit)


def _arabic(folded: str) -> Iterator[Numeral]:
    for digits in _ARABIC.finditer(folded):
        yield _finished(Decimal(digits[0].replace(",", "")), digits.start(), digits.end(), folded)


def _split(folded: str) -> Iterator[Numeral]:
    """`1. 4` and `1 500`: digits that spaces may have torn apart."""
    for digits in _SPLIT.finditer(folded):
        whole = digits[0].replace(" ", "")
        if " " in digits[0] and whole.count(".") <= 1:
            yield _finished(Decimal(whole), digits.start(), digits.end(), folded)


def _chinese(folded: str) -> Iterator[Numeral]:
    taken = 0
    for match in _CHINESE.finditer(folded):
        if match.start() < taken or len(match[0]) > _LONGEST:
            continue
        after = re.match(rf"分之([{_HAN}]+(?:点[{''.join(HAN_DIGITS)}]+)?|\d+(?:\.\d+)?)", folded[match.end() :])
        before = folded[max(0, match.start() - 2) : match.start()]
        if after and len(after[1]) <= _LONGEST and (below := chinese_values(match[0])):
            above = [Decimal(after[1])] if after[1][0].isdecimal() else chinese_values(after[1])
            end = match.end() + after.end()
            for value in above:
                share = (value * 100 / below[0]).quantize(Decimal("0.0001")) if below[0] else value
                yield Numeral(share, match.start(), end, folded[end : end + 6], percent=True, chinese=True)
        elif before != "分之":
            for value in chinese_values(match[0]):
                reading = _finished(value, match.start(), match.end(), folded, chinese=True)
                tenths = re.match(r"成(?=[,，。;；、的以左多]|$)", folded[reading.end :])
                if tenths and value < 10:
                    reading = replace(reading, value=value * 10, end=reading.end + 1, unit="", percent=True)
                taken = reading.end
                yield reading


def _finished(value: Decimal, start: int, end: int, folded: str, *, chinese: bool = False) -> Numeral:
    """The numeral with what follows it: 余, 万, %."""
    tail = _TAIL.match(folded, end)
    scale = 1
    inexact, percent = False, False
    if tail is not None:
        scale = _SCALES.get(tail[2] or "", 1)
        inexact = bool(tail[1] or tail[3])
        percent = bool(tail[4]) or folded.endswith("百分之", 0, start)
        end = tail.end() if tail[0].strip() else end
    value *= scale
    if tail is not None and tail[4] == "‰":
        value /= 10
    return Numeral(value, start, end, folded[end : end + 6].lstrip(" "), percent, chinese, inexact)


def _ranges(simple: list[Numeral], folded: str) -> Iterator[Numeral]:
    """The lower end of `30—100户` and `3至5万元`, which has its unit and scale from the upper end."""
    for low, high in pairwise(simple):
        if low.percent or low.inexact or not _TO.fullmatch(folded, low.end, high.start):
            continue
        printed = folded[high.start : high.end]
        scale = next((_SCALES[name] for name in ("万亿", "亿", "万") if name in printed), 1)
        if low.value < scale or high.percent or scale == 1:
            yield replace(low, value=low.value * scale, unit=high.unit, percent=high.percent)


def chinese_values(printed: str) -> list[Decimal]:
    """What a run of Chinese numerals may mean: 三百二十 is 320, 三四百 is 300 or 400, 二〇二一 is 2021."""
    whole, _, fraction = printed.partition("点")
    if fraction:
        below = "".join(str(HAN_DIGITS[c]) for c in fraction)
        return [Decimal(f"{value}.{below}") for value in chinese_values(whole)]
    if all(c in HAN_DIGITS for c in whole):
        digits = [HAN_DIGITS[c] for c in whole]
        joined = Decimal("".join(map(str, digits)))
        return [joined, *map(Decimal, digits)] if len(digits) == 2 else [joined]
    if two := _APPROXIMATE.fullmatch(whole):
        return [_standard(two[1] + two[3]), _standard(two[2] + two[3])]
    if teens := _TEENS.fullmatch(whole):
        return [_standard(teens[1] + teens[2]), _standard(teens[1] + teens[3])]
    return [_standard(whole)]


def _standard(printed: str) -> Decimal:
    total, section, digit = 0, 0, 0
    for char in printed:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _LARGE[char]
            section = digit = 0
    return Decimal(total + section + digit)
