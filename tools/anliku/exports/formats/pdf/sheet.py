"""A pack as the plain data that `handout.typ` sets: strings, numbers and lists, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from anliku.exports.formats.pdf.glyphs import Glyphs
from anliku.exports.formats.pdf.measure import length, lines, widths
from anliku.exports.options import Options
from anliku.exports.prose import blocks_of
from anliku.outline.blocks import (
    Block,
    Callout,
    Chart,
    Cite,
    Columns,
    Document,
    Facts,
    Flow,
    Heading,
    Inline,
    Items,
    Link,
    Paragraph,
    Prose,
    Rich,
    Rows,
    SearchBox,
    Table,
    Tag,
    Tiles,
    Timeline,
)
from anliku.outline.pack import Pack, citation
from anliku.outline.writer import Writer, as_of

LIBRARY = "社区治理实践库"
BESIDE = 8
"""Characters a name may have to stand beside its value; longer ones stand above it."""
CONTENTS = 46
"""Lines the contents may have, unless the chapters alone are more."""
WHOLE_ROW = 22
"""Lines of a table row up to which it stays on one page."""
WHOLE_STRAND = 300
"""Characters in a column of a flow up to which its row stays on one page."""
SHORT = 40
"""Characters of a paragraph of one line; below a heading it stays with what follows."""
Data = dict[str, Any]


def sheet(pack: Pack, w: Writer, options: Options, glyphs: Glyphs) -> Data:
    """All data of the handout; characters no font has are left in `glyphs`."""
    return _Sheet(pack, w, options, glyphs).data()


class _Sheet:
    """Turns blocks into data, with the places links may lead to and the notes already given in a chapter."""

    def __init__(self, pack: Pack, w: Writer, options: Options, glyphs: Glyphs) -> None:
        self._pack = pack
        self._w = w
        self._options = options
        self._glyphs = glyphs
        self._places = _places(pack.chapters)
        self._chapter = 0
        self._where = "封面"
        self._level = 1
        self._notes: dict[tuple[str, str, str], str] = {}
        self._labels: set[str] = set()
        self._levels: list[int] = []

    def data(self) -> Data:
        pack, fit = self._pack, self._fit
        cover = {
            "title": fit(pack.selection.title),
            "short": fit(pack.selection.title),
            "subtitle": fit(pack.subtitle),
            "lead": fit(pack.lead),
            "author": LIBRARY,
            "keywords": [pack.subtitle, LIBRARY],
            "date": [int(part) for part in pack.date.split("-")] if pack.date else [],
            "checked": f"核对至 {as_of(pack.date)}" if pack.date else "",
        }
        chapters = [self._document(number, chapter) for number, chapter in enumerate(pack.chapters)]
        self._where = "来源"
        sources = [{"text": fit(source.text), "case": source.case} for source in pack.sources]
        self._where = "关于这份资料"
        address = self._options.url(pack.chapters[0].to) if pack.chapters else self._options.site_url
        return {
            **cover,
            "depth": self._depth(),
            "chapters": chapters,
            "sources": sources,
            "colophon": [fit(paragraph) for paragraph in pack.colophon],
            "address": address,
            "qr": _qr(address),
        }

    def _depth(self) -> int:
        """How deep the contents go: as deep as they fit on their page."""
        entries = len(self._pack.chapters) + 2
        for level in (2, 3):
            entries += self._levels.count(level)
            if entries > CONTENTS:
                return level - 1
        return 3

    def _fit(self, text: str) -> str:
        return self._glyphs.fit(text, self._where)

    def _document(self, number: int, document: Document) -> Data:
        self._chapter, self._where, self._level, self._notes = number, document.title, 1, {}
        return {
            "label": _label(number, ""),
            "kicker": self._rich(document.kicker),
            "title": self._fit(document.title),
            "lead": self._rich(document.lead),
            "blocks": self._blocks(document.blocks),
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        out: list[Data] = []
        for block in blocks:
            if isinstance(block, Prose):
                out += self._blocks(blocks_of(block.markdown))
            elif not isinstance(block, SearchBox):
                made = self._block(block)
                if isinstance(block, Paragraph) and out and out[-1]["k"] == "heading":
                    made["sticky"] = length(block.text) <= SHORT
                out.append(made)
        return out

    def _block(self, block: Block) -> Data:  # noqa: PLR0911 — one line a kind of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return {"k": "paragraph", "text": self._rich(block.text), "tone": block.tone, "sticky": False}
            case Items():
                return {"k": "items", "items": self._riches(block.items), "ordered": block.ordered}
            case Facts():
                return self._facts(block)
            case Tiles():
                return self._tiles(block)
            case Table():
                return self._table(block)
            case Rows():
                return self._rows(block)
            case Flow():
                return self._flow(block)
            case Timeline():
                return self._timeline(block)
            case Chart():
                return self._chart(block)
            case Columns():
                return {"k": "columns", "columns": [self._column(column) for column in block.columns]}
            case Callout():
                title = self._fit(block.title)
                return {"k": "callout", "title": title, "tone": block.tone, "blocks": self._blocks(block.blocks)}
        raise TypeError(f"the PDF handout knows no block {type(block).__name__}")

    def _rich(self, parts: Rich) -> list[Any]:
        return [self._part(part) for part in parts]

    def _part(self, part: Inline) -> str | Data:
        match part:
            case str():
                return self._fit(part)
            case Tag():
                return {"k": "tag", "text": self._fit(part.text), "tone": part.tone}
            case Link():
                return self._link(part)
            case Cite():
                return self._cite(part)
        raise TypeError(f"the PDF handout knows no part {type(part).__name__}")

    def _link(self, link: Link) -> str | Data:
        """A jump within the handout where the place is in it, else the published address, else the words."""
        text = self._fit(link.text)
        if link.found:
            return text
        if label := self._places.get((link.to.kind, link.to.id, link.to.anchor)):
            return {"k": "place", "text": text, "label": label}
        if url := self._options.url(link.to):
            return {"k": "web", "text": text, "url": url}
        return text

    def _cite(self, cite: Cite) -> Data:
        """A footnote at its first place in a chapter, the same number again after it."""
        key = (cite.case, cite.source, cite.at)
        if key in self._notes:
            return {"k": "again", "label": self._notes[key]}
        self._notes[key] = f"note-{self._chapter}-{len(self._notes)}"
        return {"k": "note", "text": self._fit(citation(cite, self._w)), "label": self._notes[key]}

    def _heading(self, block: Heading) -> Data:
        """A heading never more than one level below the one before it, as PDF/UA asks."""
        self._level = min(block.level, self._level + 1)
        self._levels.append(self._level)
        kicker, text, aside = self._rich(block.kicker), self._fit(block.text), self._rich(block.aside)
        label = _label(self._chapter, block.id or f"heading-{len(self._labels)}")
        if label in self._labels:
            label = f"{label}-{len(self._labels)}"
        self._labels.add(label)
        return {"k": "heading", "level": self._level, "kicker": kicker, "text": text, "aside": aside, "label": label}

    def _facts(self, block: Facts) -> Data:
        names = [self._fit(name) for name, _ in block.rows]
        width = max(map(len, names), default=0)
        rows = [[name, self._rich(value)] for name, (_, value) in zip(names, block.rows, strict=True)]
        return {"k": "facts", "rows": rows, "beside": width <= BESIDE, "width": width}

    def _tiles(self, block: Tiles) -> Data:
        tiles = [
            {
                "number": self._fit(tile.number),
                "label": self._fit(tile.label),
                "scope": self._fit(tile.scope),
                "cite": [self._cite(tile.cite)] if tile.cite else [],
            }
            for tile in block.tiles
        ]
        return {"k": "tiles", "tiles": tiles}

    def _table(self, block: Table) -> Data:
        columns = widths(block)
        return {
            "k": "table",
            "caption": self._fit(block.caption),
            "head": [self._fit(name) for name in block.head],
            "widths": columns,
            "rows": [{"whole": lines(row, columns) <= WHOLE_ROW, "cells": self._riches(row)} for row in block.rows],
        }

    def _rows(self, block: Rows) -> Data:
        rows = [
            {"title": [self._link(row.title)], "text": self._rich(row.text), "meta": self._riches(row.meta)}
            for row in block.rows
        ]
        return {"k": "rows", "rows": rows, "compact": block.compact}

    def _flow(self, block: Flow) -> Data:
        strands = [
            {
                "problem": self._rich(strand.problem),
                "note": self._rich(strand.note),
                "practices": self._riches(strand.practices),
                "results": self._riches(strand.results),
                "whole": max(length(strand.note), sum(map(length, strand.results))) <= WHOLE_STRAND,
            }
            for strand in block.strands
        ]
        return {"k": "flow", "strands": strands}

    def _timeline(self, block: Timeline) -> Data:
        moments = [[self._fit(moment.when), self._rich(moment.what)] for moment in block.moments]
        return {"k": "timeline", "moments": moments, "width": max((len(m.when) for m in block.moments), default=0)}

    def _chart(self, block: Chart) -> Data:
        largest = max((bar.value for bar in block.bars), default=0)
        bars = [
            {
                "label": self._fit(bar.label),
                "printed": self._fit(bar.printed),
                "share": round(max(0.0, float(bar.value / largest)), 4) if largest > 0 else 0.0,
            }
            for bar in block.bars
        ]
        title, unit, note = self._fit(block.title), self._fit(block.unit), self._fit(block.note)
        return {"k": "chart", "title": title, "unit": unit, "note": note, "bars": bars}

    def _column(self, blocks: tuple[Block, ...]) -> list[Data]:
        """One of the columns; a muted paragraph at its top heads it and stays with what follows."""
        out = self._blocks(blocks)
        if len(out) > 1 and out[0]["k"] == "paragraph":
            out[0]["sticky"] = True
        return out

    def _riches(self, riches: Iterable[Rich]) -> list[list[Any]]:
        return [self._rich(rich) for rich in riches]


def _label(chapter: int, anchor: str) -> str:
    return f"chapter-{chapter}-{anchor}" if anchor else f"chapter-{chapter}"


def _places(chapters: tuple[Document, ...]) -> dict[tuple[str, str, str], str]:
    """The label of every place that a link may lead to within the handout."""
    places: dict[tuple[str, str, str], str] = {}
    for number, chapter in enumerate(chapters):
        to = chapter.to
        places.setdefault((to.kind, to.id, to.anchor), _label(number, ""))
        for anchor in _anchors(chapter.blocks):
            places.setdefault((to.kind, to.id, anchor), _label(number, anchor))
    return places


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading) and block.id:
            yield block.id
        elif isinstance(block, Callout):
            yield from _anchors(block.blocks)
        elif isinstance(block, Columns):
            yield from (anchor for column in block.columns for anchor in _anchors(column))


def _qr(address: str) -> str:
    """An SVG of the QR code that leads to `address`; empty without one."""
    if not address:
        return ""
    import segno

    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=4, border=0, dark="#1d2427"))
