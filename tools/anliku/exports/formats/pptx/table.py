"""A native table in the style of the template."""

from __future__ import annotations

from typing import Any

from anliku.exports.formats.pptx import master
from anliku.exports.formats.pptx.theme import TABLE_STYLE
from anliku.exports.formats.pptx.words import write_run
from anliku.outline.deck import TableSlide, fit


def insert_table(placeholder: Any, slide: TableSlide) -> None:
    """Put the table of `slide` into a table placeholder."""
    from pptx.util import Pt

    frame = placeholder.insert_table(rows=len(slide.rows) + 1, cols=len(slide.head))
    frame._element.xpath(".//p:cNvPr")[0].set("descr", f"表格：{slide.title}，{len(slide.rows)} 行")
    table = frame.table
    table._tbl.tblPr.find("{*}tableStyleId").text = TABLE_STYLE
    table.first_row, table.first_col, table.horz_banding = True, True, False
    for column, width in zip(table.columns, column_widths(slide.widths), strict=True):
        column.width = master.emu(width)
    total = 0
    for row, cells in zip(table.rows, (slide.head, *slide.rows), strict=True):
        row.height = master.emu(fit.row_height(cells, slide.widths))
        total += row.height
        for number, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.margin_left = 0 if number == 0 else Pt(fit.PAD_X)
            cell.margin_right = Pt(fit.PAD_X)
            cell.margin_top = cell.margin_bottom = Pt(fit.PAD_Y)
            write_run(cell.text_frame.paragraphs[0], text, size=fit.CELL)
    frame.height = total


def column_widths(widths: tuple[int, ...]) -> list[float]:
    """The columns in points; what is left of the slide's width goes to the widest."""
    found = [fit.column_width(width) for width in widths]
    found[max(range(len(found)), key=lambda number: found[number])] += fit.WIDTH - sum(found)
    return found
