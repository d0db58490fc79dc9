"""Labels found in running text, leftmost and longest first; nested labels lose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

from anliku.text.normalise import SENTENCE_ENDS, bare, key, squeeze


@dataclass(frozen=True)
class Match:
    """A label found: offsets in the original text, and the id it stands for."""

    start: int
    end: int
    target: str


class Matcher:
    """Labels, found by their first two characters; a text is read once, whatever the number of labels.

    Matching ignores quotation marks, separators, spaces, width, case and script, so that
    `“社区吹哨、部门报到”` is found by the label `社区吹哨、部门报到` and by `社區吹哨部門報到`.
    """

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        """Take pairs of label and id; the first claim of a label wins."""
        self._targets: dict[str, str] = {}
        for label, target in labels:
            name = key(label)
            if name and SENTENCE_ENDS.isdisjoint(name):
                self._targets.setdefault(name, target)
        self._width = min((2, *map(len, self._targets)))
        """How many characters of a label are looked for first: two, or one where a label has no more."""
        sizes: defaultdict[str, set[int]] = defaultdict(set)
        for name in self._targets:
            sizes[name[: self._width]].add(len(name))
        self._sizes = {head: sorted(found, reverse=True) for head, found in sizes.items()}

    def find(self, text: str) -> Iterator[Match]:
        """Every match in `text`, from left to right, none overlapping."""
        chars = bare(text)
        sizes, after = self._sizes, 0
        offsets: list[int] = []
        heads = map(add, chars, chars[1:]) if self._width == 2 else chars
        for start, head in [(at, head) for at, head in enumerate(heads) if head in sizes]:
            if start < after:
                continue
            for size in sizes[head]:
                name = chars[start : start + size]
                if name in self._targets:
                    after = start + len(name)
                    offsets = offsets or squeeze(text)[1]
                    yield Match(offsets[start], offsets[after - 1] + 1, self._targets[name])
                    break
