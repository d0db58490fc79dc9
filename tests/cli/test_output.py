"""What goes to programs and to pipes: JSON alone and whole, and no complaint of the interpreter at the end."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from anliku.cli.output import print_json
from toy import Toy


@pytest.mark.parametrize(("encoding", "ascii_only"), [("utf-8", False), ("ascii", True), ("gbk", False)])
def test_json_is_whole_in_any_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str, ascii_only: bool) -> None:
    taken = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(taken, encoding=encoding, errors="replace"))
    print_json({"query": "停车"})
    sys.stdout.flush()
    text = taken.getvalue().decode(encoding)
    assert json.loads(text) == {"query": "停车"}
    assert text.isascii() is ascii_only


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", [("list", "cases"), ("stats",), ("stats", "--json")])
def test_a_full_disk_is_told(toy: Toy, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "anliku", *command],
            cwd=toy.root,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (1, "文件操作失败：磁盘已满。检查路径、权限和磁盘空间。\n")


@pytest.mark.parametrize("command", [("stats", "--json"), ("search", "停车", "--json"), ("check", "--json")])
def test_a_broken_library_is_told_as_json(toy: Toy, command: tuple[str, ...]) -> None:
    toy.write("cases/ren-gui-lift.yml", "id: [")
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "anliku", *command],
        cwd=toy.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "ren-gui-lift.yml" in json.loads(ran.stdout)[0]["file"]
