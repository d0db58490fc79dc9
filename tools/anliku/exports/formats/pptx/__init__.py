"""Slides for a class: a designed 16:9 master, text in placeholders, native tables and charts, speaker notes."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from anliku.exports.formats.pptx.archive import settled
from anliku.exports.formats.pptx.page import Pages
from anliku.exports.formats.pptx.template import NAME, template
from anliku.exports.options import ExportError, Options
from anliku.outline.deck import deck
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

if TYPE_CHECKING:
    from pptx.presentation import Presentation


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The bytes of a PowerPoint file of `pack`, for a class of `options.minutes`.

    Raises:
        ExportError: where a package it needs is not installed.
    """
    try:
        import pptx
        import segno  # noqa: F401
        import xlsxwriter  # noqa: F401
    except ImportError as error:
        raise ExportError(
            f"生成幻灯片要用的程序包 {error.name} 没有装；请运行 pip install python-pptx xlsxwriter segno，再导出幻灯片。"
        ) from error
    presentation = pptx.Presentation(io.BytesIO(template()))
    _properties(presentation, pack, options)
    pages = Pages(presentation, pack.selection.title, options)
    for slide in deck(pack, w, options.minutes):
        pages.add(slide)
    if options.site_url and pack.chapters:
        pages.add_address(options.url(pack.chapters[0].to))
    buffer = io.BytesIO()
    presentation.save(buffer)
    return settled(buffer.getvalue())


def _properties(presentation: Presentation, pack: Pack, options: Options) -> None:
    """Title, author and dates; the only date is that of the pack."""
    year, month, day = (*map(int, (pack.date or "1980").split("-")), 1, 1)[:3]
    properties = presentation.core_properties
    properties.title = pack.selection.title
    properties.subject = f"{pack.subtitle}，{options.minutes} 分钟"
    properties.author = properties.last_modified_by = NAME
    properties.language = "zh-CN"
    properties.category = "教学幻灯片"
    properties.comments = pack.lead
    properties.version = options.version
    properties.revision = 1
    properties.created = properties.modified = datetime(year, month, day, tzinfo=UTC)
