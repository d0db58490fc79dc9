"""Folding of text to one form: width, case, Traditional script, quotation marks."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

SENTENCE_ENDS = frozenset("。！？；!?;\n")
"""A label never matches across one of these."""

_SKIPPED = frozenset("\"'“”‘’「」『』《》〈〉【】()（）[]·・•、，,—–－-~～:：. \u3000\t\u200b\ufeff")


@cache
def traditional_to_simplified() -> dict[str, str]:
    """One Simplified character for each Traditional one (OpenCC's TSCharacters, first reading)."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {key: value.split()[0] for key, value in pairs if len(key) == 1 and len(value.split()[0]) == 1}


def _fold_char(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    if len(folded) != 1:
        return char
    return traditional_to_simplified().get(folded, folded)


class _Folded(dict[int, str]):
    """What `str.translate` makes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_char(chr(code))
        return self[code]


class _Bare(dict[int, str | None]):
    """The same, but characters that labels are matched without vanish."""

    def __missing__(self, code: int) -> str | None:
        char = _FOLDED[code]
        self[code] = None if char in _SKIPPED else char
        return self[code]


_FOLDED = _Folded()
_BARE = _Bare()


def fold(text: str) -> str:
    """`text` in half width, lower case and Simplified script; same length, so offsets hold."""
    return text.translate(_FOLDED)


def bare(text: str) -> str:
    """Folded `text` without quotes, separators and spaces."""
    return text.translate(_BARE)


def squeeze(text: str) -> tuple[str, list[int]]:
    """The same, and each kept character's offset in `text`."""
    return bare(text), [offset for offset, char in enumerate(fold(text)) if char not in _SKIPPED]


def key(label: str) -> str:
    """The form under which two spellings of one label are the same."""
    return bare(label)
