"""The handout as PDF/UA, set by typst with fonts that come in a package; nothing of the system is used."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from anliku.exports.formats.pdf.glyphs import Glyphs, known
from anliku.exports.formats.pdf.sheet import sheet
from anliku.exports.options import ExportError, Options
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

TEMPLATE = Path(__file__).parent / "handout.typ"


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The PDF of `pack`; a warning of typst or a character without a glyph is an error.

    Raises:
        ExportError: where typst or the fonts are not installed, a character cannot be shown, or typst complains.
    """
    try:
        return _write(pack, w, options)
    except ImportError as error:
        needed = "pip install typst pylopdf-fonts-zh-cn fonttools segno"
        raise ExportError(f"生成 PDF 要用 {error.name}，请先运行 {needed}。") from error


def _write(pack: Pack, w: Writer, options: Options) -> bytes:
    import typst
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    files = (sans_path(), serif_path())
    glyphs = Glyphs(known(files))
    data = sheet(pack, w, options, glyphs)
    glyphs.check()
    folders = sorted({str(file.parent) for file in files})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    try:
        made, warnings = typst.compile_with_warnings(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"pack": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=_midnight(pack.date),
        )
    except typst.TypstError as error:
        raise ExportError(_complaint(error.message, error.hints)) from error
    if warnings:
        raise ExportError(_complaint(warnings[0].message, warnings[0].hints))
    return bytes(made)


def _midnight(date: str) -> datetime:
    """The start of `date` in UTC; of 1970 for a pack without cases."""
    return datetime.fromisoformat(date or "1970-01-01").replace(tzinfo=UTC)


def _complaint(message: str, hints: list[str]) -> str:
    return f"PDF 没有排成：{'；'.join((message, *hints))}。请把这句话和所选内容报给维护者；其他格式可以照常导出。"
