"""Index: postings of every term, with integer impacts, over all entries."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from anliku.model import Library
from anliku.search.entries import Entry, case_entries, concept_entries
from anliku.search.lexicon import Lexicon, lexicon
from anliku.search.terms import LENT, exact, runs, sounds_of_label, tokens
from anliku.search.words import Words
from anliku.text.normalise import key, squeeze

FIELD_WEIGHTS = {"label": 14.0, "alias": 10.0, "ask": 6.0, "title": 8.0, "lead": 3.0, "body": 1.0, "place": 3.0}
"""How much one occurrence in a field counts, an occurrence in the body being 1."""
NAMED_FIELDS = ("label", "alias", "title")
"""Fields that are also found by single characters and by pinyin."""
SATURATION = 5.0
"""An impact is 100 x / (x + this): one occurrence in the body gives 16, in a label 73."""
BODY_LENGTH = 400
"""Characters of an average body; a constant, so that a new case leaves the others' impacts alone."""
POSTINGS_KEPT = 5000
"""Entries kept for a term, strongest first; a term in more entries than this tells little."""
MISSING_WEIGHT = 30
"""What a query term counts that no entry holds."""
IMPACT_BITS = 7


@dataclass(frozen=True)
class Postings:
    """Where a term occurs."""

    weight: int
    """Rarity and cohesion of the term, 1 to 255."""
    found: int
    """Entries the term occurs in, those not kept included."""
    packed: array[int]
    """Entry number and impact (1 to 100) in one number, in order of entry."""

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Entry numbers with impacts, in order of entry."""
        mask = (1 << IMPACT_BITS) - 1
        return ((item >> IMPACT_BITS, item & mask) for item in self.packed)


@dataclass
class Index:
    """Everything the search reads."""

    entries: list[Entry]
    concepts: int
    """Entries before this number stand outside cases."""
    families: list[int]
    """How many entries each case has, itself included; they follow the concepts in this order."""
    lexicon: Lexicon
    postings: dict[str, Postings] = field(default_factory=dict)

    def parents(self) -> list[int]:
        """The number of the case each entry is part of; -1 for concepts and for cases themselves."""
        found = [-1] * self.concepts
        for size in self.families:
            found += [-1] + [len(found)] * (size - 1)
        return found


def index(library: Library) -> Index:
    """The index of a library; linear in the text of its entries."""
    entries = list(concept_entries(library))
    concepts, families = len(entries), []
    for case in library.cases.values():
        before = len(entries)
        entries += case_entries(library, case)
        families.append(len(entries) - before)
    built = Index(entries, concepts, families, lexicon(library, entries))
    words = Words(_known(entries))
    raw: dict[str, array[int]] = {}
    whole: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    numbers = {entry.key: number for number, entry in enumerate(entries[:concepts])}
    for number, entry in enumerate(entries):
        weighed = _weighed(entry, words, whole, inside)
        for term, impact in _impacts(entry, weighed, numbers):
            packed = number << IMPACT_BITS | impact
            found = raw.get(term)
            if found is None:
                raw[term] = array("I", (packed,))
            else:
                found.append(packed)
    total = len(entries)
    for term in sorted(raw):
        cohesion = inside[term] / whole[term] if term in whole else 1.0
        built.postings[term] = _postings(raw.pop(term), total, cohesion)
    return built


def _known(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for label, _ in entry.labels:
            yield key(label)


def _weighed(entry: Entry, words: Words, whole: Counter[str], inside: Counter[str]) -> dict[str, float]:
    """Weighted frequency of each term of an entry; also counts how often pairs lie inside a word."""
    by_field: dict[str, list[str]] = {}
    for name, text in entry.fields:
        by_field.setdefault(name, []).append(squeeze(text)[0])
    weighed: dict[str, float] = {}
    for name, texts in by_field.items():
        every: list[str] = []
        held: list[str] = []
        other: list[str] = []
        size = 0
        for text in texts:
            for run in runs(text):
                pairs, within = words.split(run)
                every += pairs
                held += within
                size += len(run)
            other += tokens(text)
            if name in NAMED_FIELDS:
                other += set("".join(runs(text)))
        whole.update(every)
        inside.update(held)
        weight = FIELD_WEIGHTS[name] / 2
        if name == "body":
            weight /= 0.6 + 0.4 * size / BODY_LENGTH
        counts = Counter(every)
        counts.update(held)
        for term in other:
            counts[term] += 2
        for term, count in counts.items():
            weighed[term] = weighed.get(term, 0.0) + weight * count
    return weighed


def _impacts(entry: Entry, weighed: dict[str, float], numbers: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Every term of an entry with its impact; each term once."""
    for term, value in weighed.items():
        yield term, max(1, round(100 * value / (value + SATURATION)))
    sounds: dict[str, int] = {}
    for name, text in entry.fields:
        if name in NAMED_FIELDS:
            for term in sounds_of_label(text):
                sounds.setdefault(term, 80 if name == "label" else 60)
    yield from sounds.items()
    names: dict[str, int] = {}
    for label, strength in entry.labels:
        term = exact(label)
        names[term] = max(strength, names.get(term, 0))
    yield from names.items()
    for target, percent in entry.lent:
        if target in numbers:
            yield f"{LENT}{numbers[target]}", percent


def _postings(packed: array[int], total: int, cohesion: float) -> Postings:
    found = len(packed)
    if found > POSTINGS_KEPT:
        mask = (1 << IMPACT_BITS) - 1
        packed = array("I", sorted(sorted(packed, key=lambda item: (-(item & mask), item))[:POSTINGS_KEPT]))
    rarity = math.log(1 + (total - found + 0.5) / (found + 0.5))
    weight = min(255, max(1, round(18 * rarity * (0.3 + 0.7 * cohesion))))
    return Postings(weight, found, packed)
