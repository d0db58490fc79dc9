"""Pages for ids that are no more: a renamed record leads on, a removed one says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from anliku.model import Concept, Library
from anliku.outline.blocks import Ref, RefKind
from anliku.pages.address import href, path_of
from anliku.pages.page import Page


def moved(library: Library) -> Iterator[Page]:
    """A page for every former id."""
    for case in library.cases.values():
        yield from (_renamed("case", old, case.id, case.title) for old in case.renamed_from)
    concepts: tuple[tuple[RefKind, Mapping[str, Concept]], ...] = (
        ("practice", library.practices),
        ("challenge", library.challenges),
        ("topic", library.topics),
    )
    for kind, group in concepts:
        for concept in group.values():
            yield from (_renamed(kind, old, concept.id, concept.pref_label) for old in concept.renamed_from)
    for row in library.tombstones:
        see = Ref(row.kind, row.see) if row.see else None
        text = f"“{row.title}”已于 {row.date} 移除。原因：{row.reason}"
        yield _page(path_of(Ref(row.kind, row.id)), "记录已移除", text, see, "可以改看的记录")


def _renamed(kind: RefKind, old: str, new: str, title: str) -> Page:
    return _page(path_of(Ref(kind, old)), "编号已变更", f"“{title}”换了编号，请看新的页面。", Ref(kind, new), title)


def _page(path: str, title: str, text: str, see: Ref | None, label: str) -> Page:
    link = f'<p><a href="{escape(href(see, path))}">{escape(label)}</a></p>' if see else ""
    html = f'<h1>{title}</h1><p class="ak-lead">{escape(text)}</p>{link}'
    return Page(path, title, text, html, wide=True)
