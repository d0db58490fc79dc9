"""A pack as an EPUB 3 book: one file a chapter, notes that pop up, a cover and tables of contents for old readers too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

from anliku.exports.options import Options
from anliku.exports.xhtml import ChapterWriter, Notes, Places, anchor, call_id, colophon, outline, source_items, text
from anliku.outline.blocks import Ref
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

LIBRARY = "社区治理实践库（anliku）"
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same content gives the same bytes."""
_UNIX = 3
"""The system named in every zip entry, so that Windows writes the same bytes."""
_TITLE = (8, 12)
"""Characters in a line of the cover's title: of a short title, and of one that needs more than four such lines."""
_NOT_FIRST = "，。；：、！？）》”’…—·"
"""Characters that may not begin a line."""

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class _Page:
    """One XHTML file of the book; `kind` is its epub:type."""

    name: str
    title: str
    body: str
    kind: str = "chapter"
    sections: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The book."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(pack, w, options):
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.create_system = _UNIX
            # The first entry says what the file is, and readers look for it uncompressed (OCF 3.3, 4.3).
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _files(pack: Pack, w: Writer, options: Options) -> Iterator[tuple[str, str]]:
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    chapters = list(_chapters(pack, w, options))
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    pages = [
        _Page("cover", pack.selection.title, _cover(pack), "cover"),
        *chapters,
        _Page("sources", "来源", f"<h1>来源</h1>{source_items(pack, w)}", "bibliography"),
        _Page("colophon", "版权与使用", f"<h1>版权与使用</h1>{colophon(pack, address)}", "colophon"),
    ]
    yield "OEBPS/book.opf", _package(pack, pages)
    yield "OEBPS/style.css", files("anliku.exports").joinpath("styles/epub.css").read_text("utf-8")
    yield "OEBPS/cover.svg", _cover_picture(pack)
    yield "OEBPS/nav.xhtml", _xhtml("目录", _contents(pages))
    yield "OEBPS/toc.ncx", _ncx(pack, pages)
    for page in pages:
        yield f"OEBPS/{page.file}", _xhtml(page.title, f'<section epub:type="{page.kind}">{page.body}</section>')


