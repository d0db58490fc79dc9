"""Blocks to HTML through the package's Jinja templates, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from anliku.outline.blocks import Block, Cite, Document, Heading, Link, Ref, Tag
from anliku.outline.writer import Writer
from anliku.pages.address import href, path_of
from anliku.pages.page import Download, Page, TocEntry
from anliku.pages.prose import ProseRenderer


class Renderer:
    """Writes the article of a Document; one for a whole build."""

    def __init__(self, writer: Writer, downloads: Mapping[str, Sequence[Download]]) -> None:
        """Compile the templates once."""
        self._writer = writer
        self._downloads = downloads
        self._prose = ProseRenderer(writer)
        env = Environment(
            loader=PackageLoader("anliku.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        env.tests["link"] = lambda value: isinstance(value, Link)
        env.tests["cite"] = lambda value: isinstance(value, Cite)
        env.tests["tag"] = lambda value: isinstance(value, Tag)
        env.filters["block"] = lambda block: type(block).__name__
        self._template = env.get_template("document.html")

    def page(self, document: Document) -> Page:
        """The page of `document`."""
        path = path_of(document.to)
        html = self._template.render(
            document=document,
            href=partial(href, here=path),
            prose=lambda text, exclude: self._prose.html(text, path, exclude),
            source_ref=_source_ref,
            source_title=self._source_title,
            base=".." if "/" in path else ".",
            downloads=self._downloads.get(path, ()),
        )
        return Page(
            path, document.title, document.description, _compact(html), tuple(_toc(document.blocks)), document.wide
        )

    def _source_title(self, cite: Cite) -> str:
        case = self._writer.library.cases[cite.case]
        source = case.sources[cite.number - 1]
        return f"出处：{source.title or source.publisher or source.kind}，{cite.at}"


def _source_ref(cite: Cite) -> Ref:
    return Ref("case", cite.case, f"s-{cite.source}")


def _compact(html: str) -> str:
    """`html` without blank lines, so that it survives inside a Markdown file."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def _toc(blocks: tuple[Block, ...]) -> list[TocEntry]:
    entries: list[TocEntry] = []
    top = min((block.level for block in blocks if isinstance(block, Heading)), default=2)
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        entry = TocEntry(block.text, block.id)
        if block.level == top or not entries:
            entries.append(entry)
        else:
            last = entries[-1]
            entries[-1] = TocEntry(last.text, last.anchor, (*last.children, entry))
    return entries
