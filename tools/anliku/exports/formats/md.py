"""A pack as Markdown (CommonMark with footnotes and tables): clean enough to paste, with no HTML in it."""

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
from anliku.outline.pack import Pack, PackSource, citation
from anliku.outline.writer import Writer
from anliku.outline.writer import plain as words_of

_MARKUP = re.compile(r"([\\`*_{}\[\]|~$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?<=[a-z])(:)(?=//)|(?<=www)(\.)|(?<=\w)(@)(?=\w)", re.IGNORECASE)
"""Where GitHub's Markdown would make a link of its own."""
_LINE_START = re.compile(r"^(?:(#{1,6}|[-+])(?=\s|$)|(>|[-=]+$)|(\d{1,9})([.)])(?=\s|$))")
SHORT = 36
"""Cells of at most so many characters stand in a table; longer ones in a list."""


def write(pack: Pack, w: Writer, options: Options) -> bytes:
    """The text, UTF-8."""
    pen = _Pen(w, options)
    front = {"title": pack.selection.title, "subtitle": pack.subtitle, "date": pack.date, "license": "CC BY 4.0"}
    lines = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if value)]
    lines += ["---", "", f"# {plain(pack.selection.title)}", "", plain(pack.lead), ""]
    for chapter in pack.chapters:
        lines += pen.chapter(chapter)
    lines += ["## 来源", "", *(_source(number, source, w) for number, source in enumerate(pack.sources, 1)), ""]
    lines += ["## 版权与使用", "", *(f"{plain(line)}\n" for line in pack.colophon)]
    address = options.url(pack.chapters[0].to) if pack.chapters else ""
    lines += [f"网上版本：<{address}>", ""] if address else []
    lines += pen.notes()
    return (re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n").encode()


def plain(words: str) -> str:
    """`words` as a line of Markdown that shows just them: nothing in them is markup."""
    return _at_start(_escaped(words).strip())


def _escaped(words: str) -> str:
    """`words` inside a line; `<` and `&` as entities, for not every program knows a backslash before them."""
    one_line = re.sub(r"\s+", " ", words)
    marked = _ENTITY.sub("&amp;", _MARKUP.sub(r"\\\1", one_line)).replace("<", "&lt;")
    return _ADDRESS.sub(lambda found: f"\\{found[0]}", marked)


def _at_start(line: str) -> str:
    """`line` where a line begins, so that it is no heading, quote or list."""
    return _LINE_START.sub(
        lambda found: f"{found[3]}\\{found[4]}" if found[3] else f"\\{found[1] or found[2]}",
        line,
    )


def _strong(words: str, after: str = " ") -> str:
    """`words` strong, where `after` follows; plain where the asterisks would be shown (CommonMark 0.31.2, 6.2)."""
    inner = _escaped(words).strip()
    if not inner or not inner[0].isalnum() or (not inner[-1].isalnum() and after[:1].isalnum()):
        return _at_start(inner)
    return f"**{inner}**"


def _source(number: int, source: PackSource, w: Writer) -> str:
    record = next(item for item in w.library.cases[source.case].sources if item.id == source.source)
    before, url, after = source.text.partition(record.url or "\0")
    link = f"<{url}>" if url else ""
    return f"{number}. {_escaped(before)}{link}{_escaped(after)}（案例 {plain(source.case)}）"


class _Pen:
    """Writes blocks as lines; numbers the footnotes of the whole text."""

    def __init__(self, w: Writer, options: Options) -> None:
        self._w = w
        self._options = options
        self._numbers: dict[tuple[str, str, str], tuple[int, str]] = {}

    def notes(self) -> Iterator[str]:
        """Every footnote, in the order of its first mark."""
        for number, words in self._numbers.values():
            yield f"[^{number}]: {plain(words)}"

    def chapter(self, document: Document) -> Iterator[str]:
        """The lines of a chapter; its headings stand one level below the title of the whole."""
        yield f"## {plain(document.title)}\n"
        yield from (f"{self.rich(words)}\n" for words in (document.kicker, document.lead) if words)
        yield from self._blocks(document.blocks)

    def rich(self, parts: Rich) -> str:
        """Inline parts, as they may begin a line."""
        followers = [*(words_of((part,)) or "[" for part in parts[1:]), " "]
        line = "".join(self._inline(part, after) for part, after in zip(parts, followers, strict=True)).strip()
        return _at_start(line)

    def _inline(self, part: Inline, after: str) -> str:
        match part:
            case str():
                return _escaped(part)
            case Link():
                url = "" if part.found else self._options.url(part.to)
                return f"[{_escaped(part.text)}]({url})" if url else _escaped(part.text)
            case Tag():
                return _strong(part.text, after) if part.tone == "accent" else f"〔{_escaped(part.text)}〕"
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
                yield from (f"{self.rich(words)}\n" for words in (block.kicker,) if words)
                yield f"{'#' * (block.level + 1)} {plain(block.text)}"
                yield from (f"\n{self.rich(words)}" for words in (block.aside,) if words)
            case Paragraph():
                yield self.rich(block.text)
            case Items():
                for number, item in enumerate(block.items, 1):
                    yield f"{f'{number}.' if block.ordered else '-'} {self.rich(item)}"
            case Facts():
                yield from (f"- {_strong(name, '：')}：{self.rich(value)}" for name, value in block.rows)
            case Tiles():
                for tile in block.tiles:
                    mark = self.rich((tile.cite,)) if tile.cite else ""
                    yield f"- {_strong(tile.number)} {_escaped(tile.label)}（{_escaped(tile.scope)}）{mark}"
            case Table():
                yield from self._table(block)
            case Rows():
                for row in block.rows:
                    yield f"- {self.rich((row.title,))}{f'：{self.rich(row.text)}' if row.text else ''}"
                    yield from (f"    - {self.rich(meta)}" for meta in row.meta)
            case Flow():
                yield from self._flow(block)
            case Timeline():
                yield from (f"- {_strong(moment.when, '：')}：{self.rich(moment.what)}" for moment in block.moments)
            case Prose():
                yield from self._blocks(blocks_of(block.markdown))
            case Callout():
                yield f"> {_strong(block.title)}\n>"
                inner = re.sub(r"\n{3,}", "\n\n", "\n".join(self._blocks(block.blocks)).strip())
                yield from (f"> {line}".rstrip() for line in inner.split("\n"))
            case Columns():
                for column in block.columns:
                    yield from self._blocks(column)
            case Chart():
                rows = tuple(((bar.label,), (bar.printed,)) for bar in block.bars)
                yield from self._table(Table(("谁的数字", block.unit), rows, f"{block.title}（{block.unit}）"))
                yield f"\n{plain(block.note)}"
            case _:
                raise TypeError(block)

    def _flow(self, block: Flow) -> Iterator[str]:
        for strand in block.strands:
            note = f"。{self.rich(strand.note)}" if strand.note else ""
            yield f"- **难题**：{self.rich(strand.problem)}{note}"
            yield from (f"    - 做法：{self.rich(one)}" for one in strand.practices or (("原文没有写对应的做法",),))
            yield from (f"    - 结果：{self.rich(one)}" for one in strand.results or (("原文没有写结果",),))

    def _table(self, block: Table) -> Iterator[str]:
        if block.caption:
            yield f"{plain(block.caption)}\n"
        if all(len(words_of(cell)) <= SHORT for row in block.rows for cell in row):
            yield f"| {' | '.join(plain(name) for name in block.head)} |"
            yield f"|{' --- |' * len(block.head)}"
            yield from (f"| {' | '.join(self.rich(cell) for cell in row)} |" for row in block.rows)
            return
        for row in block.rows:
            yield f"- {self.rich(row[0])}"
            for name, cell in zip(block.head[1:], row[1:], strict=True):
                if cell:
                    yield f"    - {_escaped(name)}：{self.rich(cell)}"
