"""Ids and labels: one of each."""

from __future__ import annotations

import pytest
from anliku.issues import Code
from toy import Toy

CASE = "cases/jia-yi-shed.yml"
CANTEEN = "cases/jia-wu-canteen.yml"
LIFT = "cases/ren-gui-lift.yml"
PRACTICE = "kb/practices/courtyard-meeting.md"
POINTS = "kb/practices/points-exchange.md"


def test_two_cases_with_one_id_are_told_apart_by_their_files(toy: Toy) -> None:
    toy.write("cases/second.yml", toy.read(CASE))
    issues = {issue.code: issue for issue in toy.issues()}
    assert set(issues) == {Code.DUPLICATE_ID, Code.ID_NOT_FILE_NAME}
    assert issues[Code.DUPLICATE_ID].location == toy.where("cases/second.yml", "jia-yi-shed")
    assert f"{CASE}:1:5" in issues[Code.DUPLICATE_ID].message


@pytest.mark.parametrize(
    ("table", "first"), [("metrics", "resident-population"), ("families", "participation"), ("terms", "grid-worker")]
)
def test_two_rows_with_one_id_are_reported(toy: Toy, table: str, first: str) -> None:
    text = toy.read(f"kb/{table}.yml")
    row = text.splitlines()[0].replace("网格", "格子")
    toy.write(f"kb/{table}.yml", text + row + "\n")
    issue = toy.only_issue()
    assert issue.code is Code.DUPLICATE_ID
    assert issue.location.line == len(text.splitlines()) + 1
    assert first in issue.message


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CANTEEN, "{id: s2,", "{id: s1,"),
        (CANTEEN, "{id: geng,", "{id: ji,"),
        (CANTEEN, "id: meal-runs", "id: canteen"),
        (CASE, "id: f-households", "id: f-residents"),
        (CASE, "id: f-meetings", "id: f-residents"),
    ],
)
def test_parts_of_a_case_have_ids_of_their_own(toy: Toy, file: str, old: str, new: str) -> None:
    toy.edit(file, old, new)
    assert Code.DUPLICATE_ID in toy.codes()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (LIFT, "id: ren-gui-lift", "id: ren-gui-lift\nrenamed_from: [ren-gui-lift]", "就是它现在的编号"),
        (LIFT, "id: ren-gui-lift", "id: ren-gui-lift\nrenamed_from: [jia-yi-shed]", "另一条记录的编号"),
        (LIFT, "id: ren-gui-lift", "id: ren-gui-lift\nrenamed_from: [wu-canteen]", "已是“jia-wu-canteen”的曾用编号"),
        (POINTS, "kind: 工作机制", "kind: 工作机制\nrenamed_from: [old-banquet]", "已移除的记录"),
        ("kb/tombstones.yml", "id: old-banquet", "id: points-exchange", "已移除的记录"),
        ("kb/tombstones.yml", "kind: practice, id: old-banquet", "kind: topic, id: elder-care", "已移除的记录"),
    ],
)  # fmt: skip
def test_an_id_that_was_given_up_does_not_come_back(toy: Toy, file: str, old: str, new: str, says: str) -> None:
    toy.edit(file, old, new)
    issues = [issue for issue in toy.issues() if issue.code is Code.ID_REUSED]
    assert len(issues) == 1
    assert says in issues[0].message


def test_the_same_id_may_be_used_by_records_of_different_kinds(toy: Toy) -> None:
    toy.edit("kb/tombstones.yml", "kind: practice, id: old-banquet", "kind: practice, id: parking")
    assert toy.issues() == ()


@pytest.mark.parametrize("label", ["院坝会", "“院坝会”", "院 坝 会", "院壩會"])
def test_two_spellings_of_one_label_are_one_label(toy: Toy, label: str) -> None:
    toy.edit(POINTS, "prefLabel: 积分兑换", f"prefLabel: {label}")
    assert toy.only_issue().code is Code.DUPLICATE_LABEL


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[文明积分]", "[院坝会]", "已属于 kb/practices/courtyard-meeting.md（院坝会）"),
        ("[文明积分]", "[坝坝议事]", "已属于"),
        ("[文明积分]", "[停车难]", "kb/challenges/parking.md"),
        ("[文明积分]", "[积分兑换]", "就是本概念的名称"),
    ],
)
def test_an_alias_means_one_concept_across_all_kinds(toy: Toy, old: str, new: str, says: str) -> None:
    toy.edit(POINTS, old, new)
    issue = toy.only_issue()
    assert issue.code is Code.ALIAS_CLAIMED_TWICE
    assert says in issue.message


def test_two_terms_of_one_name_are_reported(toy: Toy) -> None:
    toy.edit("kb/terms.yml", "prefLabel: 楼栋长", "prefLabel: 网格管理员")
    assert toy.only_issue().code is Code.DUPLICATE_LABEL
