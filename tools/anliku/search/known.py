"""Known: what the index knows of a query that the lexicon, which is small, does not; mirrored in known.js."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from anliku.search.cut import SHORTEST_PLACE, Known
from anliku.search.entry import Entry, EntryKind
from anliku.search.query import Plan
from anliku.search.table import Postings
from anliku.search.terms import EXACT

PLACES = frozenset({"case", "site", "region"})
PLACE_LEAST = 50
"""Strength from which a label of those is the name of a place and not of what was done there."""
COUNTY = range(75, 81)
"""Strengths of the names of a county among the labels of a case, and of what it lies in among those of a region."""
LONGEST_PLACE = 12


def known_of(plan: Plan, look: Callable[[str], Postings | None], entries: Sequence[Entry]) -> Known:
    """The places a query names, and whether the whole of it is a label.

    Only stretches that begin with a pair the plan looks up are tried, because their labels come with it. The name of a
    challenge is no such label: it is a question by itself.
    """
    looked = set(plan.terms())
    places = frozenset(
        name
        for chunk in plan.chunks
        for name in _stretches(chunk, looked)
        if _is_place(name, look(EXACT + name), whole=name == chunk, entries=entries)
    )
    called = look(EXACT + plan.phrase) if plan.question else None
    label = any(entries[entry].kind != "challenge" for entry, _ in called.pairs()) if called else False
    return Known(places, label)


def _stretches(chunk: str, looked: set[str]) -> Iterator[str]:
    for at in range(len(chunk) - 1):
        if chunk[at : at + 2] in looked:
            for end in range(at + SHORTEST_PLACE, min(at + LONGEST_PLACE, len(chunk)) + 1):
                yield chunk[at:end]


def _is_place(name: str, found: Postings | None, *, whole: bool, entries: Sequence[Entry]) -> bool:
    """Two characters may be anything (幸福, 和平): alone they name any place, in a sentence a county or more."""
    kinds = [(entries[entry].kind, strength) for entry, strength in (found.pairs() if found else ())]
    if len(name) == SHORTEST_PLACE and not whole:
        return any(kind in ("case", "region") and strength in COUNTY for kind, strength in kinds)
    return any(names_place(kind, strength) for kind, strength in kinds)


def names_place(kind: EntryKind, strength: int) -> bool:
    """Whether a label of that strength names the place of an entry of that kind."""
    return kind in PLACES and strength >= PLACE_LEAST
