"""Cut: a query into stretches, and a stretch into the words it is known to hold; mirrored in cut.js."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from anliku.search.lexicon import Lexicon

LONGEST_SURFACE = 16
SHORTEST_PLACE = 2

SegmentKind = Literal["ask", "filler", "known", "place", "gap"]


@dataclass(frozen=True)
class Known:
    """What the index knows of a query beyond the lexicon."""

    places: frozenset[str] = frozenset()
    """The stretches of it that name a place."""
    label: bool = False
    """Whether the whole of it is what something other than a challenge is called."""


NOTHING = Known()


class Cutter:
    """Cuts stretches with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon that is shipped to the browser."""
        self.surfaces = lexicon.surfaces()
        self._asks = frozenset(lexicon.asks)
        self._fillers = frozenset(lexicon.fillers)

    def segments(
        self, chunk: str, places: frozenset[str], lone: bool, plain: bool
    ) -> Iterator[tuple[SegmentKind, str]]:
        """Kind and text of each segment, leftmost and longest first.

        `lone` knows words of one character too; `plain` takes neither question words nor fillers out. A place of two
        characters is none right after what is not known: 市中 is no place in 城市中.
        """
        at, gap = 0, ""
        while at < len(chunk):
            kind, size = self._longest(chunk, at, places, lone, plain)
            if kind == "place" and size == SHORTEST_PLACE and gap:
                kind, size = self._longest(chunk, at, frozenset(), lone, plain)
            if kind == "gap":
                gap += chunk[at : at + size]
            else:
                if gap:
                    yield "gap", gap
                    gap = ""
                yield kind, chunk[at : at + size]
            at += size
        if gap:
            yield "gap", gap

    def _longest(self, chunk: str, at: int, places: frozenset[str], lone: bool, plain: bool) -> tuple[SegmentKind, int]:
        for size in range(min(LONGEST_SURFACE, len(chunk) - at), 0, -1):
            text = chunk[at : at + size]
            if (size > 1 or lone) and text in self.surfaces:
                return "known", size
            if text in places:
                return "place", size
            if not plain and text in self._asks:
                return "ask", size
            if not plain and text in self._fillers:
                return "filler", size
        end = at + 1
        while is_latin(chunk[at]) and end < len(chunk) and is_latin(chunk[end]):
            end += 1
        return "gap", end - at


def is_letter(char: str) -> bool:
    """Whether `char` may stand in a term: a letter of any script, or a digit 0 to 9."""
    return char.isalpha() or char == "〇" or "0" <= char <= "9"


def is_latin(char: str) -> bool:
    """Whether `char` is a lower-case Latin letter or a digit."""
    return "a" <= char <= "z" or "0" <= char <= "9"


def chunks_of(folded: str) -> Iterator[str]:
    """Stretches of letters and digits; a plus sign between digits or Latin letters holds."""
    chunk = ""
    for at, char in enumerate(folded):
        after = folded[at + 1 : at + 2]
        if is_letter(char) or (char == "+" and chunk and is_latin(chunk[-1]) and after and is_latin(after)):
            chunk += char
        elif chunk:
            yield chunk
            chunk = ""
    if chunk:
        yield chunk


def latin_groups(chunks: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring chunks together: those all Latin, and the others."""
    group: list[str] = []
    latin = False
    for chunk in chunks:
        now = all(map(is_latin, chunk))
        if group and now != latin:
            yield latin, group
            group = []
        latin = now
        group.append(chunk)
    if group:
        yield latin, group
