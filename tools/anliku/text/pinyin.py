"""Pinyin of labels: written whole and by initials, for readers who type Latin letters."""

from __future__ import annotations

from anliku.text.normalise import key


def pinyin(label: str) -> tuple[str, ...]:
    """The syllables of `label` without tones; runs of other characters stay whole."""
    from pypinyin import lazy_pinyin

    return tuple(syllable for part in lazy_pinyin(key(label)) if (syllable := part.strip().lower()))


def initials(label: str) -> str:
    """First letters of the syllables: `共享奶奶` gives `gxnn`."""
    return "".join(syllable[0] for syllable in pinyin(label))
