"""Tables: widths that fit their text, and the XML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anliku.exports.formats.docx.xml import attribute, twips

_EDGE = 8.5
"""Points of a cell that its text may not use."""
_SHORT = 6.2
"""Characters that every column has room for, if it needs them."""


def em(text: str) -> float:
    """Width of `text` in characters: ideographs and full-width marks 1, Latin 0.52."""
    return sum(1 if char > "\u2e7f" or char in "“”‘’…—·" else 0.52 for char in text)


def widths(rows: Sequence[Sequence[str]], total: float, size: float) -> list[float]:
    """Widths of the columns of `rows` in points, `total` in sum.

    Short columns get what they need; the others share the rest by their text, long cells counting more.
    """
    columns = list(zip(*rows, strict=True))
    longest = [max(em(cell) for cell in column) * size + _EDGE for column in columns]
    weight = [1 + sum(em(cell) ** 1.25 for cell in column) for column in columns]
    result = [min(need, _SHORT * size + _EDGE, total / len(columns)) for need in longest]
    open_ = {index for index, need in enumerate(longest) if need > result[index]}
    while open_ and (left := total - sum(result)) > 1:
        share = {index: left * weight[index] / sum(weight[i] for i in open_) for index in open_}
        for index in sorted(open_):
            result[index] = min(result[index] + share[index], longest[index])
        open_ = {index for index in open_ if result[index] < longest[index]}
    spare = (total - sum(result)) / len(columns)
    return [width + spare for width in result]


def cell(content: str, width: float, more: str = "") -> str:
    """A cell; `content` ends with a paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def kept(content: str) -> str:
    """`content` with every paragraph on the page of what follows it."""
    return re.sub(r'(<w:pStyle w:val="\w+"/>)', r"\1<w:keepNext/>", content)


def together(rows: Sequence[str]) -> str:
    """The rows of a table with a head, of which the head and the first two stay on one page.

    No page ends with a bare head; and LibreOffice 7.4 loses rows where a head is repeated and the footnotes of the first
    row do not fit.
    """
    last = len(rows) - 1
    return "".join(kept(item) if index < min(2, last) else item for index, item in enumerate(rows))


def row(cells: str, *, head: bool = False) -> str:
    """A row that no page breaks; `head` is repeated on every page."""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def table(rows: str, columns: Sequence[float], *, head: bool, caption: str = "", plain: bool = False) -> str:
    """A table of fixed widths; `plain` is a layout without lines, `caption` what a screen reader says."""
    style = "TableNormal" if plain else "LibraryTable"
    said = f"<w:tblCaption w:val={attribute(caption)}/>" if caption else ""
    first = "1" if head else "0"
    margins = (
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="240" w:type="dxa"/></w:tblCellMar>' if plain else ""
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(columns))}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="{"0420" if head else "0400"}" w:firstRow="{first}" '
        'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
