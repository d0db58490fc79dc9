"""Blocks to well-formed XHTML strings for the formats made of it; everything escaped, links and notes plugged in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

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
    Ref,
    Rich,
    Row,
    Rows,
    SearchBox,
    Strand,
    Table,
    Tag,
    Tile,
    Tiles,
    Timeline,
)
from anliku.outline.pack import Pack, citation
from anliku.outline.writer import Writer

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NO_PRACTICE = "原文没有写对应的做法"
NO_RESULT = "原文没有写结果"


def text(words: str) -> str:
    """`words` as XHTML text; a character XML cannot hold is shown as U+FFFD."""
    return escape(_NO_XML.sub("\ufffd", words))


@dataclass
class Note:
    """One footnote: its number, its text, and how often it is called."""

    number: int
    text: str
    uses: int = 0


@dataclass
class Notes:
    """The footnotes of one chapter, numbered from one; a place cited again keeps its number."""

    w: Writer
    found: dict[tuple[str, str, str], Note] = field(default_factory=dict)

    def call(self, cite: Cite) -> Note:
        """The note of `cite`, one use more."""
        key = (cite.case, cite.source, cite.at)
        if key not in self.found:
            self.found[key] = Note(len(self.found) + 1, citation(cite, self.w))
        self.found[key].uses += 1
        return self.found[key]


class Places:
    """Where the places of the library stand inside one pack."""

    def __init__(self, pack: Pack) -> None:
        """Note every chapter and every anchor of `pack`."""
        self._chapters: dict[tuple[str, str], int] = {}
        self._anchors = [set(_ids(chapter.blocks)) for chapter in pack.chapters]
        for index, chapter in enumerate(pack.chapters):
            self._chapters.setdefault((chapter.to.kind, chapter.to.id), index)

    def find(self, to: Ref) -> tuple[int, str] | None:
        """The chapter (from 0) and the id that `to` leads to, if the pack holds it."""
        index = self._chapters.get((to.kind, to.id))
        if index is None:
            return None
        return index, anchor(index, to.anchor if to.anchor in self._anchors[index] else "")

    def brief(self, to: Ref) -> tuple[int, str] | None:
        """The short account of a case that has no chapter of its own."""
        name = f"case-{to.id}"
        index = next((i for i, ids in enumerate(self._anchors) if name in ids), None)
        return None if to.kind != "case" or index is None else (index, anchor(index, name))


def anchor(chapter: int, name: str = "") -> str:
    """The id of a place in a chapter (from 0), unique in the whole pack; of the chapter itself without a name."""
    return f"c{chapter + 1}-{name}" if name else f"c{chapter + 1}"


def _ids(blocks: Iterable[object]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Items | Table):
            yield from block.ids
        elif isinstance(block, Heading | Strand | Row):
            yield block.id
        elif isinstance(block, Rows | Flow):
            yield from _ids(block.rows if isinstance(block, Rows) else block.strands)
        elif isinstance(block, Callout):
            yield from _ids(block.blocks)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from _ids(column)


class ChapterWriter:
    """Writes one Document as XHTML; its notes are in `notes` afterwards, for the format to set."""

    def __init__(self, index: int, w: Writer, href: Callable[[Ref], str], *, mark: str = "") -> None:
        """Take the chapter's index (from 0), the address of each place (or nothing), and attributes of a note mark."""
        self.index = index
        self.notes = Notes(w)
        self._href = href
        self._mark = mark
        self._used: set[str] = set()

    def chapter(self, document: Document) -> str:
        """Title, kicker, lead and blocks of `document`."""
        head = [f'<h1 id="{anchor(self.index)}">{text(document.title)}</h1>']
        head += [f'<p class="kicker">{self.rich(document.kicker)}</p>'] if document.kicker else []
        head += [f'<p class="lead">{self.rich(document.lead)}</p>'] if document.lead else []
        return "\n".join([f'<header class="chapter-head">{"".join(head)}</header>', *self._blocks(document.blocks)])

    def rich(self, parts: Rich) -> str:
        """Inline parts as XHTML."""
        return "".join(self._inline(part) for part in parts)

    def _inline(self, part: Inline) -> str:
        match part:
            case str():
                return text(part)
            case Link():
                href = self._href(part.to)
                found = ' class="term"' if part.found else ""
                return f'<a{found} href="{text(href)}">{text(part.text)}</a>' if href else text(part.text)
            case Tag():
                return f'<span class="tag tag-{part.tone}">{text(part.text)}</span>'
            case Cite():
                return self._call(part)
            case _:
                raise TypeError(part)

    def _call(self, cite: Cite) -> str:
        note = self.notes.call(cite)
        here = call_id(self.index, note.number, note.uses)
        target = anchor(self.index, f"n{note.number}")
        label = f"出处 {note.number}：{text(cite.at)}"
        link = f'<a id="{here}" href="#{target}" role="doc-noteref"{self._mark} title="{label}">{note.number}</a>'
        return f'<sup class="mark">{link}</sup>'

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if not isinstance(block, SearchBox):
                yield self._block(block)

    def _inner(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self._blocks(blocks))

    def _block(self, block: Block) -> str:  # noqa: PLR0911, PLR0912 - one line for each kind of block
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                tone = "" if block.tone == "plain" else f' class="{block.tone}"'
                return f"<p{tone}>{self.rich(block.text)}</p>"
            case Items():
                return self._items(block)
            case Facts():
                rows = (f"<div><dt>{text(name)}</dt><dd>{self.rich(value)}</dd></div>" for name, value in block.rows)
                return f'<dl class="facts">{"".join(rows)}</dl>'
            case Tiles():
                return f'<ul class="tiles">{"".join(self._tile(tile) for tile in block.tiles)}</ul>'
            case Table():
                return self._table(block)
            case Rows():
                compact = " compact" if block.compact else ""
                return f'<ul class="rows{compact}">{"".join(self._row(row) for row in block.rows)}</ul>'
            case Flow():
                return f'<div class="flow">{"".join(self._strand(strand) for strand in block.strands)}</div>'
            case Timeline():
                moments = (
                    f'<li><span class="when">{text(moment.when)}</span> <span>{self.rich(moment.what)}</span></li>'
                    for moment in block.moments
                )
                return f'<ol class="timeline">{"".join(moments)}</ol>'
            case Prose():
                return f'<div class="prose">{self._inner(blocks_of(block.markdown))}</div>'
            case Callout():
                title = f'<p class="callout-title">{text(block.title)}</p>'
                return f'<aside class="callout {block.tone}">{title}{self._inner(block.blocks)}</aside>'
            case Columns():
                columns = (f"<div>{self._inner(column)}</div>" for column in block.columns)
                return f'<div class="columns">{"".join(columns)}</div>'
            case Chart():
                return chart(block)
            case _:
                raise TypeError(block)

    def _id(self, name: str) -> str:
        """The id attribute of a place; empty for a name used before, for an id stands once."""
        if not name or name in self._used:
            return ""
        self._used.add(name)
        return f' id="{anchor(self.index, text(name))}"'

    def _heading(self, block: Heading) -> str:
        heading = f"<h{block.level}{self._id(block.id)}>{text(block.text)}</h{block.level}>"
        if not (block.kicker or block.aside):
            return heading
        kicker = f'<p class="kicker">{self.rich(block.kicker)}</p>' if block.kicker else ""
        aside = f'<p class="aside">{self.rich(block.aside)}</p>' if block.aside else ""
        return f'<div class="heading level-{block.level}">{kicker}{heading}{aside}</div>'

    def _items(self, block: Items) -> str:
        name = "ol" if block.ordered else "ul"
        ids = block.ids or ("",) * len(block.items)
        items = (f"<li{self._id(one)}>{self.rich(item)}</li>" for item, one in zip(block.items, ids, strict=True))
        return f"<{name}>{''.join(items)}</{name}>"

    def _tile(self, tile: Tile) -> str:
        cite = self._inline(tile.cite) if tile.cite else ""
        number = f'<strong class="number">{text(tile.number)}</strong>'
        return f'<li>{number}<span class="label">{text(tile.label)}</span><span>{text(tile.scope)}{cite}</span></li>'

    def _table(self, block: Table) -> str:
        ids = block.ids or ("",) * len(block.rows)
        caption = f"<caption>{text(block.caption)}</caption>" if block.caption else ""
        head = "".join(f'<th scope="col">{text(name)}</th>' for name in block.head)
        rows = []
        for row, one in zip(block.rows, ids, strict=True):
            cells = [f'<th scope="row">{self.rich(row[0])}</th>']
            for name, cell in zip(block.head[1:], row[1:], strict=True):
                cells.append(f'<td data-label="{text(name)}">{self.rich(cell)}</td>')
            rows.append(f"<tr{self._id(one)}>{''.join(cells)}</tr>")
        body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
        return f'<table class="grid columns-{len(block.head)}">{caption}{body}</table>'

    def _row(self, row: Row) -> str:
        title = f'<p class="row-title">{self._inline(row.title)}</p>'
        words = f"<p>{self.rich(row.text)}</p>" if row.text else ""
        meta = "".join(f'<p class="muted">{self.rich(part)}</p>' for part in row.meta)
        return f"<li{self._id(row.id)}>{title}{words}{meta}</li>"

    def _strand(self, strand: Strand) -> str:
        note = f"<p>{self.rich(strand.note)}</p>" if strand.note else ""
        problem = f'<p class="label">难题</p><p class="problem">{self.rich(strand.problem)}</p>{note}'
        practices = f'<p class="label">做法</p>{self._points(strand.practices, NO_PRACTICE)}'
        results = f'<p class="label">结果</p>{self._points(strand.results, NO_RESULT)}'
        columns = "".join(f"<div>{part}</div>" for part in (problem, practices, results))
        return f'<div class="strand"{self._id(strand.id)}>{columns}</div>'

    def _points(self, points: tuple[Rich, ...], none: str) -> str:
        if not points:
            return f'<p class="muted">{none}</p>'
        return f"<ul>{''.join(f'<li>{self.rich(point)}</li>' for point in points)}</ul>"


