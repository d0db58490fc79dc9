"""Inline text: runs, links, source marks as footnotes, tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anliku.exports.formats.docx.footnotes import Footnotes
from anliku.exports.formats.docx.places import Places
from anliku.exports.formats.docx.xml import inner_link, outer_link, run
from anliku.exports.options import Options
from anliku.outline.blocks import Cite, Inline, Link, Rich, Tag
from anliku.outline.pack import citation
from anliku.outline.writer import Writer

_TAGS = {"plain": "Tag", "accent": "TagFigure", "signal": "TagSignal", "machine": "TagMachine"}


@dataclass(frozen=True)
class Pen:
    """Writes rich text as runs.

    Attributes:
        relate: id of the relationship to an address outside.
    """

    w: Writer
    options: Options
    places: Places
    notes: Footnotes
    relate: Callable[[str], str]

    def rich(self, rich: Rich, style: str = "") -> str:
        """The runs of `rich`; plain words of it in the character style `style`."""
        return "".join(self._inline(part, style) for part in rich)

    def _inline(self, part: Inline, style: str) -> str:
        match part:
            case str():
                return run(part, style)
            case Link():
                return self._link(part, style)
            case Cite():
                same = (part.case, part.source, part.at)
                return self.notes.reference(same, citation(part, self.w))
            case Tag():
                return run(part.text if part.tone == "accent" else f"〔{part.text}〕", _TAGS[part.tone])
            case _:
                raise TypeError(type(part).__name__)

    def _link(self, link: Link, style: str) -> str:
        """A link inside the file where it holds the place, else to the published page, else plain text."""
        if link.found:
            return run(link.text, style)
        if anchor := self.places.name(link.to):
            return inner_link(anchor, run(link.text, style or "Hyperlink"))
        if url := self.options.url(link.to):
            return outer_link(self.relate(url), run(link.text, style or "Hyperlink"))
        return run(link.text, style)
