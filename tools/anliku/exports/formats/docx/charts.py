"""Native bar charts: a DrawingML chart with the workbook it is edited from."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from anliku.exports.formats.docx.look import ACCENT, INK, LINE, Look
from anliku.exports.formats.docx.tables import em
from anliku.exports.formats.docx.xml import HEAD, NAMESPACES, attribute, text_of
from anliku.outline.blocks import Chart

if TYPE_CHECKING:
    from docx.opc.part import Part

_EMU = 12700
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BARE = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def height(chart: Chart) -> float:
    """Height of a chart on the page, in points."""
    return 24 + 34 * len(chart.bars)


def add_chart(document: Part, chart: Chart, number: int, look: Look) -> str:
    """The run that shows `chart`, its part and workbook added to the package of `document`."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.package
    sheet = Part(PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), _SHEET, workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, None, package)
    relation = part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = _chart(chart, relation, look).encode()  # its relationship must exist before its text
    shown = document.relate_to(part, RELATIONSHIP_TYPE.CHART)
    said = f"{chart.title}（{chart.unit}）：" + "；".join(f"{bar.label} {bar.printed}" for bar in chart.bars)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{round(look.width * _EMU)}" cy="{round(height(chart) * _EMU)}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{1000 + number}" name="图{number}" descr={attribute(said)}/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{shown}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def workbook(chart: Chart) -> bytes:
    """The workbook behind a chart: whose number, the number, and as it was printed."""
    from datetime import datetime

    target = BytesIO()
    book = import_module("xlsxwriter").Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})  # a fixed time, so that bytes repeat
    sheet = book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 48)
    sheet.write_row(0, 0, ("", f"{chart.title}（{chart.unit}）", "原文印作"))
    for index, bar in enumerate(chart.bars, 1):
        sheet.write_string(index, 0, bar.label)
        sheet.write_number(index, 1, float(bar.value))
        sheet.write_string(index, 2, bar.printed)
    book.close()
    return target.getvalue()


def _chart(chart: Chart, relation: str, look: Look) -> str:
    body, color = look.by_id["TableText"], "404040" if look.official else ACCENT
    last = len(chart.bars) + 1
    count = f'<c:ptCount val="{len(chart.bars)}"/>'
    labels = "".join(f'<c:pt idx="{i}"><c:v>{text_of(bar.label)}</c:v></c:pt>' for i, bar in enumerate(chart.bars))
    values = "".join(f'<c:pt idx="{i}"><c:v>{bar.value}</c:v></c:pt>' for i, bar in enumerate(chart.bars))
    font = f'<a:latin typeface="{body.font.latin}"/><a:ea typeface="{body.font.east}"/>'

    def texts(shade: str) -> str:
        fill = f'<a:solidFill><a:srgbClr val="{shade}"/></a:solidFill>'
        size = round(body.size * 100)
        return (
            f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">{fill}{font}</a:defRPr></a:pPr>'
            '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        )

    shows = (
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    printed = "".join(
        f'<c:dLbl><c:idx val="{i}"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:p><a:r><a:rPr lang="zh-CN"/>'
        f"<a:t>{text_of(bar.printed)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="outEnd"/>{shows}</c:dLbl>'
        for i, bar in enumerate(chart.bars)
    )
    # Room for the labels: at most 17 characters a line, on as many lines as it takes.
    room = min(max(em(bar.label) for bar in chart.bars), 17) * body.size + 10
    left = min(room / look.width, 0.5)
    layout = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.4f}"/><c:y val="0.02"/><c:w val="{0.84 - left:.4f}"/><c:h val="0.96"/>'
        "</c:manualLayout></c:layout>"
    )
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></c:spPr>'
    name = f"{text_of(chart.title)}（{text_of(chart.unit)}）"
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>{fill}'
        f'<c:invertIfNegative val="0"/><c:dLbls>{printed}{_BARE}'
        f'{texts(INK)}<c:dLblPos val="outEnd"/>{shows}</c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{labels}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!$B$2:$B${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f"{count}{values}</c:numCache></c:numRef></c:val></c:ser>"
    )
    line = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill></a:ln></c:spPr>'
    axes = (
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}{texts(INK)}<c:crossAx val="222"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="111"/><c:crosses val="autoZero"/></c:valAx>'
    )
    return (
        f'{HEAD}<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{layout}<c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}<c:gapWidth val="70"/><c:axId val="111"/>'
        f'<c:axId val="222"/></c:barChart>{axes}{_BARE}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        f"</c:chart>{_BARE}{texts(INK)}"
        f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
