"""Workbooks, opened with openpyxl and compared with the sheets of the outline."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from anliku.exports.formats import xlsx
from anliku.exports.formats.xlsx import write
from anliku.exports.options import ExportError, Options
from anliku.outline.sheets import Sheet, sheets
from openpyxl import Workbook, load_workbook
from packs import NAMES, NASTY, made

SITE = Options(site_url="https://anli.example.org/")
HEADS = (("编号", 16), ("说法", 30), ("数值", 12))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def with_rows(monkeypatch: pytest.MonkeyPatch, *rows: tuple[Any, ...]) -> Workbook:
    """A workbook of one sheet of `rows`."""
    monkeypatch.setattr(xlsx, "sheets", lambda _pack, _w: (Sheet("案例", HEADS, rows),))
    whole, w = made("toy-consultation")
    return opened(write(whole, w, Options()))


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Any, Any, Workbook]:
    whole, w = made(request.param)
    return whole, w, opened(write(whole, w, SITE))


def test_every_cell_is_what_the_outline_says(case: tuple[Any, Any, Workbook]) -> None:
    whole, w, book = case
    pages = sheets(whole, w)
    assert book.sheetnames == ["说明", *(page.name for page in pages)]
    for page in pages:
        head, *rows = book[page.name].iter_rows(values_only=True)
        assert list(head) == [name for name, _ in page.head]
        assert len(rows) == len(page.rows)
        for found, wanted in zip(rows, page.rows, strict=True):
            assert list(found) == [float(cell) if isinstance(cell, Decimal) else cell for cell in wanted]


def test_numbers_keep_the_decimals_the_source_printed(case: tuple[Any, Any, Workbook]) -> None:
    whole, w, book = case
    page = next(page for page in sheets(whole, w) if page.name == "数字")
    for number, row in enumerate(page.rows, 2):
        for column, wanted in enumerate(row, 1):
            if isinstance(wanted, Decimal):
                cell = book["数字"].cell(number, column)
                assert cell.data_type == "n"
                places = len(format(wanted, "f").partition(".")[2])
                assert len(cell.number_format.partition(".")[2]) == places


def test_sheets_can_be_filtered_read_on_and_printed(case: tuple[Any, Any, Workbook]) -> None:
    whole, w, book = case
    for page in sheets(whole, w):
        sheet = book[page.name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(len(page.rows) + 1, len(page.head)).coordinate}"
        # Neighbours of one width share an entry.
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        assert [widths[cell.column] for cell in sheet[1]] == pytest.approx([width for _, width in page.head], abs=1)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.font.b and cell.fill.fgColor.rgb == "FF0B5A5F" for cell in sheet[1])
        assert all(
            cell.alignment.wrap_text for row in sheet.iter_rows(min_row=2) for cell in row if cell.data_type == "s"
        )
        heights = [sheet.row_dimensions[number].height for number in range(2, len(page.rows) + 2)]
        assert all(0 < height <= xlsx.TALLEST for height in heights)


def test_the_first_sheet_says_what_the_others_hold(case: tuple[Any, Any, Workbook]) -> None:
    whole, w, book = case
    sheet = book["说明"]
    told = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert told[0] == whole.selection.title
    assert whole.lead in told
    assert all(line in told for line in whole.colophon)
    assert whole.date in told
    assert {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink} == {
        page.name: f"'{page.name}'!A1" for page in sheets(whole, w)
    }
    assert any("单位" in text for text in told)


def test_what_looks_like_a_formula_or_an_address_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        *NASTY,
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1}",
        "2024-01-01",
        "00123",
        "https://example.org/",
        "mailto:a@example.org",
    ]
    book = with_rows(monkeypatch, *((text, text, None) for text in texts))
    rows = list(book["案例"].iter_rows(min_row=2))
    assert [row[0].value for row in rows] == texts
    assert {cell.data_type for row in rows for cell in row[:2]} == {"s"}
    assert not [cell for row in rows for cell in row if cell.hyperlink]


def test_a_number_longer_than_excel_can_hold_stays_exact_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    book = with_rows(monkeypatch, ("a", "b", Decimal("123456789012345678")), ("a", "b", Decimal("1.50")))
    assert book["案例"]["C2"].value == "123456789012345678"
    assert (book["案例"]["C3"].value, book["案例"]["C3"].number_format) == (1.5, "#,##0.00")


def test_a_text_longer_than_a_cell_is_an_error_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match="其他格式"):
        with_rows(monkeypatch, ("a", "长" * 40_000, None))


def test_two_writes_are_equal_and_the_only_date_is_the_pack_s() -> None:
    whole, w = made("toy-consultation")
    content = write(whole, w, SITE)
    assert content == write(whole, w, SITE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(content).properties
    assert properties.created == properties.modified == datetime.fromisoformat(whole.date)
    assert properties.title == whole.selection.title


def test_the_site_s_address_and_its_code_stand_only_where_it_is_known() -> None:
    whole, w = made("toy-jia-yi-shed")
    known, unknown = opened(write(whole, w, SITE))["说明"], opened(write(whole, w, Options()))["说明"]
    address = "https://anli.example.org/cases/jia-yi-shed.html"
    assert [cell.value for row in known.iter_rows() for cell in row].count(address) == 1
    assert address not in [cell.value for row in unknown.iter_rows() for cell in row]
    with zipfile.ZipFile(io.BytesIO(write(whole, w, SITE))) as archive:
        assert [name for name in archive.namelist() if name.endswith(".png")] == ["xl/media/image1.png"]
