"""The file around the text: parts, relationships, properties, and a zip that repeats byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anliku.exports.formats.docx.look import ACCENT, Look
from anliku.exports.formats.docx.styles import font_table, numbering, settings, styles
from anliku.exports.formats.docx.xml import HEAD, NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part

AUTHOR = "社区治理实践库"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DROPPED = ("/customXml", "/stylesWithEffects", "/webSettings", "/thumbnail")
"""Relationships of python-docx's template that this file has no use for."""


def empty() -> Document:
    """python-docx's template without its stale parts."""
    import docx

    document = docx.Document()
    for rels in (document.part.rels, document.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_DROPPED)]:
            del rels[name]
    return document


def element(xml: str) -> Any:
    """The parsed root of a part or fragment that declares its namespaces."""
    from docx.oxml.parser import parse_xml

    return parse_xml(xml.encode())


def add_part(document: Document, name: str, xml: str) -> str:
    """Id of the relationship to a new part `word/NAMENUMBER.xml` of the kind `name`."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = name.rstrip("0123456789")
    part = Part(PackURI(f"/word/{name}.xml"), f"{_WORD}.{kind}+xml", xml.encode(), document.part.package)
    return document.part.relate_to(part, f"{_OFFICE}/{kind}")


def dress(document: Document, look: Look, lists: int) -> None:
    """Put the parts of `look` in place of the template's."""
    part = document.part
    for kind, xml in (
        ("styles", styles(look)),
        ("numbering", numbering(look, lists)),
        ("settings", settings(look)),
    ):
        _replace(part.part_related_by(f"{_OFFICE}/{kind}"), xml)
    part.part_related_by(f"{_OFFICE}/fontTable")._blob = font_table(look).encode()  # no API
    theme = part.part_related_by(f"{_OFFICE}/theme")
    theme._blob = theme.blob.replace(b'<a:accent1><a:srgbClr val="4F81BD"/>', _accent())  # no API


def _accent() -> bytes:
    return f'<a:accent1><a:srgbClr val="{ACCENT}"/>'.encode()


def _replace(part: Any, xml: str) -> None:
    """Give a part new content; python-docx keeps some parts parsed and some as bytes."""
    if hasattr(part, "_element"):
        part._element = element(xml)  # no API
    else:
        part._blob = xml.encode()  # no API


def describe(document: Document, title: str, subject: str, date: str) -> None:
    """Fix the properties of the file; the time is that of the pack."""
    when = datetime.fromisoformat(date or "2000-01-01").replace(tzinfo=UTC)
    about = document.core_properties
    about.title, about.subject, about.author = title, subject, AUTHOR
    about.last_modified_by, about.revision, about.language = AUTHOR, 1, "zh-CN"
    about.created = about.modified = when
    about.comments = about.keywords = about.category = ""
    for rel in document.part.package.rels.values():
        if rel.reltype.endswith("/extended-properties"):
            rel.target_part._blob = _APPLICATION.encode()  # no API


_APPLICATION = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
)


def running(kind: str, content: str) -> str:
    """A header (`hdr`) or footer (`ftr`) part."""
    return f"{HEAD}<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def packed(document: Document) -> bytes:
    """The bytes of the file, every entry dated 1980-01-01 and in the order of its name."""
    raw = BytesIO()
    document.save(raw)
    target = BytesIO()
    with ZipFile(raw) as source, ZipFile(target, "w", ZIP_DEFLATED) as out:
        first = "[Content_Types].xml"
        for name in sorted(source.namelist(), key=lambda name: (name != first, name)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            out.writestr(entry, source.read(name))
    return target.getvalue()


def address_of(part: Part) -> Any:
    """A function from an address outside to the id of its relationship from `part`."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    known: dict[str, str] = {}

    def relate(url: str) -> str:
        if url not in known:
            known[url] = part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return known[url]

    return relate
