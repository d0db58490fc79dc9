"""Spelling: labels one slip away from what was typed; mirrored in spelling.js."""

from __future__ import annotations

from collections.abc import Iterable

from anliku.search.cut import is_latin
from anliku.search.sound import Sounds
from anliku.text.normalise import key

SHORTEST = 3
SUGGESTED_MOST = 2
NEAREST_MOST = 5
COMMON_LEAST = 2
"""Characters a label must share with what was not found; with one in common it is another matter."""
SHORTEST_SPELT = 5
"""Letters from which pinyin may be misspelt."""


def misspelt(text: str, labels: Iterable[str], sounds: Sounds) -> list[str]:
    """Labels that `text` is one slip away from; characters that sound the same are no slip."""
    if len(text) < SHORTEST:
        return []
    found = [(cost, at, label) for at, label in enumerate(labels) if (cost := slips(text, key(label), sounds)) < 100]
    return [label for _, _, label in sorted(found)[:SUGGESTED_MOST]]


def slips(text: str, label: str, sounds: Sounds) -> int:
    """0 for the same, 1 to 9 for same-sounding characters, 10 to 99 for one slip among them, else 100."""
    if len(label) < SHORTEST or abs(len(text) - len(label)) > 1:
        return 100
    if len(text) == len(label):
        return _replaced(text, label, sounds)
    longer, shorter = (text, label) if len(text) > len(label) else (label, text)
    start = 0
    while start < len(shorter) and longer[start] == shorter[start]:
        start += 1
    return 20 if longer[start + 1 :] == shorter[start:] else 100


def _replaced(text: str, label: str, sounds: Sounds) -> int:
    wrong = [at for at in range(len(text)) if text[at] != label[at]]
    alike = sum(sounds.alike(text[at], label[at]) for at in wrong)
    if len(wrong) - alike == 0:
        return len(wrong) if len(wrong) < len(text) or len(text) > SHORTEST else 9
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and text[wrong[0]] == label[wrong[1]]:
        return 15 if text[wrong[1]] == label[wrong[0]] else 100
    if len(wrong) - alike == 1 and len(text) - len(wrong) >= 2:
        return 10 + alike
    return 100


def nearest(text: str, labels: Iterable[str], sounds: Sounds) -> list[str]:
    """Labels that share most characters with `text`, half of its own at least, or read nearly as it does in pinyin."""
    latin = all(map(is_latin, text))
    found = []
    for at, label in enumerate(labels):
        own = "".join(sounds.of(key(label))) if latin else key(label)
        if latin and len(text) >= SHORTEST_SPELT and _one_letter_off(text, own):
            found.append((0, at, label))
        common = 0 if latin else len(set(text) & set(own))
        if common >= COMMON_LEAST and 2 * common >= len(set(text)):
            found.append((-(200 * common // (len(set(text)) + len(set(own)))), at, label))
    return [label for _, _, label in sorted(found)[:NEAREST_MOST]]


def _one_letter_off(text: str, other: str) -> bool:
    """Whether one letter is missing, too many, wrong, or two neighbours have changed places."""
    if abs(len(text) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(text), len(other)) and text[start] == other[start]:
        start += 1
    one, two = text[start:], other[start:]
    swapped = two[1:2] + two[:1] + two[2:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or one == swapped
