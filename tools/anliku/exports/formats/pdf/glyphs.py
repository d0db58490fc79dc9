"""Which characters the two fonts of the handout can show, and what stands in for some they need not."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from anliku.exports.options import ExportError

STAND_INS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2023": "•",
    "\u2043": "•",
    "\u2212": "-",
    "\u22c5": "·",
    "\u2027": "·",
    "\u30fb": "·",
    "\uff65": "·",
    "\u301c": "～",
}
"""Look-alikes for characters a font may lack; used only where it does."""
KANGXI = frozenset(map(chr, range(0x2F00, 0x2FD6)))
"""Radicals that text copied from other PDFs has instead of characters; nobody finds them by searching."""
MISSING_SHOWN = 8
AROUND = 6
"""Characters of context on either side of one that cannot be shown."""


class Glyphs:
    """Makes text fit for the fonts and remembers what could not be."""

    def __init__(self, known: frozenset[int]) -> None:
        """Take the code points both fonts have."""
        self._known = known
        self._fine: dict[str, str] = {}
        self._missing: dict[str, str] = {}

    def fit(self, text: str, where: str) -> str:
        """`text` without invisible characters, with compatibility characters spelt as the fonts have them.

        `where` names the chapter, for the message about what cannot be shown.
        """
        out = []
        for char in unicodedata.normalize("NFC", text):
            shown = self._fine.get(char)
            if shown is None:
                shown = self._fine[char] = self._shown(char)
            if shown == "" and not _invisible(char) and char not in self._missing:
                at = text.find(char)
                context = text[max(0, at - AROUND) : at + AROUND + 1]
                self._missing[char] = f"“{char}”（U+{ord(char):04X}），在“{where}”的“{context}”"
            out.append(shown)
        return "".join(out)

    def _shown(self, char: str) -> str:
        """What stands for `char`; empty where it is invisible or cannot be shown."""
        if _invisible(char):
            return ""
        if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cc") and char != "\u3000":
            return " "
        if char in KANGXI:
            return unicodedata.normalize("NFKC", char)
        for candidate in (char, STAND_INS.get(char, ""), unicodedata.normalize("NFKC", char)):
            if candidate and all(ord(one) in self._known for one in candidate):
                return candidate
        return ""

    def check(self) -> None:
        """Raise if anything could not be shown.

        Raises:
            ExportError: naming the characters, the chapters they stand in and the words around them.
        """
        if not self._missing:
            return
        told = list(self._missing.values())
        more = f"；另有 {len(told) - MISSING_SHOWN} 个" if len(told) > MISSING_SHOWN else ""
        raise ExportError(
            f"PDF 字体里没有这些字：{'；'.join(told[:MISSING_SHOWN])}{more}。"
            "请在案例或概念文件里换成通用字，或改用 Word、网页格式。"
        )


def _invisible(char: str) -> bool:
    """Whether a character only directs layout: zero-width, direction marks, variation selectors, controls."""
    if char in "\t\n\r\v\f\x85":
        return False
    code = ord(char)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180E
    return selector or unicodedata.category(char) in ("Cf", "Cc")


@lru_cache(maxsize=4)
def known(paths: tuple[Path, ...]) -> frozenset[int]:
    """The code points every one of the fonts has a glyph for."""
    from fontTools.ttLib import TTFont

    sets = []
    for path in paths:
        with TTFont(path, lazy=True) as font:
            sets.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*sets)
