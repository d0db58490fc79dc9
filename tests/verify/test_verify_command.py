from __future__ import annotations

import json
from pathlib import Path

import pytest
from anliku.cli import main
from anliku.verify import Kind
from verify.desk import Desk, lay_desk


@pytest.fixture(name="desk")
def _desk(toy_root: Path, tmp_path: Path) -> Desk:
    return lay_desk(toy_root, tmp_path / "originals")


def run(desk: Desk, *arguments: str) -> int:
    return main(["-C", str(desk.root), "verify", "--sources", str(desk.sources), *arguments])


def test_a_clean_library_passes(desk: Desk, capsys: pytest.CaptureFixture[str]):
    assert run(desk) == 0
    shown = capsys.readouterr().out
    assert "核对通过" in shown
    assert "s1 → shed.txt" in shown


def test_findings_are_listed_and_end_with_one(desk: Desk, capsys: pytest.CaptureFixture[str]):
    desk.plant(original=("更换雨棚3处", "更换雨棚3处、修路灯47盏"))
    assert run(desk, "jia-yi-shed") == 1
    assert "shed.txt:8: 原文的“47盏”没有记入案例" in capsys.readouterr().out


def test_json_has_every_documented_field(desk: Desk, capsys: pytest.CaptureFixture[str]):
    desk.plant(case=('value: "1500"', 'value: "1550"'))
    assert run(desk, "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"version", "cases", "kb", "remarks", "total"}
    (case,) = data["cases"]
    assert set(case) == {"case", "title", "sources", "counts", "derived", "explained", "findings"}
    first = case["findings"][0]
    assert set(first) == {
        "kind",
        "message",
        "text",
        "file",
        "line",
        "column",
        "original",
        "original_line",
        "context",
    }
    assert first["kind"] == Kind.FIGURE_NOT_FOUND.value


@pytest.mark.parametrize("arguments", [("nowhere",), ()])
def test_misuse_ends_with_two_and_no_traceback(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
):
    if not arguments:
        (desk.sources / "shed.txt").unlink()
    assert run(desk, *arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "没有" in shown.err


def test_the_folder_must_be_named(desk: Desk, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main(["-C", str(desk.root), "verify"])
    assert left.value.code == 2
    assert "还缺：--sources" in capsys.readouterr().err


def test_every_kind_of_finding_is_documented():
    text = (Path(__file__).parents[2] / "docs" / "verify.md").read_text(encoding="utf-8")
    assert [kind.value for kind in Kind if f"`{kind.value}`" not in text] == []
