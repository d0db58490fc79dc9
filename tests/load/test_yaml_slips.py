"""YAML as people really type it: every slip is named, placed, and does not hide the rest."""

from __future__ import annotations

import pytest
from anliku.issues import Code
from anliku.load.slips import field_names
from anliku.load.tree import MAX_DEPTH, Tree, parse
from toy import Toy

CASE = "cases/jia-yi-shed.yml"


def told(text: str) -> list[tuple[int, int, str]]:
    """Line, column and message of each issue of `text`, all of them about syntax."""
    issues = sorted(parse(text, "a.yml").issues)
    assert {issue.code for issue in issues} <= {Code.YAML_SYNTAX}
    return [(issue.location.line, issue.location.column, issue.message) for issue in issues]


FULL = "字段“{}”后面用了全角冒号“：”"
TIGHT = "字段“{}”的冒号后面少一个空格"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: ab\ntitle：某某\nsummary: y\n", [(2, 6, FULL.format("title"))]),
        ("id: ab\ntitle： 某某\nsummary: y\n", [(2, 6, FULL.format("title"))]),
        ("id: ab\ntitle ：某某\nsummary: y\n", [(2, 7, FULL.format("title"))]),
        ("id：ab\ntitle: x\n", [(1, 3, FULL.format("id"))]),
        ("id: ab\ntitle：某某\n", [(2, 6, FULL.format("title"))]),
        ("place:\n  province：某省\n  city: 某市\n", [(2, 11, FULL.format("province"))]),
        ("place:\n  province：某省\n  city：某市\nlevel: x\n", [(2, 11, FULL.format("province")), (3, 7, FULL.format("city"))]),
        ("place：\n  city: 某市\n", [(1, 6, FULL.format("place"))]),
        ("sources:\n  - id：s1\n    kind: 报纸\n", [(2, 7, FULL.format("id"))]),
        ("sources:\n  - {id：s1, kind: 报纸}\n", [(2, 8, FULL.format("id"))]),
        ("title:某某\nsummary: y\n", [(1, 6, TIGHT.format("title"))]),
        ("title:\"某某\"\nsummary: y\n", [(1, 6, TIGHT.format("title"))]),
        ("sources:\n  - id:s1\n    kind:报纸\n", [(2, 7, TIGHT.format("id")), (3, 9, TIGHT.format("kind"))]),
        ("a:\n  - {id:s1, kind:报纸}\n", [(2, 8, TIGHT.format("id")), (2, 17, TIGHT.format("kind"))]),
        ("id: ab\nmytitle：某某\nsummary: y\n", [(2, 8, FULL.format("mytitle"))]),
    ],
)  # fmt: skip
def test_a_colon_that_is_full_width_or_lacks_its_space_is_named(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert told(text) == expected


def test_a_file_written_with_full_width_colons_throughout_is_told_of_each() -> None:
    text = "id：ab\ntitle：某某\nplace：\n  city：甲市\nlevel：街道\n"
    assert [line for line, _, _ in told(text)] == [1, 2, 3, 4, 5]


def test_slips_are_repaired_in_memory_so_that_other_problems_show_at_once(toy: Toy) -> None:
    toy.edit(CASE, "title: 丙", "title：丙")
    toy.edit(CASE, "status: 进行中", "status：不明")
    toy.edit(CASE, 'value: "480"', "value: 许多")
    issues = {issue.code: issue for issue in toy.issues()}
    assert len(toy.issues()) == 4
    assert set(issues) == {Code.YAML_SYNTAX, Code.FIELD_CHOICE, Code.FIELD_NUMBER}
    assert issues[Code.FIELD_CHOICE].location == toy.where(CASE, "不明")


def test_a_repaired_colon_does_not_hide_the_next_one_on_its_line() -> None:
    assert [(line, column) for line, column, _ in told("title：某某: 副题\nlevel: x\n")] == [(1, 6), (1, 9)]


def test_full_width_colons_inside_text_are_text() -> None:
    text = 'title: 丙街道：改造\nsummary: "level：街道"\nnote: |\n  title：引文\n  level：引文\nhow:\n  - 住户：报修\n  - http://example.org\n'
    tree = parse(text, "a.yml")
    assert tree.issues == []
    assert tree.data["how"] == ["住户：报修", "http://example.org"]


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        ("place:\n\tcity: x\n", (2, 1), "Tab"),
        ("place:\n  province: x\n\tcity: y\n", (3, 1), "Tab"),
        ("place:\n　　province: 某省\n  city: x\n", (2, 1), "全角空格"),
        ("title:\u00a0某某\nsummary: y\n", (1, 7), "不间断空格"),
        ("sources:\n  -id: s1\n   kind: x\n", (2, 3), "“-”后面少一个空格"),
        ("title: @某某\n", (1, 8), "不能以这个字符开头"),
        ("title: `某某`\n", (1, 8), "不能以这个字符开头"),
        ("title: %某某\n", (1, 8), "不能以这个字符开头"),
        ("title: *重要*\n", (1, 9), "“*”"),
        ("title: !重要\n", (1, 9), "“!”"),
        ("title: > 某某\n", (1, 10), "“>”或“|”"),
        ("title: |某某\n", (1, 9), "“>”或“|”"),
        ('title: "某某\nsummary: y\n', (1, 8), "引号没有成对"),
        ('title: "某某\nsummary: "y"\nlevel: z\n', (1, 8), "引号没有成对"),
        ("title: '某某\n", (1, 8), "引号没有成对"),
        ('title: "某某" 之后\n', (1, 13), "引号后面还有文字"),
        ("title: it 'is'\nnote: 'it's'\n", (2, 11), "引号后面还有文字"),
        ("id: ab\n title: x\nsummary: y\n", (2, 7), "缩进不对"),
        ("place:\n  city: x\n district: y\nlevel: z\n", (3, 2), "缩进或引号不对"),
        ("how:\n  - 甲\n - 乙\n", (3, 2), "缩进或引号不对"),
        ("title: 某某: 副题\n", (1, 10), "多了一个冒号"),
        ("title: [甲, 乙\nlevel: x\n", (1, 8), "方括号"),
        ("place: {city: 甲市， level: 街道}\n", (1, 24), "逗号用半角"),
        ("place: {city: 甲市\n", (1, 8), "花括号"),
        ("title: {a: b,, c: d}\n", (1, 14), "多了逗号"),
        ("title: ]甲\n", (1, 8), "括号"),
        ('title: "C:\\User"\n', (1, 13), "反斜线"),
        ('title: "\\ud800"\n', (1, 11), "反斜线"),
        ("%YAML 9.9\n---\nid: ab\n", (1, 1), "指令"),
        ("%10\nid: ab\n", (1, 4), "“%”开头"),
        ("place: {city:,level: x}\n", (1, 13), "括号里的冒号"),
        ("id: ab\n---\nid: cd\n", (2, 1), "多出了一份"),
        ("id: ab\n...\nx\n", (3, 1), "多出了一份"),
        ("id: ab\n甲乙丙\nlevel: x\n", (3, 1), "缺冒号"),
        ("? [甲]\n: 乙\n", (1, 3), "字段名不能是列表"),
        ("id: ab\n\ufffe: c\n", (2, 1), "控制字符"),
    ],
)
def test_other_slips_are_told_in_chinese_at_their_place(text: str, at: tuple[int, int], says: str) -> None:
    issue = next(issue for issue in parse(text, "a.yml").issues if issue.code is Code.YAML_SYNTAX)
    assert (issue.location.line, issue.location.column) == at
    assert says in issue.message + issue.hint


