"""Text in a placeholder: paragraphs with bullet, number, label or link, all marked as Chinese."""

from __future__ import annotations

from typing import Any

from lxml import etree

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {"accent1": "ACCENT_1", "accent3": "ACCENT_3", "tx1": "TEXT_1"}
INHERITED = -1
"""The bullet of the layout."""


class Words:
    """The paragraphs of a placeholder, from the first on."""

    def __init__(self, shape: Any) -> None:
        """Take a text placeholder."""
        self._shape = shape
        self._frame = shape.text_frame

    def add(
        self,
        text: str,
        *,
        label: str = "",
        bullet: int | None = INHERITED,
        size: int = 0,
        colour: str | None = None,
        link: str = "",
    ) -> None:
        """Add a paragraph; `bullet` None takes the bullet away, a number makes it that of a numbered list."""
        first = self._frame.paragraphs[0]
        paragraph = first if not first.runs else self._frame.add_paragraph()
        if bullet is None:
            _plain(paragraph)
        elif bullet != INHERITED:
            _numbered(paragraph, bullet)
        if label:
            write_run(paragraph, f"{label}：", bold=True, colour="accent1", size=size)
        run = write_run(paragraph, text, colour=colour, size=size)
        if link:
            run.hyperlink.address = link

    def tail(self, text: str, *, colour: str | None = None) -> None:
        """Add a run to the last paragraph."""
        write_run(self._frame.paragraphs[-1], text, colour=colour)

    def remove(self) -> None:
        """Take the placeholder off the slide, so that it does not ask to be filled."""
        self._shape._element.getparent().remove(self._shape._element)


def write_run(paragraph: Any, text: str, *, bold: bool | None = None, colour: str | None = None, size: int = 0) -> Any:
    """The run of `text` added to `paragraph`; a line break for each newline before the last line."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    run = None
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.language_id = MSO_LANGUAGE_ID.SIMPLIFIED_CHINESE
        if bold is not None:
            run.font.bold = bold
        if colour:
            run.font.color.theme_color = getattr(MSO_THEME_COLOR, _COLOURS[colour])
        if size:
            run.font.size = Pt(size)
    return run


def _plain(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    etree.SubElement(properties, f"{{{_A}}}buNone")


def _numbered(paragraph: Any, number: int) -> None:
    """A number of an automatic list that starts with the list's first number."""
    properties = paragraph._p.get_or_add_pPr()
    etree.SubElement(properties, f"{{{_A}}}buFont", typeface="+mn-lt")
    etree.SubElement(properties, f"{{{_A}}}buAutoNum", type="arabicPeriod", startAt=str(number))
