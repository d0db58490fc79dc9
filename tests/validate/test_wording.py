"""Text fields: code in them is text, punctuation is Chinese, claims have a place; figures have an owner."""

from __future__ import annotations

import pytest
from anliku.issues import Code, Severity
from anliku.load import load
from toy import LIBRARY, Toy

CASE = "cases/jia-yi-shed.yml"
CASES = [CASE, "cases/jia-wu-canteen.yml", "cases/ren-gui-lift.yml"]
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "</p>",
    "[看](JavaScript :x)",
]
FREE = ("title", "summary", "province", "what", "note", "text", "role", "scope", "label", "name", "local_name", "publisher",
        "author", "series", "author_note", "term", "outcome", "issuer", "number", "at", "unit", "also", "how", "unknowns", "by", "city")  # fmt: skip


def _text_fields() -> list[tuple[str, int, int, str]]:
    """File, line, column and text of every plain text value of the toy cases, whatever its field."""
    fields = []
    for loaded in load(LIBRARY).cases:
        for path, (line, column) in loaded.origin.tree.values.items():
            name = next((step for step in reversed(path) if isinstance(step, str)), "")
            data = loaded.origin.tree.data
            for step in path:
                data = data[step]
            if isinstance(data, str) and name in FREE and not (name == "by" and path[0] == "transfer"):
                fields.append((loaded.file, line, column, data))
    return fields


@pytest.mark.parametrize("attack", ATTACKS)
def test_code_in_any_text_field_is_a_warning_and_never_a_crash(toy: Toy, attack: str) -> None:
    for file in CASES:
        lines = toy.read(file).split("\n")
        for name, line, column, text in reversed(_text_fields()):
            if name != file:
                continue
            before, written = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
            old = next(old for old in (text, f'"{text}"') if written.startswith(old))
            # Few characters, so that the attack fits the shortest field (a unit).
            lines[line - 1] = f"{before}'{attack[:20]}'{written.removeprefix(old)}"
        toy.write(file, "\n".join(lines))
    found = [issue for issue in toy.issues() if issue.code is Code.HTML_IN_TEXT]
    assert {issue.severity for issue in found} == {Severity.WARNING}
    assert len(found) == len(_text_fields())


@pytest.mark.parametrize(
    "text",
    ["<b>甲</b>", "< script>甲", "</div", "<!-- 甲 -->", "vbscript:甲", "data: text/html", "<svg/onload=甲>", "< / a>"],
)
def test_forms_of_code_are_recognised(toy: Toy, text: str) -> None:
    toy.edit(CASE, "note: 当地的口号。", f"note: '{text}'")
    assert toy.only_issue().code is Code.HTML_IN_TEXT
    assert toy.only_issue().location == toy.where(CASE, f"'{text}'")


@pytest.mark.parametrize("text", ["甲 < 乙", "3<5", "<甲乙>", "1 <2> 3", "JavaScript 语言"])
def test_what_merely_looks_like_code_is_left_alone(toy: Toy, text: str) -> None:
    toy.edit(CASE, "note: 当地的口号。", f"note: '{text}'")
    assert toy.issues() == ()


def test_code_in_the_prose_of_a_concept_is_a_warning_at_its_line(toy: Toy) -> None:
    file = "kb/challenges/parking.md"
    toy.edit(file, "先数清", "先<b>数清")
    assert (toy.only_issue().code, toy.only_issue().location) == (Code.HTML_IN_TEXT, toy.where(file, "<b>"))
    toy.edit(file, "先<b>数清", "先`<b>`数清，见 <https://example.org/>，再")
    assert toy.issues() == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("商量一件事,先后", True), ("真的?", True), ('说"好"字', True), ("２０２４年", True), ("甲;乙", True),
        ("商量一件事，先后", False), ("1,500人", False), ("说“好”字", False), ("2024年", False), ("A:B", False), ("12:30 开会", False),
    ],
)  # fmt: skip
def test_chinese_punctuation_is_full_width_and_digits_are_not(toy: Toy, text: str, wrong: bool) -> None:
    toy.edit(CASE, "note: 当地的口号。", f"note: '{text}'")
    assert toy.codes() == [Code.PUNCTUATION] * wrong


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (", source: s1, at: 三(二)}", "}", True),
        (", source: s1, at: 三(二)}", ", source: s1}", True),
        ("by: 原文, practices: [shed-talks], source: s1, at: 三(二)}", "by: 编者提示}", False),
        ("{text: 原文没有写表决的办法。}", "{text: 原文没有写表决的办法。, source: s1}", True),
        ("{text: 原文没有写表决的办法。}", "{text: 原文没有写表决的办法。, at: 二}", True),
        ("{text: 原文没有写表决的办法。}", "{text: 原文没有写表决的办法。, source: s1, at: 二}", False),
    ],
)
def test_what_a_source_is_said_to_say_has_its_place(toy: Toy, old: str, new: str, wrong: bool) -> None:
    toy.edit(CASE, old, new)
    assert toy.codes() == [Code.LOCATOR_MISSING] * wrong


def test_a_figure_lacks_an_owner_and_a_time_separately(toy: Toy) -> None:
    toy.edit(CASE, "scope: 车棚所在小区, as_of: 未注年份, source: s1, at: 一(一)", "source: s1, at: 一(一)")
    issues = toy.issues()
    assert [issue.code for issue in issues] == [Code.FIGURE_WITHOUT_SCOPE] * 2
    assert all("480户" in issue.message for issue in issues)


@pytest.mark.parametrize(
    ("unit", "wrong"), [("户", False), ("万户", False), ("亿户", False), ("人", True), ("户次", True), ("万", True)]
)
def test_a_unit_fits_its_metric(toy: Toy, unit: str, wrong: bool) -> None:
    toy.edit(CASE, 'value: "480", unit: 户', f'value: "480", unit: {unit}')
    assert toy.codes() == [Code.UNIT_MISMATCH] * wrong
