"""The command export: what it writes, under which names, and what it says where it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.cli import main
from real import complete
from toy import Toy


@pytest.fixture
def root(toy: Toy) -> Path:
    complete(toy.root)
    return toy.root


def run(root: Path, *arguments: str) -> int:
    return main(["-C", str(root), "export", *arguments])


def test_every_format_is_written_under_kind_and_id(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(root, "practice", "courtyard-meeting", "-f", "docx,pptx,epub,xlsx,html,md,pdf", "-o", str(out)) == 0
    names = {path.name for path in out.iterdir()}
    assert names == {f"practice-courtyard-meeting.{x}" for x in ("docx", "pptx", "epub", "xlsx", "html", "md", "pdf")}
    assert "KB" in capsys.readouterr().out


def test_an_ad_hoc_selection_is_named_by_its_title(root: Path, tmp_path: Path) -> None:
    assert (
        run(root, "practice", "院坝会", "elder-canteen", "--title", "怎样/开会", "-f", "md", "-o", str(tmp_path)) == 0
    )
    assert run(root, "selection", "--query", "停车", "-f", "md", "-o", str(tmp_path)) == 0
    assert {path.name for path in tmp_path.glob("*.md")} == {"怎样-开会.md", "停车.md"}


def test_a_selection_of_practices_tells_cases_in_brief(root: Path, tmp_path: Path) -> None:
    run(root, "selection", "--practice", "courtyard-meeting", "--title", "短", "-f", "md", "-o", str(tmp_path))
    run(
        root,
        "selection",
        "--practice",
        "courtyard-meeting",
        "--case",
        "jia-yi-shed",
        "--title",
        "长",
        "-f",
        "md",
        "-o",
        str(tmp_path),
    )
    assert "全部数字" not in (tmp_path / "短.md").read_text(encoding="utf-8")
    assert "全部数字" in (tmp_path / "长.md").read_text(encoding="utf-8")


def test_an_unknown_id_names_the_nearest_and_writes_nothing(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "practice", "courtyard-meting", "-f", "md", "-o", str(tmp_path / "out")) == 1
    assert "courtyard-meeting" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_in_chinese(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "file"
    target.write_text("x")
    assert run(root, "practice", "courtyard-meeting", "-f", "md", "-o", str(target)) == 1
    said = capsys.readouterr().err
    assert "不是文件夹" in said
    assert "exists" not in said
    assert target.read_text() == "x"
