"""The graph of a library: every relation readable from both of its ends."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import nsmallest
from sys import intern
from typing import TypeVar

from anliku.derive import derived
from anliku.model import (
    Carried,
    Case,
    Concept,
    Faced,
    Figure,
    Library,
    Links,
    Measured,
    Mention,
    Region,
    Similar,
    Together,
)
from anliku.model.walk import walk_of

T = TypeVar("T")
SIMILAR_CASES = 4
WEIGHTS = {"practice": 30, "challenge": 12, "keyword": 4}
"""How much each kind of thing two cases share counts for their likeness, in the order of `Similar`."""
TOGETHER = 8
CANDIDATES = 300
"""Cases compared in full with one case; found through its rarest features first."""


def link(library: Library) -> Library:
    """`library` with its links; needs the tags."""
    cases = tuple(library.cases.values())
    carried = _grouped((item.practice, Carried(case, item)) for case in cases for item in case.practices)
    answered = _answered(library)
    figures = [item for case in cases for item in measured(case)]
    topic_practices = _grouped((topic, p.id) for p in library.practices.values() for topic in p.topics)
    # A practice and a challenge may bear the same id, so concepts are told apart by kind.
    concepts: tuple[tuple[str, Concept], ...] = (
        *(("practice", concept) for concept in library.practices.values()),
        *(("challenge", concept) for concept in library.challenges.values()),
        *(("topic", concept) for concept in library.topics.values()),
    )
    return replace(
        library,
        links=Links(
            carried=carried,
            faced=_grouped((item.challenge, Faced(case, item)) for case in cases for item in case.challenges),
            answered=answered,
            narrower=_grouped((f"{kind}/{wider}", item.id) for kind, item in concepts for wider in item.broader),
            related=_related(concepts),
            together=_together(cases),
            similar=_similar(library),
            mentioned=_mentioned(library),
            measured=_grouped((m.figure.metric, m) for m in figures),
            derived=_grouped((item.metric, item) for item in derived(figures, library.metrics)),
            descended=_grouped((way.case, (case.id, way)) for case in cases for way in case.lineage if way.case),
            topic_practices=topic_practices,
            topic_challenges=_grouped((topic, c.id) for c in library.challenges.values() for topic in c.topics),
            topic_cases=_topic_cases(cases, library),
            regions=_regions(cases),
        ),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def measured(case: Case) -> Iterator[Measured]:
    """Every figure of `case`, with its implementation where it has one, in file order."""
    for path, figure in walk_of(case, Figure):
        item = case.practices[int(path[1])] if path[0] == "practices" else None
        yield Measured(case, figure, item)


def _answered(library: Library) -> dict[str, tuple[str, ...]]:
    """Practices that answer a challenge: those that did in a case first, by number of cases."""
    in_cases: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for case in library.cases.values():
        for item in case.practices:
            for challenge in item.answers:
                in_cases[challenge][item.practice].add(case.id)
    for practice in library.practices.values():
        for challenge in practice.answers:
            in_cases[challenge][practice.id] |= set()
    return {
        challenge: tuple(sorted(found, key=lambda name: (-len(found[name]), name)))
        for challenge, found in sorted(in_cases.items())
    }


def _related(concepts: Iterable[tuple[str, Concept]]) -> dict[str, tuple[str, ...]]:
    both: defaultdict[str, set[str]] = defaultdict(set)
    for kind, concept in concepts:
        for other in set(concept.related) - {concept.id}:
            both[f"{kind}/{concept.id}"].add(other)
            both[f"{kind}/{other}"].add(concept.id)
    return {key: tuple(sorted(others)) for key, others in sorted(both.items())}


def _together(cases: Iterable[Case]) -> dict[str, tuple[Together, ...]]:
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for case in cases:
        names = sorted({item.practice for item in case.practices})
        for one in names:
            for other in names:
                if one != other:
                    pairs[one, other].append(case.id)
    found = _grouped((one, Together(other, tuple(ids))) for (one, other), ids in pairs.items() if len(ids) > 1)
    return {
        name: tuple(sorted(items, key=lambda t: (-len(t.cases), t.practice))[:TOGETHER])
        for name, items in found.items()
    }


def _features(case: Case, library: Library) -> Iterator[str]:
    """What two cases can have in common, as `kind:name`."""
    yield from (f"practice:{item.practice}" for item in case.practices)
    yield from (f"challenge:{item.challenge}" for item in case.challenges)
    if case.id in library.tags:
        yield from (f"keyword:{word}" for word, _ in library.tags[case.id].keywords)


def _similar(library: Library) -> dict[str, tuple[Similar, ...]]:
    features = {case.id: tuple(dict.fromkeys(map(intern, _features(case, library)))) for case in library.cases.values()}
    holders = _grouped((feature, case) for case, found in features.items() for feature in found)
    worth = {
        feature: int(WEIGHTS[feature.partition(":")[0]] * math.log2(1 + len(features) / len(cases)))
        for feature, cases in holders.items()
    }
    having = {case: frozenset(found) for case, found in features.items()}
    return {case: tuple(_nearest(case, own, having, holders, worth)) for case, own in features.items()}


def _nearest(
    case: str,
    own: tuple[str, ...],
    having: Mapping[str, frozenset[str]],
    holders: Mapping[str, tuple[str, ...]],
    worth: Mapping[str, int],
) -> Iterator[Similar]:
    """The cases most like `case`, nearest first; each shares a practice or a challenge with it."""
    candidates = {case}
    for feature in sorted(own, key=lambda f: (len(holders[f]), f)):
        if len(candidates) > CANDIDATES:
            break
        candidates.update(holders[feature][: CANDIDATES * 2])
    substance = {feature for feature in own if not feature.startswith("keyword:")}
    alike = having[case].intersection
    scored = [
        (-sum(map(worth.__getitem__, alike(having[other]))), other)
        for other in candidates - {case}
        if not substance.isdisjoint(having[other])
    ]
    for score, other in nsmallest(SIMILAR_CASES, scored):
        shared = [feature.split(":", 1) for feature in own if feature in having[other]]
        by_kind = {kind: tuple(intern(name) for of, name in shared if of == kind) for kind in WEIGHTS}
        yield Similar(other, -score, by_kind["practice"], by_kind["challenge"], by_kind["keyword"])


def _mentioned(library: Library) -> dict[str, tuple[tuple[str, Mention], ...]]:
    return _grouped((m.practice, (case, m)) for case, tags in library.tags.items() for m in tags.mentions)


def _topic_cases(cases: Iterable[Case], library: Library) -> dict[str, tuple[str, ...]]:
    """Cases of a topic, those with most practices of it first."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for item in case.practices:
            for topic in library.practices[item.practice].topics:
                counts[topic][case.id] += 1
    return {
        topic: tuple(sorted(found, key=lambda name: (-found[name], name))) for topic, found in sorted(counts.items())
    }


def _regions(cases: Iterable[Case]) -> dict[str, Region]:
    groups = _grouped((case.place.adcode, case) for case in cases)
    regions = {}
    for adcode, members in groups.items():
        place = members[0].place
        names = dict.fromkeys(name for name in (place.province, place.city, place.district) if name)
        regions[adcode] = Region(adcode, "".join(names), place.province, tuple(case.id for case in members))
    return regions
