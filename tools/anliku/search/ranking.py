"""Ranking: scores of entries for a plan, all in integers; mirrored in rank.js."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anliku.search.belief import WHOLE, belief, said
from anliku.search.index import MISSING_WEIGHT, Index
from anliku.search.known import names_place
from anliku.search.manner import manner
from anliku.search.query import WHOLE_PERCENT, Plan, Slot
from anliku.search.table import Postings
from anliku.search.terms import EXACT, LENT

ROLLED_PERCENT = 40
"""What a case gets of an impact in one of its parts."""
LONE_PERCENT = 20
"""What a single character counts in a question: 办, 事, 人 stand in few names, which would make them weigh much."""
IN_PLACE = 50
"""The impact of a place on what was done there."""
PLACED_PERCENT = 200
"""What anything of the cases in a place counts in a question that names it."""
NAMESAKE_PLACE = 2
"""Where a challenge stands at least that is called just what was typed."""
SEEN = 3
"""The places of a question's answer that are looked at for whether it fits."""
LENDERS_MOST = 8
LENDING = frozenset({"practice", "challenge", "topic"})
LENDER_COVERAGE = 200
"""Thousandths of the query a concept must cover to lend its score, if it is not believed in."""
KEPT_PERCENT = 4
"""An entry below this share of the best score is not shown, unless it is among the first ten."""
KEPT_LEAST = 10
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
    """What entries earn by themselves, and the concepts that lend to others, best first."""

    own: dict[int, int]
    coverage: dict[int, int]
    """Thousandths of the query each entry covers by its text."""
    lenders: list[Ranked]
    called: frozenset[int]
    """Entries that are called just what was typed."""
    placed: frozenset[int]
    """Entries of the cases in a place the query names beside what is asked for."""
    clear: bool
    """Whether its words speak for some concept as clearly as they do where the library has an answer."""


