"""How a benchmark ends: its code, its messages, and no traceback (benchmarks/console.py, measure.py)."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.conftest import BENCHMARKS, benchmark
from chromium import check_chromium, chromium
from console import MissingError, RefusedError, plain, run
from measure import cost, succeeded

SCRIPTS = ("search_quality", "search_scale", "label_queries", "scale", "generate")


def raising(error: BaseException) -> Callable[[], int]:
    def main() -> int:
        raise error

    return main


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (RefusedError("甲", "乙"), 1, "甲\n乙\n"),
        (MissingError("没有浏览器"), 2, "没有浏览器\n"),
        (KeyboardInterrupt(), 130, "\n已停止。\n"),
        (BrokenPipeError(), 1, ""),
        (FileNotFoundError(errno.ENOENT, "", "x.json"), 1, "文件操作失败：“x.json”没有这个文件或文件夹。"),
        (IsADirectoryError(errno.EISDIR, "", "x"), 1, "文件操作失败：“x”这是文件夹，不是文件。"),
        (PermissionError(errno.EACCES, "", "x"), 1, "文件操作失败：“x”没有权限。"),
        (OSError(errno.ENOSPC, ""), 1, "文件操作失败：磁盘已满。"),
        (SystemExit(2), 2, ""),
        (SystemExit(), 0, ""),
    ],
)
def test_an_error_becomes_a_message_and_a_code(
    error: BaseException, code: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(raising(error)) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(says)
    assert bool(err) is bool(says)


def test_what_is_quoted_is_cut_and_steers_no_terminal() -> None:
    assert plain("a\tb\x1b[0m\u202e") == "a b�[0m�"
    assert plain("长" * 61) == "长" * 60 + "…"
    assert plain("长" * 60) == "长" * 60


@pytest.mark.parametrize("name", SCRIPTS)
def test_help_is_chinese(name: str) -> None:
    ran = benchmark(name, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"用法：{name}.py [-h]")
    assert "usage" not in ran.stdout


@pytest.mark.parametrize("name", SCRIPTS)
def test_misuse_is_told_in_chinese_and_ends_with_2(name: str) -> None:
    ran = benchmark(name, "--nosuch")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"{name}.py：" in ran.stderr
    assert "error" not in ran.stderr


PRINTS = f"import sys; sys.path.insert(0, {str(BENCHMARKS)!r}); from console import run; sys.exit(run(lambda: print('停车') or 0))"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_a_full_disk_and_an_ascii_terminal_are_no_traceback(unbuffered: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": unbuffered}
    reading, writing = os.pipe()
    os.close(reading)
    full = os.open("/dev/full", os.O_WRONLY)
    for output, code, says in ((writing, 1, ""), (full, 1, "??????"), (subprocess.DEVNULL, 0, "")):
        ran = subprocess.run(
            [sys.executable, "-c", PRINTS], stdout=output, stderr=subprocess.PIPE, env=env, text=True, check=False
        )
        assert ran.returncode == code
        assert ran.stderr.startswith(says)
        assert ran.stderr.count("\n") == bool(says)
    os.close(writing)
    os.close(full)


@pytest.mark.parametrize("name", SCRIPTS)
def test_without_anliku_every_script_says_how_to_set_it_up(name: str, tmp_path: Path) -> None:
    (tmp_path / "anliku.py").write_text("raise ModuleNotFoundError(name='anliku')", encoding="utf-8")
    ran = benchmark(name, "--help", PYTHONPATH=str(tmp_path))
    assert ran.returncode == 2
    assert "里没有 anliku。在仓库里运行 make .venv/.dev" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_without_playwright_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANLIKU_CHROMIUM", sys.executable)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(MissingError, match=r"里没有 playwright.*make \.venv/\.dev"), chromium():
        pass


def test_a_browser_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANLIKU_CHROMIUM", "/nosuch/chromium")
    with pytest.raises(MissingError, match="ANLIKU_CHROMIUM 指的“/nosuch/chromium”不是文件"):
        check_chromium()


def test_the_cost_of_a_command_is_counted() -> None:
    took = cost([sys.executable, "-c", "print('一'); import sys; sys.exit(3)"])
    assert (took.code, took.output) == (3, "一")
    assert took.wall > 0
    assert took.memory > 1


def test_a_command_that_fails_shows_what_it_said() -> None:
    with pytest.raises(RefusedError) as refused:
        succeeded([sys.executable, "-c", "import sys; print('V001 未知做法', file=sys.stderr); sys.exit(1)"])
    assert "退出码 1" in refused.value.problems[0]
    assert refused.value.problems[1] == "V001 未知做法"
