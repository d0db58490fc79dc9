"""From arguments to an exit code: 0 clean, 1 problems, 2 misuse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anliku import __version__
from anliku.cli.output import settle_output
from anliku.cli.parser import parser

if TYPE_CHECKING:
    from argparse import Namespace

Command = Callable[["Namespace", Path], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Chinese Windows console may be GBK: a character it lacks must not end the program.
            stream.reconfigure(errors="replace")
    top = parser(__version__)
    options = top.parse_args(arguments)
    if options.command is None:
        top.print_help()
        return 2
    root = Path(options.root)
    if not (root / "cases").is_dir() and not (root / "kb").is_dir():
        print(f"“{root}”里没有 cases/ 和 kb/，不是资料库。请进入资料库文件夹，或用 -C 指明。", file=sys.stderr)
        return 2
    try:
        return _run(options, root)
    except KeyboardInterrupt:
        print("\n已停止；原来的网站没有改动。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        settle_output()
        return 1
    except OSError as error:
        settle_output()
        from anliku.load.files import os_problem

        where = f"“{error.filename}”" if error.filename else ""
        print(f"文件操作失败：{where}{os_problem(error)}。检查路径、权限和磁盘空间。", file=sys.stderr)
        return 1


def _run(options: Namespace, root: Path) -> int:
    code = _commands()[options.command](options, root)
    sys.stdout.flush()  # a full disk or a closed pipe is told here, not by the interpreter at its end
    return code


def _commands() -> dict[str, Command]:
    from anliku.cli import author, curator, export, reader, site

    return {
        "check": author.check,
        "new": author.new,
        "list": author.listing,
        "tag": author.tag,
        "schema": author.schema,
        "build": site.build,
        "serve": site.serve,
        "export": export.export,
        "verify": curator.verify,
        "stats": curator.stats,
        "search": reader.search,
    }
