"""Terms: the strings a text is found by; the same for index and query, and mirrored in search-engine.js."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from anliku.text.normalise import key
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
_LATIN = re.compile(r"[a-z0-9]{3,}")
_JOINED = re.compile(r"[a-z0-9]+(?:\+[a-z0-9]+)+")
_LETTERS = re.compile(r"^[a-z]+$")


def runs(squeezed: str) -> list[str]:
    """The stretches of letters and digits in a squeezed text; nothing matches across their ends."""
    return _WORD_RUN.findall(squeezed)


def pairs(run: str) -> list[str]:
    """Overlapping pairs of neighbouring characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def tokens(squeezed: str) -> list[str]:
    """Latin and digit tokens of three or more characters, and those joined by a plus sign."""
    found: list[str] = _LATIN.findall(squeezed)
    return found + _JOINED.findall(squeezed) if "+" in squeezed else found


def terms_of(squeezed: str) -> list[str]:
    """Every pair and every whole token of a squeezed text, in order, each once."""
    found = [pair for run in runs(squeezed) for pair in pairs(run)]
    return list(dict.fromkeys(found + tokens(squeezed)))


@cache
def sounds_of_label(label: str) -> tuple[str, ...]:
    """Pinyin terms of a label: pairs of syllables, triples of initials, all initials."""
    syllables = [item for item in pinyin(label) if _LETTERS.match(item)]
    letters = "".join(item[0] for item in syllables)
    found = list(sound_pairs(syllables)) + list(initial_triples(letters))
    if 2 <= len(letters) <= 12:
        found.append(INITIALS * 2 + letters)
    return tuple(dict.fromkeys(found))


def sound_pairs(syllables: Iterable[str]) -> Iterator[str]:
    """`~gong xiang` for each two syllables in a row."""
    listed = list(syllables)
    return (f"{SOUND}{first} {second}" for first, second in zip(listed, listed[1:], strict=False))


def initial_triples(letters: str) -> Iterator[str]:
    """`=gxn` for each three initials in a row."""
    return (INITIALS + letters[at : at + 3] for at in range(len(letters) - 2))


def exact(label: str) -> str:
    """The term that stands for `label` as a whole."""
    return EXACT + key(label)


def shard_of(term: str, shards: int) -> int:
    """The number of the shard that holds `term`: FNV-1a over its UTF-16 units."""
    value = 2166136261
    data = term.encode("utf-16-le")
    for low, high in zip(data[::2], data[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 16777619) & 0xFFFFFFFF
    return value % shards
