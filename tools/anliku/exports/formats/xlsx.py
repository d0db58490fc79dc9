"""A pack as a workbook: cases, practices, figures, sources; filters, frozen heads, numbers as numbers."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

from anliku.exports.options import Options
from anliku.outline.pack import Pack
from anliku.outline.sheets import Sheet, sheets
from anliku.outline.writer import Writer

FONT = "微软雅黑"
ACCENT = "#0B5A5F"
_HOLDS = {
    "案例": "一行一个案例。",
    "做法": "一行一处落地：哪个案例、哪个地方，做了什么，结果如何，出处在哪里。",
    "数字": "一行一个数字：数值是数字，可以计算；限定词、单位、谁的、什么时候的分列；“原文印作”是原文的写法。",
    "来源": "一行一份来源。",
}


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The workbook; text in it is never a formula nor a link."""
    import xlsxwriter

    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, settings)
    year, month, day = (*(int(part) for part in (pack.date or "2000").split("-")), 1, 1)[:3]
    # xlsxwriter stamps the entries of its zip with 1980 by itself; this is the one date left.
    book.set_properties(
        {"title": pack.selection.title, "author": "社区治理实践库（anliku）", "created": datetime(year, month, day)}
    )
    styles = _styles(book)
    pages = sheets(pack, w)
    _about(book, pack, pages, options, styles)
    for sheet in pages:
        _sheet(book, sheet, styles)
    book.close()
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "top"}
    return {
        "title": book.add_format({**base, "font_size": 18, "font_color": ACCENT}),
        "muted": book.add_format({**base, "font_color": "#566064", "text_wrap": True}),
        "head": book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True}),
        "text": book.add_format({**base, "text_wrap": True}),
        "book": book,
        "base": base,
    }


def _about(book: Any, pack: Pack, pages: tuple[Sheet, ...], options: Options, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 12, styles["text"])
    sheet.set_column(1, 1, 96, styles["text"])
    sheet.write_string(0, 0, pack.selection.title, styles["title"])
    sheet.write_string(1, 0, pack.subtitle, styles["muted"])
    lines = [(page.name, f"{_HOLDS[page.name]}共 {len(page.rows)} 行。") for page in pages]
    lines += [("核对", pack.date)] if pack.date else []
    lines += [("说明", line) for line in pack.colophon]
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    lines += [("网址", address)] if address else []
    for number, (name, words) in enumerate(lines, 3):
        sheet.write_string(number, 0, name, styles["muted"])
        sheet.write_string(number, 1, words, styles["text"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _sheet(book: Any, page: Sheet, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    numbers: dict[int, Any] = {}
    for column, (name, width) in enumerate(page.head):
        sheet.set_column(column, column, width, styles["text"])
        sheet.write_string(0, column, name, styles["head"])
    for number, row in enumerate(page.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal):
                places = max(0, -int(cell.as_tuple().exponent))
                if places not in numbers:
                    pattern = "#,##0" + ("." + "0" * places if places else "")
                    numbers[places] = book.add_format({**styles["base"], "num_format": pattern})
                sheet.write_number(number, column, float(cell), numbers[places])
            elif cell is not None:
                sheet.write_string(number, column, cell, styles["text"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(page.rows), len(page.head) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
