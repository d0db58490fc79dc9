"""Documents to pages: path, title, table of contents and HTML from our own templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from anliku.model import Library
from anliku.outline import documents
from anliku.outline.writer import Writer
from anliku.pages.address import path_of
from anliku.pages.moved import moved
from anliku.pages.page import Download, Page, TocEntry
from anliku.pages.render import Renderer

__all__ = ["Download", "Page", "TocEntry", "pages", "path_of"]


def pages(
    library: Library, title: str, introduction: str, downloads: Mapping[str, Sequence[Download]] = MappingProxyType({})
) -> Iterator[Page]:
    """Every generated page; `title` and `introduction` are for the home page, `downloads` by path of the page."""
    renderer = Renderer(Writer(library), downloads)
    for document in documents(library, title, introduction):
        yield renderer.page(document)
    yield from moved(library)
