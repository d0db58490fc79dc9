"""Query: what a reader typed, read into slots with alternatives; mirrored in read.js."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from anliku.search.cut import NOTHING, Cutter, Known, chunks_of, is_latin, latin_groups
from anliku.search.lexicon import Lexicon
from anliku.search.sound import Sounds
from anliku.search.terms import EXACT, GROUP, INITIALS, initial_triples, sound_pairs, terms_of, told_terms
from anliku.text.normalise import fold, key

LONGEST_QUERY = 60
TROUBLE_LENGTH = 5
"""Characters from which a query with a word of trouble in it is taken for a question."""
SPOKEN_FILLERS = 2
"""Words that say nothing in a query that is spoken language: also a question."""
SPOKEN_PARTS = 3
SPOKEN_LENGTH = 6
"""Parts and characters of a stretch that is told rather than named: also a question."""
SOUND_PERCENT = 45
SPELT_PERCENT = 80
PARTS_PERCENT = 50
INITIALS_MOST = 12
SPELT_INITIALS_MOST = 4
"""Letters that may be initials, and part of them; where they also read as syllables, so many may be part of them."""
ALSO_EACH = 3
"""Words of one alternative that are shown."""
WHOLE_PERCENT = 160
"""What an entry gets for being called what was typed, of a perfect score."""
SLOT_PERCENT = 45
"""The same for one slot, shared among all."""


@dataclass(frozen=True)
class Alternative:
    """One way to say what a slot says."""

    text: str
    terms: tuple[str, ...]
    percent: int
    words: tuple[str, ...] = ()
    """What the reader is told was searched as well."""


@dataclass(frozen=True)
class Slot:
    """A stretch of the query that means one thing; the first alternative is what was typed."""

    text: str
    alternatives: tuple[Alternative, ...]
    place: bool = False
    """Whether it names a place."""


@dataclass(frozen=True)
class Plan:
    """A query ready to be looked up."""

    slots: tuple[Slot, ...]
    bridges: tuple[str, ...]
    """Pairs of characters that lie across slots; none in a question, which is put in anybody's words."""
    whole: str
    """The slots in one string, the form in which a label is matched exactly."""
    phrase: str
    """All that was typed, squeezed."""
    spans: tuple[str, ...]
    """What was typed between question words, places and spaces, for the spelling."""
    question: bool
    chunks: tuple[str, ...]
    """What was typed, cut at spaces and signs."""
    seams: tuple[str, ...]
    """Pairs of a lone character and the filler after it, which may be one word: 成都."""

    @property
    def placed(self) -> bool:
        """Whether it names places and nothing else."""
        return all(slot.place for slot in self.slots)

    def terms(self) -> list[str]:
        """Every term to look up, each once, in a fixed order."""
        found: dict[str, None] = {}
        for slot in self.slots:
            for alternative in slot.alternatives:
                found.update(dict.fromkeys(alternative.terms))
        found.update(dict.fromkeys((*self.bridges, *self.seams)))
        found.update(dict.fromkeys(self.exacts()))
        found.update(dict.fromkeys(self.told()))
        return list(found)

    def told(self) -> tuple[str, ...]:
        """The terms by which it is guessed what concepts the query may be about, each once.

        Of a query that names something, single characters count only as words: 桂 and 林 say nothing of 桂林.
        """
        words = {slot.text for slot in self.slots}
        every = dict.fromkeys(told_terms(self._matter()))
        return tuple(term for term in every if self.question or len(term) > 2 or term[1] in words)

    def _matter(self) -> str:
        """What was typed without the places: they say nothing of what is asked for."""
        text = self.phrase
        for slot in self.slots:
            if slot.place:
                text = text.replace(slot.text, "\n")
        return text

    def exacts(self) -> dict[str, int]:
        """The whole-label terms, of the query and of its slots, with the percentage each counts."""
        found = {EXACT + slot.text.replace(" ", ""): SLOT_PERCENT // len(self.slots) for slot in self.slots}
        found[EXACT + self.whole] = found[EXACT + self.phrase] = WHOLE_PERCENT
        return found

    def typed(self) -> list[str]:
        """The terms of what was typed, slot by slot, but for Latin letters: what no text holds of them may be pinyin."""
        han = (slot for slot in self.slots if not all(is_latin(char) or char == " " for char in slot.text))
        return [term for slot in han for term in slot.alternatives[0].terms]

    def also(self) -> list[str]:
        """What is searched as well and shown to the reader: the first words of each alternative, if not typed anyway."""
        items = (item for slot in self.slots for item in slot.alternatives)
        words = (word for item in items for word in item.words[:ALSO_EACH] if key(word) not in self.phrase)
        return list(dict.fromkeys(words))


class Reader:
    """Reads queries with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon that is shipped to the browser."""
        self.lexicon = lexicon
        self._cutter = Cutter(lexicon)

    @cached_property
    def sounds(self) -> Sounds:
        """The pinyin of characters, needed for few queries."""
        return Sounds(self.lexicon.syllables)

    def plan(
        self, query: str, missing: Callable[[str], bool] | None = None, lone: bool = False, known: Known = NOTHING
    ) -> Plan:
        """The plan of `query`; with `missing`, slots with a missing pair are also looked up by sound.

        `lone` reads everyday words of one character too (狗, 脏): they stand in many others, so only when all else failed.
        `known` is what the index knows of the query, once its terms have been looked up.
        """
        chunks = list(chunks_of(fold(query)[:LONGEST_QUERY]))
        plan = self._plan(chunks, missing, known, lone, plain=False)
        return plan if plan.slots else self._plan(chunks, missing, known, lone, plain=True)

    def _plan(
        self, chunks: list[str], missing: Callable[[str], bool] | None, known: Known, lone: bool, plain: bool
    ) -> Plan:
        question = False
        fillers = 0
        texts: list[str] = []
        spans: list[str] = []
        parts: list[str] = []
        silent: set[str] = set()
        unnamed = ""
        seams: list[str] = []
        for latin, group in latin_groups(chunks):
            if latin:
                texts.append(" ".join(group))
                parts += group
                continue
            for chunk in group:
                spans.append("")
                told, size, before = 0, 0, ""
                for kind, text in self._cutter.segments(chunk, known.places, lone, plain):
                    question = question or kind == "ask"
                    fillers += kind == "filler"
                    parts.append("\n" if kind == "ask" else text)
                    if kind == "filler" and len(before) == len(text) == 1:
                        seams.append(before + text)
                    before = text if kind == "gap" else ""
                    if kind != "place":
                        size += len(text)
                        unnamed += text
                    if kind in ("ask", "filler"):
                        silent.update(terms_of(text))
                        spans.append("")
                        continue
                    texts.append(text)
                    if kind == "place":
                        spans += [text, ""]
                    else:
                        told += 1
                        spans[-1] += text
                question = question or (not known.places and size >= SPOKEN_LENGTH and told >= SPOKEN_PARTS)
        slots = [slot for text in dict.fromkeys(texts) if (slot := self._slot(text, missing, known)) is not None]
        troubled = len(unnamed) >= TROUBLE_LENGTH and any(char in unnamed for char in self.lexicon.troubles)
        question = question or troubled or fillers >= SPOKEN_FILLERS
        question = question and not known.label and not all(slot.place for slot in slots)
        held = silent.union(*(slot.alternatives[0].terms for slot in slots))
        across = [] if question else terms_of("".join(parts))
        bridges = [term for term in across if term not in held and not all(map(is_latin, term))]
        whole = "".join(slot.text.replace(" ", "") for slot in slots)
        return Plan(
            tuple(slots),
            tuple(bridges),
            whole,
            "".join(chunks),
            tuple(filter(None, spans)),
            question,
            tuple(chunks),
            tuple(seams),
        )

    def _slot(self, text: str, missing: Callable[[str], bool] | None, known: Known) -> Slot | None:
        if all(is_latin(char) or char == " " for char in text):
            return self._latin_slot(text)
        terms = tuple(terms_of(text)) or ((text,) if text in self._cutter.surfaces or len(text) == 1 else ())
        if not terms:
            return None
        found = [Alternative(text, terms, 100)]
        if text in known.places and text not in self._cutter.surfaces:
            return Slot(text, tuple(found), place=True)
        for number in self._cutter.surfaces.get(text, ()):
            group = self.lexicon.groups[number]
            if group.words:
                found.append(Alternative(text, (f"{GROUP}{number}",), group.percent, group.words))
        if missing is not None and any(missing(term) for term in terms):
            by_sound = tuple(sound_pairs(self.sounds.of(text)))
            if by_sound:
                found.append(Alternative(text, by_sound, SOUND_PERCENT))
        return Slot(text, tuple(found))

    def _latin_slot(self, text: str) -> Slot | None:
        words = text.split(" ")
        found: list[Alternative] = []
        terms = tuple(dict.fromkeys(term for word in words for term in _latin_terms(word)))
        if terms:
            found.append(Alternative(text, terms, 100))
        if any(char.isdigit() for char in text):
            parts = tuple(dict.fromkeys(term for word in words for term in terms_of(word)))
            if parts != terms:
                found.append(Alternative(text, parts, PARTS_PERCENT))
        else:
            joined = "".join(words)
            spelt = [tuple(dict.fromkeys(sound_pairs(syllables))) for syllables in self.sounds.readings(words)]
            found += [Alternative(text, by_sound, SPELT_PERCENT) for by_sound in spelt if by_sound]
            if 2 <= len(joined) <= INITIALS_MOST:
                found.append(Alternative(text, (INITIALS * 2 + joined,), SPELT_PERCENT))
                triples = tuple(dict.fromkeys(initial_triples(joined)))
                if triples and (not spelt or len(joined) <= SPELT_INITIALS_MOST):
                    found.append(Alternative(text, triples, PARTS_PERCENT))
        return Slot(text, tuple(found)) if found else None


def _latin_terms(word: str) -> Iterable[str]:
    return (word,) if len(word) > 1 else ()
