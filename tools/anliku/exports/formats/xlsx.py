"""A pack as a workbook: cases, practices, figures, sources; filters, frozen heads, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from anliku.exports.options import ExportError, Options
from anliku.outline.pack import Pack
from anliku.outline.sheets import Sheet, sheets
from anliku.outline.writer import Writer

LIBRARY = "社区治理实践库（anliku）"
FONT = "微软雅黑"
ACCENT = "#0B5A5F"
LINE = "#D9D5CA"
MUTED = "#566064"
A4, A3 = 9, 8
WIDE = 180
"""Sheets wider than so many characters are laid out for A3; on A4 their text would be too small to read."""
LINE_HEIGHT = 16.5
TALLEST = 409
"""Points a row may be high in Excel."""
ABOUT = (14, 100)
"""Column widths of the first sheet."""
LONGEST = 32_767
"""Characters one cell can hold; Excel drops the rest without a word."""
DIGITS = 15
"""Significant digits of a number in Excel; one with more is written as text."""
_HOLDS = {
    "案例": "一行一个案例：在哪里，什么层级，摘要，最近一次核对的日期。",
    "做法": "一行一处落地：哪个案例、哪个地方，做了什么，谁来做，结果如何，依据是哪一类，出处在哪里。",
    "数字": "一行一个数字，照原文所印；数值可以计算和排序，单位、限定词、范围和时点各占一列。",
    "来源": "一行一份来源，其他表里的“来源”一列与“案例”一列合起来指向它。",
}
_READ = (
    ("单位", "照原文，如“万人”“户”“平方米”；数值没有换算，不同单位不能直接相加或比较。"),
    ("限定词", "约、余、近、超、不足等；有限定词的数值不是确数。"),
    ("上限", "原文是区间时，“数值”是下端，“上限”是上端。"),
    ("推算说明", "有内容的数字不是原文直接印出的，写明怎样算出。"),
    ("出处位置", "在来源里的位置，如“三(二)1”或“第3节第2段”。"),
    ("空格", "原文没有写。"),
)


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The workbook; text in it is never a formula nor a link.

    Raises:
        ExportError: where a text is longer than a cell can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, settings)
    year, month, day = (*(int(part) for part in (pack.date or "2000").split("-")), 1, 1)[:3]
    # xlsxwriter stamps the entries of its zip with 1980 by itself; this is the one date left.
    created = datetime(year, month, day)
    book.set_properties(
        {"title": pack.selection.title, "subject": pack.subtitle, "author": LIBRARY, "created": created}
    )
    styles = _Styles(book)
    pages = sheets(pack, w)
    _about(book, pack, pages, options, styles)
    for page in pages:
        _sheet(book, page, pack, styles)
    book.close()
    return out.getvalue()


class _Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        self.title = self._make(font_size=18, bold=True, font_color=ACCENT)
        self.muted = self._make(font_color=MUTED)
        self.note = self._make(text_wrap=True)
        self.part = self._make(bold=True, bottom=1, bottom_color=ACCENT)
        self.link = self._make(font_color=ACCENT, underline=1)
        self.head = self._make(
            bold=True, font_color="#FFFFFF", bg_color=ACCENT, text_wrap=True, valign="vcenter", indent=1
        )
        self.text = self._make(text_wrap=True, indent=1, bottom=4, bottom_color=LINE)
        self.first = self._make(text_wrap=True, indent=1, bottom=4, bottom_color=LINE, bold=True)

    def number(self, value: Decimal) -> Any:
        """The format that shows as many decimals as the source printed."""
        places = max(0, -int(value.as_tuple().exponent))
        if places not in self._numbers:
            pattern = "#,##0" + ("." + "0" * places if places else "")
            self._numbers[places] = self._make(num_format=pattern, bottom=4, bottom_color=LINE, align="right", indent=1)
        return self._numbers[places]

    def _make(self, **properties: Any) -> Any:
        return self._book.add_format({"font_name": FONT, "font_size": 10, "valign": "top", **properties})


def _about(book: Any, pack: Pack, pages: tuple[Sheet, ...], options: Options, styles: _Styles) -> None:
    """The first sheet: what the workbook is, what each sheet holds, how to read it, and the licence."""
    sheet = book.add_worksheet("说明")
    sheet.set_paper(A4)
    sheet.hide_gridlines(2)
    for column, width in enumerate(ABOUT):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 30)
    _words(sheet, 0, 0, pack.selection.title, styles.title)
    _words(sheet, 1, 0, f"{pack.subtitle} · {LIBRARY}", styles.muted)
    # One cell above the other columns, so that a long lead wraps beside the names and not under them.
    _words(sheet, 2, 1, pack.lead, styles.note)
    sheet.set_row(2, _height([(pack.lead, ABOUT[1])]))
    at = 4
    for title, lines in (
        ("各表", [(page.name, f"{_HOLDS[page.name]}共 {len(page.rows)} 行。") for page in pages]),
        ("怎样读", list(_READ)),
        ("版权与版本", _rights(pack, options)),
    ):
        _words(sheet, at, 0, title, styles.part)
        sheet.write_blank(at, 1, None, styles.part)
        for number, (name, words) in enumerate(lines, at + 1):
            if title == "各表":
                sheet.write_url(number, 0, f"internal:'{name}'!A1", styles.link, name)
            else:
                _words(sheet, number, 0, name, styles.muted)
            _words(sheet, number, 1, words, styles.note)
            sheet.set_row(number, _height([(words, ABOUT[1])]))
        at += len(lines) + 2
    if options.site_url and pack.chapters:
        address = options.url(pack.chapters[0].to)
        sheet.insert_image(at, 1, "qr.png", {"image_data": _qr(address), "description": f"二维码：{address}"})
    _print(sheet, pack)


def _rights(pack: Pack, options: Options) -> list[tuple[str, str]]:
    lines = [("核对至", pack.date)] if pack.date else []
    lines += [("" if number else "版权", line) for number, line in enumerate(pack.colophon)]
    if options.site_url and pack.chapters:
        lines.append(("网上版本", options.url(pack.chapters[0].to)))
    return lines


def _qr(address: str) -> io.BytesIO:
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=4, border=4)
    out.seek(0)
    return out


def _sheet(book: Any, page: Sheet, pack: Pack, styles: _Styles) -> None:
    sheet = book.add_worksheet(page.name)
    sheet.hide_gridlines(2)
    sheet.set_row(0, 24)
    for column, (name, width) in enumerate(page.head):
        sheet.set_column(column, column, width)
        _words(sheet, 0, column, name, styles.head)
    widths = [width for _, width in page.head]
    for number, row in enumerate(page.rows, 1):
        words = ("" if cell is None or isinstance(cell, Decimal) else cell for cell in row)
        sheet.set_row(number, _height(zip(words, widths, strict=True)))
        for column, cell in enumerate(row):
            style = styles.text if column else styles.first
            if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= DIGITS:
                sheet.write_number(number, column, float(cell), styles.number(cell))
            elif cell is None:
                sheet.write_blank(number, column, None, style)
            else:
                _words(sheet, number, column, format(cell, "f") if isinstance(cell, Decimal) else cell, style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(page.rows), len(page.head) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A3 if sum(widths) > WIDE else A4)
    _print(sheet, pack)


def _words(sheet: Any, row: int, column: int, words: str, style: Any) -> None:
    """Write `words` as text, whatever they look like."""
    if len(words) > LONGEST:
        raise ExportError(
            f"Excel 的一个单元格最多 {LONGEST} 字，这里有 {len(words)} 字：{words[:20]}……请改用其他格式。"
        )
    sheet.write_string(row, column, words, style)


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """The height of a row of texts in columns so wide: said outright, for not every program wraps on opening."""
    lines = max((-(-_width(words) // (width - 2)) for words, width in cells), default=1)
    return float(min(max(lines, 1) * LINE_HEIGHT + 3, TALLEST))


def _width(words: str) -> int:
    """The width of `words` in digits; a Chinese character is two."""
    return sum(1 if char.isascii() else 2 for char in words)


def _print(sheet: Any, pack: Pack) -> None:
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    # An ampersand begins a code in Excel's page headers; doubled it is itself. 255 characters is all they hold.
    title = pack.selection.title[:80].replace("&", "&&")
    sheet.set_header(f'&L&"{FONT}"&9{title}&R&"{FONT}"&9&A')
    sheet.set_footer(f'&C&"{FONT}"&9&P / &N')
