"""Every code has a bad file that produces it, alone and at the right place, and a line in the docs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from anliku.issues import Code, Issue, IssuesError, Location, Severity
from toy import LIBRARY, Toy

DOCS = Path(__file__).parent.parent / "docs" / "issues.md"

CASE = "cases/jia-yi-shed.yml"
CANTEEN = "cases/jia-wu-canteen.yml"
LIFT = "cases/ren-gui-lift.yml"
PRACTICE = "kb/practices/courtyard-meeting.md"
POINTS = "kb/practices/points-exchange.md"
PARKING = "kb/challenges/parking.md"


@dataclass(frozen=True)
class Bad:
    """How to spoil the toy library, and where the issue must then stand.

    Attributes:
        spoil: changes the library.
        file: the file the issue is in.
        at: the text the issue points at, a line and column, or "" for the whole file.
        says: a part of the message or hint.
    """

    spoil: Callable[[Toy], object]
    file: str
    at: str | tuple[int, int]
    says: str


def edited(file: str, old: str, new: str, at: str | tuple[int, int], says: str) -> Bad:
    return Bad(lambda toy: toy.edit(file, old, new), file, at, says)


def _symlink(toy: Toy) -> None:
    toy.path(CASE).rename(toy.root / "elsewhere.yml")
    toy.path(CASE).symlink_to(toy.root / "elsewhere.yml")


def _grow(toy: Toy) -> None:
    with toy.path(CASE).open("r+b") as file:
        file.truncate(50_000_000)


def _no_cases(toy: Toy) -> None:
    for path in (toy.root / "cases").iterdir():
        path.unlink()


BAD: dict[Code, Bad] = {
    Code.FILE_UNREADABLE: Bad(_symlink, CASE, "", "链接"),
    Code.FILE_TOO_LARGE: Bad(_grow, CASE, "", "50.0 MB"),
    Code.FILE_NOT_UTF8: Bad(lambda toy: toy.write(CASE, toy.read(CASE).encode("gb18030")), CASE, (2, 8), "UTF-8"),
    Code.YAML_SYNTAX: edited(CASE, "level: 小区", "level：小区", "：小区\n", "全角冒号"),
    Code.YAML_ALIAS: edited(CASE, "level: 小区", "level: &x 小区", "&x", "锚点"),
    Code.YAML_TAG: edited(CASE, "level: 小区", "level: !!python/object:os.system 小区", "!!python", "标签"),
    Code.YAML_DUPLICATE_KEY: edited(CASE, "level: 小区\n", "level: 小区\nlevel: 街道\n", "level: 街道", "第 12 行"),
    Code.NOT_A_MAPPING: Bad(lambda toy: toy.write(CASE, "- 甲\n- 乙\n"), CASE, (1, 1), "字段: 内容"),
    Code.YAML_TOO_DEEP: Bad(lambda toy: toy.write(CASE, "how: " + "[" * 10_000), CASE, (1, 18), "嵌套太深"),
    Code.FRONT_MATTER_MISSING: Bad(lambda toy: toy.write(PARKING, "# 停车难\n"), PARKING, (1, 1), "---"),
    Code.NO_CASES: Bad(_no_cases, "cases", "", "anliku new"),
    Code.STRAY_FILE: Bad(lambda toy: toy.write("cases/new.yaml", "id: new\n"), "cases/new.yaml", "", ".yml"),
    Code.FIELD_MISSING: edited(CASE, "status: 进行中\n", "", (1, 1), "“status”（状态）"),
    Code.FIELD_UNKNOWN: edited(CASE, "status: 进行中", "status: 进行中\nsumary: 甲", "sumary", "是不是“summary”"),
    Code.FIELD_TYPE: edited(CASE, "how: [登记, 公示, 兑换]", "how: 登记", "登记\n", "列表"),
    Code.FIELD_PATTERN: edited(CASE, '"990101"', '"九九"', '"九九"', "六位数字"),
    Code.FIELD_CHOICE: edited(CASE, "status: 进行中", "status: 进行", "进行\n", "是不是“进行中”"),
    Code.FIELD_EMPTY: edited(CASE, "level: 小区", "level:", "level:", "没有内容"),
    Code.FIELD_LENGTH: edited(CASE, "author: 张某、李某", f"author: {'张' * 61}", "张张" * 30, "最多 60"),
    Code.FIELD_NUMBER: edited(CASE, 'value: "480"', "value: 约480", "约480", "qualifier"),
    Code.FIELD_INVALID: Bad(
        lambda toy: toy.write(CASE, toy.read(CASE) + "".join(f"x{n}: 甲\n" for n in range(300))),
        CASE,
        (1, 1),
        "前 200 处",
    ),
    Code.FIELD_DATE: edited(CASE, '"2024-06-01"\nsources', '"2024-02-30"\nsources', '"2024-02-30"', "日历"),
    Code.UNKNOWN_ID: edited(
        CASE, "practice: courtyard-meeting", "practice: courtyard-meting", "courtyard-meting", "（院坝会）"
    ),
    Code.ID_NOT_FILE_NAME: edited(LIFT, "id: ren-gui-lift", "id: ren-gui-hall", "ren-gui-hall", "文件名"),
    Code.DUPLICATE_ID: edited(CASE, "id: point-shop", "id: shed-talks # 二", "shed-talks # 二", "两次"),
    Code.DUPLICATE_LABEL: edited(POINTS, "prefLabel: 积分兑换", "prefLabel: 院坝会", "院坝会", PRACTICE),
    Code.ALIAS_CLAIMED_TWICE: edited(POINTS, "[文明积分]", "[坝坝会]", "坝坝会", "院坝会"),
    Code.ORPHAN_CONCEPT: Bad(
        lambda toy: toy.write(
            "kb/practices/lonely.md",
            toy.read(POINTS).replace("points-exchange", "lonely").replace("积分", "独行"),
        ),
        "kb/practices/lonely.md",
        "lonely",
        "related",
    ),
    Code.BROKEN_LINK: edited(
        PRACTICE, "../challenges/parking.md", "../challenges/parkin.md", "../challenges/parkin.md", "没有对应"
    ),
    Code.EMPTY_SECTION: edited(PRACTICE, "## 常见的问法\n", "## 常见的问法\n\n## 末节\n", "## 常见的问法", "没有内容"),
    Code.UNKNOWN_SOURCE: edited(CASE, "source: s1, at: 三(一)", "source: s9, at: 三(一)", "s9", "本案例已有：s1"),
    Code.UNIT_MISMATCH: edited(CASE, "unit: 户", "unit: 亩", "亩", "可用单位：户"),
    Code.FIGURE_WITHOUT_SCOPE: edited(
        CASE,
        "as_of: 未注年份, source: s1, at: 一(一)",
        "source: s1, at: 一(一)",
        "{id: f-households",
        "as_of: 未注年份",
    ),
    Code.UNKNOWN_SITE: edited(CANTEEN, "site: geng, source", "site: gen, source", "gen, source", "点位"),
    Code.RELATION_CYCLE: edited(
        "kb/practices/elder-canteen.md", "answers:", "broader: [elder-canteen]\nanswers:", "[elder-canteen]", "绕一圈"
    ),
    Code.UNSAFE_LINK: edited(PRACTICE, "../challenges/parking.md", "javascript:alert(1)", "javascript:", "http"),
    Code.HTML_IN_TEXT: edited(CASE, "title: 丙街道", "title: <b>丙街道", "<b>丙街道", "不会执行"),
    Code.PUNCTUATION: edited(CASE, "每周商量一件事，先后", "每周商量一件事,先后", "丙街道的一处", "全角"),
    Code.LOCATOR_MISSING: edited(CASE, ", source: s1, at: 三(二)}", "}", "{text: 每周一次", "by: 编者提示"),
    Code.ID_REUSED: edited(CANTEEN, "[wu-canteen]", "[jia-yi-shed]", "jia-yi-shed]", "另一条记录"),
    Code.DATE_ORDER: edited(CASE, 'end: "2023"', 'end: "2021"', '"2021"', "早于"),
    Code.CONTROL_CHARACTER: edited(CASE, "title: 丙街道", "title: 丙\u200b街道", "\u200b", "U+200B"),
    Code.RESERVED_ID: edited(CANTEEN, "[wu-canteen]", "[index-2]", "index-2]", "目录页"),
}


@pytest.mark.parametrize("code", BAD, ids=[code.value for code in BAD])
def test_a_bad_file_gives_its_code_at_its_place_and_nothing_else(toy: Toy, code: Code) -> None:
    bad = BAD[code]
    bad.spoil(toy)
    issues = toy.issues()
    found = [issue for issue in issues if issue.code is code]
    assert found, "\n".join(map(str, issues))
    if isinstance(bad.at, str):
        expected = toy.where(bad.file, bad.at) if bad.at else Location(bad.file)
    else:
        expected = Location(bad.file, *bad.at)
    assert [issue.location for issue in found] == [expected]
    assert bad.says in found[0].message + found[0].hint
    others = {issue.code for issue in issues} - {code}
    # Three hundred unknown fields are also reported one by one, up to the limit.
    assert others == ({Code.FIELD_UNKNOWN} if code is Code.FIELD_INVALID else set())


def test_every_code_has_a_bad_file() -> None:
    assert set(BAD) == set(Code)


def test_the_docs_explain_every_code_with_a_bad_and_a_good_example() -> None:
    rows = re.findall(
        r"^\| `([A-Z]\d{3})` \| (.+?) \| (.+?) \| (.+?) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [row[0] for row in rows] == [code.value for code in Code]
    assert all(cell.strip() for row in rows for cell in row)


def test_the_docs_say_which_codes_are_only_warnings() -> None:
    text = DOCS.read_text(encoding="utf-8")
    marked = set(re.findall(r"^\| `([A-Z]\d{3})` \| （提醒）", text, re.MULTILINE))
    assert marked == {Code.HTML_IN_TEXT.value, Code.PUNCTUATION.value}


def test_only_html_and_punctuation_are_warnings(toy: Toy) -> None:
    for code in (Code.HTML_IN_TEXT, Code.PUNCTUATION):
        BAD[code].spoil(toy)
    assert {(issue.code, issue.severity) for issue in toy.issues()} == {
        (Code.HTML_IN_TEXT, Severity.WARNING),
        (Code.PUNCTUATION, Severity.WARNING),
    }


@pytest.mark.parametrize("code", BAD, ids=[code.value for code in BAD])
def test_messages_are_chinese_on_one_line_and_say_what_to_do(toy: Toy, code: Code) -> None:
    BAD[code].spoil(toy)
    for issue in toy.issues():
        assert re.search(r"[\u4e00-\u9fff]", issue.message)
        assert issue.hint
        assert str(issue).isprintable()
        # Words of pydantic, libyaml and Python; ids and field names of our own are no such words.
        assert not re.search(r"\b(expected|found|Error|error|input|should|valid|mapping|value_error)\b", str(issue))


def test_the_toy_library_has_no_issues_not_even_warnings(toy: Toy) -> None:
    assert toy.issues() == ()
    assert toy.root != LIBRARY


def test_all_problems_of_all_files_come_at_once(toy: Toy) -> None:
    for code in (Code.FIELD_CHOICE, Code.FIELD_NUMBER, Code.UNKNOWN_SITE, Code.DUPLICATE_LABEL, Code.YAML_SYNTAX):
        BAD[code].spoil(toy)
    assert set(toy.codes()) == {
        Code.FIELD_CHOICE,
        Code.FIELD_NUMBER,
        Code.UNKNOWN_SITE,
        Code.DUPLICATE_LABEL,
        Code.YAML_SYNTAX,
    }


def test_a_location_prints_like_a_compiler_message() -> None:
    issue = Issue(Location("cases/a.yml", 12, 3), Code.UNKNOWN_ID, "未知专题“敏杰”", "是否指“敏捷”？")
    assert str(issue) == "cases/a.yml:12:3: V001 未知专题“敏杰” → 是否指“敏捷”？"
    assert str(Issue(Location("cases"), Code.NO_CASES, "没有")) == "cases: L011 没有"
    assert "（提醒）" in str(Issue(Location("a"), Code.PUNCTUATION, "全角", severity=Severity.WARNING))


def test_what_an_issue_quotes_cannot_break_its_line_or_the_terminal() -> None:
    issue = Issue(Location("a.yml"), Code.FIELD_UNKNOWN, "没有“x\ny\x1b[31m\u202e\u3000”", "改\r\n好")
    assert str(issue) == "a.yml: M002 没有“x y�[31m� ” → 改  好"


def test_an_issue_as_json_has_the_published_keys() -> None:
    issue = Issue(Location("cases/a.yml", 12, 3), Code.UNKNOWN_ID, "未知", "改")
    assert issue.as_json() == {
        "file": "cases/a.yml",
        "line": 12,
        "column": 3,
        "code": "V001",
        "severity": "error",
        "message": "未知",
        "hint": "改",
    }


def test_an_issues_error_sorts_its_issues_and_drops_repeats() -> None:
    late, early = (Issue(Location("a.yml", line), Code.YAML_SYNTAX, "错") for line in (2, 1))
    assert IssuesError([late, early, late]).issues == (early, late)
