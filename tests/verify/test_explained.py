from __future__ import annotations

from pathlib import Path

import pytest
from anliku.verify import Kind
from verify.desk import CASE, Desk, lay_desk


@pytest.fixture(name="desk")
def _desk(toy_root: Path, tmp_path: Path) -> Desk:
    return lay_desk(toy_root, tmp_path / "originals")


def test_a_number_can_be_explained(desk: Desk):
    desk.plant(original=("更换雨棚3处", "更换雨棚3处、修路灯47盏"))
    desk.explain("explained:\n  - {number: 47盏, reason: 与议事无关}\n")
    assert desk.findings() == []
    assert desk.report().explained == (("47盏", "与议事无关"),)


def test_only_the_place_that_is_named_is_explained(desk: Desk):
    desk.plant(original=("更换雨棚3处", "更换雨棚3处、修路灯47盏\n栽树47棵"))
    desk.explain("explained:\n  - {number: 47, near: 栽树, reason: 另一件事}\n")
    assert desk.only(Kind.NUMBER_NOT_CARRIED).text == "47盏"


def test_a_figure_can_be_explained(desk: Desk):
    desk.plant(case=('value: "1500"', 'value: "1550"'))
    desk.explain("explained:\n  - {number: 1550, reason: 编辑部更正过}\n  - {number: 1500户, reason: 已更正}\n")
    assert desk.findings() == []


def test_a_term_can_be_explained(desk: Desk):
    desk.plant(case=("name: 巧手维修队", "name: 师傅"))
    desk.explain("explained:\n  - {term: “巧手维修队”, reason: 只提了名字}\n")
    assert desk.findings() == []


def test_fixed_wording_can_be_explained_and_is_never_unused(desk: Desk):
    desk.plant(case=("从前开会没有人来。", "老邻居愿意坐下来把话一句一句讲清楚。"))
    desk.explain("explained:\n  - {text: 老邻居愿意坐下来，把话一句一句讲清楚, reason: 当地的约定原文}\n")
    assert desk.findings() == []
    desk.lay()
    assert desk.findings() == []


def test_a_source_without_original_can_be_explained(desk: Desk):
    desk.lay(case=CASE.replace("    sha256: SHA256\n", ""))
    desk.explain("explained:\n  - {source: s1, reason: 访谈，没有文字稿}\n")
    assert desk.findings() == []


def test_an_explanation_of_nothing_is_a_finding(desk: Desk):
    desk.explain("explained:\n  - {number: 47盏, reason: 与议事无关}\n")
    assert desk.only(Kind.EXPLANATION_UNUSED).original == "jia-yi-shed.verify.yml"


@pytest.mark.parametrize(
    "content",
    [
        "explained:\n  - {number: 47盏}\n",
        "explained:\n  - {number: 47盏, term: 盏, reason: 两样}\n",
        "explained:\n  - {reason: 没有说什么}\n",
        "说明: []\n",
        "explained：[]\n",
        "",
    ],
)
def test_an_explanation_that_cannot_be_read_says_so(desk: Desk, content: str):
    desk.explain(content)
    findings = desk.findings()
    assert findings
    assert {finding.kind for finding in findings} == {Kind.EXPLANATION_INVALID}
    assert all(finding.original == "jia-yi-shed.verify.yml" for finding in findings)
