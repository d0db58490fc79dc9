"""Words of the indexed texts: pairs of characters, and which of them lie inside a word or known label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from operator import add

from anliku.text.segment import segmenter


class _Inside(dict[int, bytes]):
    """For a word of so many characters, which of the pairs that begin in it end in it too."""

    def __missing__(self, length: int) -> bytes:
        self[length] = b"\x01" * (length - 1) + b"\x00"
        return self[length]


_INSIDE = _Inside()

Cut = Callable[[str], list[str]]


class Words:
    """Cuts texts into words and finds the pairs that lie inside one."""

    def __init__(self, labels: Iterable[str], cut: Cut | None = None) -> None:
        """Take squeezed labels, which are never cut, and a function that cuts the rest."""
        self._cut = cut or segmenter(()).cut
        self._labels = {label for label in labels if len(label) > 2}
        lengths: dict[str, set[int]] = {}
        for label in self._labels:
            lengths.setdefault(label[:2], set()).add(len(label))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def pairs(self, text: str) -> tuple[list[str], list[str]]:
        """All neighbouring pairs of a squeezed text, and those of them that lie inside a word or label.

        Pairs with a line end in them are among both; they are no terms.
        """
        every = list(map(add, text, text[1:]))
        inside = bytearray().join(map(_INSIDE.__getitem__, map(len, self._cut(text))))
        for start, stop in self._spans(text, every):
            inside[start : stop - 1] = b"\x01" * (stop - 1 - start)
        return every, list(compress(every, inside))

    def _spans(self, text: str, every: list[str]) -> Iterator[tuple[int, int]]:
        """Where labels stand in `text`, leftmost and longest first."""
        lengths, after = self._lengths, 0
        for at in [at for at, pair in enumerate(every) if pair in lengths]:
            if at < after:
                continue
            for size in lengths[every[at]]:
                if text[at : at + size] in self._labels:
                    after = at + size
                    yield at, after
                    break
