"""WordprocessingML as text: runs, paragraphs, fields, bookmarks."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    )
)
"""Declarations for the root of every part made here."""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EITHER = re.compile("[‘’“”…—·×÷°±→①-⑳]")
"""Characters that both scripts own; without a hint Word sets them in the Latin font."""


def text_of(text: str) -> str:
    """`text` for an XML element, characters XML forbids left out."""
    return escape(_FORBIDDEN.sub("", text))


def attribute(text: str) -> str:
    """`text` as a quoted XML attribute."""
    return quoteattr(_FORBIDDEN.sub("", text))


def twips(points: float) -> int:
    """Points in twentieths."""
    return round(points * 20)


def run(text: str, style: str = "") -> str:
    """A run of text in a character style; a line feed is a line break."""
    if not text:
        return ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(text_of(text).split("\n"))
    return f'<w:r>{_character(style, text)}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def _character(style: str, text: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _EITHER.search(text) else ""
    return f"<w:rPr>{named}{hint}</w:rPr>" if named or hint else ""


def para(style: str, content: str = "", more: str = "") -> str:
    """A paragraph; `more` are paragraph properties that follow the style in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def field(code: str, shown: str, style: str = "", *, mark: str = "") -> str:
    """A field with the result it shows until it is updated; `mark` is put before its result."""
    character = _character(style)

    def part(kind: str) -> str:
        return f'<w:r>{character}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f'<w:r>{character}<w:instrText xml:space="preserve"> {text_of(code)} </w:instrText></w:r>'
    return f"{part('begin')}{instruction}{part('separate')}{mark}{run(shown, style)}{part('end')}"


def bookmark(name: str, number: int, content: str) -> str:
    """`content` between the two ends of a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def inner_link(anchor: str, content: str) -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{content}</w:hyperlink>'


def outer_link(relation: str, content: str) -> str:
    """A link to an address, by the id of its relationship."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'
