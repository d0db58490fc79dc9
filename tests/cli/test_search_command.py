"""`anliku search`: what it prints, in what order, and the code it ends with."""

from __future__ import annotations

import json

import pytest
from anliku.cli import main
from anliku.pipeline import build_library
from anliku.search import search
from toy import Toy


@pytest.fixture(autouse=True)
def inside(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(toy.root)


def test_results_say_kind_title_place_and_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "院坝会"]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("  1. "))
    assert lines[first] == "  1. [做法] 院坝会"
    assert "practices/courtyard-meeting.html" in lines[first + 2]
    assert "分" in lines[first + 2]


def test_the_order_is_that_of_the_engine(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "停车难怎么办", "--limit", "5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = search(build_library(toy.root), "停车难怎么办", 5)
    assert [(row["path"], row["score"]) for row in told["results"]] == [(item.path, item.score) for item in found]
    assert told["question"] is True


def test_words_of_a_sentence_need_no_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "院坝会", "停车", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["query"] == "院坝会 停车"


def test_a_slip_is_answered_with_what_may_have_been_meant(capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "院巴会"])
    assert "您是不是要找：院坝会" in capsys.readouterr().out


def test_what_was_searched_as_well_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    main(["search", "坝坝会"])
    assert "已同时搜索：院坝会" in capsys.readouterr().out


def test_nothing_found_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "鼗鼗鼗"]) == 1
    assert "没有找到“鼗鼗鼗”" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["search", " "], ["search", "停车", "--limit", "0"]])
def test_nothing_to_look_for_is_misuse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_a_broken_library_is_reported(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    path = next((toy.root / "cases").glob("*.yml"))
    path.write_text("id: [", encoding="utf-8")
    assert main(["search", "停车"]) == 1
    assert path.name in capsys.readouterr().out
