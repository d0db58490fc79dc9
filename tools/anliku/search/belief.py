"""Belief: which concepts a query may be about, learnt from how they are told; mirrored in belief.js.

Every character and every pair of characters speaks for the concepts that are told with it more than the others are. What
it says is the logarithm of a likelihood ratio, smoothed after Jelinek and Mercer (Zhai and Lafferty, "A study of
smoothing methods for language models", ACM TOIS 22, 2004): `2 ln(1 + (1 - s) / s * p(term | concept) / p(term))`.
A query is a bag of terms that depend on each other, so their sum is divided by the root of their number before it is
made a belief. The model knows the concepts and no case: it stays as it is, however many cases there are.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from anliku.search.entry import Entry
from anliku.search.table import IMPACT_BITS, IMPACT_MASK, Numbers, Postings
from anliku.search.terms import TOLD, told_terms
from anliku.text.normalise import bare

SMOOTHING = 0.3
"""The share of a term that is put down to the language and not to the concept."""
NAT = 2
"""What a term says is kept in halves of a natural logarithm; finer numbers find no more, and take more bytes."""
LEAST_SAID = 5
"""What a term says of a concept is kept from here: the concept is told with it 3.6 times as often as is usual, or more."""
LEAST_TOLD = 3
"""Times a pair of characters is told in all, from which it is more than chance."""
STEPS = 16_000 // NAT
"""Thousandths of the steps in which belief falls, in a unit of what is said."""
WHOLE = 10_000
"""All belief there is, shared among the concepts."""
FALL = 9394
"""e to the power of -1/16, in parts of ten thousand."""
FALLEN = 500
"""In millionths of the belief in the best concept, where belief in another ends."""

_NONE = -1
"""Stands among the concepts for none of them."""


def learnt(entries: Iterable[Entry]) -> dict[str, Numbers]:
    """For each term the concepts it speaks for: packed numbers, in the order of `entries`, and how much, 5 to 127."""
    counts = {number: Counter(_terms(entry)) for number, entry in enumerate(entries) if entry.told}
    usual: Counter[str] = Counter()
    for count in counts.values():
        usual.update(count)
    whole = usual.total()
    rows: dict[str, list[int]] = {}
    for number, count in counts.items():
        size = count.total()
        for term, times in count.items():
            ratio = (1 - SMOOTHING) / SMOOTHING * (times * whole) / (size * usual[term])
            said = min(IMPACT_MASK, round(NAT * math.log1p(ratio)))
            if said >= LEAST_SAID and (len(term) == len(TOLD) + 1 or usual[term] >= LEAST_TOLD):
                rows.setdefault(term, []).append(number << IMPACT_BITS | said)
    return {term: np.array(row, np.uint32) for term, row in rows.items()}


def said(terms: tuple[str, ...], look: Callable[[str], Postings | None]) -> Counter[int]:
    """What a query of these terms says for each concept, in all."""
    sums: Counter[int] = Counter()
    for term in terms:
        found = look(term)
        sums.update(dict(found.pairs()) if found else {})
    return sums


def belief(sums: Counter[int], terms: int, none: int = 0) -> dict[int, int]:
    """The belief in each concept that a query of so many terms may be about, in parts of ten thousand.

    Every term says `none` for the query being about no concept at all; where that is 0, it is about some concept.
    """
    if not sums:
        return {}
    if none:
        sums = sums + Counter({_NONE: none * terms})
    best = max(sums.values())
    root = math.isqrt(terms * 1_000_000)
    shares = {concept: share for concept, sum_ in sums.items() if (share := _fallen((best - sum_) * STEPS // root))}
    whole = sum(shares.values())
    parts = {concept: share * WHOLE // whole for concept, share in shares.items()}
    return {concept: part for concept, part in parts.items() if part and concept != _NONE}


def _terms(entry: Entry) -> Iterable[str]:
    for text in entry.told:
        yield from told_terms(bare(text))


def _falls() -> tuple[int, ...]:
    shares = [1_000_000]
    while shares[-1] > FALLEN:
        shares.append(shares[-1] * FALL // 10_000)
    return tuple(shares)


_FALLS = _falls()


def _fallen(behind: int) -> int:
    """What is left of a million, so many sixteenths of a natural logarithm behind the best."""
    return _FALLS[behind] if behind < len(_FALLS) else 0
