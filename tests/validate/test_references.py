"""Ids that lead nowhere, with the nearest one that does; labels in place of ids; orphans and circles."""

from __future__ import annotations

import pytest
from anliku.issues import Code
from toy import Toy

CASE = "cases/jia-yi-shed.yml"
CANTEEN = "cases/jia-wu-canteen.yml"
PRACTICE = "kb/practices/courtyard-meeting.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "hint"),
    [
        (CASE, "practice: points-exchange", "practice: point-exchange", "未知做法“point-exchange”", "“points-exchange”（积分兑换）"),
        (CASE, "[parking, low-participation]", "[parkin, low-participation]", "未知难题“parkin”", "“parking”（停车难）"),
        (CASE, "challenge: parking", "challenge: car-parking", "未知难题“car-parking”", "“parking”（停车难）"),
        (CASE, "metric: meetings-held", "metric: meeting-held", "未知指标“meeting-held”", "“meetings-held”（议事次数）"),
        (CASE, "by: 编者提示, practices: [shed-talks]", "by: 编者提示, practices: [shed-talk]", "未知本案例的做法“shed-talk”", "“shed-talks”"),
        (CASE, "by: 编者提示, practices: [shed-talks]", "by: 编者提示, practices: [zzz]", "未知本案例的做法“zzz”", "本案例已有：shed-talks、point-shop"),
        (CASE, "practice: points-exchange", "practice: zzzzzz", "未知做法“zzzzzz”", "anliku list"),
        (CANTEEN, "case: jia-yi-shed", "case: jia-yi-sheds", "未知案例“jia-yi-sheds”", "“jia-yi-shed”"),
        (CANTEEN, "name: 丙街道的议事棚, practice: courtyard-meeting", "name: 丙街道的议事棚, practice: courtyard", "未知做法“courtyard”", "（院坝会）"),
        (PRACTICE, "topics: [consultation]", "topics: [consult]", "未知专题“consult”", "（协商议事）"),
        (PRACTICE, "related: [points-exchange]", "related: [points]", "未知做法“points”", "（积分兑换）"),
        (PRACTICE, "{practice: points-exchange", "{practice: points-exchang", "未知做法“points-exchang”", "（积分兑换）"),
        ("kb/challenges/parking.md", "family: facilities", "family: facility", "未知难题类别“facility”", "（设施与出行）"),
        ("kb/challenges/elder-meals.md", "related: [stairs]", "related: [stair]", "未知难题“stair”", "（老人上下楼难）"),
        ("kb/topics/elder-care.md", "related: [consultation]", "broader: [consultations]", "未知专题“consultations”", "（协商议事）"),
        ("kb/terms.yml", "practices: [courtyard-meeting]", "practices: [courtyard-meet]", "未知做法“courtyard-meet”", "（院坝会）"),
        ("kb/tombstones.yml", "see: courtyard-meeting", "see: courtyard-meet", "未知做法“courtyard-meet”", "（院坝会）"),
    ],
)  # fmt: skip
def test_an_unknown_id_is_answered_with_the_nearest_known_one(
    toy: Toy, file: str, old: str, new: str, message: str, hint: str
) -> None:
    toy.edit(file, old, new)
    issues = [issue for issue in toy.issues() if issue.code is Code.UNKNOWN_ID]
    assert [(issue.location.file, issue.message) for issue in issues] == [(file, message)]
    assert hint in issues[0].hint


