"""Runs of characters that a text of the library has in common with a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anliku.text.normalise import fold
from anliku.verify.originals import Original

LONGEST = 14
"""Identical characters in a row that are still no copy (content-guide: 权利与真实)."""
BESIDE_NAMES = 2
"""Characters a run may have beyond the names in it."""
_GRAM = LONGEST + 1


@dataclass(frozen=True)
class Run:
    """A run: its text as the library has it, its offset there, and where the original has it."""

    text: str
    start: int
    original: Original
    original_start: int


def letters(text: str) -> tuple[str, list[int]]:
    """`text` folded, letters and digits only, and the offset of each."""
    kept = [(char, index) for index, char in enumerate(fold(text)) if char.isalnum()]
    return "".join(char for char, _ in kept), [index for _, index in kept]


def prepared(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the form in which runs are compared, longest first; once for a whole library."""
    return tuple(sorted({letters(name)[0] for name in names} - {""}, key=lambda name: (-len(name), name)))


class Originals:
    """Some documents, ready to be compared with many texts; `names` are `prepared`."""

    def __init__(self, originals: Iterable[Original], names: tuple[str, ...]) -> None:
        self._documents = [(item, *letters(item.text or "")) for item in originals]
        self._grams: dict[str, tuple[int, int]] = {}
        for number, (_, chars, _) in enumerate(self._documents):
            for offset in range(len(chars) - _GRAM + 1):
                self._grams.setdefault(chars[offset : offset + _GRAM], (number, offset))
        self._names = names

    def runs(self, text: str) -> Iterator[Run]:
        """Every run in `text` that no name accounts for."""
        chars, offsets = letters(text)
        position = 0
        while position + _GRAM <= len(chars):
            found = self._grams.get(chars[position : position + _GRAM])
            if found is None:
                position += 1
                continue
            number, at = found
            original, printed, places = self._documents[number]
            size = _GRAM
            while (
                position + size < len(chars)
                and at + size < len(printed)
                and chars[position + size] == printed[at + size]
            ):
                size += 1
            run = chars[position : position + size]
            if self._beyond_names(run) > BESIDE_NAMES:
                start, end = offsets[position], offsets[position + size - 1] + 1
                yield Run(text[start:end], start, original, places[at])
            position += max(size - LONGEST, 1)

    def _beyond_names(self, run: str) -> int:
        """How many characters of `run` are in none of the names."""
        covered = [False] * len(run)
        for name in self._names:
            if run in name:
                return 0
            start = run.find(name)
            while start >= 0:
                covered[start : start + len(name)] = [True] * len(name)
                start = run.find(name, start + 1)
        return covered.count(False)
