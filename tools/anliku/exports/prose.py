"""Curators' Markdown as neutral blocks, for formats that know no Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from markdown import Markdown

from anliku.outline.blocks import Block, Heading, Items, Paragraph, Rich, Table


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Paragraphs, lists, headings (level 3) and tables of `markdown`; HTML in it is text, images are left out."""
    md = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    md.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        md.inlinePatterns.deregister(name)
    reader = _Reader()
    reader.feed(md.convert(markdown))
    reader.close()
    return tuple(reader.blocks())


class _Reader(HTMLParser):
    """Collects the text of each element that becomes a block; Markdown's own HTML only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._text = ""
        self._link = ""
        self._items: list[Rich] = []
        self._rows: list[list[Rich]] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks, in order."""
        yield from self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6"):
            self._text = "" if tag != "p" or not self._items else self._text
        elif tag in ("ul", "ol"):
            self._items = []
        elif tag == "tr":
            self._rows.append([])
        elif tag == "a":
            self._link = dict(attrs).get("href") or ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self._text.split())
        if tag == "a":
            if self._link.startswith(("http://", "https://")) and self._link not in self._text:
                self._text += f"（{self._link}）"
            self._link = ""
        elif tag == "li":
            self._items.append((text,))
            self._text = ""
        elif tag == "p" and text:
            self._blocks.append(Paragraph((text,)))
            self._text = ""
        elif tag in ("ul", "ol"):
            self._blocks.append(Items(tuple(self._items), ordered=tag == "ol"))
            self._items = []
        elif tag in ("th", "td"):
            self._rows[-1].append((text,))
        elif tag == "table":
            head = tuple("".join(str(part) for part in cell) for cell in self._rows[0])
            self._blocks.append(Table(head, tuple(tuple(row) for row in self._rows[1:]), ""))
            self._rows = []
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._blocks.append(Heading(text, "", 3))
