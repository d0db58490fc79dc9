"""Lexicon: what the query side knows of the language: labels, everyday words, syllables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from anliku.model import Concept, Library
from anliku.search.casetext import local_names
from anliku.search.entry import Entry
from anliku.search.everyday import ASKS, FILLERS, TROUBLES, groups
from anliku.search.places import called, place_names
from anliku.text.normalise import fold, key, traditional_to_simplified

LABELS_KEPT = 3400
"""Labels shipped for suggestions: concepts first, so a large library keeps its vocabulary."""
PLACES_UPTO = 1200
"""Labels up to which the names of places are among them, before what single places call what they did."""
LEVEL_ONE, LEVEL_TWO = 56, 88
"""Rows of GB 2312 after which the commonest 3,755 characters end, of which a misspelling is made, and after which all."""
GROUPS_MOST = 2
"""Groups one surface may trigger."""
CONCEPT_PERCENT = 75
EVERYDAY_PERCENT = 60


class Group(NamedTuple):
    """Words that are searched as well when one of the triggers is typed; looked up as one term."""

    triggers: tuple[str, ...]
    words: tuple[str, ...]
    percent: int
    """What an entry with one of the words counts, of one with what was typed."""


@dataclass(frozen=True)
class Lexicon:
    """Everything a query is read with; shipped to the browser as it is."""

    groups: tuple[Group, ...]
    asks: tuple[str, ...]
    fillers: tuple[str, ...]
    troubles: tuple[str, ...]
    labels: tuple[str, ...]
    """Labels that may be suggested for a misspelt one."""
    syllables: str
    """Characters by sound: `ba八巴扒` entries separated by spaces."""
    scripts: str
    """Traditional and Simplified characters in turn."""

    def spoken(self) -> list[str]:
        """The syllables any character sounds like."""
        return ["".join(filter(str.isascii, row)) for row in self.syllables.split()]

    def surfaces(self) -> dict[str, list[int]]:
        """Numbers of the groups each surface triggers, at most two."""
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.groups):
            for trigger in group.triggers:
                numbers = found.setdefault(trigger, [])
                if len(numbers) < GROUPS_MOST:
                    numbers.append(number)
        return found


def lexicon(library: Library, entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of a library: its concepts' labels before the general words."""
    return Lexicon(
        (*_concept_groups(library), *(Group(left, right, EVERYDAY_PERCENT) for left, right in groups())),
        tuple(ASKS),
        tuple(FILLERS),
        tuple(TROUBLES),
        _labels(library, entries),
        *_characters(entries),
    )


def _concepts(library: Library) -> Iterator[Concept]:
    yield from library.practices.values()
    yield from library.challenges.values()
    yield from library.topics.values()


def _concept_groups(library: Library) -> Iterator[Group]:
    # What one place calls a practice finds the place and the practice by itself; shipped, such names would be most.
    local = {key(name) for case in library.cases.values() for item in case.practices for name in local_names(item)}
    for concept in _concepts(library):
        shown = (concept.pref_label, *concept.alt_label)
        yield _group((*shown, *(label for label in concept.hidden_label if key(label) not in local)), shown)
    for term in library.terms.values():
        # A term without another name adds nothing, but everyday words are not found inside it: 工作 in 社区工作者.
        labels = (term.pref_label, *term.alt_label)
        yield _group(labels, labels if term.alt_label else ())


def _group(labels: Iterable[str], shown: Iterable[str]) -> Group:
    surfaces = tuple(dict.fromkeys(surface for label in labels if len(surface := key(label)) > 1))
    return Group(surfaces, tuple({key(label): label for label in shown}.values()), CONCEPT_PERCENT)


def _labels(library: Library, entries: Iterable[Entry]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for most, labels in (
        (LABELS_KEPT, _concept_labels(library)),
        (PLACES_UPTO, _place_labels(library)),
        (LABELS_KEPT, (entry.title for entry in entries if entry.kind in ("implementation", "site", "region"))),
        (
            LABELS_KEPT,
            (name for case in library.cases.values() for item in case.practices for name in local_names(item)),
        ),
    ):
        for label in labels:
            if len(named) >= most:
                break
            named.setdefault(key(label), label)
    return tuple(named.values())


def _concept_labels(library: Library) -> Iterator[str]:
    for concept in _concepts(library):
        yield from (concept.pref_label, *concept.alt_label)
    yield from (term.pref_label for term in library.terms.values())


def _place_labels(library: Library) -> Iterator[str]:
    for case in library.cases.values():
        for name in place_names(case):
            yield from called(name)


def _characters(entries: Iterable[Entry]) -> tuple[str, str]:
    """Sounds and scripts of the characters a query can match: those of the entries, of the words above, of level 1."""
    texts = (
        text for entry in entries for text in (entry.title, entry.context, *(piece.text for piece in entry.pieces))
    )
    words = (*ASKS, *FILLERS, *(word for pair in groups() for side in pair for word in side))
    known = set(fold("".join(set[str]().union(*texts, *words)))) | gb_2312(LEVEL_ONE)
    pairs = sorted(traditional_to_simplified().items())
    scripts = (old + new for old, new in pairs if new in known and old != new and max(ord(old), ord(new)) < 0x10000)
    return _syllables(known), "".join(scripts)


def _syllables(known: set[str]) -> str:
    from pypinyin import lazy_pinyin

    by_sound: dict[str, list[str]] = {}
    for char in sorted(known):
        sound = lazy_pinyin(char)[0]
        if sound != char and sound.isascii() and sound.isalpha():
            by_sound.setdefault(sound, []).append(char)
    return " ".join(sound + "".join(chars) for sound, chars in sorted(by_sound.items()))


@cache
def gb_2312(ends: int = LEVEL_TWO) -> frozenset[str]:
    """The characters of GB 2312, row 16 to the row before `ends`: Simplified, or of both scripts."""
    cells = bytes(code + 160 for row in range(16, ends) for cell in range(1, 95) for code in (row, cell))
    return frozenset(cells.decode("gb2312", "ignore"))
