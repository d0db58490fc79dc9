"""A query file is checked whole before anything is measured (benchmarks/query_file.py, strict_json.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.conftest import BENCHMARKS, GOOD
from console import RefusedError
from label_queries import queries
from query_file import TYPES, read_queries
from real import ROOT

CASES = {"jia-yi-shed", "jia-wu-canteen"}
Write = Callable[[Any], Path]


def item(**changed: Any) -> dict[str, Any]:
    return {"query": "停车难", "type": "problem", "expect": [GOOD], **changed}


def told(path: Path, cases: set[str] | None = CASES) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        read_queries(path, cases)
    return [line.replace(str(path), "FILE") for line in refused.value.problems]


def answer(**changed: Any) -> dict[str, Any]:
    return item(expect=[{**GOOD, **changed}])


@pytest.mark.parametrize("name", [path.name for path in sorted((BENCHMARKS / "queries").glob("*.json"))])
def test_the_measuring_sets_pass(name: str) -> None:
    path = BENCHMARKS / "queries" / name
    cases = {case.stem for case in (ROOT / "cases").glob("*.yml")}
    assert read_queries(path, cases) == json.loads(path.read_text(encoding="utf-8"))


def test_generated_queries_pass(query_file: Write) -> None:
    made = queries(ROOT, 3, 1)
    assert read_queries(query_file(made), {case.stem for case in (ROOT / "cases").glob("*.yml")}) == made


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_and_the_same_query_twice_are_accepted(query_file: Write, kind: str) -> None:
    case = {"kind": "case", "case": "jia-yi-shed", "grade": 1}
    made = [item(type=kind), item(type=kind, expect=[case])]
    assert read_queries(query_file(made), CASES) == made


def test_a_mark_at_the_beginning_of_the_file_is_accepted(query_file: Write) -> None:
    assert read_queries(query_file(json.dumps([item()]).encode("utf-8-sig")), CASES) == [item()]


WRONG: dict[str, tuple[Any, str]] = {
    "an object": ({}, "整个文件应是一个列表，不是一组字段"),
    "a number": (3, "整个文件应是一个列表，不是3"),
    "no query": ([], "一条查询也没有"),
    "no object": ([7], "第 1 条：应是一组字段，不是7"),
    "null": ([item(), None], "第 2 条：应是一组字段，不是null"),
    "query missing": ([{"type": "name", "expect": [GOOD]}], "第 1 条的 query：没有写"),
    "query empty": ([item(query=" \n")], "第 1 条的 query：不能是“"),
    "query a number": ([item(query=5)], "第 1 条的 query：不能是5"),
    "type empty": ([item(type="")], "第 1 条的 type：不能是空的文字"),
    "type a list": ([item(type=["name"])], "第 1 条的 type：不能是一个列表"),
    "expect missing": ([{"query": "a", "type": "name"}], "第 1 条的 expect：没有写"),
    "expect empty": ([item(expect=[])], "第 1 条的 expect：列表是空的"),
    "expect an object": ([item(expect=GOOD)], "第 1 条的 expect：不能是一组字段"),
    "an answer that is none": ([item(expect=[GOOD, "院坝会"])], "第 1 条第 2 个答案：应是一组字段，不是“院坝会”"),
    "kind unknown": ([answer(kind="topic")], "第 1 条第 1 个答案的 kind：不能是“topic”"),
    "case unknown": ([answer(case="jia-yi-shad")], "没有案例“jia-yi-shad” → 是不是“jia-yi-shed”？"),
    "case null": ([answer(case=None)], "第 1 条第 1 个答案的 case：不能是null"),
    "grade true": ([answer(grade=True)], "第 1 条第 1 个答案的 grade：不能是true"),
    "grade text": ([answer(grade="2")], "grade：不能是“2”"),
    "grade 3": ([answer(grade=3)], "grade：不能是3"),
    "grade 2.0": ([answer(grade=2.0)], "grade：不能是2.0"),
    "no name": ([answer(label=None)], "label 和 surface 里都没有名称"),
    "a name of marks only": ([answer(label="“”", surface="！")], "label 和 surface 里都没有名称"),
    "label a list": ([answer(label=["院坝会"])], "第 1 条第 1 个答案的 label：应是文字或 null，不是一个列表"),
    "half a character": ([item(query="\ud83d停车")], "第 1 条 query：“�停车”里有半个字符"),
}


@pytest.mark.parametrize(("content", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(query_file: Write, content: Any, says: str) -> None:
    first, *_, last = told(query_file(content))
    assert first.startswith("FILE: ")
    assert says in first
    assert " → " in first
    assert last.startswith("查询集共 1 处要改")


NOTED: dict[str, tuple[Any, str]] = {
    "type unknown": (item(type="problm"), "FILE: 第 1 条的 type：不认识“problm”，单独算一类 → 是不是“problem”？"),
    "field unknown": (item(querry="a"), "FILE: 第 1 条：不读字段“querry” → 是不是“query”？"),
    "field of an answer unknown": (answer(weight=1), "FILE: 第 1 条第 1 个答案：不读字段“weight”"),
}


@pytest.mark.parametrize(("content", "says"), NOTED.values(), ids=NOTED)
def test_what_is_unusual_but_harms_nothing_is_noted(
    query_file: Write, content: Any, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = query_file([content])
    assert read_queries(path, CASES) == [content]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.replace(str(path), "FILE").startswith(says)


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b" \n", "FILE: 文件是空的"),
    "comma": (b'[\n {"query": "a",}\n]', "FILE:2:16: 不是合格的 JSON：这里应是双引号括起的字段名"),
    "open": (b"[1, 2", "FILE:1:6: 不是合格的 JSON：两项之间缺半角逗号"),
    "more": (b"[]\n[]", "FILE:2:1: 不是合格的 JSON：内容结束以后还有东西"),
    "words": ("停车".encode(), "FILE:1:1: 不是合格的 JSON：这里应是一个值"),
    "GBK": ('["a",\n"居民"]'.encode("gbk"), "FILE:2:2: 文件不是 UTF-8 编码"),
    "UTF-16": ('["停车"]'.encode("utf-16"), "FILE:1:1: 文件是 UTF-16 编码"),
    "UTF-16 without a mark": ('["停车"]'.encode("utf-16-le"), "FILE:1:1: 文件是 UTF-16 编码"),
    "deep": (b"[" * 100_000, "FILE: 括号套得太深"),
}


@pytest.mark.parametrize(("raw", "says"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_json_is_told_with_line_and_column(query_file: Write, raw: bytes, says: str) -> None:
    assert told(query_file(raw))[0].startswith(says)


def test_a_field_that_stands_twice_is_told(query_file: Write) -> None:
    inner = json.dumps(GOOD)[:-1] + ', "grade": 1}'
    raw = f'[{{"query": "a", "query": "b", "type": "name", "expect": [{inner}]}}]'.encode()
    assert told(query_file(raw))[:2] == [
        "FILE: 第 1 条：字段“query”写了不止一次 → 只留一个",
        "FILE: 第 1 条 expect 的第 1 个：字段“grade”写了不止一次 → 只留一个",
    ]


def test_a_number_of_thousands_of_digits_is_a_wrong_grade(query_file: Write) -> None:
    raw = json.dumps([answer(grade=0)]).replace(": 0", ": " + "9" * 5000).encode()
    assert "grade：不能是9999" in told(query_file(raw))[0]


def test_nesting_json_allows_is_told_as_wrong(query_file: Write) -> None:
    assert "第 1 条：应是一组字段，不是一个列表" in told(query_file(b"[" * 500 + b"]" * 500))[0]


def test_all_problems_are_told_at_once_in_their_order(query_file: Write) -> None:
    lines = told(query_file([item(query="", type=5), answer(kind="x", case="x", grade=0), 1]))
    assert [line.split("：")[0] for line in lines[:-1]] == [
        "FILE: 第 1 条的 query",
        "FILE: 第 1 条的 type",
        "FILE: 第 2 条第 1 个答案的 kind",
        "FILE: 第 2 条第 1 个答案的 case",
        "FILE: 第 2 条第 1 个答案的 grade",
        "FILE: 第 3 条",
    ]
    assert lines[-1].startswith("查询集共 6 处要改")


def test_cases_are_not_checked_where_the_library_could_not_be_read(query_file: Write) -> None:
    assert read_queries(query_file([answer(case="nosuch")]), None)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert "没有这个文件" in told(tmp_path / "nosuch.json")[0]
    assert "这是文件夹，不是文件" in told(tmp_path)[0]
    assert "这不是普通文件" in told(Path("/dev/null"))[0]