def call_id(chapter: int, number: int, use: int) -> str:
    """The id of the `use`-th mark of a note, where its back links lead."""
    return anchor(chapter, f"r{number}" + (f"-{use}" if use > 1 else ""))


def chart(block: Chart) -> str:
    """Bars as SVG beside the numbers as printed, so that words wrap and a screen reader reads a table."""
    largest = max((abs(bar.value) for bar in block.bars), default=Decimal(0))
    rows = []
    for bar in block.bars:
        width = f"{100 * max(bar.value, Decimal(0)) / largest:.2f}" if largest else "0"
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 6" preserveAspectRatio="none" '
            f'aria-hidden="true" focusable="false"><rect width="{width}" height="6" fill="currentColor"/></svg>'
        )
        rows.append(
            f'<tr><th scope="row">{text(bar.label)}</th><td>{svg}<span class="number">{text(bar.printed)}</span></td></tr>'
        )
    head = f'<thead><tr><th scope="col">谁的数字</th><th scope="col">{text(block.unit)}</th></tr></thead>'
    return (
        f'<figure class="chart"><figcaption>{text(block.title)}（{text(block.unit)}）</figcaption>'
        f'<table>{head}<tbody>{"".join(rows)}</tbody></table><p class="muted">{text(block.note)}</p></figure>'
    )


