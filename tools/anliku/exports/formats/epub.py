"""A pack as an EPUB 3 book: one file a chapter, notes that pop up, a table of contents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from anliku.exports.options import Options
from anliku.exports.xhtml import ChapterWriter, Notes, Places, anchor, call_id, colophon, outline, source_items, text
from anliku.outline.blocks import Ref
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same content gives the same bytes."""

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The book."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(pack, w, options):
            entry = zipfile.ZipInfo(name, _STAMP)
            # The first entry says what the file is, and readers look for it uncompressed (OCF 3.3, 4.3).
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _files(pack: Pack, w: Writer, options: Options) -> Iterator[tuple[str, str]]:
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    chapters = list(_chapters(pack, w, options))
    svg = ["<svg" in body for _, body in chapters]
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    closing = f"<h1>来源</h1>{source_items(pack, w)}<h1>版权与使用</h1>{colophon(pack, address)}"
    yield "OEBPS/book.opf", _package(pack, svg, "<svg" in closing)
    yield "OEBPS/style.css", files("anliku.exports").joinpath("styles/epub.css").read_text("utf-8")
    yield "OEBPS/nav.xhtml", _page("目录", _contents(pack))
    yield "OEBPS/cover.xhtml", _page(pack.selection.title, _cover(pack))
    for number, (title, body) in enumerate(chapters, 1):
        yield f"OEBPS/c{number}.xhtml", _page(title, body)
    yield "OEBPS/closing.xhtml", _page("来源", f'<section id="closing">{closing}</section>')


def _page(title: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><title>{text(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def _cover(pack: Pack) -> str:
    checked = f"<p>资料核对至 {text(pack.date)}</p>" if pack.date else ""
    return (
        f'<section class="cover" epub:type="titlepage"><p class="kicker">{text(pack.subtitle)}</p>'
        f'<h1>{text(pack.selection.title)}</h1><p class="lead">{text(pack.lead)}</p>'
        f"<p>社区治理实践库（anliku）</p>{checked}</section>"
    )


def _contents(pack: Pack) -> str:
    lines = ['<li><a href="cover.xhtml">封面</a></li>']
    for index, chapter in enumerate(pack.chapters):
        page = f"c{index + 1}.xhtml"
        inner = "".join(
            f'<li><a href="{page}#{anchor(index, text(name))}">{text(words)}</a></li>'
            for name, words in outline(chapter)
        )
        nested = f"<ol>{inner}</ol>" if inner else ""
        lines.append(f'<li><a href="{page}">{text(chapter.title)}</a>{nested}</li>')
    lines.append('<li><a href="closing.xhtml">来源、版权与使用</a></li>')
    return f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>{"".join(lines)}</ol></nav>'


def _chapters(pack: Pack, w: Writer, options: Options) -> Iterator[tuple[str, str]]:
    """Title and body of each chapter."""
    places = Places(pack)

    def href(to: Ref) -> str:
        inside = places.find(to) or places.brief(to)
        return f"c{inside[0] + 1}.xhtml#{inside[1]}" if inside else options.url(to)

    for index, document in enumerate(pack.chapters):
        writer = ChapterWriter(index, w, href, mark=' epub:type="noteref"')
        body = writer.chapter(document)
        yield document.title, f'<section epub:type="chapter">{body}\n{_notes(index, writer.notes)}</section>'


def _notes(chapter: int, notes: Notes) -> str:
    """The notes of a chapter; readers show one as a pop-up where its mark is touched."""
    if not notes.found:
        return ""
    asides = "".join(
        f'<aside epub:type="footnote" role="doc-footnote" id="{anchor(chapter, f"n{note.number}")}">'
        f'<p><a href="#{call_id(chapter, note.number, 1)}" role="doc-backlink">{note.number}</a> {text(note.text)}</p></aside>'
        for note in notes.found.values()
    )
    return f'<section class="notes"><p class="muted">本章出处</p>{asides}</section>'


def _package(pack: Pack, svg: list[bool], closing_svg: bool) -> str:
    selection = pack.selection
    identifier = uuid5(NAMESPACE_URL, f"anliku:{selection.kind}:{selection.id}")
    modified = f"{(pack.date + '-01-01')[:10] if pack.date else '2000-01-01'}T00:00:00Z"
    pages = [("nav", "nav.xhtml", ' properties="nav"'), ("cover", "cover.xhtml", "")]
    pages += [(f"c{i}", f"c{i}.xhtml", ' properties="svg"' if has else "") for i, has in enumerate(svg, 1)]
    pages += [("closing", "closing.xhtml", ' properties="svg"' if closing_svg else "")]
    items = "\n".join(
        f'<item id="{name}" href="{path}" media-type="application/xhtml+xml"{more}/>' for name, path, more in pages
    )
    order = ["cover", "nav", *(f"c{i}" for i in range(1, len(svg) + 1)), "closing"]
    spine = "\n".join(f'<itemref idref="{name}"/>' for name in order)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{text(selection.title)}</dc:title>
<dc:language>zh-CN</dc:language>
<dc:creator>社区治理实践库（anliku）</dc:creator>
<dc:description>{text(pack.lead or pack.subtitle)}</dc:description>
<dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">正文为文字，图有对应的表格。</meta>
</metadata>
<manifest>
{items}
<item id="css" href="style.css" media-type="text/css"/>
</manifest>
<spine>
{spine}
</spine>
</package>
"""
