"""The command export: packs in every format, or all pages as plain files."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from anliku import __version__
from anliku.cli.author import report
from anliku.cli.parser import FORMATS
from anliku.issues import IssuesError

if TYPE_CHECKING:
    from anliku.exports.options import Options
    from anliku.model import Library
    from anliku.outline.pack import Selection

QUERY_RESULTS = 12
"""Search results an ad-hoc pack is made of."""


def export(options: Namespace, root: Path) -> int:
    """Write what was asked for; 1 where a pack cannot be made, 2 where the request makes no sense."""
    from anliku.exports import ExportError
    from anliku.pipeline import build_library
    from anliku.shell import SiteError

    try:
        if options.what == "pages":
            return _pages(options, root)
        formats = [name.strip() for name in options.format.split(",") if name.strip()]
        if unknown := [name for name in formats if name not in FORMATS]:
            print(f"没有格式“{'、'.join(unknown)}”；可选：{'、'.join(FORMATS)}", file=sys.stderr)
            return 2
        if options.what != "selection" and not options.ids:
            print(f"还缺编号，如：anliku export {options.what} 编号。查编号：anliku list", file=sys.stderr)
            return 2
        library = build_library(root)
        return _packs(library, _selections(library, options), list(dict.fromkeys(formats)), options, root)
    except IssuesError as error:
        return report(error.issues)
    except (ExportError, SiteError) as error:
        print(error, file=sys.stderr)
        return 1


def _selections(library: Library, options: Namespace) -> list[Selection]:
    from anliku.exports.selection import several, single

    if options.what != "selection":
        return single(library, options.what, options.ids, options.title)
    found: list[tuple[str, str]] = []
    if options.query:
        from anliku.search import search

        results = search(library, options.query, limit=QUERY_RESULTS)
        found = [(result.kind, result.id) for result in results]
    return [several(library, options.practice, options.case, found, options.title or options.query)]


def _packs(library: Library, selections: list[Selection], formats: list[str], options: Namespace, root: Path) -> int:
    from anliku.exports import Options
    from anliku.exports.store import Order, content_of, keep
    from anliku.outline.pack import pack
    from anliku.outline.writer import Writer
    from anliku.shell import site_settings

    chosen: Options = Options(
        site_url=site_settings(root).site_url or "",
        style=options.style,
        minutes=options.minutes,
        version=__version__,
    )
    target = Path(options.output)
    target.mkdir(parents=True, exist_ok=True)
    writer = Writer(library)
    total = len(selections) * len(formats)
    for number, (selection, name) in enumerate(((s, f) for s in selections for f in formats), 1):
        path = target / f"{_file_name(selection)}.{name}"
        _progress(number - 1, total, path.name)
        content = content_of(Order(selection, name), pack(selection, writer, __version__), writer, chosen)
        keep(path, content)
        _progress(number, total, "")
        print(f"{path}  {len(content) / 1000:.0f} KB")
    return 0


def _file_name(selection: Selection) -> str:
    """The file's name without extension: kind and id, or the title of an ad-hoc selection."""
    if selection.kind != "selection":
        return f"{selection.kind}-{selection.id}"
    return re.sub(r'[\s\\/:*?"<>|\x00-\x1f.]+', "-", selection.title).strip("-")[:60] or "选编"


def _progress(done: int, total: int, name: str) -> None:
    """A bar on a terminal, nothing in a log."""
    if total < 2 or not sys.stderr.isatty():
        return
    filled = done * 24 // total
    bar = "█" * filled + "·" * (24 - filled)
    sys.stderr.write(f"\r\x1b[K{bar} {done}/{total} {name}" if name else "\r\x1b[K")
    sys.stderr.flush()


def _pages(options: Namespace, root: Path) -> int:
    from anliku.pipeline import build_library
    from anliku.plain import write_pages
    from anliku.shell import site_settings

    if len(options.ids) != 1:
        print("export pages 后面写一个空文件夹，如：anliku export pages out", file=sys.stderr)
        return 2
    target = Path(options.ids[0])
    try:
        count = write_pages(build_library(root), root, target, site_settings(root).site_name)
    except FileExistsError:
        print(f"“{target}”不是空文件夹，没有写入。换一个位置，或先清空它。", file=sys.stderr)
        return 1
    print(f"已写出 {count} 个网页到 {target}。")
    return 0
