"""Query: what a reader typed, read into slots with alternatives; mirrored in read.js."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from anliku.search.lexicon import Lexicon
from anliku.search.sound import Sounds
from anliku.search.terms import EXACT, GROUP, INITIALS, initial_triples, sound_pairs, terms_of, told_terms
from anliku.text.normalise import fold

LONGEST_QUERY = 60
LONGEST_SURFACE = 16
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
    """What was typed between question words and spaces, for the spelling."""
    question: bool

    def terms(self) -> list[str]:
        """Every term to look up, each once, in a fixed order."""
        found: dict[str, None] = {}
        for slot in self.slots:
            for alternative in slot.alternatives:
                found.update(dict.fromkeys(alternative.terms))
        found.update(dict.fromkeys(self.bridges))
        found.update(dict.fromkeys(self.exacts()))
        found.update(dict.fromkeys(self.told()))
        return list(found)

    def told(self) -> tuple[str, ...]:
        """The terms by which it is guessed what concepts the query may be about, each once.

        Of a query that names something, single characters count only as words: 桂 and 林 say nothing of 桂林.
        """
        words = {slot.text for slot in self.slots}
        every = dict.fromkeys(told_terms(self.phrase))
        return tuple(term for term in every if self.question or len(term) > 2 or term[1] in words)

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
        """What is searched as well and shown to the reader."""
        words = (word for slot in self.slots for item in slot.alternatives for word in item.words if word != slot.text)
        return list(dict.fromkeys(words))


def is_letter(char: str) -> bool:
    """Whether `char` may stand in a term: a letter of any script, or a digit 0 to 9."""
    return char.isalpha() or char == "〇" or "0" <= char <= "9"


def is_latin(char: str) -> bool:
    """Whether `char` is a lower-case Latin letter or a digit."""
    return "a" <= char <= "z" or "0" <= char <= "9"


class Reader:
    """Reads queries with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lexicon that is shipped to the browser."""
        self.lexicon = lexicon
        self._surfaces = lexicon.surfaces()
        self._asks = frozenset(lexicon.asks)
        self._fillers = frozenset(lexicon.fillers)

    @cached_property
    def sounds(self) -> Sounds:
        """The pinyin of characters, needed for few queries."""
        return Sounds(self.lexicon.syllables)

    def plan(self, query: str, missing: Callable[[str], bool] | None = None, lone: bool = False) -> Plan:
        """The plan of `query`; with `missing`, slots with a missing pair are also looked up by sound.

        `lone` reads everyday words of one character too (狗, 脏): they stand in many others, so only when all else failed.
        """
        chunks = list(_chunks(fold(query)[:LONGEST_QUERY]))
        plan = self._plan(chunks, missing, lone, plain=False)
        return plan if plan.slots else self._plan(chunks, missing, lone, plain=True)

    def _plan(self, chunks: list[str], missing: Callable[[str], bool] | None, lone: bool, plain: bool) -> Plan:
        question = False
        fillers = 0
        texts: list[str] = []
        spans: list[str] = []
        parts: list[str] = []
        told: set[str] = set()
        for latin, group in _latin_groups(chunks):
            if latin:
                texts.append(" ".join(group))
                parts += group
                continue
            for chunk in group:
                spans.append("")
                before = len(texts)
                for kind, text in self._segments(chunk, lone, plain):
                    question = question or kind == "ask"
                    fillers += kind == "filler"
                    parts.append("\n" if kind == "ask" else text)
                    if kind in ("ask", "filler"):
                        told.update(terms_of(text))
                        spans.append("")
                    else:
                        texts.append(text)
                        spans[-1] += text
                question = question or (len(chunk) >= SPOKEN_LENGTH and len(texts) - before >= SPOKEN_PARTS)
        slots = [slot for text in dict.fromkeys(texts) if (slot := self._slot(text, missing)) is not None]
        phrase = "".join(chunks)
        told_trouble = len(phrase) >= TROUBLE_LENGTH and any(char in phrase for char in self.lexicon.troubles)
        question = question or told_trouble or fillers >= SPOKEN_FILLERS
        held = told.union(*(slot.alternatives[0].terms for slot in slots))
        across = [] if question else terms_of("".join(parts))
        bridges = [term for term in across if term not in held and not all(map(is_latin, term))]
        whole = "".join(slot.text.replace(" ", "") for slot in slots)
        return Plan(
            tuple(slots),
            tuple(bridges),
            whole,
            phrase,
            tuple(filter(None, spans)),
            question,
        )

    def _segments(self, chunk: str, lone: bool, plain: bool) -> Iterator[tuple[str, str]]:
        """Kind (`ask`, `filler`, `known`, `gap`) and text of each segment, leftmost and longest first."""
        at, gap = 0, ""
        while at < len(chunk):
            kind, size = self._longest(chunk, at, lone, plain)
            if kind == "gap":
                gap += chunk[at : at + size]
            else:
                if gap:
                    yield "gap", gap
                    gap = ""
                yield kind, chunk[at : at + size]
            at += size
        if gap:
            yield "gap", gap

    def _longest(self, chunk: str, at: int, lone: bool, plain: bool) -> tuple[str, int]:
        for size in range(min(LONGEST_SURFACE, len(chunk) - at), 0, -1):
            text = chunk[at : at + size]
            if (size > 1 or lone) and text in self._surfaces:
                return "known", size
            if not plain and text in self._asks:
                return "ask", size
            if not plain and text in self._fillers:
                return "filler", size
        end = at + 1
        while is_latin(chunk[at]) and end < len(chunk) and is_latin(chunk[end]):
            end += 1
        return "gap", end - at

    def _slot(self, text: str, missing: Callable[[str], bool] | None) -> Slot | None:
        if all(is_latin(char) or char == " " for char in text):
            return self._latin_slot(text)
        terms = tuple(terms_of(text)) or ((text,) if text in self._surfaces or len(text) == 1 else ())
        if not terms:
            return None
        found = [Alternative(text, terms, 100)]
        for number in self._surfaces.get(text, ()):
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


def _chunks(folded: str) -> Iterator[str]:
    """Stretches of letters and digits; a plus sign between digits or Latin letters holds."""
    chunk = ""
    for at, char in enumerate(folded):
        after = folded[at + 1 : at + 2]
        if is_letter(char) or (char == "+" and chunk and is_latin(chunk[-1]) and after and is_latin(after)):
            chunk += char
        elif chunk:
            yield chunk
            chunk = ""
    if chunk:
        yield chunk


def _latin_groups(chunks: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring chunks together: those all Latin, and the others."""
    group: list[str] = []
    latin = False
    for chunk in chunks:
        now = all(map(is_latin, chunk))
        if group and now != latin:
            yield latin, group
            group = []
        latin = now
        group.append(chunk)
    if group:
        yield latin, group
