"""Terms: the strings a text is found by; the same for index and query, and mirrored in text.js and index.js."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from anliku.text.normalise import bare
from anliku.text.pinyin import pinyin

SOUND = "~"
"""Marks two syllables in a row: `~gong xiang`."""
INITIALS = "="
"""Marks three initials in a row, `=gxn`, or all of a label, `==gxnn`."""
EXACT = "#"
"""Marks a whole label, without separators: `#共享奶奶`."""
LENT = "@"
"""Marks the entries a concept lends score to, by its number: `@12`."""

_WORD_RUN = re.compile(r"(?:[^\W_]|〇)+", re.UNICODE)
LABEL_LENGTH = 12
"""Labels up to this length are read as phrases (重庆 is chong), longer titles character by character, which is faster."""

GROUP = "^"
"""Marks the entries that hold a word of a group of the lexicon, by its number: `^3`."""

TOLD = "?"
"""Marks the concepts that are told with a character or a pair of characters: `?停`, `?停车`."""

TOLD_SHARDS = 256
"""Blocks of what terms say of concepts; a fixed number, because there are as many terms however many cases there are."""

SOUND_SHARE = 4
"""There is one block of sounds for so many of other terms."""

_BREAKS = re.compile(r"[\W_]+", re.UNICODE)
_LATIN = re.compile(r"[a-z0-9]{3,}")
_JOINED = re.compile(r"[a-z0-9]+(?:\+[a-z0-9]+)+")
_TOLD_RUN = re.compile(r"(?:[^\W_a-z0-9]|〇)+", re.UNICODE)
_LETTERS = re.compile(r"^[a-z]+$")


def runs(squeezed: str) -> list[str]:
    """The stretches of letters and digits in a squeezed text; nothing matches across their ends."""
    return _WORD_RUN.findall(squeezed)


def lines(squeezed: str) -> str:
    """A squeezed text with a line end for everything nothing matches across."""
    return _BREAKS.sub("\n", squeezed)


def pairs(run: str) -> list[str]:
    """Overlapping pairs of neighbouring characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens(squeezed: str) -> list[str]:
    """Latin and digit tokens of three or more characters, and those joined by a plus sign."""
    found: list[str] = _LATIN.findall(squeezed)
    return found + _JOINED.findall(squeezed) if "+" in squeezed else found


def tokens_at(squeezed: str) -> Iterator[tuple[str, int]]:
    """The tokens of a squeezed text, each time one occurs, and where."""
    for pattern in (_LATIN, _JOINED) if "+" in squeezed else (_LATIN,):
        for found in pattern.finditer(squeezed):
            yield found[0], found.start()


def is_sound(term: str) -> bool:
    """Whether `term` is made of pinyin or initials."""
    return term[0] in SOUND + INITIALS


def is_term_char(char: str) -> bool:
    """Whether `char` may stand in a term; nothing matches across others."""
    return _BREAKS.match(char) is None


def terms_of(squeezed: str) -> list[str]:
    """Every pair and every whole token of a squeezed text, in order, each once."""
    found = [pair for run in runs(squeezed) for pair in pairs(run)]
    return list(dict.fromkeys(found + tokens(squeezed)))


def told_terms(squeezed: str) -> Iterator[str]:
    """`?停` and `?停车` for every character and pair of characters that are not Latin, each time one occurs."""
    for run in _TOLD_RUN.findall(squeezed):
        yield from (TOLD + char for char in run)
        yield from (TOLD + pair for pair in pairs(run))


@cache
def _sound(char: str) -> str:
    return "".join(pinyin(char))


@cache
def sounds_of_label(label: str) -> tuple[str, ...]:
    """Pinyin terms of a label: pairs of syllables, triples of initials, all initials."""
    read = pinyin(label) if len(label) <= LABEL_LENGTH else map(_sound, bare(label))
    syllables = [item for item in read if _LETTERS.match(item)]
    letters = "".join(item[0] for item in syllables)
    found = list(sound_pairs(syllables)) + list(initial_triples(letters))
    if 2 <= len(letters) <= 12:
        found.append(INITIALS * 2 + letters)
    return tuple(dict.fromkeys(found))


def sound_pairs(syllables: Iterable[str]) -> Iterator[str]:
    """`~gong xiang` for each two syllables in a row."""
    listed = list(syllables)
    return (f"{SOUND}{first} {second}" for first, second in pairwise(listed))


def initial_triples(letters: str) -> Iterator[str]:
    """`=gxn` for each three initials in a row."""
    return (INITIALS + letters[at : at + 3] for at in range(len(letters) - 2))


@lru_cache(maxsize=1 << 16)
def exact(label: str) -> str:
    """The term that stands for `label` as a whole."""
    return EXACT + bare(label)


def shard_of(term: str, shards: int) -> str:
    """The block that holds `term`: FNV-1a over its UTF-16 units, but for lists that have a block of their own.

    A whole label lies with its first two characters, one that begins with a Latin letter or a digit with the word of its
    own name: those are looked up anyway. What a pair says of concepts lies with what its first character says; sounds lie
    by themselves, because few queries need them.
    """
    if term[0] == LENT:
        return f"c/{term[1:]}"
    if term[0] == GROUP:
        return f"g/{term[1:]}"
    value = 2166136261
    if term[0] == EXACT:
        hashed = term[1:] if term[1:2].isascii() else term[1:3]
    else:
        hashed = term[1] if term[0] == TOLD else term
    for unit in array("H", hashed.encode("utf-16-le")):
        value = ((value ^ unit) * 16777619) & 0xFFFFFFFF
    if term[0] == TOLD:
        return f"n/{value % TOLD_SHARDS}"
    if is_sound(term):
        return f"s/{value % max(1, shards // SOUND_SHARE)}"
    return f"t/{value % shards}"
