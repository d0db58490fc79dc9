"""Entry: one thing that can be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Literal

from anliku.search.facets import Facet
from anliku.search.pieces import Piece

EntryKind = Literal["practice", "challenge", "topic", "case", "site", "implementation", "term", "region"]
KINDS: tuple[EntryKind, ...] = ("practice", "challenge", "topic", "term", "region", "case", "site", "implementation")
ANSWERED = (60, 45, 35)
"""Percentages lent by the challenges a practice answers, the first named most."""
FIELDS = ("label", "alias", "ask", "title", "lead", "body", "place")


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: where it is, what it is called, what it says."""

    kind: EntryKind
    id: str
    title: str
    path: str
    """Page and anchor, relative to the site root."""
    context: str
    """A line under the title: the case, the place, the family."""
    fields: tuple[tuple[str, str], ...]
    """Pairs of field name (one of `FIELDS`) and text; a name may come again."""
    pieces: tuple[Piece, ...]
    """The text that excerpts are cut from."""
    labels: tuple[tuple[str, int], ...] = ()
    """Names that find it exactly, with a strength of 1 to 127."""
    lent: tuple[tuple[str, int], ...] = ()
    """Concepts (`practice/ID`) whose score it shares in, with a percentage."""
    facets: tuple[Facet, ...] = ()
    told: tuple[str, ...] = ()
    """How a concept is told: its names, what it is, and the sentences people put the need for it in."""

    @property
    def key(self) -> str:
        """The name other entries lend score by."""
        return f"{self.kind}/{self.id}"


def lenders(challenges: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The challenges something answers, as concepts that lend to it, with the percentage."""
    percentages = chain(ANSWERED, repeat(ANSWERED[-1]))
    return ((f"challenge/{name}", percent) for name, percent in zip(challenges, percentages, strict=False))
