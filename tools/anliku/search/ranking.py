"""Ranking: scores of entries for a plan, all in integers; mirrored in rank.js."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from anliku.search.index import MISSING_WEIGHT, Index
from anliku.search.query import WHOLE_PERCENT, Plan, Slot
from anliku.search.table import Postings
from anliku.search.terms import LENT

ROLLED_PERCENT = 40
"""What a case gets of an impact in one of its parts."""
LONE_PERCENT = 20
"""What a single character counts in a question: 办, 事, 人 stand in few names, which would make them weigh much."""
LENDERS_MOST = 12
LENDING = frozenset({"practice", "challenge", "topic"})
LENDER_COVERAGE = 200
"""Thousandths of the query a concept must cover to lend its score."""
KIND_PERCENT = {
    "practice": 140,
    "challenge": 115,
    "topic": 110,
    "term": 80,
    "region": 105,
    "case": 80,
    "site": 90,
    "implementation": 105,
}
QUESTION_PERCENT = {
    "practice": 120,
    "challenge": 80,
    "implementation": 105,
    "case": 25,
    "topic": 50,
    "term": 60,
    "region": 60,
    "site": 60,
}
"""For questions, on top of the kind: what to do comes first."""
KEPT_PERCENT = 4
"""An entry below this share of the best score is not shown, unless it is among the first ten."""
KEPT_LEAST = 10
ASKS_COUNTED = 12
"""Asks of a concept that count, the best ones."""
LENT_BASE = 500
QUESTION_LENT_BASE = 1500
"""Thousandths of what is lent that an entry gets without matching itself; its own coverage adds to it.