def test_an_unknown_id_in_a_list_is_placed_at_its_item(toy: Toy) -> None:
    toy.edit(CASE, "[parking, low-participation]", "[parking, low-partic]")
    assert toy.only_issue().location == toy.where(CASE, "low-partic]")


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "message", "hint"),
    [
        (CASE, "practice: courtyard-meeting", "practice: 院坝会", "院坝会", "“院坝会”是做法的名称，不是编号", "courtyard-meeting"),
        (CASE, "practice: courtyard-meeting", "practice: 坝坝会", "坝坝会", "“坝坝会”是做法的名称，不是编号", "courtyard-meeting"),
        (CASE, "practice: courtyard-meeting", "practice: “院坝会”", "“院坝会”", "是做法的名称", "courtyard-meeting"),
        (CASE, "practice: courtyard-meeting", "practice: 院壩會", "院壩會", "是做法的名称", "courtyard-meeting"),
        (CASE, "practice: courtyard-meeting", "practice: 小院坝会", "小院坝会", "与做法“院坝会”相近", "courtyard-meeting"),
        (CASE, "[parking, low-participation]", "[停车难, low-participation]", "停车难", "“停车难”是难题的名称", "parking"),
        (CASE, "metric: meetings-held", "metric: 议事次数", "议事次数", "“议事次数”是指标的名称", "meetings-held"),
        (PRACTICE, "topics: [consultation]", "topics: [协商议事]", "协商议事", "“协商议事”是专题的名称", "consultation"),
        ("kb/challenges/parking.md", "family: facilities", "family: 设施与出行", "设施与出行", "是难题类别的名称", "facilities"),
        ("kb/terms.yml", "practices: [courtyard-meeting]", "practices: [院坝会]", "院坝会", "是做法的名称", "courtyard-meeting"),
    ],
)  # fmt: skip
def test_a_label_in_place_of_an_id_is_answered_with_the_id_of_that_label(
    toy: Toy, file: str, old: str, new: str, at: str, message: str, hint: str
) -> None:
    toy.edit(file, old, new)
    issue = toy.only_issue()
    assert (issue.code, issue.location) == (Code.UNKNOWN_ID, toy.where(file, at))
    assert message in issue.message
    assert f"改写编号“{hint}”" == issue.hint


def test_a_label_of_nothing_stays_an_id_of_a_wrong_form(toy: Toy) -> None:
    toy.edit(CASE, "practice: courtyard-meeting", "practice: 天外飞仙")
    assert toy.only_issue().code is Code.FIELD_PATTERN


def test_sources_and_sites_are_those_of_the_same_case(toy: Toy) -> None:
    toy.edit(CASE, "source: s1, at: 三(一)", "source: s2, at: 三(一)")
    assert (toy.only_issue().code, toy.only_issue().hint) == (Code.UNKNOWN_SOURCE, "本案例已有：s1")
    toy.edit(CASE, "source: s2, at: 三(一)", "source: s1, site: ji, at: 三(一)")
    assert (toy.only_issue().code, toy.only_issue().hint) == (Code.UNKNOWN_SITE, "先在 sites 里写上它")


def test_a_concept_does_not_keep_itself_from_being_an_orphan(toy: Toy) -> None:
    text = (
        toy.read("kb/challenges/stairs.md")
        .replace("id: stairs", "id: lonely\nrelated: [lonely]")
        .replace("老人上下楼难", "独行难")
    )
    toy.write("kb/challenges/lonely.md", text)
    assert toy.only_issue().code is Code.ORPHAN_CONCEPT


def test_circles_of_any_length_are_told_at_each_member(toy: Toy) -> None:
    toy.edit("kb/practices/elder-canteen.md", "answers:", "broader: [small-retrofit]\nanswers:")
    toy.edit("kb/practices/small-retrofit.md", "answers:", "broader: [door-delivery]\nanswers:")
    issues = toy.issues()
    assert {issue.code for issue in issues} == {Code.RELATION_CYCLE}
    assert len(issues) == 3


@pytest.mark.parametrize(
    ("period", "wrong"),
    [
        ('{start: "2023", end: "2022"}', True),
        ('{start: "2023-05", end: "2023-04"}', True),
        ('{start: "2023-05-02", end: "2023-05-01"}', True),
        ('{start: "2023", end: "2022-12-31"}', True),
        ('{start: "2023-05", end: "2023"}', False),
        ('{start: "2023", end: "2023-01"}', False),
        ('{start: "2023", end: 未注年份}', False),
        ('{start: 未注年份, end: "1999"}', False),
        ('{start: {text: 去年}, end: "1999"}', False),
        ('{end: "1999"}', False),
    ],
)
def test_a_period_runs_forward_as_far_as_its_dates_say(toy: Toy, period: str, wrong: bool) -> None:
    toy.edit(CASE, '{start: "2022-03", end: "2023"}', period)
    assert toy.codes() == [Code.DATE_ORDER] * wrong
