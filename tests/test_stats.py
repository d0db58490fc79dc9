from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from anliku.cli import main
from anliku.load import load
from anliku.model import Library
from anliku.pipeline import assemble
from anliku.stats import Statistics, statistics
from toy import Toy


def _library(root: Path) -> Library:
    return assemble(load(root))


@pytest.fixture
def found(toy_root: Path) -> Statistics:
    return statistics(_library(toy_root), date(2024, 7, 1))


def test_cases_verified_longest_ago_come_first(found: Statistics):
    assert [(case.id, case.age_days) for case in found.cases] == [
        ("jia-yi-shed", 30),
        ("jia-wu-canteen", 29),
        ("ren-gui-lift", 28),
    ]


def test_a_year_or_month_counts_from_its_first_day(toy: Toy):
    toy.edit("cases/ren-gui-lift.yml", 'last_verified: "2024-06-03"', 'last_verified: "2023"')
    first = statistics(_library(toy.root), date(2024, 1, 1)).cases[0]
    assert (first.id, first.last_verified, first.age_days) == ("ren-gui-lift", "2023", 365)


def test_without_a_day_ages_count_to_the_newest_case(toy_root: Path):
    found = statistics(_library(toy_root))
    assert found.today == "2024-06-03"
    assert [case.age_days for case in found.cases] == [2, 1, 0]


def test_the_parts_of_a_case_are_counted(found: Statistics):
    shed = found.cases[0]
    assert (shed.implementations, shed.parts, shed.figures, shed.challenges, shed.sources) == (2, 1, 3, 2, 1)
    shares = {share.name: (share.filled, share.total) for share in shed.shares}
    assert shares["怎么做"] == (2, 2)
    assert shares["结果"] == (1, 2)


def test_totals_are_those_of_all_cases(found: Statistics):
    assert found.totals.cases == len(found.cases)
    assert found.totals.figures == sum(case.figures for case in found.cases)
    assert found.totals.practices == 5


def test_a_case_says_which_optional_parts_it_lacks(found: Statistics):
    lift = next(case for case in found.cases if case.id == "ren-gui-lift")
    assert {"可借鉴性", "时间线", "成效"} <= set(lift.missing)
    assert "可借鉴性" not in found.cases[0].missing


def test_a_concept_says_what_it_lacks(found: Statistics):
    gaps = {(gap.kind, gap.id): gap.missing for gap in found.gaps}
    assert {"步骤", "不适合", "容易出的问题", "怎样算见效"} <= set(gaps["practice", "points-exchange"])
    assert gaps["challenge", "parking"][0].startswith("大家怎么问（")
    assert {"学习目标", "讨论题", "练习"} <= set(gaps["topic", "elder-care"])


def test_a_challenge_no_case_answers_is_a_gap_and_one_no_practice_answers_is_listed(toy: Toy):
    for name in ("parking",):
        path = toy.path(f"kb/challenges/{name}.md")
        toy.write("kb/challenges/lonely.md", path.read_text().replace("id: parking", "id: lonely", 1))
    found = statistics(_library(toy.root))
    assert [item.id for item in found.unanswered] == ["lonely"]
    assert "案例里没有做法回应" in next(gap for gap in found.gaps if gap.id == "lonely").missing


def test_shared_and_single_concepts_are_told_apart(found: Statistics):
    assert [(item.id, len(item.cases)) for item in found.shared] == [("courtyard-meeting", 3)]
    single = {item.id: item.cases for item in found.single}
    assert single["elder-canteen"] == ("jia-wu-canteen",)
    assert "courtyard-meeting" not in single


def test_aliases_no_case_has_are_listed(toy: Toy):
    toy.edit("cases/ren-gui-lift.yml", "what: 每层装扶手", "what: 院坝里定下每层装扶手")
    practice = toy.read("kb/practices/courtyard-meeting.md")
    start = practice.index("altLabel:")
    line = practice[start : practice.index("\n", start)]
    toy.edit("kb/practices/courtyard-meeting.md", line, "altLabel: [从未说过的会, 议事“棚”]")
    listed = {alias.label for alias in statistics(_library(toy.root)).unused_aliases if alias.id == "courtyard-meeting"}
    assert "从未说过的会" in listed
    assert "议事“棚”" not in listed, "punctuation makes no difference"


def test_an_empty_library_has_empty_statistics(tmp_path: Path):
    found = statistics(_library(tmp_path))
    assert found.totals.cases == 0
    assert found.cases == found.gaps == found.shared == ()


def test_the_command_prints_text_and_json(toy_root: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["-C", str(toy_root), "stats"]) == 0
    assert "两个以上案例共有的做法：1" in capsys.readouterr().out
    assert main(["-C", str(toy_root), "stats", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {
        "version",
        "today",
        "totals",
        "cases",
        "gaps",
        "single",
        "unanswered",
        "unused_aliases",
        "shared",
    }


def test_the_command_reports_a_broken_library(toy: Toy, capsys: pytest.CaptureFixture[str]):
    toy.edit("cases/ren-gui-lift.yml", "level: 街道", "level: 星球")
    assert main(["-C", str(toy.root), "stats"]) == 1
    assert "ren-gui-lift.yml" in capsys.readouterr().out