@pytest.mark.parametrize("text", ["how: 收题\n  - 公布\n", "how:\n  - 收题\n    - 公布\n"])
def test_a_list_item_glued_to_the_text_above_is_noticed(text: str) -> None:
    ((_, _, message),) = told(text)
    assert "并进上一行" in message


def test_list_items_without_a_space_are_each_noticed() -> None:
    assert [(line, column) for line, column, _ in told("how:\n  -收题\n  -公布\n")] == [(2, 3), (3, 3)]


def test_negative_numbers_and_dashes_in_text_are_no_slips() -> None:
    assert parse("value: -5\nnote: 甲-乙\nhow:\n  - -3\n  - ——\n", "a.yml").issues == []


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null", ' ""', " ''", ' "  "', ' "　"', " # 无"])
def test_an_empty_value_is_an_error_at_its_key_and_the_key_is_not_called_missing(toy: Toy, nothing: str) -> None:
    toy.edit(CASE, "status: 进行中", f"status:{nothing}")
    issue = toy.only_issue()
    assert (issue.code, issue.location) == (Code.FIELD_EMPTY, toy.where(CASE, f"status:{nothing}"))


def test_an_empty_list_item_is_an_error(toy: Toy) -> None:
    toy.edit(CASE, "how: [登记, 公示, 兑换]", "how:\n      - 登记\n      -\n      - 兑换")
    assert toy.only_issue().code is Code.FIELD_EMPTY


