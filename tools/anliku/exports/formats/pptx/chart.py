"""A native bar chart that shows every number as its source prints it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from anliku.exports.formats.pptx.theme import TEXT
from anliku.outline.blocks import Chart

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMES, NUMBERS = 18, 20
"""Sizes of the bars' names and numbers."""
NAME_SHARE = 0.4
"""The part of the chart's width that the names have."""
HEADROOM = 1.3
"""The length of the axis over the longest bar, so that its number stands within the chart."""


def insert_chart(placeholder: Any, chart: Chart) -> None:
    """Put `chart` into a chart placeholder."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    data = CategoryChartData()
    data.categories = [bar.label for bar in chart.bars]
    data.add_series(f"{chart.title}（{chart.unit}）", [float(bar.value) for bar in chart.bars])
    frame = placeholder.insert_chart(XL_CHART_TYPE.BAR_CLUSTERED, data)
    spoken = "；".join(f"{bar.label} {bar.printed}".replace("\n", "，") for bar in chart.bars)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", f"条形图：{chart.title}。{spoken}")
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(_workbook(chart))
    drawn.has_legend = drawn.has_title = False
    drawn.font.size = Pt(NAMES)
    drawn.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    names, numbers = drawn.category_axis, drawn.value_axis
    names.reverse_order = True
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    numbers.visible = numbers.has_major_gridlines = False
    numbers.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    numbers.minimum_scale = 0
    largest = max((float(bar.value) for bar in chart.bars), default=0)
    numbers.maximum_scale = largest * HEADROOM or 1
    plot = drawn.plots[0]
    plot.gap_width = 60
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    for number, bar in enumerate(chart.bars):
        label = series.points[number].data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        run = label.text_frame.paragraphs[0].add_run()
        run.text = bar.printed
        run.font.size = Pt(NUMBERS)
        run.font.bold = True
        label.text_frame.word_wrap = False
    _place(drawn)
    for properties in drawn._chartSpace.iter(f"{{{_A}}}defRPr", f"{{{_A}}}rPr"):
        _face(properties)
    for axis in drawn._chartSpace.iter(f"{{{_C}}}axId", f"{{{_C}}}crossAx"):
        # python-pptx numbers axes below zero, which the schema (unsignedInt) does not allow.
        axis.set("val", str(int(axis.get("val")) & 0x7FFFFFFF))


def _face(properties: Any) -> None:
    """Name the text face itself; LibreOffice does not look a theme font up within a chart."""
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    for tag, face in (("latin", TEXT), ("ea", TEXT)):
        if properties.find(f"{{{_A}}}{tag}") is None:
            properties.append(properties.makeelement(f"{{{_A}}}{tag}", typeface=face))


def _place(drawn: Any) -> None:
    """Keep the same space for names in every program, whatever each would guess."""
    from pptx.oxml import parse_xml

    area = drawn._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    values = (("x", NAME_SHARE), ("y", 0.02), ("w", 0.99 - NAME_SHARE), ("h", 0.96))
    modes = "".join(f'<c:{side}Mode val="edge"/>' for side in "xy")
    sizes = "".join(f'<c:{side} val="{value}"/>' for side, value in values)
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    inner = f'<c:manualLayout><c:layoutTarget val="inner"/>{modes}{sizes}</c:manualLayout>'
    area.insert(0, parse_xml(f"<c:layout {space}>{inner}</c:layout>"))


def _workbook(chart: Chart) -> bytes:
    """The workbook behind the chart: names, numbers, and the numbers as printed; the same bytes every time."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": chart.title, "created": datetime(1980, 1, 1)})  # xlsxwriter wants a naive one
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 48)
    sheet.write_row(0, 0, ("", f"{chart.title}（{chart.unit}）", "原文印作"))
    for number, bar in enumerate(chart.bars, 1):
        sheet.write_row(number, 0, (bar.label, float(bar.value), bar.printed))
    book.close()
    return buffer.getvalue()
