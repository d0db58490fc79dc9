"""What stands around the chapters: cover, sources, colophon, headers and page numbers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from anliku.exports.formats.docx.body import Body
from anliku.exports.formats.docx.look import Look
from anliku.exports.formats.docx.package import AUTHOR, add_part, running
from anliku.exports.formats.docx.xml import attribute, field, outer_link, para, run, twips
from anliku.outline.pack import Pack
from anliku.outline.writer import as_of

if TYPE_CHECKING:
    from docx.document import Document

_A4 = '<w:pgSz w:w="11906" w:h="16838"/>'
_BOTTOM = (
    '<w:framePr w:w="8000" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>'
)
"""A frame at the foot of the page, whatever the length of the text above."""


def cover(pack: Pack, look: Look) -> str:
    """Title, subtitle, lead and date."""
    title, lead = para("Title", run(pack.selection.title)), para("CoverLead", run(pack.lead))
    checked = f"资料核对至{as_of(pack.date)}" if pack.date else ""
    if look.official:
        subtitle = f"（{pack.subtitle}）"
        return title + para("Subtitle", run(subtitle)) + lead + (para("CoverDate", run(checked)) if checked else "")
    mark = para("CoverMark", run(AUTHOR))
    date = para("CoverDate", run(checked), _BOTTOM) if checked else ""
    # The frame stands before the text it is anchored to, which must be on the same page.
    return date + mark + para("Subtitle", run(pack.subtitle)) + title + lead


def sources(pack: Pack, body: Body) -> str:
    """Every source, numbered, with the case it belongs to."""
    items = (run(source.text) + run(f"　案例 {source.case}", "EntryNote") for source in pack.sources)
    return body.title("来源") + body.numbered(items)


def colophon(pack: Pack, body: Body, document: Document) -> str:
    """Licence, version and date; with the published address and its QR code where there is one."""
    text = "".join(para("BodyText", run(line)) for line in pack.colophon)
    url = body.pen.options.url(pack.chapters[0].to) if pack.chapters else ""
    if url:
        link = outer_link(body.pen.relate(url), run(url, "Hyperlink"))
        text += para("BodyText", run("网上阅读：") + link, "<w:keepNext/>") + para("Figure", qr(url, document))
    return body.title("关于本资料") + text


def qr(url: str, document: Document) -> str:
    """The run that shows the QR code of an address."""
    import segno

    image = BytesIO()
    segno.make(url, error="m", micro=False).save(image, kind="png", scale=8, border=2)
    image.seek(0)
    relation, _ = document.part.get_or_add_image(image)
    size = 86 * 12700
    extent = f'cx="{size}" cy="{size}"'
    said = attribute(f"二维码：{url}")
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="2000" name="二维码" descr={said}/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="qr.png" descr={said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def front_section(look: Look) -> str:
    """The end of cover and contents: no header, no page number."""
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/><w:sectPr>{_A4}{_margins(look)}</w:sectPr></w:pPr></w:p>'


def main_section(pack: Pack, look: Look, document: Document) -> str:
    """The section of the chapters: header and page numbers from 1."""
    if look.official:
        # GB/T 9704 7.5: between dashes, at the outer edge, one character in.
        number = run("— ") + field("PAGE", "1") + run(" —")
        odd = para("FooterRight", number + run("　"))
        parts = (("footer", "footer1", "default", odd), ("footer", "footer2", "even", para("Footer", number)))
    else:
        head = para("Header", run(pack.selection.title) + "<w:r><w:tab/></w:r>" + run(pack.subtitle))
        number = para("Footer", field("PAGE", "1"))
        parts = (("header", "header1", "default", head), ("footer", "footer1", "default", number))
    references = ""
    for kind, name, which, content in parts:
        relation = add_part(document, name, running("hdr" if kind == "header" else "ftr", content))
        references += f'<w:{kind}Reference w:type="{which}" r:id="{relation}"/>'
    return f'<w:sectPr>{references}<w:type w:val="nextPage"/>{_A4}{_margins(look)}<w:pgNumType w:start="1"/></w:sectPr>'


def _margins(look: Look) -> str:
    top, right, bottom, left = (twips(side) for side in look.margins)
    header, footer = (twips(side) for side in look.header)
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{header}" w:footer="{footer}" w:gutter="0"/>'
    )
