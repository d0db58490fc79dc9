"""`anliku search`: what it prints, in what order, and the code it ends with."""

from __future__ import annotations

import json

import pytest
from anliku.cli import main
from anliku.pipeline import build_library
from anliku.search import search
from real import run
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


def test_what_fits_nothing_well_is_said_before_the_results(capsys: pytest.CaptureFixture[str]) -> None:
    weak = "没有完全对得上的，下面这些可能有关。"
    assert main(["search", "外星人入侵地球怎么办"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[lines.index(weak) + 1].startswith("  1. ")
    main(["search", "外星人入侵地球怎么办", "--json"])
    assert json.loads(capsys.readouterr().out)["weak"] is True
    main(["search", "院坝会"])
    assert weak not in capsys.readouterr().out
    main(["search", "院坝会", "--json"])
    assert json.loads(capsys.readouterr().out)["weak"] is False


def test_nothing_found_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "鼗鼗鼗"]) == 1
    assert "没有找到“鼗鼗鼗”" in capsys.readouterr().out


def test_nothing_found_quotes_no_more_than_sixty_characters_and_none_that_steer_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["search", "鼗" * 61]) == 1
    assert capsys.readouterr().out.startswith(f"没有找到“{'鼗' * 60}…”。")
    assert main(["search", "鼗\x1b鼗\u202e\n鼗\udcff"]) == 1
    assert capsys.readouterr().out.startswith("没有找到“鼗�鼗� 鼗�”。")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search", " "], ["没有写要找什么"]),
        (["search", ""], ["没有写要找什么"]),
        (["search", "停车", "--limit", "0"], ["--limit 至少是 1，不是 0。"]),
        (["search", "停车", "--limit", "-1"], ["--limit 至少是 1，不是 -1。"]),
        (["search", "　", "--limit", "0", "--json"], ["没有写要找什么", "--limit 至少是 1，不是 0。"]),
    ],
)
def test_nothing_to_look_for_is_misuse(
    arguments: list[str], says: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    lines = told.err.splitlines()
    assert len(lines) == len(says)
    assert all(line.startswith(text) for line, text in zip(lines, says, strict=True))


def test_a_broken_library_is_reported(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    path = next((toy.root / "cases").glob("*.yml"))
    path.write_text("id: [", encoding="utf-8")
    assert main(["search", "停车"]) == 1
    assert path.name in capsys.readouterr().out


def test_a_broken_library_is_reported_to_programs_as_check_does(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.write("cases/ren-gui-lift.yml", "id: [")
    assert main(["check", "--json"]) == 1
    checked = json.loads(capsys.readouterr().out)
    assert main(["search", "停车", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == checked


def test_the_codes_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    assert "退出码：0 找到了；1 没有找到，或资料库有错误；2 用法不对。" in capsys.readouterr().out


def test_json_for_a_terminal_without_chinese_loses_nothing(toy: Toy) -> None:
    ran = run("-m", "anliku", "search", "院坝会", "--json", cwd=toy.root, PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert ran.stdout.isascii()
    assert json.loads(ran.stdout)["query"] == "院坝会"
