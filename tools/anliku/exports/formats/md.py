"""A pack as Markdown (CommonMark with footnotes): clean enough to paste, with no HTML in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

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
from anliku.outline.writer import Writer

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")
SHORT = 36
"""Cells of at most so many characters stand in a table; longer ones in a list."""


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The text, UTF-8."""
    pen = _Pen(w, options)
    front = {"title": pack.selection.title, "subtitle": pack.subtitle, "date": pack.date, "license": "CC BY 4.0"}
    parts = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()), "---", ""]
    parts += (
        [f"# {plain(pack.selection.title)}", "", plain(pack.lead), ""]
        if pack.lead
        else [f"# {plain(pack.selection.title)}", ""]
    )
    for chapter in pack.chapters:
        parts += pen.chapter(chapter)
    parts += [
        "## 来源",
        "",
        *(f"{n}. {plain(source.text)}（案例 {source.case}）" for n, source in enumerate(pack.sources, 1)),
    ]
    parts += ["", "## 版权与使用", "", *(f"{plain(line)}\n" for line in pack.colophon)]
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    parts += [f"网上版本：<{address}>", ""] if address else []
    parts += pen.notes()
    return (re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip() + "\n").encode()


def plain(words: str) -> str:
    """`words` as Markdown that shows just them: nothing in them is markup."""
    escaped = _MARKUP.sub(r"\\\1", " ".join(words.split()))
    return _LINE_START.sub(
        lambda found: (
            f"{found[1]}\\{found[2]}" if not found[2][0].isdigit() else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"
        ),
        escaped,
    )


class _Pen:
    def __init__(self, w: Writer, options: Options) -> None:
        self._w = w
        self._options = options
        self._numbers: dict[tuple[str, str, str], tuple[int, str]] = {}

    def notes(self) -> Iterator[str]:
        """Every footnote, in the order of its first mark."""
        for number, words in self._numbers.values():
            yield f"[^{number}]: {plain(words)}"

    def chapter(self, document: Document) -> Iterator[str]:
        """The lines of a chapter; its headings stand one level below the title."""
        yield f"## {plain(document.title)}"
        yield ""
        for words in (document.kicker, document.lead):
            if words:
                yield self.rich(words)
                yield ""
        yield from self._blocks(document.blocks)

    def rich(self, parts: Rich) -> str:
        """Inline parts."""
        return "".join(self._inline(part) for part in parts)

    def _inline(self, part: Inline) -> str:
        match part:
            case str():
                return _MARKUP.sub(r"\\\1", part)
            case Link():
                url = "" if part.found else self._options.url(part.to)
                words = _MARKUP.sub(r"\\\1", part.text)
                return f"[{words}]({url})" if url else words
            case Tag():
                words = _MARKUP.sub(r"\\\1", part.text)
                return f"**{words}**" if part.tone == "accent" else f"〔{words}〕"
            case Cite():
                key = (part.case, part.source, part.at)
                if key not in self._numbers:
                    self._numbers[key] = (len(self._numbers) + 1, citation(part, self._w))
                return f"[^{self._numbers[key][0]}]"
            case _:
                raise TypeError(part)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if not isinstance(block, SearchBox):
                yield from self._block(block)
                yield ""

    def _block(self, block: Block) -> Iterator[str]:  # noqa: PLR0912 - one branch for each kind of block
        match block:
            case Heading():
                if block.kicker:
                    yield f"{self.rich(block.kicker)}\n"
                yield f"{'#' * (block.level + 1)} {plain(block.text)}"
                if block.aside:
                    yield f"\n{self.rich(block.aside)}"
            case Paragraph():
                yield self.rich(block.text)
            case Items():
                yield from (f"{f'{n}.' if block.ordered else '-'} {self.rich(i)}" for n, i in enumerate(block.items, 1))
            case Facts():
                yield from (f"- {plain(name)}：{self.rich(value)}" for name, value in block.rows)
            case Tiles():
                for tile in block.tiles:
                    mark = self.rich((tile.cite,)) if tile.cite else ""
                    yield f"- **{plain(tile.number)}** {plain(tile.label)}（{plain(tile.scope)}）{mark}"
            case Table():
                yield from self._table(block)
            case Rows():
                for row in block.rows:
                    words = f"：{self.rich(row.text)}" if row.text else ""
                    more = "".join(f"（{self.rich(meta)}）" for meta in row.meta)
                    yield f"- {self.rich((row.title,))}{words}{more}"
            case Flow():
                for strand in block.strands:
                    yield f"- 难题：{self.rich(strand.problem)}。{self.rich(strand.note)}"
                    yield from (f"    - 做法：{self.rich(one)}" for one in strand.practices)
                    yield from (f"    - 结果：{self.rich(one)}" for one in strand.results)
            case Timeline():
                yield from (f"- {plain(moment.when)}：{self.rich(moment.what)}" for moment in block.moments)
            case Prose():
                yield from self._blocks(blocks_of(block.markdown))
            case Callout():
                yield f"> {plain(block.title)}"
                yield from (f"> {line}".rstrip() for line in "\n".join(self._blocks(block.blocks)).split("\n"))
            case Columns():
                for column in block.columns:
                    yield from self._blocks(column)
            case Chart():
                yield f"{plain(block.title)}（{plain(block.unit)}）\n"
                yield from (f"- {plain(bar.label)}：{plain(bar.printed)}" for bar in block.bars)
                yield f"\n{plain(block.note)}"
            case _:
                raise TypeError(block)

    def _table(self, block: Table) -> Iterator[str]:
        if block.caption:
            yield f"{plain(block.caption)}\n"
        cells = [[self.rich(cell) for cell in row] for row in block.rows]
        if all(len(cell) <= SHORT for row in cells for cell in row):
            yield f"| {' | '.join(plain(name) for name in block.head)} |"
            yield f"|{' --- |' * len(block.head)}"
            yield from (f"| {' | '.join(row)} |" for row in cells)
            return
        for row in cells:
            yield f"- {row[0]}"
            yield from (f"    - {plain(name)}：{cell}" for name, cell in zip(block.head[1:], row[1:], strict=True))
