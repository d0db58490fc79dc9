"""Page numbers for the table of contents, worked out from the fixed line heights of the styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from anliku.exports.formats.docx.look import Look, Para
from anliku.exports.formats.docx.tables import em

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CELL = 7.0
_ROW = 5.25
"""Points of a cell that its text may not use, across and down."""
_RULE = 8.0
"""Points between the text of a page and its footnotes."""


@dataclass(frozen=True)
class _Piece:
    """What a page holds or the next one does: lines of a paragraph, or a row."""

    height: float
    before: float
    notes: float
    keep: bool
    new_page: bool
    marks: tuple[str, ...]
    lines: int = 1
    head: float = 0


def pages(body: Any, notes: list[str], look: Look) -> dict[str, int]:
    """The page each bookmark falls on, counted from 1 at the first element of `body`.

    A program that sets the text differently, with other fonts for instance, may differ by a page; updating the table
    of contents there settles it.
    """
    pieces = list(_pieces(body, notes, look))
    found: dict[str, int] = {}
    page, used, below = 1, 0.0, 0.0
    for index, piece in enumerate(pieces):
        chain = _chain(pieces, index) if index == 0 or not pieces[index - 1].keep else (piece,)
        need = sum(item.before + item.height for item in chain) + sum(item.notes for item in chain)
        full = used + below + need > look.height
        if piece.new_page and used:
            page, used, below = page + 1, 0.0, 0.0
        elif full and used:
            fit = _fitting(piece, look.height - used - below) if len(chain) == 1 else 0
            page += 1
            used, below = piece.head - fit, 0.0
        found.update(dict.fromkeys(piece.marks, page))
        used += piece.height + (piece.before if used else 0)
        below += piece.notes + (_RULE if piece.notes and not below else 0)
        while used > look.height:
            page, used, below = page + 1, used - look.height, 0.0
    return found


def _chain(pieces: list[_Piece], index: int) -> tuple[_Piece, ...]:
    """The piece, and those it must stay with."""
    end = index
    while end < len(pieces) - 1 and pieces[end].keep:
        end += 1
    return tuple(pieces[index : end + 1])


def _fitting(piece: _Piece, room: float) -> float:
    """Height of the lines of a paragraph that stay on the page; never one alone."""
    if piece.lines < 4:
        return 0.0
    line = piece.height / piece.lines
    stay = min(int((room - piece.before) / line), piece.lines - 2)
    return stay * line if stay >= 2 else 0.0


def _pieces(body: Any, notes: list[str], look: Look) -> Iterator[_Piece]:
    for child in body:
        if child.tag == f"{_W}p":
            yield _paragraph(child, notes, look, look.width)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child, notes, look)


def _paragraph(element: Any, notes: list[str], look: Look, width: float) -> _Piece:
    named = element.find(f"{_W}pPr/{_W}pStyle")
    style = look.by_id[named.get(f"{_W}val") if named is not None else "Normal"]
    extent = element.find(".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
    keep = style.keep or element.find(f"{_W}pPr/{_W}keepNext") is not None
    marks = tuple(mark.get(f"{_W}name") for mark in element.iter(f"{_W}bookmarkStart"))
    if extent is not None:
        height, lines = int(extent.get("cy")) / 12700 + style.line, 1
    else:
        lines = _lines("".join(text.text or "" for text in element.iter(f"{_W}t")), style, width)
        height = lines * style.line
    return _Piece(height + style.after, style.before, _notes(element, notes, look), keep, style.new_page, marks, lines)


def _lines(text: str, style: Para, width: float) -> int:
    room = (width - style.left) / (style.size + style.spacing)
    return max(ceil((em(text) + style.first) / room), 1)


def _notes(element: Any, notes: list[str], look: Look) -> float:
    style = look.by_id["FootnoteText"]
    numbers = (int(item.get(f"{_W}id")) for item in element.iter(f"{_W}footnoteReference"))
    return sum(_lines(notes[number - 1], style, look.width) * style.line for number in numbers)


def _rows(element: Any, notes: list[str], look: Look) -> Iterator[_Piece]:
    widths = [int(column.get(f"{_W}w")) / 20 for column in element.iter(f"{_W}gridCol")]
    repeated = 0.0
    for line in element.iter(f"{_W}tr"):
        cells = [
            [_paragraph(part, notes, look, width - _CELL) for part in box.iter(f"{_W}p")]
            for width, box in zip(widths, line.iter(f"{_W}tc"), strict=True)
        ]
        height = max(sum(part.before + part.height for part in box) for box in cells) + _ROW
        head = line.find(f"{_W}trPr/{_W}tblHeader") is not None
        marks = tuple(mark for box in cells for part in box for mark in part.marks)
        below = sum(part.notes for box in cells for part in box)
        yield _Piece(height, 0, below, cells[0][0].keep, new_page=False, marks=marks, head=0 if head else repeated)
        repeated = height if head else repeated
