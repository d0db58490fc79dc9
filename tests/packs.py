"""Packs to export: of the toy and of the real library, and one that holds every kind of block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from anliku.exports.selection import single
from anliku.link import link
from anliku.load import load
from anliku.model import Library
from anliku.outline.blocks import (
    Bar,
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
    Link,
    Moment,
    Paragraph,
    Prose,
    Ref,
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
from anliku.outline.pack import Pack, pack
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from real import library as real_library
from toy import LIBRARY

NAMES = ("toy-consultation", "toy-jia-yi-shed", "real-deliberation", "real-wuhou")
_KINDS = {"toy-consultation": "topic", "toy-jia-yi-shed": "case", "real-deliberation": "topic", "real-wuhou": "case"}
NASTY = (
    "=1+1",
    "@x http://example.org/x www.example.org a@example.org",
    "<script>alert(1)</script><!-- x --> &lt;b&gt; &amp; &#60; ]]>",
    "![图](javascript:x) [字](x) [^1] **粗** _斜_ `码` ~~删~~ $x$ {: .x}",
    "# 标题",
    "- 项",
    "1. 项",
    "> 引",
    "===",
    "---",
    "| 甲 | 乙 |",
    "行一\n\n# 行二\n    码",
    "反斜\\",
)
"""Texts that would be markup, a formula or a link, were they not taken as words."""


@cache
def small() -> Library:
    """The toy library, tagged and linked."""
    return link(assemble(load(LIBRARY)))


def made(name: str) -> tuple[Pack, Writer]:
    """One of NAMES: the pack and the writer it was made with."""
    where, _, identifier = name.partition("-")
    return of(small() if where == "toy" else real_library(), _KINDS[name], identifier)


def of(library: Library, kind: str, identifier: str, version: str = "0") -> tuple[Pack, Writer]:
    """The pack of one record."""
    w = Writer(library)
    (selection,) = single(library, kind, [identifier])  # type: ignore[arg-type]
    return pack(selection, w, version), w


def filled(*blocks: Block, title: str = "样章") -> tuple[Pack, Writer]:
    """A toy pack whose only chapter holds just `blocks`."""
    whole, w = made("toy-jia-yi-shed")
    return replace(whole, chapters=(Document(Ref("case", "jia-yi-shed"), title, blocks),)), w


CITE = Cite("jia-yi-shed", "s1", "一(一)", 1)


def every_block(words: str = "字") -> tuple[Block, ...]:
    """One block of each kind, `words` in every text of each."""
    inner = Paragraph((words, CITE))
    to = Ref("case", "jia-yi-shed")
    return (
        Heading(words, "a", 2, aside=(Tag(words),), kicker=(words,)),
        Heading(words, "b", 3),
        Paragraph((words, Link(words, to), Link(words, Ref("page", "x"), found=True), Tag(words, "accent"), CITE)),
        Items(((words,), (words, CITE)), ordered=True, ids=("i1", "i2")),
        Items(((words,),)),
        Facts(((words, (words,)),)),
        Tiles((Tile(words, words, words, CITE), Tile(words, words, words))),
        Table((words, words), (((words,), (words, CITE)),), words, ("t1",)),
        Rows((Row(Link(words, to), (words,), ((words,),), "r1"),)),
        Flow((Strand("s1", (words,), (words, CITE), ((words,),), ()), Strand("s2", (words,), (), (), ((words,),)))),
        Timeline((Moment(words, (words, CITE)),)),
        Prose("第一段\n\n- 甲\n- 乙\n\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |\n"),
        Callout(words, (inner,), "gap"),
        Columns(((inner,), (inner,))),
        Chart(words, words, (Bar(words, Decimal("1.5"), words), Bar(words, Decimal(0), words)), words),
        SearchBox("不应出现的搜索框"),
    )


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks and the blocks inside them; Prose stays whole."""
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from flat(block.blocks)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from flat(column)


def headings(whole: Pack) -> list[str]:
    """Titles of the chapters and headings of their blocks, in order."""
    found = []
    for chapter in whole.chapters:
        found.append(chapter.title)
        found += [block.text for block in flat(chapter.blocks) if isinstance(block, Heading)]
    return found
