"""Where things are in the file: bookmarks for what links lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anliku.exports.formats.docx.xml import bookmark
from anliku.outline.blocks import Document, Heading, Items, Link, Ref, Row, Strand, Table

Key = tuple[str, str, str]


class Places:
    """Names the bookmarks of a pack, and puts each where it belongs once."""

    def __init__(self, chapters: Iterable[Document]) -> None:
        chapters = tuple(chapters)
        wanted = {key(link.to) for link in _found(chapters, Link) if isinstance(link, Link) and not link.found}
        documents = {(kind, name) for kind, name, _ in wanted}
        here: list[Key] = []
        for chapter in chapters:
            kind, name = chapter.to.kind, chapter.to.id
            if (kind, name) in documents:
                here.append((kind, name, ""))
            here += [where for anchor in _anchors(chapter) if (where := (kind, name, anchor)) in wanted]
        self._names = {where: f"_Ref{number:08d}" for number, where in enumerate(dict.fromkeys(here), 1)}
        self._open = set(self._names)
        self._next = 0
        self._headings = 0

    def name(self, to: Ref) -> str:
        """The bookmark of a place; empty where this file does not hold it."""
        return self._names.get(key(to)) or self._names.get((to.kind, to.id, ""), "")

    def heading(self, content: str, *keys: Key) -> tuple[str, str]:
        """Name of the bookmark of a heading for the table of contents, and `content` in all its bookmarks."""
        self._headings += 1
        name = f"_Toc{self._headings:08d}"
        for where in keys:
            content = self.mark(where, content)
        self._next += 1
        return name, bookmark(name, self._next, content)

    def mark(self, where: Key, content: str = "") -> str:
        """`content` in its bookmark, where a link leads to it and it has none yet."""
        if where not in self._open:
            return content
        self._open.remove(where)
        self._next += 1
        return bookmark(self._names[where], self._next, content)

    def named(self, name: str, content: str) -> str:
        """`content` in a bookmark of that name."""
        self._next += 1
        return bookmark(name, self._next, content)


def key(to: Ref) -> Key:
    """A place as a key."""
    return (to.kind, to.id, to.anchor)


def _anchors(chapter: Document) -> Iterator[str]:
    """Anchors of what a chapter holds."""
    for item in _found(chapter.blocks, Heading, Items, Table, Row, Strand):
        if isinstance(item, Heading | Row | Strand):
            yield item.id
        elif isinstance(item, Items | Table):
            yield from item.ids


def _found(items: object, *kinds: type) -> Iterator[object]:
    """Everything of these kinds in blocks, in order, however deep."""
    if isinstance(items, kinds):
        yield items
    if isinstance(items, tuple):
        for item in items:
            yield from _found(item, *kinds)
    elif hasattr(items, "__dataclass_fields__"):
        for name in items.__dataclass_fields__:
            yield from _found(getattr(items, name), *kinds)
