"""Packs to files: one registry of formats, each loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from anliku.exports.options import ExportError, Options
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

__all__ = ["FORMATS", "ExportError", "Format", "Options"]

Write = Callable[[Pack, Writer, Options], bytes]


@dataclass(frozen=True)
class Format:
    """A format: what readers call it, and the module whose `write` makes its bytes."""

    name: str
    label: str
    module: str

    def write(self, pack: Pack, w: Writer, options: Options) -> bytes:
        """The bytes of `pack` in this format.

        Raises:
            ExportError: where a font or a package is missing, or a character cannot be shown.
        """
        write: Write = import_module(self.module).write
        return write(pack, w, options)


FORMATS: dict[str, Format] = {
    name: Format(name, label, f"anliku.exports.formats.{name}")
    for name, label in (
        ("docx", "Word 文档"),
        ("pdf", "PDF 讲义"),
        ("pptx", "幻灯片"),
        ("epub", "电子书"),
        ("xlsx", "Excel 表格"),
        ("html", "单个网页"),
        ("md", "Markdown"),
    )
}
"""Every format by the extension of its files."""