A question tells the problem, not the practice: there what the challenge lends is most of what an answer has.
"""

SPREAD_PERCENT = 70
QUESTION_SPREAD_PERCENT = 40
"""What a part of a case keeps each time its practice stands above it, by its page or by what another place did."""
SPREAD_MOST = 4
"""Times that count."""

Look = Callable[[str], Postings | None]


@dataclass
class Tally:
    """What an entry has gathered: score, and covered weight of the query."""

    score: int = 0
    cover: int = 0


@dataclass(frozen=True)
class Ranked:
    """An entry number with its score; ties go by number."""

    score: int
    entry: int


@dataclass(frozen=True)
class Scores:
    """What entries earn by their own text, and the concepts that lend to others, best first."""

    own: dict[int, int]
    coverage: dict[int, int]
    """Thousandths of the query each entry covers."""
    lenders: list[Ranked]


def scores(plan: Plan, look: Look, index: Index, parents: list[int]) -> Scores:
    """The scores of every entry `plan` touches."""
    tallies, total = _tallies(plan, look, parents)
    coverage = {entry: min(1000, tally.cover * 1000 // total) for entry, tally in tallies.items()}
    bonuses = _exact_bonuses(plan, look, total, coverage)
    own = {entry: tally.score * coverage[entry] // 1000 * coverage[entry] // 1000 for entry, tally in tallies.items()}
    _lift_asks(own, coverage, index)
    lenders = [
        Ranked(score + bonuses.get(entry, 0) // 3, entry)
        for entry, score in own.items()
        if coverage[entry] >= LENDER_COVERAGE and index.entries[entry].kind in LENDING
    ]
    lenders.sort(key=lambda item: (-item.score, item.entry))
    for entry, bonus in bonuses.items():
        own[entry] = own.get(entry, 0) + bonus
    return Scores(own, coverage, lenders[:LENDERS_MOST])


def _lift_asks(own: dict[int, int], coverage: dict[int, int], index: Index) -> None:
    """Put the best asks of each concept in the concept's place: scores on top of its own, coverage where it is more.

    Each ask is matched by itself, so that two half matches make no whole one; several that match are better evidence.
    """
    asked: dict[int, list[int]] = {}
    for entry in [entry for entry in own if entry >= len(index.entries)]:
        concept = index.asks[entry - len(index.entries)]
        asked.setdefault(concept, []).append(own.pop(entry))
        coverage[concept] = max(coverage.get(concept, 0), coverage.pop(entry))
    for concept, scores in asked.items():
        own[concept] = own.get(concept, 0) + sum(sorted(scores, reverse=True)[:ASKS_COUNTED])


def ranked(found: Scores, question: bool, look: Look, index: Index, parents: list[int]) -> list[Ranked]:
    """Every entry worth showing, best first."""
    lent: dict[int, tuple[int, int]] = {}
    borrowed: dict[int, int] = {}
    for lender in found.lenders:
        practice = index.entries[lender.entry].kind == "practice"
        row = look(f"{LENT}{lender.entry}")
        for entry, percent in row.pairs() if row else ():
            share = lender.score * percent // 100
            if practice and parents[entry] >= 0:
                borrowed.setdefault(entry, lender.entry)
            best, rest = lent.get(entry, (0, 0))
            lent[entry] = (max(best, share), rest + min(best, share))
    listed = []
    base = QUESTION_LENT_BASE if question else LENT_BASE
    for entry in found.own.keys() | lent.keys():
        best, rest = lent.get(entry, (0, 0))
        matched = base + found.coverage.get(entry, 0)
        score = found.own.get(entry, 0) + (best + rest // 4) * matched // 1000
        kind = index.entries[entry].kind
        score = score * KIND_PERCENT[kind] // 100
        if question:
            score = score * QUESTION_PERCENT.get(kind, 100) // 100
        if score:
            listed.append(Ranked(score, entry))
    listed.sort(key=lambda item: (-item.score, item.entry))
    listed = spread(listed, borrowed, parents, question)
    return [
        item
        for place, item in enumerate(listed)
        if place < KEPT_LEAST or item.score * 100 >= listed[0].score * KEPT_PERCENT
    ]


def spread(listed: list[Ranked], borrowed: dict[int, int], parents: list[int], question: bool) -> list[Ranked]:
    """`listed` with the parts of cases moved down whose practice stands above them, the more the oftener it does.

    The page of a practice leads to all that was done; ten places that did the same are one answer. In a question the
    parts whose practice is not known here, because it lends nothing, are taken together.
    """
    had: dict[int, int] = {}
    moved = []
    for item in listed:
        part = parents[item.entry] >= 0
        practice = borrowed.get(item.entry, -1 if part and question else item.entry)
        percent = QUESTION_SPREAD_PERCENT if question and practice >= 0 else SPREAD_PERCENT
        above = had.get(practice, 0)
        had[practice] = above + 1
        score = item.score
        for _ in range(min(above, SPREAD_MOST) if part else 0):
            score = score * percent // 100
        moved.append(Ranked(score, item.entry))
    moved.sort(key=lambda item: (-item.score, item.entry))
    return moved


def _tallies(plan: Plan, look: Look, parents: list[int]) -> tuple[dict[int, Tally], int]:
    """Score and cover of every entry touched, and the weight of the whole query."""
    rolled: dict[str, dict[int, int]] = {}

    def impacts(term: str, found: Postings) -> dict[int, int]:
        if term not in rolled:
            rolled[term] = _rolled(found, parents)
        return rolled[term]

    tallies: dict[int, Tally] = {}
    total = 0
    for slot in plan.slots:
        best, weight = _slot_tallies(slot, look, impacts)
        percent = LONE_PERCENT if plan.question and len(slot.text) == 1 and len(plan.slots) > 1 else 100
        total += weight * percent // 100
        for entry, tally in best.items():
            sum_up = tallies.setdefault(entry, Tally())
            sum_up.score += tally.score * percent // 100
            sum_up.cover += tally.cover * percent // 100
    for term in plan.bridges:
        found = look(term)
        if found is None:
            continue
        total += found.weight
        for entry, impact in impacts(term, found).items():
            sum_up = tallies.setdefault(entry, Tally())
            sum_up.score += found.weight * impact
            sum_up.cover += found.weight
    return tallies, max(1, total)


def _slot_tallies(
    slot: Slot, look: Look, impacts: Callable[[str, Postings], dict[int, int]]
) -> tuple[dict[int, Tally], int]:
    """Score and cover of every entry by its best alternative, and the weight of the slot."""
    sums: list[tuple[int, int, dict[int, Tally]]] = []
    for alternative in slot.alternatives:
        reached: dict[int, Tally] = {}
        weight = 0
        for term in alternative.terms:
            found = look(term)
            if found is None:
                weight += MISSING_WEIGHT
                continue
            weight += found.weight
            for entry, impact in impacts(term, found).items():
                tally = reached.setdefault(entry, Tally())
                tally.score += found.weight * impact
                tally.cover += found.weight
        sums.append((alternative.percent, weight, reached))
    own = sums[0][1] if sums[0][2] else max((weight for _, weight, reached in sums if reached), default=sums[0][1])
    best: dict[int, Tally] = {}
    for percent, weight, reached in sums:
        for entry, tally in reached.items():
            # Measured in the weight of the slot, so that a long or rare synonym is worth no more than what was typed.
            score = tally.score * own // weight * percent // 100
            cover = tally.cover * own // weight * percent // 100
            known = best.setdefault(entry, Tally())
            known.score = max(known.score, score)
            known.cover = max(known.cover, cover)
    return best, own


def _rolled(found: Postings, parents: list[int]) -> dict[int, int]:
    """Impacts by entry; a case shares in those of its parts."""
    impacts: dict[int, int] = {}
    for entry, impact in found.pairs():
        impacts[entry] = impact
        parent = parents[entry]
        if parent >= 0:
            impacts[parent] = max(impacts.get(parent, 0), impact * ROLLED_PERCENT // 100)
    return impacts


def _exact_bonuses(plan: Plan, look: Look, total: int, coverage: dict[int, int]) -> dict[int, int]:
    """What entries get for being called just what was typed, or a slot of it."""
    bonuses: dict[int, int] = {}
    for term, percent in plan.exacts().items():
        found = look(term)
        for entry, impact in found.pairs() if found else ():
            bonus = total * impact * percent // 100
            if percent < WHOLE_PERCENT:
                bonus = bonus * coverage.get(entry, 0) // 1000
            bonuses[entry] = max(bonuses.get(entry, 0), bonus)
    return bonuses