def source_items(pack: Pack, w: Writer) -> str:
    """The numbered list of sources, addresses as links."""
    lines = []
    for source in pack.sources:
        record = next(item for item in w.library.cases[source.case].sources if item.id == source.source)
        before, url, after = source.text.partition(record.url or "\0")
        link = f'<a href="{text(url)}">{text(url)}</a>' if url else ""
        lines.append(f'<li>{text(before)}{link}{text(after)} <span class="muted">案例 {text(source.case)}</span></li>')
    return f'<ol class="sources">{"".join(lines)}</ol>'


def colophon(pack: Pack, address: str) -> str:
    """The closing paragraphs; with an address also that address as text and as a QR code."""
    lines = "".join(f"<p>{text(line)}</p>" for line in pack.colophon)
    if not address:
        return lines
    link = f'<p>网上版本：<a href="{text(address)}">{text(address)}</a></p>'
    return f'{lines}{link}<p class="qr">{qr(address)}</p>'


def qr(address: str) -> str:
    """A QR code as SVG, dark on light in any colour scheme."""
    import segno

    code = segno.make(address, error="m", micro=False)
    size = code.symbol_size(border=4)[0]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix_iter(border=4)) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="132" height="132" role="img" '
        f'aria-label="二维码：{text(address)}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def outline(document: Document) -> list[tuple[str, str]]:
    """Anchors and words of the level 2 headings that stand directly in a chapter, for a table of contents."""
    seen: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2 and block.id:
            seen.setdefault(block.id, block.text)
    return list(seen.items())
