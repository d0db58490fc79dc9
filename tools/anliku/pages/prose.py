"""Curators' Markdown to HTML: no raw HTML, no images, safe links, terms linked."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from anliku.outline.blocks import Link
from anliku.pages.address import href

if TYPE_CHECKING:
    from anliku.outline.writer import Writer

_IGNORED = re.compile(r"[\x00-\x20]")
"""Characters browsers drop from a link before they read it."""
_SKIP = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})


class SafeMarkdown(Extension):
    """Markdown in which HTML is text, images are left out, and links are http(s) or relative."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Take out what could load or run anything; check links last, after MkDocs resolved its own."""
        steps: tuple[tuple[Any, str], ...] = (
            (md.preprocessors, "html_block"),
            *(
                (md.inlinePatterns, name)
                for name in ("html", "image_link", "image_reference", "short_image_ref", "automail")
            ),
        )
        for registry, name in steps:
            if name in registry:
                registry.deregister(name)
        md.treeprocessors.register(_SafeLinks(md), "anliku_links", -1)


class _SafeLinks(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            target = safe_target(link.get("href", ""))
            link.attrib.pop("href", None)
            if target:
                link.set("href", target)


def safe_target(target: str) -> str:
    """`target` if it is http(s) or relative (pages as `.html`), else an empty string."""
    plain = _IGNORED.sub("", target.replace("\x02amp\x03", "&"))
    shown = plain
    # Markdown writes `&#106;` as it stands and browsers undo it, so what counts is the text with no entity left.
    while (once := _IGNORED.sub("", unescape(shown))) != shown:
        shown = once
    try:
        parts = urlsplit(shown)
    except ValueError:
        return ""
    if parts.scheme in ("http", "https"):
        return plain if plain.lower().startswith(("http:", "https:")) else shown
    if parts.scheme or shown.startswith(("/", "\\")) or ":" in parts.path:
        return ""
    stem, suffix = posixpath.splitext(parts.path)
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{stem}.html{fragment}" if suffix == ".md" else f"{parts.path}{fragment}"


class ProseRenderer:
    """One Markdown instance, reused for every text."""

    def __init__(self, writer: Writer) -> None:
        """Terms are linked with `writer`."""
        self._writer = writer
        self._markdown = Markdown(extensions=[SafeMarkdown(), "tables", "sane_lists"], output_format="html")

    def html(self, text: str, here: str, exclude: str = "") -> str:
        """The HTML of `text` on the page `here`; headings begin at level 3."""
        self._markdown.reset()
        html = self._markdown.convert(text)
        html = re.sub(r"(</?h)([1-6])", lambda m: f"{m[1]}{min(6, int(m[2]) + 2)}", html)
        return self._linked(html, here, exclude)

    def _linked(self, html: str, here: str, exclude: str) -> str:
        """`html` with terms linked in running text, never inside a link, code or a heading."""
        out: list[str] = []
        depth = 0
        for piece in re.split(r"(<[^>]*>)", html):
            if piece.startswith("<"):
                name = re.match(r"</?(\w+)", piece)
                if name and name[1] in _SKIP:
                    depth += -1 if piece.startswith("</") else 1
                out.append(piece)
            elif depth or not piece.strip() or "&" in piece:
                out.append(piece)
            else:
                out.extend(self._piece(part, here) for part in self._writer.text(piece, exclude))
        return "".join(out)

    @staticmethod
    def _piece(part: Any, here: str) -> str:
        if isinstance(part, Link):
            return f'<a class="ak-term" href="{href(part.to, here)}">{part.text}</a>'
        return str(part)
