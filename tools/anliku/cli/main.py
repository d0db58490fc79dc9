"""From arguments to an exit code: 0 clean, 1 problems, 2 misuse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anliku import __version__
from anliku.cli.output import guarded
from anliku.cli.parser import parser

if TYPE_CHECKING:
    from argparse import Namespace

Command = Callable[["Namespace", Path], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    return guarded(lambda: _run(arguments), "已停止；原来的网站没有改动。")


def _run(arguments: Sequence[str] | None) -> int:
    top = parser(__version__)
    options = top.parse_args(arguments)
    if options.command is None:
        top.print_help()
        return 2
    root = Path(options.root)
    if not (root / "cases").is_dir() and not (root / "kb").is_dir():
        print(f"“{root}”里没有 cases/ 和 kb/，不是资料库。请进入资料库文件夹，或用 -C 指明。", file=sys.stderr)
        return 2
    return _commands()[options.command](options, root)


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