def scores(plan: Plan, look: Look, index: Index, parents: list[int]) -> Scores:
    """The scores of every entry `plan` touches: by its text, by its names, and for concepts by what it may be about."""
    counts = manner(plan.question)
    tallies, total = _tallies(plan, look, index, parents)
    coverage = {entry: min(1000, tally.cover * 1000 // total) for entry, tally in tallies.items()}
    bonuses = _exact_bonuses(plan, look, total, coverage)
    told = plan.told()
    sums = said(told, look)
    believed = {entry: part for entry, part in belief(sums, len(told), counts.none).items() if part >= counts.least}

    def own_percent(entry: int) -> int:
        return counts.text if index.entries[entry].kind in LENDING else 100

    own: dict[int, int] = {}
    for entry, tally in tallies.items():
        covered = coverage[entry]
        own[entry] = tally.score * covered // 1000 * covered // 1000 * own_percent(entry) // 100
    for entry, part in believed.items():
        own[entry] = own.get(entry, 0) + part * total * counts.belief // WHOLE
    lenders = [
        Ranked(score + bonuses.get(entry, 0) * counts.text // 300, entry)
        for entry, score in own.items()
        if index.entries[entry].kind in LENDING and (entry in believed or coverage[entry] >= LENDER_COVERAGE)
    ]
    lenders.sort(key=lambda item: (-item.score, item.entry))
    for entry, bonus in bonuses.items():
        own[entry] = own.get(entry, 0) + bonus * own_percent(entry) // 100
    called = (look(term) for term, percent in plan.exacts().items() if percent == WHOLE_PERCENT)
    named = frozenset(entry for row in called if row for entry, _ in row.pairs())
    places = [slot for slot in plan.slots if slot.place and not plan.placed]
    placed = frozenset(entry for slot in places for entry in _members(slot, look, index, parents))
    clear = bool(sums) and max(sums.values()) * 10 >= len(told) * counts.clear
    return Scores(own, coverage, lenders[:LENDERS_MOST], named, placed, clear)


def ranked(found: Scores, question: bool, look: Look, index: Index, parents: list[int]) -> list[Ranked]:
    """Every entry worth showing, best first."""
    counts = manner(question)
    lent: Counter[int] = Counter()
    borrowed: dict[int, int] = {}
    for lender in found.lenders:
        practice = index.entries[lender.entry].kind == "practice"
        row = look(f"{LENT}{lender.entry}")
        for entry, percent in row.pairs() if row else ():
            lent[entry] += lender.score * percent // 100
            if practice and parents[entry] >= 0:
                borrowed.setdefault(entry, lender.entry)
    reached: dict[int, int] = {}
    for entry in found.own.keys() | lent.keys():
        kind = index.entries[entry].kind
        matched = 1000 if kind in LENDING else counts.lent + found.coverage.get(entry, 0)
        score = (found.own.get(entry, 0) + lent[entry] * matched // 1000) * counts.kinds[kind] // 100
        if question and entry in found.placed:
            score = score * PLACED_PERCENT // 100
        if score:
            reached[entry] = score
    if question:
        # The page of a practice comes before what one place did, unless that is what was asked for by name.
        for entry in borrowed.keys() - found.called:
            score = max(reached.get(borrowed[entry], 0), reached.get(entry, 0))
            if score:
                reached[borrowed[entry]] = score
    listed = [Ranked(score, entry) for entry, score in reached.items()]
    listed.sort(key=lambda item: (-item.score, item.entry))
    listed = spread(listed, borrowed, parents, question)
    if question:
        listed = _with_namesake(listed, found.called, index)
    return [
        item
        for place, item in enumerate(listed)
        if place < KEPT_LEAST or item.score * 100 >= listed[0].score * KEPT_PERCENT
    ]


def weak(found: Scores, listed: list[Ranked], question: bool) -> bool:
    """Whether nothing that was found fits well: neither what the query may be about is clear nor is much of it covered."""
    if found.clear or found.called or not listed:
        return False
    seen = [item.entry for item in listed[:SEEN]] if question else found.coverage
    return max((found.coverage.get(entry, 0) for entry in seen), default=0) < manner(question).covered


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
        percent = manner(question and practice >= 0).spread
        above = had.get(practice, 0)
        had[practice] = above + 1
        score = item.score
        for _ in range(min(above, SPREAD_MOST) if part else 0):
            score = score * percent // 100
        moved.append(Ranked(score, item.entry))
    moved.sort(key=lambda item: (-item.score, item.entry))
    return moved


def _with_namesake(listed: list[Ranked], called: frozenset[int], index: Index) -> list[Ranked]:
    """`listed` with the challenge that is called just what was typed in the second place: first comes what to do."""
    own = next(
        (item for item in listed if item.entry in called and index.entries[item.entry].kind == "challenge"), None
    )
    if own is None or own in listed[:NAMESAKE_PLACE]:
        return listed
    others = [item for item in listed if item is not own]
    score = max(others[NAMESAKE_PLACE - 2].score - 1, others[NAMESAKE_PLACE - 1].score)
    return sorted([*others, Ranked(score, own.entry)], key=lambda item: (-item.score, item.entry))


def _tallies(plan: Plan, look: Look, index: Index, parents: list[int]) -> tuple[dict[int, Tally], int]:
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
        if slot.place and not plan.placed:
            best = _in_place(slot, best, weight, look, index, parents)
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


def _in_place(
    slot: Slot, best: dict[int, Tally], weight: int, look: Look, index: Index, parents: list[int]
) -> dict[int, Tally]:
    """What a place counts beside what is asked for: the same for all that was done there, whatever it is called."""
    most = weight * IN_PLACE
    counted = {entry: Tally(min(tally.score, most), tally.cover) for entry, tally in best.items()}
    return counted | {entry: Tally(most, weight) for entry in _members(slot, look, index, parents)}


def _members(slot: Slot, look: Look, index: Index, parents: list[int]) -> Iterator[int]:
    """The entries of the cases and regions a place names."""
    found = look(EXACT + slot.text)
    for entry, strength in found.pairs() if found else ():
        if names_place(index.entries[entry].kind, strength):
            case = entry if parents[entry] < 0 else parents[entry]
            yield from range(case, case + index.family(case))


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
