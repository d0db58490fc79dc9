"""Labels found in running text, leftmost and longest first; nested labels lose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from anliku.text.normalise import SENTENCE_ENDS, key, squeeze

_END = ""


@dataclass(frozen=True)
class Match:
    """A label found: offsets in the original text, and the id it stands for."""

    start: int
    end: int
    target: str


class Matcher:
    """A trie of labels; a text is read once, whatever the number of labels.

    Matching ignores quotation marks, separators, spaces, width, case and script, so that
    `“社区吹哨、部门报到”` is found by the label `社区吹哨、部门报到` and by `社區吹哨部門報到`.
    """

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        """Take pairs of label and id; the first claim of a label wins."""
        self._root: dict[str, Any] = {}
        for label, target in labels:
            node = self._root
            for char in key(label):
                node = node.setdefault(char, {})
            if node is not self._root:
                node.setdefault(_END, target)

    def find(self, text: str) -> Iterator[Match]:
        """Every match in `text`, from left to right, none overlapping."""
        chars, offsets = squeeze(text)
        position, size = 0, len(chars)
        while position < size:
            found = self._longest(chars, position)
            if found is None:
                position += 1
                continue
            end, target = found
            yield Match(offsets[position], offsets[end - 1] + 1, target)
            position = end

    def _longest(self, chars: str, start: int) -> tuple[int, str] | None:
        node, best = self._root, None
        for index in range(start, len(chars)):
            node = node.get(chars[index], {})
            if not node or chars[index] in SENTENCE_ENDS:
                break
            if _END in node:
                best = (index + 1, node[_END])
        return best