def _xhtml(title: str, body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><meta charset="utf-8"/><title>{text(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def _cover(pack: Pack) -> str:
    """The cover as words: a reader sets them, a screen reader reads them."""
    lead = f'<p class="lead">{text(pack.lead)}</p>' if pack.lead else ""
    checked = f"<br/>资料核对至 {text(pack.date)}" if pack.date else ""
    return (
        f'<div class="cover"><p class="kicker">{text(pack.subtitle)}</p><h1>{text(pack.selection.title)}</h1>'
        f'{lead}<p class="muted">{LIBRARY}{checked}</p></div>'
    )


def _cover_picture(pack: Pack) -> str:
    """The cover as the picture of the book in a shelf."""
    size, height = 62, 88
    lines = _lines(pack.selection.title, _TITLE[0])
    if len(lines) > 4:
        size, height = 42, 62
        lines = _lines(pack.selection.title, _TITLE[1])
    title = "".join(
        f'<text x="60" y="{250 + number * height}" font-size="{size}" font-weight="bold" fill="#1d2427">{text(line)}</text>'
        for number, line in enumerate(lines[:8])
    )
    checked = f"资料核对至 {pack.date}" if pack.date else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 900" width="600" height="900" xml:lang="zh-CN" '
        'font-family="Songti SC, Source Han Serif SC, Noto Serif CJK SC, SimSun, serif">'
        f"<title>{text(pack.selection.title)}</title>"
        '<rect width="600" height="900" fill="#fbf9f4"/><rect width="600" height="14" fill="#0b5a5f"/>'
        f'<text x="60" y="140" font-size="26" fill="#0b5a5f">{text(pack.subtitle)}</text>{title}'
        '<path d="M60 790h480" stroke="#d9d5ca" stroke-width="2"/>'
        f'<text x="60" y="832" font-size="24" fill="#1d2427">{LIBRARY}</text>'
        f'<text x="60" y="866" font-size="20" fill="#566064">{text(checked)}</text></svg>\n'
    )


def _lines(words: str, width: int) -> list[str]:
    """`words` in lines of about `width` full-width characters; no line begins with a closing mark."""
    lines = [""]
    used = 0.0
    for char in words:
        if used >= width and char not in _NOT_FIRST:
            lines.append("")
            used = 0
        lines[-1] += char
        used += 0.55 if char.isascii() else 1
    return lines


def _contents(pages: list[_Page]) -> str:
    lines = []
    for page in pages:
        inner = "".join(
            f'<li><a href="{page.file}#{text(name)}">{text(words)}</a></li>' for name, words in page.sections
        )
        title = "封面" if page.kind == "cover" else page.title
        lines.append(f'<li><a href="{page.file}">{text(title)}</a>{f"<ol>{inner}</ol>" if inner else ""}</li>')
    first = next((page for page in pages if page.kind == "chapter"), pages[0])
    landmarks = (("cover", "cover.xhtml", "封面"), ("toc", "nav.xhtml#toc", "目录"), ("bodymatter", first.file, "正文"))
    marks = "".join(f'<li><a epub:type="{kind}" href="{to}">{words}</a></li>' for kind, to, words in landmarks)
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1><ol>{"".join(lines)}</ol></nav>\n'
        f'<nav epub:type="landmarks" id="landmarks" hidden="hidden"><h2>导航</h2><ol>{marks}</ol></nav>'
    )


def _ncx(pack: Pack, pages: list[_Page]) -> str:
    """The table of contents of EPUB 2, for readers that know no other."""
    points = "\n".join(
        f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{text(page.title)}</text></navLabel>'
        f'<content src="{page.file}"/></navPoint>'
        for order, page in enumerate(pages, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="zh-CN">
<head><meta name="dtb:uid" content="{_identifier(pack)}"/></head>
<docTitle><text>{text(pack.selection.title)}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def _chapters(pack: Pack, w: Writer, options: Options) -> Iterator[_Page]:
    places = Places(pack)

    def href(to: Ref) -> str:
        # A book is read without a network: the short account in it comes before the full page on the site.
        inside = places.find(to) or places.brief(to)
        return f"c{inside[0] + 1}.xhtml#{inside[1]}" if inside else options.url(to)

    for index, document in enumerate(pack.chapters):
        writer = ChapterWriter(index, w, href, mark=' epub:type="noteref"')
        body = writer.chapter(document)
        sections = tuple((anchor(index, name), words) for name, words in outline(document))
        yield _Page(f"c{index + 1}", document.title, f"{body}\n{_notes(index, writer.notes)}", sections=sections)


def _notes(chapter: int, notes: Notes) -> str:
    """The notes of a chapter; readers show one as a pop-up where its mark is touched."""
    if not notes.found:
        return ""
    asides = []
    for note in notes.found.values():
        back = f'<a href="#{call_id(chapter, note.number, 1)}" role="doc-backlink" title="回到正文">{note.number}</a>'
        asides.append(
            f'<aside epub:type="footnote" role="doc-footnote" id="{anchor(chapter, f"n{note.number}")}">'
            f"<p>{back} {text(note.text)}</p></aside>"
        )
    return f'<div class="notes" epub:type="footnotes"><p class="notes-title">本章出处</p>{"".join(asides)}</div>'


def _identifier(pack: Pack) -> str:
    """The name of the book: the same for the same selection, whatever its version."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'anliku:{pack.selection.kind}:{pack.selection.id}')}"


def _package(pack: Pack, pages: list[_Page]) -> str:
    day = f"{pack.date}-01-01"[:10] if pack.date else ""
    dated = f"<dc:date>{text(pack.date)}</dc:date>\n" if pack.date else ""
    items = "\n".join(
        f'<item id="{page.name}" href="{page.file}" media-type="application/xhtml+xml"'
        + (' properties="svg"/>' if "<svg" in page.body else "/>")
        for page in pages
    )
    spine = "\n".join(f'<itemref idref="{name}"/>' for name in ("cover", "nav", *(page.name for page in pages[1:])))
    features = "".join(
        f'<meta property="schema:accessibilityFeature">{name}</meta>\n'
        for name in ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{_identifier(pack)}</dc:identifier>
<dc:title>{text(pack.selection.title)}</dc:title>
<dc:language>zh-CN</dc:language>
<dc:creator>{LIBRARY}</dc:creator>
<dc:subject>{text(pack.subtitle)}</dc:subject>
<dc:description>{text(pack.lead or pack.subtitle)}</dc:description>
<dc:rights>编写文字 CC BY 4.0；案例所依据的原文版权归原作者</dc:rights>
{dated}<meta property="dcterms:modified">{day or "2000-01-01"}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
{features}<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">正文全部为文字；条形图是带数字的表格；每个出处有双向链接。</meta>
<meta name="cover" content="cover-picture"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="cover-picture" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
{items}
</manifest>
<spine toc="ncx">
{spine}
</spine>
</package>
"""
