"""Fields that are wrong: the message has the Chinese name, the place, and the way out."""

from __future__ import annotations

import pytest
from anliku.issues import Code, Location
from toy import Toy

CASE = "cases/jia-yi-shed.yml"
PRACTICE = "kb/practices/courtyard-meeting.md"


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "says"),
    [
        ("id: jia-yi-shed", "id: ../../etc/passwd", Code.FIELD_PATTERN, "../../etc", "小写字母"),
        ("id: jia-yi-shed", "id: Jia-Yi", Code.FIELD_PATTERN, "Jia-Yi", "小写字母"),
        ("id: jia-yi-shed", "id: 甲乙", Code.FIELD_PATTERN, "甲乙", "小写字母"),
        ("id: jia-yi-shed", "id: a", Code.FIELD_PATTERN, "a\n", "2 到 60"),
        ("id: jia-yi-shed", f"id: {'a' * 61}", Code.FIELD_PATTERN, "a" * 61, "2 到 60"),
        ("id: jia-yi-shed", 'id: "jia-yi-shed\\n"', Code.FIELD_PATTERN, '"jia-yi', "小写字母"),
        ("practice: points-exchange", "practice: ../points", Code.FIELD_PATTERN, "../points", "小写字母"),
        ("https://example.org/shed.html", "javascript:alert(1)", Code.FIELD_PATTERN, "javascript:", "https://"),
        ("https://example.org/shed.html", "//evil.example/", Code.FIELD_PATTERN, "//evil", "https://"),
        ("https://example.org/shed.html", "'https://x.example/\"onload=1'", Code.FIELD_PATTERN, "'https", "引号"),
        ('"990101"', '"9901"', Code.FIELD_PATTERN, '"9901"', "六位数字"),
        ('"990101"', '"９９０１０１"', Code.FIELD_PATTERN, '"９', "六位数字"),
        ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "abc", Code.FIELD_PATTERN, "abc", "64 位"),
        ('published: "2024-05"', "published: 2024年5月", Code.FIELD_DATE, "2024年5月", "未注年份"),
        ('published: "2024-05"', 'published: "２０２４"', Code.FIELD_DATE, '"２', "未注年份"),
        ('published: "2024-05"', 'published: "2024-13"', Code.FIELD_DATE, '"2024-13"', "未注年份"),
        ('published: "2024-05"', 'published: "2023-02-29"', Code.FIELD_DATE, '"2023-02-29"', "日历"),
        ('published: "2024-05"', 'published: "0000"', Code.FIELD_DATE, '"0000"', "日历"),
        ('retrieved: "2024-06-01"', "retrieved: 去年", Code.FIELD_DATE, "去年\n", "2024-05"),
        ('["2023-04"]', '["2023-00"]', Code.FIELD_DATE, '"2023-00"', "日期写法不对"),
        ("title_by: 编者拟题", "title_by: 编者", Code.FIELD_CHOICE, "编者\n", "是不是“编者拟题”"),
        ("status: 进行中", "status: {a: b}", Code.FIELD_CHOICE, "{a: b}", "可选：进行中、已完成、未知"),
        ("status: 进行中", "status: [甲]", Code.FIELD_CHOICE, "[甲]", "列表"),
        ("how: [登记, 公示, 兑换]", "how: {登记: 公示}", Code.FIELD_TYPE, "{登记", "不是下级字段"),
        ("what: 居民每周在车棚里", "what: [居民每周在车棚里]\n    x: ", Code.FIELD_TYPE, "[居民", "不是列表"),
        ('period: {start: "2022-03", end: "2023"}', "period: 2022 到 2023", Code.FIELD_TYPE, "2022 到", "不是一段文字"),
        ('period: {start: "2022-03", end: "2023"}', "period: {start: [甲]}", Code.FIELD_TYPE, "[甲]", "不是列表"),
        ("- {text: 原文没有写表决的办法。}", "- 原文没有写", Code.FIELD_TYPE, "原文没有写", "下级字段"),
        ('permission: "true"', "permission: 是", Code.FIELD_TYPE, "是, secrecy", "true 或 false"),
        ('value: "480"', "value: 四百八十", Code.FIELD_NUMBER, "四百八十", "只写数字"),
        ('value: "480"', "value: NaN", Code.FIELD_NUMBER, "NaN", "只写数字"),
        ('value: "480"', "value: Infinity", Code.FIELD_NUMBER, "Infinity", "只写数字"),
        ('value: "480"', "value: 1e999999999", Code.FIELD_NUMBER, "1e9", "太长"),
        ('value: "480"', "value: 0.0000000001", Code.FIELD_NUMBER, "0.000", "太长"),
        ('value: "480"', "value: [1]", Code.FIELD_NUMBER, "[1]", "列表"),
        ("qualifier: 余", "qualifier: 大约", Code.FIELD_CHOICE, "大约", "可选：约"),
        ("author: 张某、李某", f"author: {'张' * 61}", Code.FIELD_LENGTH, "张张" * 30, "作者"),
        ("网格员收题,", f"{'题' * 4001},", Code.FIELD_LENGTH, "题" * 4001, "怎么做"),
        ("level: 小区\n", "level: 小区\n标题: 甲\n", Code.FIELD_UNKNOWN, "标题", "“title: …”"),
        ("level: 小区\n", "level: 小区\nconstructor: 甲\n", Code.FIELD_UNKNOWN, "constructor", "这里可以写"),
        ("level: 小区\n", 'level: 小区\n"x\\ny": 甲\n', Code.FIELD_UNKNOWN, '"x', "x y"),
        ("scope: 丙街道,", "scop: 丙街道,", Code.FIELD_UNKNOWN, "scop:", "是不是“scope”"),
        ("{text: 去年4月,", "{text: 去年4月, candidate: 甲,", Code.FIELD_UNKNOWN, "candidate:", "是不是“candidates”"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_a_case(toy: Toy, old: str, new: str, code: Code, at: str, says: str) -> None:
    toy.edit(CASE, old, new)
    issues = [issue for issue in toy.issues() if "“x”" not in issue.message]
    assert [(issue.code, issue.location) for issue in issues] == [(code, toy.where(CASE, at))]
    assert says in issues[0].message + issues[0].hint


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("id: courtyard-meeting", "id: ../courtyard", Code.FIELD_PATTERN, "../courtyard"),
        ("topics: [consultation]", "topics: consultation", Code.FIELD_TYPE, "consultation\n"),
        ("kind: 协商平台", "kind: 平台", Code.FIELD_CHOICE, "平台\n"),
        ("kind: 协商平台", "kind: 协商平台\nbody: 正文", Code.FIELD_UNKNOWN, "body"),
        ("kind: 协商平台", "kind: 协商平台\npref_label: 甲", Code.FIELD_UNKNOWN, "pref_label"),
        ("kind: 协商平台", "kind：平台", Code.YAML_SYNTAX, "：平台"),
        ("先议一件", "先" * 20_001 + "议一件", Code.FIELD_LENGTH, "## 怎样开好第一次"),
    ],
)
def test_a_wrong_field_of_a_concept_counts_lines_from_the_top_of_its_file(
    toy: Toy, old: str, new: str, code: Code, at: str
) -> None:
    toy.edit(PRACTICE, old, new)
    assert (code, toy.where(PRACTICE, at)) in {(issue.code, issue.location) for issue in toy.issues()}


