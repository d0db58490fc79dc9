"""A query file to queries, checked whole before anything is measured.

Form: a list of `{"query", "type", "expect": [{"kind", "case", "label", "surface", "grade"}]}`. `label` and `surface` are
names of what should be found, in the library and in the source; a practice needs one of them, a case none. `grade` is
2 for the best answers and 1 for others that help. The same query may stand there twice: two authors may ask it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from anliku.text.normalise import key
from console import RefusedError, plain
from strict_json import Fields, half, read_json, shown, walked

TYPES = (
    *("name", "partial", "alias", "multi", "topic", "place", "problem"),
    *("pinyin", "pinyin-initials", "typo", "traditional"),
)
KINDS = ("practice", "case")
GRADES = (1, 2)
QUERY_FIELDS = ("query", "type", "expect")
EXPECT_FIELDS = ("kind", "case", "label", "surface", "grade")


def read_queries(path: Path, cases: Collection[str] | None) -> list[dict[str, Any]]:
    """The queries in `path`; `cases` are the ids of the library, None where they are not known.

    What is unusual but harms no measure, such as a field that is not read, is noted on standard error.

    Raises:
        RefusedError: with every problem there is.
    """
    data = read_json(path)
    name = plain(str(path), 200)
    for text in _notes(data):
        print(f"{name}: {text}", file=sys.stderr)
    problems = [f"{name}: {text}" for text in _problems(data, cases)]
    if problems:
        raise RefusedError(*problems, f"查询集共 {len(problems)} 处要改；格式见 benchmarks/queries/README.md。")
    return list(data)


def _notes(data: Any) -> Iterator[str]:
    items = enumerate(data, 1) if isinstance(data, list) else ()
    for number, item in items:
        if not isinstance(item, dict):
            continue
        place = f"第 {number} 条"
        yield from _unknown(item, QUERY_FIELDS, place)
        kind = item.get("type")
        if isinstance(kind, str) and kind.strip() and kind not in TYPES:
            yield f"{place}的 type：不认识{shown(kind)}，单独算一类 → {_nearest(kind, TYPES)}通常是：{'、'.join(TYPES)}"
        answers = item.get("expect")
        for at, answer in enumerate(answers, 1) if isinstance(answers, list) else ():
            if isinstance(answer, dict):
                yield from _unknown(answer, EXPECT_FIELDS, f"{place}第 {at} 个答案")


def _problems(data: Any, cases: Collection[str] | None) -> Iterator[str]:
    if not isinstance(data, list):
        yield f"整个文件应是一个列表，不是{shown(data)} → 把各条查询放进 […]"
        return
    if not data:
        yield "列表里一条查询也没有 → 至少写一条"
    for number, item in enumerate(data, 1):
        place = f"第 {number} 条"
        yield from _slips(item, place)
        yield from _query(item, place, cases)


def _slips(item: Any, place: str) -> Iterator[str]:
    """What no value may hold, wherever it stands in an item: fields twice, halves of characters."""
    for way, value in walked(item):
        here = place + "".join(f" 的第 {step} 个" if isinstance(step, int) else f" {plain(step, 30)}" for step in way)
        if isinstance(value, Fields):
            for name in value.repeated:
                yield f"{here}：字段“{plain(name, 30)}”写了不止一次 → 只留一个"
            for name in filter(half, value):
                yield f"{here}：字段名“{plain(name, 30)}”里有半个字符（单独的代理码） → 删掉它"
        elif isinstance(value, str) and half(value):
            yield f"{here}：{shown(value)}里有半个字符（单独的代理码，如 \\ud83d） → 删掉它，或补上另一半"


def _query(item: Any, place: str, cases: Collection[str] | None) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f'{place}：应是一组字段，不是{shown(item)} → 写成 {{"query": …, "type": …, "expect": […]}}'
        return
    query = item.get("query")
    if not isinstance(query, str) or not query.strip():
        yield f"{place}的 query：{_instead(item, 'query')} → 写要搜索的文字"
    kind = item.get("type")
    if not isinstance(kind, str) or not kind.strip():
        yield f"{place}的 type：{_instead(item, 'type')} → 通常是：{'、'.join(TYPES)}"
    expect = item.get("expect")
    if not isinstance(expect, list) or not expect:
        found = "列表是空的" if expect == [] else _instead(item, "expect")
        yield f"{place}的 expect：{found} → 写一个列表，至少一个答案"
        return
    for number, answer in enumerate(expect, 1):
        yield from _answer(answer, f"{place}第 {number} 个答案", cases)


def _answer(item: Any, place: str, cases: Collection[str] | None) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f'{place}：应是一组字段，不是{shown(item)} → 写成 {{"kind": …, "case": …, "label": …, "grade": …}}'
        return
    yield from _choice(item, "kind", KINDS, place)
    yield from _case(item, place, cases)
    grade = item.get("grade")
    if type(grade) is not int or grade not in GRADES:
        yield f"{place}的 grade：{_instead(item, 'grade')} → 写 2（最贴切）或 1（也有用），不加引号"
    yield from _names(item, place)


def _case(item: dict[str, Any], place: str, cases: Collection[str] | None) -> Iterator[str]:
    case = item.get("case")
    if not isinstance(case, str) or not case:
        yield f"{place}的 case：{_instead(item, 'case')} → 写案例编号"
    elif cases is not None and case not in cases:
        yield f"{place}的 case：资料库里没有案例{shown(case)} → {_nearest(case, cases) or '查编号：anliku list cases'}"


def _names(item: dict[str, Any], place: str) -> Iterator[str]:
    names = [item.get(name) for name in ("label", "surface")]
    wrong = [name for name in ("label", "surface") if not isinstance(item.get(name), str | None)]
    for name in wrong:
        yield f"{place}的 {name}：应是文字或 null，不是{shown(item[name])} → 写名称"
    if item.get("kind") == "practice" and not wrong and not any(map(_says_something, names)):
        yield f"{place}：label 和 surface 里都没有名称（标点不算） → 至少写一个"


def _says_something(name: str | None) -> bool:
    return any(char.isalnum() for char in key(name or ""))


def _choice(item: dict[str, Any], name: str, choices: tuple[str, ...], place: str) -> Iterator[str]:
    value = item.get(name)
    if isinstance(value, str) and value in choices:
        return
    near = _nearest(value, choices) if isinstance(value, str) else ""
    yield f"{place}的 {name}：{_instead(item, name)} → {near}可选：{'、'.join(choices)}"


def _unknown(item: dict[str, Any], known: tuple[str, ...], place: str) -> Iterator[str]:
    for name in item:
        if name not in known:
            near = _nearest(name, known)
            yield f"{place}：不读字段“{plain(name, 30)}” → {near}可用：{'、'.join(known)}"


def _nearest(text: str, choices: Collection[str]) -> str:
    near = get_close_matches(text[:60], choices, n=1, cutoff=0.6)
    return f"是不是“{near[0]}”？" if near else ""


def _instead(item: dict[str, Any], name: str) -> str:
    return f"不能是{shown(item[name])}" if name in item else "没有写"
