"""Table: postings of every term, in columns."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anliku.search.terms import EXACT, is_sound

Numbers = NDArray[np.uint32]

IMPACT_BITS = 7
IMPACT_MASK = (1 << IMPACT_BITS) - 1
POSTINGS_KEPT = 400
"""Entries kept for a term, strongest first; a term in more entries than this tells little."""
SOUNDS_KEPT = 600
"""The same for pinyin and initials, which stand for names alone."""
EXACT_KEPT = 64
"""The same for whole labels: who bears a name that many bear is told by its parts."""


@dataclass(frozen=True)
class Postings:
    """Where a term occurs."""

    weight: int
    """Rarity and cohesion of the term, 1 to 255."""
    found: int
    """Entries the term occurs in, those not kept included."""
    packed: Numbers
    """Entry number and impact (1 to 100) in one number, in order of entry."""

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Entry numbers with impacts, in order of entry."""
        return zip((self.packed >> IMPACT_BITS).tolist(), (self.packed & IMPACT_MASK).tolist(), strict=True)


class Table(Mapping[str, Postings]):
    """Postings by term, in the order of the terms; a million rows take little more than their numbers."""

    def __init__(self, terms: list[str], rows: list[Numbers], total: int, cohesion: Callable[[str], float]) -> None:
        """Take sorted terms, the postings of each, how many entries there are, and how close a term's characters are."""
        self.terms = terms
        self.found = np.fromiter(map(len, rows), np.uint32, len(rows))
        kept = [_strongest(row, _most(term)) for term, row in zip(terms, rows, strict=True)]
        sizes = np.fromiter(map(len, kept), np.int64, len(kept))
        self.starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        self.packed = np.concatenate(kept) if kept else np.zeros(0, np.uint32)
        weights = (weight(total, int(found), cohesion(term)) for term, found in zip(terms, self.found, strict=True))
        self.weights = np.fromiter(weights, np.uint8, len(terms))

    def __getitem__(self, term: str) -> Postings:
        """The postings of `term`.

        Raises:
            KeyError: where no entry holds it.
        """
        row = bisect_left(self.terms, term)
        if row == len(self.terms) or self.terms[row] != term:
            raise KeyError(term)
        return Postings(int(self.weights[row]), int(self.found[row]), self.row(row))

    def __iter__(self) -> Iterator[str]:
        """The terms, in order."""
        return iter(self.terms)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.terms)

    def row(self, number: int) -> Numbers:
        """The kept postings of the term of that place."""
        return self.packed[self.starts[number] : self.starts[number + 1]]

    def holding(self, terms: Iterable[str]) -> Numbers:
        """Packed postings of the entries that hold every one of `terms`, with the mean impact."""
        found = [self.get(term) for term in terms]
        rows = [row.packed for row in found if row]
        if not rows or len(rows) < len(found):
            return np.zeros(0, np.uint32)
        rows.sort(key=len)
        entries, sums = rows[0] >> IMPACT_BITS, (rows[0] & IMPACT_MASK).astype(np.uint32)
        for row in rows[1:]:
            entries, own, other = np.intersect1d(entries, row >> IMPACT_BITS, assume_unique=True, return_indices=True)
            sums = sums[own] + (row[other] & IMPACT_MASK)
        return packed(entries, sums // len(rows))


def packed(entries: NDArray[Any], impacts: NDArray[Any]) -> Numbers:
    """Entry numbers and impacts in one number each."""
    made: Numbers = (entries.astype(np.uint32) << np.uint32(IMPACT_BITS)) | impacts.astype(np.uint32)
    return made


def weight(total: int, found: int, cohesion: float) -> int:
    """What a term in `found` of `total` entries counts, 1 to 255."""
    rarity = math.log(1 + (total - found + 0.5) / (found + 0.5))
    return min(255, max(1, round(18 * rarity * (0.3 + 0.7 * cohesion))))


def strongest_of(rows: Iterable[Numbers]) -> Numbers:
    """Packed postings of the entries in any of `rows`, each with its best impact."""
    whole = np.sort(np.concatenate([*rows, np.zeros(0, np.uint32)]))
    ends = np.ones(len(whole), np.bool_)
    ends[:-1] = whole[1:] >> IMPACT_BITS != whole[:-1] >> IMPACT_BITS
    best: Numbers = whole[ends]
    return best


def _most(term: str) -> int:
    return SOUNDS_KEPT if is_sound(term) else EXACT_KEPT if term[0] == EXACT else POSTINGS_KEPT


def _strongest(row: Numbers, most: int) -> Numbers:
    if len(row) <= most:
        return row
    order = np.argsort(IMPACT_MASK - (row & IMPACT_MASK), kind="stable")
    return np.sort(row[order[:most]])
