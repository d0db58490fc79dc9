"""Index: postings of every term, with integer impacts, over all entries."""

from __future__ import annotations

import gc
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from operator import add

from anliku.model import Library
from anliku.search.entries import case_entries, concept_entries
from anliku.search.entry import Entry
from anliku.search.lexicon import Lexicon, lexicon
from anliku.search.terms import GROUP, LENT, exact, lines, sounds_of_label, terms_of, tokens
from anliku.search.words import Words
from anliku.text.normalise import bare

FIELD_WEIGHTS = {"label": 14.0, "alias": 10.0, "ask": 6.0, "title": 8.0, "lead": 3.0, "body": 1.0, "place": 3.0}
"""How much one occurrence in a field counts, an occurrence in the body being 1."""
NAMED_FIELDS = ("label", "alias", "title")
"""Fields that are also found by single characters and by pinyin."""
SATURATION = 5.0
"""An impact is 100 x / (x + this): one occurrence in the body gives 16, in a label 73."""
BODY_LENGTH = 400
"""Characters of an average body; a constant, so that a new case leaves the others' impacts alone."""
POSTINGS_KEPT = 2500
"""Entries kept for a term, strongest first; a term in more entries than this tells little."""
MISSING_WEIGHT = 30
"""What a query term counts that no entry holds."""
CUT_MOST = 4000
"""Entries that are cut into words; of a larger library every second, third... is, for words repeat."""
UNCUT_COHESION = 0.6
"""How often a pair that none of those entries holds is taken to lie inside a word."""
IMPACT_BITS = 7
IMPACT_MASK = (1 << IMPACT_BITS) - 1


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
        return ((item >> IMPACT_BITS, item & IMPACT_MASK) for item in self.packed)


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
    raw: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
    whole: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    numbers = {entry.key: number for number, entry in enumerate(entries[:concepts])}
    step = 1 + len(entries) // CUT_MOST
    with _no_collection():
        for number, entry in enumerate(entries):
            if number % step == 0:
                _cut(entry, words, whole, inside)
            _add_text(entry, number << IMPACT_BITS, raw)
            packed = number << IMPACT_BITS
            for term, impact in _names(entry, numbers).items():
                raw[term].append(packed | impact)
        for term in sorted(term for term in raw if "\n" not in term):
            seen = whole.get(term, 0)
            cohesion = inside[term] / seen if seen else UNCUT_COHESION if step > 1 and len(term) == 2 else 1.0
            built.postings[term] = _postings(raw.pop(term), len(entries), cohesion)
        _add_groups(built)
    return built


@contextmanager
def _no_collection() -> Iterator[None]:
    """A stretch without cycle collection: millions of small objects, none in a cycle, cost a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _known(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for label, _ in entry.labels:
            yield bare(label)


def _cut(entry: Entry, words: Words, whole: Counter[str], inside: Counter[str]) -> None:
    """Count the pairs of an entry, and those of them that lie inside a word."""
    every, within = words.pairs(lines(bare("\n".join(text for _, text in entry.fields))))
    whole.update(every)
    inside.update(within)


def _add_text(entry: Entry, packed: int, raw: defaultdict[str, array[int]]) -> None:
    """Add the postings of the terms in the fields of an entry; pairs with a line end are among them and no terms."""
    by_field: dict[str, list[str]] = {}
    for name, text in entry.fields:
        by_field.setdefault(name, []).append(text)
    body = by_field.pop("body", [])
    weighed: dict[str, float] = {}
    for name, texts in by_field.items():
        squeezed = bare("\n".join(texts))
        text = lines(squeezed)
        counts = Counter(map(add, text, text[1:]))
        counts.update(tokens(squeezed))
        if name in NAMED_FIELDS:
            counts.update(set(text))
        weight = FIELD_WEIGHTS[name]
        for term, count in counts.items():
            weighed[term] = weighed.get(term, 0.0) + weight * count
    if body:
        squeezed = bare("\n".join(body))
        text = lines(squeezed)
        counts = Counter(map(add, text, text[1:]))
        counts.update(tokens(squeezed))
        weight = FIELD_WEIGHTS["body"] / (0.6 + 0.4 * len(text) / BODY_LENGTH)
        impacts = [packed | _impact(weight * count) for count in range(max(counts.values(), default=0) + 1)]
        for term, count in counts.items():
            if term in weighed:
                weighed[term] += weight * count
            else:
                raw[term].append(impacts[count])
    for term, value in weighed.items():
        raw[term].append(packed | _impact(value))


def _impact(value: float) -> int:
    return int(100 * value / (value + SATURATION)) or 1


def _names(entry: Entry, numbers: dict[str, int]) -> dict[str, int]:
    """Impacts of the terms an entry has beside its text: sounds, whole labels, lenders."""
    found: dict[str, int] = {}
    for name, text in entry.fields:
        if name in NAMED_FIELDS:
            for term in sounds_of_label(text):
                found.setdefault(term, 80 if name == "label" else 60)
    for label, strength in entry.labels:
        term = exact(label)
        found[term] = max(strength, found.get(term, 0))
    for target, percent in entry.lent:
        if target in numbers:
            found[f"{LENT}{numbers[target]}"] = percent
    return found


def _add_groups(built: Index) -> None:
    """Add, for each group of the lexicon, the entries that hold one of its words; words nobody uses are dropped."""
    groups = []
    for number, group in enumerate(built.lexicon.groups):
        impacts: dict[int, int] = {}
        words = []
        for word in group.words:
            held = _holding(word, built.postings)
            if held:
                words.append(word)
            for entry, impact in held.items():
                impacts[entry] = max(impact, impacts.get(entry, 0))
        groups.append(group._replace(words=tuple(words)))
        if impacts:
            packed = array("I", (entry << IMPACT_BITS | impacts[entry] for entry in sorted(impacts)))
            built.postings[f"{GROUP}{number}"] = _postings(packed, len(built.entries), 1.0)
    built.lexicon = replace(built.lexicon, groups=tuple(groups))


def _holding(word: str, postings: dict[str, Postings]) -> dict[int, int]:
    """Entries that hold every pair of `word`, with the mean impact."""
    rows = [postings.get(term) for term in terms_of(word)]
    known = sorted((row for row in rows if row), key=lambda row: row.found)
    if len(known) < len(rows) or not known:
        return {}
    sums = dict(known[0].pairs())
    for row in known[1:]:
        sums = {entry: sums[entry] + impact for entry, impact in row.pairs() if entry in sums}
    return {entry: total // len(known) for entry, total in sums.items()}


def _postings(packed: array[int], total: int, cohesion: float) -> Postings:
    found = len(packed)
    if found > POSTINGS_KEPT:
        strongest = sorted(packed, key=lambda item: (-(item & IMPACT_MASK), item))
        packed = array("I", sorted(strongest[:POSTINGS_KEPT]))
    rarity = math.log(1 + (total - found + 0.5) / (found + 0.5))
    weight = min(255, max(1, round(18 * rarity * (0.3 + 0.7 * cohesion))))
    return Postings(weight, found, packed)