@pytest.mark.parametrize("order", ["0", "100", "一", "1.5", "9" * 5000])
def test_the_order_of_a_topic_is_a_small_number(toy: Toy, order: str) -> None:
    toy.edit("kb/topics/consultation.md", "order: 1", f"order: {order}")
    assert toy.only_issue().code is Code.FIELD_NUMBER


def test_a_missing_field_names_itself_and_stands_at_what_lacks_it(toy: Toy) -> None:
    toy.edit(CASE, "    evidence: 媒体\n    started", "    started")
    issue = toy.only_issue()
    assert issue.code is Code.FIELD_MISSING
    assert issue.location == toy.where(CASE, "id: shed-talks")
    assert "“evidence”（证据类型）" in issue.message


def test_one_bad_item_does_not_make_its_list_too_short(toy: Toy) -> None:
    toy.edit("cases/ren-gui-lift.yml", "kind: 访谈", "kind: 谈话")
    assert toy.only_issue().code is Code.FIELD_CHOICE


def test_all_wrong_fields_of_a_record_come_at_once(toy: Toy) -> None:
    toy.edit(CASE, "status: 进行中", "status: 不明")
    toy.edit(CASE, 'value: "480"', "value: 许多")
    toy.edit(CASE, '"990101"', "甲")
    assert len(toy.issues()) == 3


@pytest.mark.parametrize("kind", ["metrics", "families", "terms", "tombstones"])
@pytest.mark.parametrize(
    "text", ["id: ab\n", "甲\n", "", "- 甲\n", "- [甲]\n", "- {}\n", "-\n", "- id:\n", "[[[[", "：\n"]
)
def test_a_table_that_is_no_list_of_records_gives_issues_about_that_table_alone(toy: Toy, kind: str, text: str) -> None:
    toy.write(f"kb/{kind}.yml", text)
    issues = toy.issues()
    assert issues
    assert {issue.location.file for issue in issues} == {f"kb/{kind}.yml"}


def test_a_bad_row_of_a_table_does_not_make_its_id_unknown(toy: Toy) -> None:
    toy.edit(
        "kb/metrics.yml",
        "id: households, prefLabel: 户数, dimension: 户数",
        "id: households, prefLabel: 户数, dimension: 户",
    )
    issue = toy.only_issue()
    assert (issue.code, issue.location) == (Code.FIELD_CHOICE, toy.where("kb/metrics.yml", "户, units: [户]"))


def test_a_removed_record_has_a_full_date(toy: Toy) -> None:
    toy.edit("kb/tombstones.yml", '"2024-01-15"', '"2024-01"')
    assert (toy.only_issue().code, toy.only_issue().hint) == (Code.FIELD_DATE, "写到日，如 2024-05-01")


@pytest.mark.parametrize("text", ["# 没有字段\n", "", "\n---\nid: ab\n---\n", "---\nid: ab\n"])
def test_a_concept_without_complete_front_matter_is_told_so(toy: Toy, text: str) -> None:
    toy.write("kb/challenges/stairs.md", text)
    assert toy.only_issue().code is Code.FRONT_MATTER_MISSING


def test_front_matter_that_is_never_closed_is_told_apart(toy: Toy) -> None:
    toy.edit("kb/challenges/stairs.md", "怎么办]\n---", "怎么办]")
    assert "没有结束" in toy.only_issue().message


def test_a_concept_with_empty_front_matter_points_below_the_first_line(toy: Toy) -> None:
    toy.write("kb/challenges/stairs.md", "---\n---\n正文\n")
    assert toy.only_issue().location == Location("kb/challenges/stairs.md", 2, 1)
    assert toy.only_issue().code is Code.NOT_A_MAPPING


@pytest.mark.parametrize("text", ["- 甲\n- 乙\n", "甲乙\n", '"甲"\n', "null\n", "# 只有说明\n", ""])
def test_a_case_that_is_no_mapping_is_told_so(toy: Toy, text: str) -> None:
    toy.write(CASE, text)
    assert toy.only_issue().code is Code.NOT_A_MAPPING
