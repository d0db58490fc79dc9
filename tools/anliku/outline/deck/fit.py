"""How much room a text takes on a slide, in points; a slide is 960 by 540 of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

WIDTH = 852
"""The width of the body of a slide."""
HEIGHT = 354
"""The height of the body of a slide."""
TITLE, LEAD, BODY, CELL = 34, 28, 24, 20
"""Sizes of a slide's title, of the sentence that leads its text, of its text, and of a table's cells."""
LEADING = 1.45
"""Line height over size: that of Noto Sans SC, the tallest of the fonts in question (微软雅黑 has 1.32)."""
INDENT = 32
"""Where the words of a point begin."""
GAP = 10
"""Space above every paragraph but the first."""
PAD_X, PAD_Y = 7, 6
"""Space between a cell's text and its edges, on each side."""
SLACK = 4
"""What a column is wider than its characters, so that no rounding breaks a full line."""
AROUND = 0.5
"""What programs may set on both sides of Latin words and numbers among Chinese, in full-width characters."""
REMARK = 46
"""The height a chart leaves for the line below it."""

_NOT_FIRST = frozenset("，。、；：？！）》〉】」』”’％%…—·,.;:?!)]}")
_NOT_LAST = frozenset("（《〈【「『“‘([{")
_WIDE = frozenset("mwMW@%")
_WORD = re.compile(r"[!-~]+|\s|.", re.DOTALL)


def extent(text: str) -> float:
    """The width of `text` in full-width characters, rather too wide than too narrow for any office font."""
    return sum(map(_advance, text))


def _advance(char: str) -> float:
    if char > "\x7f":
        return 1
    if char in _WIDE:
        return 0.95
    return 0.75 if char.isupper() else 0.36 if char == " " else 0.62


def lines(text: str, room: float) -> int:
    """How many lines of `room` full-width characters `text` takes; no line begins with a closing mark."""
    return sum(_lines(part, room) for part in text.split("\n"))


@lru_cache(maxsize=20_000)  # rows and points are measured again for every way to lay them out
def _lines(text: str, room: float) -> int:
    count, used, tail = 1, 0.0, ""
    for word in _WORD.findall(text):
        wide = extent(word) + (AROUND if "!" <= word[0] <= "~" else 0)
        bound = word[0] in _NOT_FIRST or tail[-1:] in _NOT_LAST
        if used + wide > room:
            carried = tail if bound and extent(tail) + wide <= room else ""
            count += bool(used)
            used, tail = extent(carried), carried
            count += int((used + wide) // room) if used + wide > room else 0
        tail = tail + word if bound else word
        used = (used + wide) % room if used + wide > room else used + wide
    return count


def clipped(text: str, most: int, room: float, tail: str = "") -> str:
    """`text` and `tail` within `most` lines; cut at the end of a sentence, else at a clause and marked so."""
    text = "\n".join(" ".join(part.split()) for part in text.split("\n"))
    if lines(f"{text}{tail}", room) <= most:
        return f"{text}{tail}"

    def longest(mark: str) -> int:
        sizes = range(len(text) - 1, 0, -1)
        return next((size for size in sizes if lines(f"{text[:size]}{mark}{tail}", room) <= most), 1)

    whole = max(text.rfind(mark, 0, longest("")) for mark in "。；！？")
    fits = longest("……")
    if whole >= fits // 2:
        return text[: whole + 1].rstrip("；") + tail
    clause = max(text.rfind(mark, 0, fits + 1) for mark in "。；，、：")
    cut = clause if clause >= fits // 2 else fits
    return f"{text[:cut].rstrip('。；，、：')}……{tail}"


def paragraphs(heights: Sequence[float]) -> float:
    """The height of paragraphs one below the other."""
    return sum(heights) + GAP * max(0, len(heights) - 1)


def line_height(count: int, size: int = BODY) -> float:
    """The height of `count` lines of text."""
    return count * size * LEADING


def column_width(width: int) -> float:
    """The least width of a column for so many full-width characters."""
    return width * CELL + 2 * PAD_X + SLACK


def row_height(cells: Sequence[str], widths: Sequence[float], size: int = CELL) -> float:
    """The height of a table row whose columns hold so many full-width characters."""
    most = max(lines(cell, width) for cell, width in zip(cells, widths, strict=True))
    return line_height(most, size) + 2 * PAD_Y


def pages(items: Sequence[T], height: Callable[[Sequence[T]], float], room: float) -> list[tuple[T, ...]]:
    """`items` in as few pages as hold them, about equally full; an item too tall stands alone."""
    fewest = len(filled(items, height, room))
    shares = (room * percent / 100 for percent in range(40, 101, 2))
    return next(found for share in shares if len(found := filled(items, height, share)) <= fewest)


def filled(items: Sequence[T], height: Callable[[Sequence[T]], float], room: float) -> list[tuple[T, ...]]:
    """`items` in pages, each as full as it gets."""
    found: list[list[T]] = []
    for item in items:
        if found and height([*found[-1], item]) <= room:
            found[-1].append(item)
        else:
            found.append([item])
    return [tuple(page) for page in found]
