"""What search_scale.py is asked for is checked before anything is built, and its table says what was measured."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import search_scale
from ask import Row
from console import MissingError, RefusedError
from engines import index_alone
from measure import Cost
from search_scale import Built, main, table
from toy import Toy


@pytest.fixture(autouse=True)
def nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    def built(*_: object) -> None:
        raise AssertionError("it was built")

    monkeypatch.setattr(search_scale, "measured", built)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["0"], "COUNT 应是 1 到 100000 的整数，不是“0”"),
        (["10", "-5"], "不是“-5”"),
        (["many"], "不是“many”"),
        (["10", "--queries", "0"], "--queries 至少是 1，不是 0"),
        (["10", "--queries", "x"], "--queries 应是整数，不是“x”"),
        (["10", "--only", ""], "--only 里有空的引擎名；可选 anliku、pagefind、material"),
        (["10", "--only", "anliku,,material"], "--only 里有空的引擎名"),
        (["10", "--only", "lucene"], "没有这个引擎：lucene；可选 anliku、pagefind、material"),
    ],
)
def test_wrong_options_are_told_in_chinese(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert says in capsys.readouterr().err


def test_pagefind_asked_for_and_missing_is_told_before_building(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_scale, "has_pagefind", lambda: False)
    with pytest.raises(MissingError, match="没有 pagefind。安装："):
        main(["10", "--only", "pagefind"])


def test_without_a_browser_nothing_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANLIKU_CHROMIUM", "/nosuch")
    with pytest.raises(MissingError, match="ANLIKU_CHROMIUM"):
        main(["10", "--only", "anliku"])


def test_the_index_of_what_is_no_library_is_not_measured(tmp_path: Path, toy: Toy) -> None:
    with pytest.raises(RefusedError, match="不是资料库"):
        index_alone(tmp_path / "nosuch")
    toy.write("cases/ren-gui-lift.yml", "id: [")
    with pytest.raises(RefusedError, match="ren-gui-lift"):
        index_alone(toy.root)


def test_the_table_holds_builds_rows_and_marks_and_says_what_was_not_measured(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cost = Cost(cpu=12.3, wall=14.5, memory=678, code=0, output="")
    marks = {"name": {"n": 1, "recall@10": 1.0, "mrr": 0.5}}
    fine = Row("anliku", 20, cost, 5_400_000, 2465, 0.51, 119_000, 0.04, 19_000.0, 15.4, marks)
    mute = Row("material", 20, cost, 74_000_000, 1, math.inf, 74_000_000, math.inf)
    table([Built(20, cost, 9_900_000)], [fine, mute])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["20", "12.3", "14.5", "678", "9.9"] in lines
    assert "20 anliku 12.3 14.5 678 5.4 2465 0.51 119 0.040 19 15.4".split() in lines
    assert "20 material 12.3 14.5 678 74.0 1 没有结果 74000 没有结果 — —".split() in lines
    assert ["20", "anliku", "name", "1.00/0.50"] in lines
    assert ["20", "material", "没有量到"] in lines
