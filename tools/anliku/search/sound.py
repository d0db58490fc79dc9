"""Sounds: characters to syllables and back, and Latin letters cut into syllables; mirrored in sounds.js."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

READINGS_MOST = 3


class Sounds:
    """The pinyin table of the lexicon, readable from both sides."""

    def __init__(self, table: str) -> None:
        """Take entries such as `ba八巴扒`, separated by spaces."""
        self._of: dict[str, str] = {}
        self._syllables: set[str] = set()
        for row in table.split():
            size = sum(char < "{" for char in row)
            self._syllables.add(row[:size])
            for char in row[size:]:
                self._of[char] = row[:size]

    def of(self, text: str) -> list[str]:
        """The syllables of the characters of `text` that have one."""
        return [self._of[char] for char in text if char in self._of]

    def alike(self, one: str, other: str) -> bool:
        """Whether two characters sound the same."""
        return one in self._of and self._of[one] == self._of.get(other)

    def readings(self, words: list[str]) -> list[list[str]]:
        """Ways to cut Latin words into syllables, longest syllables first, at most three."""
        found: list[list[str]] = [[]]
        for word in words:
            ways = list(islice(self._ways(word, 0, set()), READINGS_MOST))
            found = [before + way for before in found for way in ways][:READINGS_MOST]
        return [way for way in found if len(way) > 1]

    def _ways(self, word: str, start: int, dead: set[int]) -> Iterator[list[str]]:
        """Ways through `word` from `start`; what remains at its end may be the beginning of a syllable."""
        if start == len(word):
            yield []
            return
        if start in dead:
            return
        any_way = False
        for size in range(min(6, len(word) - start), 0, -1):
            if word[start : start + size] in self._syllables:
                for way in self._ways(word, start + size, dead):
                    any_way = True
                    yield [word[start : start + size], *way]
        rest = word[start:]
        if len(rest) < 6 and rest not in self._syllables and any(item.startswith(rest) for item in self._syllables):
            any_way = True
            yield []
        if not any_way:
            dead.add(start)
