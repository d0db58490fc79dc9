"""The empty presentation: theme, master, layouts and notes master as one package, written from scratch."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from anliku.exports.formats.pptx import master, theme
from anliku.exports.formats.pptx.theme import DECLARATION

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument"
NAME = "社区治理实践库"


@cache
def template() -> bytes:
    """A presentation without slides, 16:9."""
    layouts = list(master.layouts().values())
    numbers = range(1, len(layouts) + 1)
    parts = {
        "_rels/.rels": _relations(
            ("officeDocument", "ppt/presentation.xml"), ("extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": _application(),
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"{DECLARATION}<p:presentationPr {master.NS}/>",
        "ppt/viewProps.xml": f"{DECLARATION}<p:viewPr {master.NS}/>",
        "ppt/tableStyles.xml": theme.table_styles(),
        "ppt/theme/theme1.xml": theme.theme(NAME),
        "ppt/theme/theme2.xml": theme.theme(f"{NAME}备注"),
        "ppt/slideMasters/slideMaster1.xml": master.master(len(layouts)),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{number}.xml") for number in numbers),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": master.notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations(("theme", "../theme/theme2.xml")),
    }
    back = _relations(("slideMaster", "../slideMasters/slideMaster1.xml"))
    for number, xml in zip(numbers, layouts, strict=True):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = xml
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = back
    return _zipped({"[Content_Types].xml": _content_types(parts), **parts})


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _content_types(parts: dict[str, str]) -> str:
    kinds = {
        "presentation": "presentationml.presentation.main",
        "presProps": "presentationml.presProps",
        "viewProps": "presentationml.viewProps",
        "tableStyles": "presentationml.tableStyles",
        "slideMaster": "presentationml.slideMaster",
        "slideLayout": "presentationml.slideLayout",
        "notesMaster": "presentationml.notesMaster",
        "theme": "theme",
        "app": "extended-properties",
    }
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{_MIME}.{kinds[stem]}+xml"/>'
        for name in parts
        if (stem := name.rsplit("/", 1)[-1].removesuffix(".xml").rstrip("0123456789")) in kinds
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _application() -> str:
    return (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Office PowerPoint</Application><PresentationFormat>宽屏</PresentationFormat>"
        "<AppVersion>16.0000</AppVersion></Properties>"
    )


def _presentation() -> str:
    width, height = map(master.emu, master.PAGE)
    levels = "".join(master.Style(18).level(f"lvl{level}pPr") for level in range(1, 10))
    return (
        f'{DECLARATION}<p:presentation {master.NS} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle></p:presentation>"
    )
