"""How wide the columns of a table are to be, and how tall its rows become."""

from __future__ import annotations

from anliku.outline.blocks import Cite, Rich, Table
from anliku.outline.writer import plain

NARROW = 8
"""Characters up to which a table column is as wide as its text."""
FIRST, LATER = 18.0, 5.0
"""Characters the first column and the others are given room for, however short their text."""
LINE = 49
"""Characters of table text in the width of the page."""


def widths(table: Table) -> list[str | float]:
    """The width of each column: its text's where that is short, else a share that grows slower than its text."""
    shares: list[str | float] = []
    for index, name in enumerate(table.head):
        lengths = [length(row[index]) for row in table.rows]
        if max((len(name), *lengths)) <= NARROW:
            shares.append("auto")
        else:
            average = sum(lengths) / max(1, len(lengths))
            least = FIRST if index == 0 else LATER
            shares.append(round(max(least, average, max(lengths, default=0) / 2) ** 0.55, 2))
    return shares if any(share != "auto" for share in shares) else [*shares[:-1], 1.0]


def lines(row: tuple[Rich, ...], columns: list[str | float]) -> float:
    """About how many lines a table row takes."""
    shares = [width for width in columns if isinstance(width, float)]
    room = LINE - len(columns) - sum(NARROW / 2 for width in columns if width == "auto")
    counts = [
        length(cell) / (room * width / sum(shares))
        for cell, width in zip(row, columns, strict=True)
        if isinstance(width, float)
    ]
    return max(counts, default=1.0)


def length(rich: Rich) -> int:
    """Characters of `rich`, source marks included."""
    return len(plain(rich)) + 2 * sum(isinstance(part, Cite) for part in rich)
