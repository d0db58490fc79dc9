"""Output: what a person types is quoted safely, what a program reads is whole, and what cannot be written is told once."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any


def plain(text: str, most: int = 60) -> str:
    """`text` on one line without characters that steer a terminal, cut to `most` characters."""
    line = "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text[: most + 1])
    return line if len(text) <= most else f"{line[:most]}…"


def print_json(value: Any) -> None:
    """Print `value` as JSON; in ASCII where the encoding of standard output lacks a character."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text)


def guarded(work: Callable[[], int], stopped: str) -> int:
    """The exit code of `work`; Ctrl+C (130, with what `stopped` says) and what the system refuses (1) are told."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Chinese Windows console may be GBK: a character it lacks must not end the program.
            stream.reconfigure(errors="replace")
    try:
        return _flushed(work)
    except KeyboardInterrupt:
        print(f"\n{stopped}", file=sys.stderr)
        return 130
    except BrokenPipeError:
        _settle()
        return 1
    except OSError as error:
        _settle()
        from anliku.load.files import os_problem

        where = f"“{plain(str(error.filename), 200)}”" if error.filename else ""
        print(f"文件操作失败：{where}{os_problem(error)}。检查路径、权限和磁盘空间。", file=sys.stderr)
        return 1


def _flushed(work: Callable[[], int]) -> int:
    code = work()
    if sys.stdout is not None:
        sys.stdout.flush()  # a full disk or a closed pipe is told here, not by the interpreter at its end
    return code


def _settle() -> None:
    """Write what is still to be written; where that cannot be, drop it: the interpreter would try again at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