def test_a_quoted_null_is_a_word() -> None:
    assert parse('note: "null"\n', "a.yml").data == {"note": "null"}


@pytest.mark.parametrize("text", ["sources: []\n", "sources:\n  -\n"])
def test_a_required_list_without_items_is_told_once(toy: Toy, text: str) -> None:
    content = toy.read("cases/ren-gui-lift.yml")
    start, end = content.index("sources:"), content.index("challenges:")
    toy.write("cases/ren-gui-lift.yml", content[:start] + text + content[end:])
    assert toy.only_issue().code is Code.FIELD_EMPTY


def test_a_duplicate_key_is_told_once_and_its_content_is_not_called_duplicate(toy: Toy) -> None:
    toy.edit(CASE, "level: 小区", "place: {province: 某省, city: 甲市, adcode: '990101'}\nlevel: 小区")
    assert toy.only_issue().code is Code.YAML_DUPLICATE_KEY


def test_the_same_key_in_two_list_items_is_no_duplicate() -> None:
    assert parse("a:\n  - {id: x}\n  - {id: x}\n", "a.yml").issues == []


def test_scalars_stay_the_text_they_are() -> None:
    text = "a: 2024-05-01\nb: yes\nc: 010\nd: 1.50\ne: 0x1F\nf: 12:30\n"
    assert parse(text, "a.yml").data == {
        "a": "2024-05-01",
        "b": "yes",
        "c": "010",
        "d": "1.50",
        "e": "0x1F",
        "f": "12:30",
    }


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, Code.YAML_ALIAS),
        ("a: *b\n", Code.YAML_ALIAS),
        ("<<: *b\n", Code.YAML_ALIAS),
        ("a: &a\n  b: *a\n", Code.YAML_ALIAS),
        ("a: !!python/object/apply:os.system [ls]\n", Code.YAML_TAG),
        ("!!python/object/new:os.system [ls]\n", Code.YAML_TAG),
        ("a: !!binary aGk=\n", Code.YAML_TAG),
        ("? !!str a\n: b\n", Code.YAML_TAG),
    ],
)
def test_anchors_aliases_and_tags_are_refused_and_nothing_is_built(text: str, code: Code) -> None:
    tree = parse(text, "a.yml")
    assert [issue.code for issue in tree.issues] == [code]
    assert tree.data is None


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: ", "a: [", "? "])
def test_ten_thousand_brackets_are_refused_without_a_recursion_error(opening: str) -> None:
    tree = parse(opening * 10_000, "a.yml")
    assert tree.data is None
    assert len(tree.issues) == 1
    assert tree.issues[0].code in (Code.YAML_TOO_DEEP, Code.YAML_SYNTAX)


def test_the_deepest_legal_nesting_is_read() -> None:
    text = "[" * MAX_DEPTH + "甲" + "]" * MAX_DEPTH
    assert parse(text, "a.yml").issues == []


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n", "---\n", "--- \n...\n"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    tree: Tree = parse(text, "a.yml")
    assert not tree.data
    assert all(issue.code is Code.NOT_A_MAPPING for issue in tree.issues)


def test_positions_count_from_the_line_the_text_begins_at() -> None:
    tree = parse("id: ab\nplace: {city: 甲市}\n", "a.md", first_line=2)
    assert tree.values[("place", "city")] == (3, 15)
    assert tree.keys[("place", "city")] == (3, 9)
    (issue,) = parse("title：甲\n", "a.md", first_line=2).issues
    assert (issue.location.line, issue.location.column) == (2, 6)


def test_field_names_come_from_the_model_and_use_its_aliases() -> None:
    assert {"title", "adcode", "prefLabel", "value_to", "asks"} <= field_names()
    assert "pref_label" not in field_names()
