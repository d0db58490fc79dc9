"""Word: cover, contents, chapters, sources; real styles, footnotes, numbering and charts."""

from __future__ import annotations

from importlib import import_module

from anliku.exports.formats.docx.look import OFFICIAL, STANDARD
from anliku.exports.options import ExportError, Options
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The bytes of the Word file.

    Raises:
        ExportError: where a package that writes Word files is missing.
    """
    for name in ("docx", "segno", "xlsxwriter"):
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            raise ExportError("请运行 pip install python-docx xlsxwriter segno，再导出 Word 文档") from error
    from anliku.exports.formats.docx.body import Body
    from anliku.exports.formats.docx.charts import add_chart
    from anliku.exports.formats.docx.contents import contents
    from anliku.exports.formats.docx.footnotes import Footnotes
    from anliku.exports.formats.docx.frame import colophon, cover, front_section, main_section, sources
    from anliku.exports.formats.docx.inline import Pen
    from anliku.exports.formats.docx.package import add_part, address_of, describe, dress, element, empty, packed
    from anliku.exports.formats.docx.paging import pages
    from anliku.exports.formats.docx.places import Places
    from anliku.exports.formats.docx.xml import NAMESPACES

    look = OFFICIAL if options.style == "公文式" else STANDARD
    document = empty()
    places = Places(pack.chapters)
    notes = Footnotes(places)
    pen = Pen(w, options, places, notes, address_of(document.part))
    body = Body(pen, look, lambda chart, number: add_chart(document.part, chart, number, look))

    text = "".join(body.chapter(chapter) for chapter in pack.chapters)
    text += sources(pack, body) + colophon(pack, body, document)
    main = element(f"<w:body {NAMESPACES}>{text}{main_section(pack, look, document)}</w:body>")
    front = cover(pack, look) + contents(body.entries, pages(main, notes.texts, look), look) + front_section(look)
    root = document.element.body
    root[:] = [*element(f"<w:body {NAMESPACES}>{front}</w:body>"), *main]
    add_part(document, "footnotes", notes.part())
    dress(document, look, body.lists)
    describe(document, pack.selection.title, pack.subtitle, pack.date)
    return packed(document)
