"""Blocks as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from anliku.exports.formats.docx.inline import Pen
from anliku.exports.formats.docx.look import Look
from anliku.exports.formats.docx.places import Key
from anliku.exports.formats.docx.styles import FIRST_LIST
from anliku.exports.formats.docx.tables import cell, em, row, table, together, widths
from anliku.exports.formats.docx.xml import field as word_field
from anliku.exports.formats.docx.xml import para, run
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
    Items,
    Paragraph,
    Prose,
    Rich,
    Row,
    Rows,
    SearchBox,
    Table,
    Tag,
    Tiles,
    Timeline,
)
from anliku.outline.writer import plain

TILES = 3
"""Figure tiles in a row."""


@dataclass(frozen=True)
class Setting:
    """Where blocks stand: the styles of their text, and how wide it is in points."""

    width: float
    text: str = "BodyText"
    bullets: str = "ListBullet"
    steps: str = "ListNumber"
    muted: str = "Muted"
    entry: str = "Entry"
    prose: bool = False
    """Pairs are lines of text, not a table."""


@dataclass(frozen=True)
class Entry:
    """A heading for the table of contents."""

    level: int
    text: str
    bookmark: str


@dataclass
class Body:
    """Writes blocks; counts tables, figures and ordered lists on the way.

    Attributes:
        draw: the run of a native chart, by chart and number.
    """

    pen: Pen
    look: Look
    draw: Callable[[Chart, int], str]
    entries: list[Entry] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    lists: int = 0
    _chapter: tuple[str, str] = ("", "")

    def chapter(self, document: Document) -> str:
        """A chapter: its title at level 1, kicker, lead and blocks."""
        self.pen.notes.begin_chapter()
        self._chapter = (document.to.kind, document.to.id)
        to = document.to
        parts = [self._heading(document.title, 1, (to.kind, to.id, ""), (to.kind, to.id, to.anchor))]
        if document.kicker:
            parts.append(para("Kicker", self.pen.rich(document.kicker)))
        if document.lead:
            parts.append(para("Lead", self.pen.rich(document.lead)))
        return "".join(parts) + self.blocks(document.blocks, self._page())

    def title(self, text: str) -> str:
        """A heading of level 1 that no Document stands behind."""
        self.pen.notes.begin_chapter()
        return self._heading(text, 1)

    def numbered(self, items: Iterable[str]) -> str:
        """Paragraphs of a list that starts at 1."""
        number = self._list()
        return "".join(para("ListNumber", item, number) for item in items)

    def blocks(self, blocks: Iterable[Block], at: Setting) -> str:
        """Blocks, one below the other."""
        return "".join(self._block(block, at) for block in blocks)

    def _page(self) -> Setting:
        return Setting(self.look.width, prose=self.look.official)

    def _block(self, block: Block, at: Setting) -> str:  # noqa: PLR0911, PLR0912  # one case for each block
        match block:
            case Heading():
                return self._section(block)
            case Paragraph():
                return self._paragraph(block, at)
            case Items():
                return self._items(block, at)
            case Facts():
                return self._pairs(block.rows, at)
            case Timeline():
                return self._pairs(tuple((moment.when, moment.what) for moment in block.moments), at)
            case Tiles():
                return self._tiles(block, at)
            case Table():
                return self._table(block, at)
            case Rows():
                return "".join(self._row(item, at, compact=block.compact) for item in block.rows)
            case Flow():
                return self._flow(block, at)
            case Prose():
                return self.blocks(blocks_of(block.markdown), at)
            case Callout():
                return self._callout(block, at)
            case Columns():
                return self._columns(block, at)
            case Chart():
                return self._chart(block)
            case SearchBox():
                return ""
            case _:
                raise TypeError(type(block).__name__)

    def _heading(self, text: str, level: int, *keys: Key) -> str:
        name, content = self.pen.places.heading(run(text), *keys)
        self.entries.append(Entry(level, text, name))
        return para(f"Heading{level}", content)

    def _section(self, block: Heading) -> str:
        """A heading; what stands above or beside it goes below, so that contents and navigation stay clean."""
        below: Rich = (*block.kicker, *(("　",) if block.kicker and block.aside else ()), *block.aside)
        aside = para("Aside", self.pen.rich(below)) if below else ""
        keys = [(*self._chapter, block.id)] if block.id else []
        return self._heading(block.text, 3 if block.level > 2 else 2, *keys) + aside

    def _paragraph(self, block: Paragraph, at: Setting) -> str:
        style = {"plain": at.text, "lead": "Lead", "muted": at.muted}[block.tone]
        return para(style, self.pen.rich(block.text))

    def _items(self, block: Items, at: Setting) -> str:
        number = self._list() if block.ordered else ""
        style = at.steps if block.ordered else at.bullets
        ids = block.ids or ("",) * len(block.items)
        return "".join(
            para(style, self._marked(name, self.pen.rich(item)), number)
            for name, item in zip(ids, block.items, strict=True)
        )

    def _list(self) -> str:
        """The numbering of a new ordered list."""
        self.lists += 1
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{FIRST_LIST + self.lists - 1}"/></w:numPr>'

    def _marked(self, anchor: str, content: str) -> str:
        return self.pen.places.mark((*self._chapter, anchor), content) if anchor else content

    def _pairs(self, pairs: tuple[tuple[str, Rich], ...], at: Setting) -> str:
        """Names and values: a table of two columns, or lines of text."""
        if not pairs:
            return ""
        if at.prose:
            return "".join(
                para(at.text, run(name, "EntryName") + run("：") + self.pen.rich(value)) for name, value in pairs
            )
        name_size = self.look.by_id["FactsName"].size
        first = max(62.0, min(max(em(name) for name, _ in pairs) * name_size + 10, at.width * 0.26))
        columns = (first, at.width - first)
        rows = "".join(
            row(
                cell(para("FactsName", run(name)), columns[0])
                + cell(para("FactsText", self.pen.rich(value)), columns[1])
            )
            for name, value in pairs
        )
        return table(rows, columns, head=False) + para("Gap")

    def _tiles(self, block: Tiles, at: Setting) -> str:
        if self.look.official:
            return "".join(
                para(
                    at.bullets,
                    run(f"{tile.label}：")
                    + run(tile.number, "TagFigure")
                    + run(f"（{tile.scope}）")
                    + self._cite(tile.cite),
                )
                for tile in block.tiles
            )
        columns = (at.width / TILES,) * TILES
        rows = []
        for start in range(0, len(block.tiles), TILES):
            cells = [
                para("TileNumber", run(tile.number))
                + para("TileLabel", run(tile.label) + self._cite(tile.cite))
                + para("TileScope", run(tile.scope))
                for tile in block.tiles[start : start + TILES]
            ]
            cells += [para("TileScope")] * (TILES - len(cells))
            rows.append(row("".join(cell(content, columns[0]) for content in cells)))
        return table("".join(rows), columns, head=False, plain=True) + para("Gap")

    def _cite(self, cite: Cite | None) -> str:
        return self.pen.rich((cite,)) if cite else ""

    def _caption(self, text: str, kind: str, number: int) -> str:
        counted = word_field(f"SEQ {kind} \\* ARABIC", str(number))
        return para("Caption", run(kind) + counted + run(f"　{text}"))

    def _table(self, block: Table, at: Setting) -> str:
        caption = ""
        if block.caption:
            self.tables += 1
            caption = self._caption(block.caption, "表", self.tables)
        texts = [block.head, *(tuple(_words(part) for part in line) for line in block.rows)]
        columns = widths(texts, at.width, self.look.by_id["TableText"].size)
        head = row(
            "".join(cell(para("TableHead", run(name)), columns[i]) for i, name in enumerate(block.head)), head=True
        )
        ids = block.ids or ("",) * len(block.rows)
        rows = []
        for name, line in zip(ids, block.rows, strict=True):
            contents = [self.pen.rich(part) for part in line]
            contents[0] = self._marked(name, contents[0])
            rows.append(
                row("".join(cell(para("TableText", content), columns[i]) for i, content in enumerate(contents)))
            )
        return caption + table(together([head, *rows]), columns, head=True, caption=block.caption) + para("Gap")

    def _row(self, item: Row, at: Setting, *, compact: bool) -> str:
        """An entry: its title, what it says, and small facts."""
        title = self._marked(item.id, self.pen.rich((item.title,), "EntryName"))
        text = run("　") + self.pen.rich(item.text) if item.text else ""
        between = run("　", "EntryNote")
        meta = between.join(self.pen.rich(part, "EntryNote") for part in item.meta if part)
        if compact or not meta:
            return para(at.entry, title + text + (between + meta if meta else ""))
        return para(at.entry, title + text, "<w:keepNext/>") + para(at.muted, meta)

    def _flow(self, block: Flow, at: Setting) -> str:
        """A table of problem, practices and results."""
        heads = ("难题", "做法", "结果")
        columns = tuple(at.width * part for part in (0.36, 0.24, 0.40))
        rows = [row("".join(cell(para("TableHead", run(name)), columns[i]) for i, name in enumerate(heads)), head=True)]
        for strand in block.strands:
            problem = self._marked(strand.id, self.pen.rich(strand.problem, "EntryName"))
            cells = (
                para("TableText", problem) + (para("TableText", self.pen.rich(strand.note)) if strand.note else ""),
                "".join(para("TableText", self.pen.rich(item)) for item in strand.practices) or para("TableText"),
                "".join(para("TableText", self.pen.rich(item)) for item in strand.results) or para("TableText"),
            )
            rows.append(row("".join(cell(content, columns[i]) for i, content in enumerate(cells))))
        return table(together(rows), columns, head=True, caption="难题、做法与结果") + para("Gap")

    def _callout(self, block: Callout, at: Setting) -> str:
        inside = Setting(
            at.width,
            "Callout",
            bullets="CalloutList",
            steps="CalloutList",
            muted="Callout",
            entry="Callout",
            prose=True,
        )
        title = run(block.title, "TagSignal" if block.tone == "gap" else "")
        return para("CalloutTitle", title) + self.blocks(block.blocks, inside) + para("Gap")

    def _columns(self, block: Columns, at: Setting) -> str:
        if self.look.official:
            return "".join(self.blocks(column, at) for column in block.columns)
        filled = [column for column in block.columns if column]
        if not filled:
            return ""
        columns = (at.width / len(filled),) * len(filled)
        inside = Setting(
            columns[0] - 12, "ColumnText", bullets="ColumnList", steps="ColumnList", entry="ColumnText", prose=True
        )
        cells = "".join(cell(self.blocks(column, inside) + _ending(column), columns[0]) for column in filled)
        return table(f"<w:tr>{cells}</w:tr>", columns, head=False, plain=True) + para("Gap")

    def _chart(self, block: Chart) -> str:
        self.figures += 1
        drawn = para("Figure", self.draw(block, self.figures))
        note = para("Muted", run(block.note)) if block.note else ""
        return drawn + self._caption(f"{block.title}（{block.unit}）", "图", self.figures) + note


def _words(part: Rich) -> str:
    """The words of a cell with what is set around them, for its width."""
    marks = {Cite: "000", Tag: "〔〕"}
    return plain(part) + "".join(marks.get(type(item), "") for item in part)


def _ending(column: tuple[Block, ...]) -> str:
    """A cell must end with a paragraph."""
    return para("Gap") if isinstance(column[-1], Table | Chart) else ""
