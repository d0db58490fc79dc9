"""Manner: what counts in a query that names something, and in one that tells a problem; mirrored in rank.js."""

from __future__ import annotations

from dataclasses import dataclass

from anliku.search.entry import EntryKind


@dataclass(frozen=True)
class Manner:
    """What counts in a query of one manner."""

    text: int
    """Percent: what the text of a concept counts."""
    belief: int
    """Percent: what it counts that the query may be about it; a hundred is a perfect score for all belief there is."""
    none: int
    """What each term of the query says for its being about no concept."""
    least: int
    """Belief in parts of ten thousand that is too little to count."""
    lent: int
    """Thousandths of what is lent that a part of a case gets without matching itself; its own coverage adds to it."""
    spread: int
    """Percent a part of a case keeps each time its practice stands above it, by its page or by what another place did."""
    clear: int
    """Tenths of what each term says for a concept on average, from which it is clear what the query may be about."""
    covered: int
    """Thousandths of a query that is not clear, from which an entry that covers so much of it is taken to fit."""
    kinds: dict[EntryKind, int]
    """Percent of its score each kind of entry keeps."""


NAMED = Manner(
    text=100,
    belief=50,
    none=4,
    least=100,
    lent=500,
    spread=70,
    clear=40,
    covered=620,
    kinds={
        "practice": 140,
        "challenge": 100,
        "topic": 110,
        "term": 80,
        "region": 105,
        "case": 65,
        "site": 90,
        "implementation": 105,
    },
)
"""A query that names something."""
QUESTION = Manner(
    text=30,
    belief=100,
    none=0,
    least=1,
    lent=1000,
    spread=40,
    clear=26,
    covered=320,
    kinds={
        "practice": 100,
        "challenge": 50,
        "topic": 40,
        "term": 5,
        "region": 5,
        "case": 5,
        "site": 5,
        "implementation": 90,
    },
)
"""A query that tells a problem in anybody's words: what it may be about counts more than what is written like it."""


def manner(question: bool) -> Manner:
    """What counts in a question, or else."""
    return QUESTION if question else NAMED
