"""Index: postings of every term, with integer impacts, over all entries."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate

import numpy as np

from anliku.model import Library
from anliku.search.belief import learnt
from anliku.search.cases import case_entries
from anliku.search.concepts import concept_entries
from anliku.search.entry import Entry
from anliku.search.facets import CaseFacets
from anliku.search.gather import NAMED_FIELDS, Gatherer
from anliku.search.lexicon import Lexicon, lexicon
from anliku.search.table import IMPACT_BITS, Numbers, Postings, Table, strongest_of
from anliku.search.terms import GROUP, LENT, TOLD, exact, lines, sounds_of_label, terms_of
from anliku.search.words import Words
from anliku.text.normalise import bare, key

MISSING_WEIGHT = 30
"""What a query term counts that no entry holds."""
CUT_MOST = 4000
"""Entries that are cut into words; of a larger library every second, third... is, for words repeat."""
UNCUT_COHESION = 0.6
"""How often a pair that none of those entries holds is taken to lie inside a word."""


@dataclass
class Index:
    """Everything the search reads."""

    entries: list[Entry]
    """What can be found, without the fields, labels and links it is found by."""
    concepts: int
    """Entries before this number stand outside cases."""
    families: list[int]
    """How many entries each case has, itself included; they follow the concepts in this order."""
    lexicon: Lexicon
    postings: Table
    grouped: Table
    """The entries that hold a word of a group of the lexicon."""
    told: Table
    """The concepts a character or pair speaks for."""

    def look(self, term: str) -> Postings | None:
        """The postings of a term; None where no entry holds it."""
        return (self.grouped if term[0] == GROUP else self.told if term[0] == TOLD else self.postings).get(term)

    def knows(self, term: str) -> bool:
        """Whether a pair occurs in an entry, or in how a concept is told."""
        return self.look(term) is not None or self.look(TOLD + term) is not None

    def family(self, entry: int) -> int:
        """How many entries a case has, itself included; 1 for what is no case."""
        return self._sizes.get(entry, 1)

    @cached_property
    def _sizes(self) -> dict[int, int]:
        starts = accumulate(self.families, initial=self.concepts)
        return dict(zip(starts, self.families, strict=False))

    def parents(self) -> list[int]:
        """The number of the case each entry is part of; -1 for what is part of none."""
        found = [-1] * self.concepts
        for size in self.families:
            found += [-1] + [len(found)] * (size - 1)
        return found


def index(library: Library) -> Index:
    """The index of a library; linear in the text of its entries, of which it holds only what is shown."""
    concepts = list(concept_entries(library))
    parts = sum(1 + len(case.sites) + len(case.practices) for case in library.cases.values())
    reader = _Reader({entry.key: f"{LENT}{number}" for number, entry in enumerate(concepts)}, len(concepts) + parts)
    reader.read(concepts)
    facets = CaseFacets(library)
    families = [reader.read(case_entries(library, case, facets)) for case in library.cases.values()]
    words = lexicon(library, reader.entries)
    postings = reader.table()
    words, grouped = _grouped(words, postings, len(reader.entries))
    told = _table(learnt(concepts), len(concepts))
    return Index(reader.entries, len(concepts), families, words, postings, grouped, told)


class _Reader:
    """Reads entries one by one, and keeps of each what is shown and what it is found by."""

    def __init__(self, lenders: dict[str, str], total: int) -> None:
        """Take the term of each concept that may lend, and how many entries are to come."""
        self.entries: list[Entry] = []
        self._lenders = lenders
        self._step = 1 + total // CUT_MOST
        self._texts = Gatherer()
        self._names: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._known: set[str] = set()
        self._cut: list[str] = []

    def read(self, entries: Iterable[Entry]) -> int:
        """How many entries there were."""
        before = len(self.entries)
        for number, entry in enumerate(entries, before):
            self._texts.add(number, entry.fields)
            for term, impact in _names(entry, self._lenders).items():
                self._names[term].append(number << IMPACT_BITS | impact)
            self._known.update(label for label, _ in entry.labels)
            if number % self._step == 0:
                self._cut.append("\n".join(text for _, text in entry.fields))
            self._cut += entry.told
            self.entries.append(replace(entry, fields=(), labels=(), lent=(), told=()))
        return len(self.entries) - before

    def table(self) -> Table:
        """The postings of all that was read."""
        rows: dict[str, Numbers] = dict(self._texts.postings())
        for term, packed in self._names.items():
            rows[term] = np.array(packed, np.uint32)
        self._names.clear()
        terms = sorted(rows)
        return Table(terms, [rows[term] for term in terms], len(self.entries), self._cohesion())

    def _cohesion(self) -> Callable[[str], float]:
        """How often the characters of a pair stand within one word, of the times they stand together."""
        words = Words(set(map(bare, self._known)))
        whole: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        for text in self._cut:
            every, within = words.pairs(lines(bare(text)))
            whole.update(every)
            inside.update(within)
        unseen = UNCUT_COHESION if self._step > 1 else 1.0

        def cohesion(term: str) -> float:
            seen = whole.get(term, 0)
            return inside[term] / seen if seen else unseen if len(term) == 2 else 1.0

        return cohesion


def _names(entry: Entry, lenders: dict[str, str]) -> dict[str, int]:
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
        if target in lenders:
            found[lenders[target]] = percent
    return found


def _grouped(words: Lexicon, postings: Table, total: int) -> tuple[Lexicon, Table]:
    """The lexicon without words nobody uses, and for each of its groups the entries that hold one of the words."""
    groups = []
    rows: dict[str, Numbers] = {}
    for number, group in enumerate(words.groups):
        held = {word: row for word in group.words if len(row := postings.holding(terms_of(key(word))))}
        groups.append(group._replace(words=tuple(held)))
        if held:
            rows[f"{GROUP}{number}"] = strongest_of(held.values())
    return replace(words, groups=tuple(groups)), _table(rows, total)


def _table(rows: dict[str, Numbers], total: int) -> Table:
    """A table of rows whose terms are no stretches of text."""
    terms = sorted(rows)
    return Table(terms, [rows[term] for term in terms], total, lambda _: 1.0)
