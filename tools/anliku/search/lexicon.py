"""Lexicon: what the query side knows of the language: labels, everyday words, syllables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from anliku.model import Concept, Library
from anliku.search.entries import Entry
from anliku.search.everyday import ASKS, FILLERS, TROUBLES, groups
from anliku.text.normalise import fold, key, traditional_to_simplified

LABELS_KEPT = 3000
"""Labels shipped for suggestions: concepts first, so a large library keeps its vocabulary."""
ADDED_MOST = 6
"""Words one surface may add to a query."""
CONCEPT_PERCENT = 75
EVERYDAY_PERCENT = 60


@dataclass(frozen=True)
class Lexicon:
    """Everything a query is read with; shipped to the browser as it is."""

    groups: tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...]
    """Triggers, words they add, and the percentage an added word counts."""
    asks: tuple[str, ...]
    fillers: tuple[str, ...]
    troubles: tuple[str, ...]
    labels: tuple[str, ...]
    """Labels that may be suggested for a misspelt one."""
    syllables: str
    """Characters by sound: `ba八巴扒` entries separated by spaces."""
    scripts: str
    """Traditional and Simplified characters in turn."""

    def surfaces(self) -> dict[str, list[tuple[str, int]]]:
        """Words added by each surface, with percentages; nothing is added to itself."""
        found: dict[str, dict[str, int]] = {}
        for triggers, added, percent in self.groups:
            for trigger in triggers:
                words = found.setdefault(trigger, {})
                for word in added:
                    if word != trigger and word not in words:
                        words[word] = percent
        return {surface: list(words.items())[:ADDED_MOST] for surface, words in found.items()}


def lexicon(library: Library, entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of a library: its concepts' labels before the general words."""
    return Lexicon(
        (*_concept_groups(library), *((left, right, EVERYDAY_PERCENT) for left, right in groups())),
        tuple(ASKS),
        tuple(FILLERS),
        tuple(TROUBLES),
        _labels(library, entries),
        _syllables(),
        _scripts(),
    )


def _concepts(library: Library) -> Iterator[Concept]:
    yield from library.practices.values()
    yield from library.challenges.values()
    yield from library.topics.values()


def _concept_groups(library: Library) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
    for concept in _concepts(library):
        yield _group(concept.labels, (concept.pref_label, *concept.alt_label))
    for term in library.terms.values():
        if term.alt_label:
            labels = (term.pref_label, *term.alt_label)
            yield _group(labels, labels)


def _group(labels: Iterable[str], shown: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    surfaces = tuple(dict.fromkeys(surface for label in labels if len(surface := key(label)) > 1))
    return surfaces, tuple(dict.fromkeys(key(label) for label in shown)), CONCEPT_PERCENT


def _labels(library: Library, entries: Iterable[Entry]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for concept in _concepts(library):
        for label in (concept.pref_label, *concept.alt_label):
            named.setdefault(key(label), label)
    for term in library.terms.values():
        named.setdefault(key(term.pref_label), term.pref_label)
    for entry in entries:
        if len(named) >= LABELS_KEPT:
            break
        if entry.kind in ("implementation", "site", "region"):
            named.setdefault(key(entry.title), entry.title)
    return tuple(list(named.values())[:LABELS_KEPT])


@cache
def _syllables() -> str:
    """The commonest characters (GB 2312 level 1 and 2) by sound."""
    from pypinyin import lazy_pinyin

    by_sound: dict[str, list[str]] = {}
    for row in range(16, 88):
        for cell in range(1, 95):
            try:
                char = bytes((row + 160, cell + 160)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            if fold(char) == char:
                by_sound.setdefault(lazy_pinyin(char)[0], []).append(char)
    return " ".join(sound + "".join(chars) for sound, chars in sorted(by_sound.items()) if sound.isascii())


@cache
def _scripts() -> str:
    pairs = sorted(traditional_to_simplified().items())
    return "".join(old + new for old, new in pairs if len(old) == len(new) == 1 and old != new and ord(old) < 0x10000)
