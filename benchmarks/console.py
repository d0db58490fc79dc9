"""What every benchmark begins and ends with: Chinese arguments and complaints, one exit code, no traceback.

Exit codes: 0 measured, 1 something that was read is wrong or cannot be written, 2 misuse, or something to measure with
is missing. Importing this module ends the program with 2 where the packages of the library are not installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

SET_UP = (
    "在仓库里运行 make .venv/.dev，再用 .venv/bin/python 运行。"
    "没有 make：先按 README 建好 .venv，再运行 .venv/bin/python -m pip install --require-hashes -r requirements/dev.txt"
    "（Windows 是 .venv\\Scripts\\python）。"
)
"""How to get what a benchmark needs, in the versions of requirements/dev.txt."""

try:
    import anliku.pipeline  # noqa: F401 - brings nearly all that anliku needs
    from anliku.cli.output import guarded, plain, print_json
    from anliku.cli.parser import Parser
except ModuleNotFoundError as _missing:
    print(f"这个 Python（{sys.executable}）里没有 {_missing.name}。{SET_UP}", file=sys.stderr)
    raise SystemExit(2) from None

__all__ = ["ROOT", "SET_UP", "Gathered", "MissingError", "Parser", "RefusedError", "plain", "print_json", "run"]

ROOT = Path(__file__).resolve().parent.parent
"""This repository."""
T = TypeVar("T")


class RefusedError(Exception):
    """Something that was read is wrong; `problems` are lines in Chinese, each with its place and what to do."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class MissingError(Exception):
    """Something to measure with is missing; the message says how to get it."""


class Gathered:
    """Runs several readers and keeps their complaints, so that all are told at once."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def __call__(self, read: Callable[..., T], *given: Any) -> T | None:
        """What `read` returns; None where it refused."""
        try:
            return read(*given)
        except RefusedError as error:
            self.problems += error.problems
            return None


def run(main: Callable[[], int]) -> int:
    """The exit code of `main`, whatever it raised having been told on standard error."""
    return guarded(lambda: _told(main), "已停止。")


def _told(main: Callable[[], int]) -> int:
    try:
        return main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except RefusedError as error:
        for line in error.problems:
            print(line, file=sys.stderr)
        return 1
    except MissingError as error:
        print(error, file=sys.stderr)
        return 2
