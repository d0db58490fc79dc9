"""Words of the indexed texts: pairs of characters, and whether each stands inside a word or a known label."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anliku.search.terms import pairs

Cut = Callable[[str], list[str]]


class Words:
    """Cuts runs into words and finds the pairs that lie inside one."""

    def __init__(self, labels: Iterable[str], cut: Cut | None = None) -> None:
        """Take squeezed labels, which are never cut, and a function that cuts the rest."""
        self._cut = cut or bulk_cut()
        self._labels = {label for label in labels if len(label) > 2}
        lengths: dict[str, set[int]] = {}
        for label in self._labels:
            lengths.setdefault(label[:2], set()).add(len(label))
        self._lengths = {head: sorted(sizes, reverse=True) for head, sizes in lengths.items()}

    def split(self, run: str) -> tuple[list[str], list[str]]:
        """All pairs of `run`, and those of them that straddle no word boundary."""
        every = pairs(run)
        ends = self._ends(run)
        if not ends:
            return every, every
        for start, stop in self._spans(run, every):
            ends.difference_update(range(start, stop - 1))
        return every, [pair for at, pair in enumerate(every) if at not in ends]

    def _ends(self, run: str) -> set[int]:
        """Positions of the last characters of words, but for the last word."""
        ends: set[int] = set()
        at = -1
        for word in self._cut(run):
            at += len(word)
            ends.add(at)
        ends.discard(len(run) - 1)
        return ends

    def _spans(self, run: str, every: list[str]) -> Iterable[tuple[int, int]]:
        """Where labels stand in `run`, leftmost and longest first."""
        lengths, after = self._lengths, 0
        for at, pair in enumerate(every):
            if at < after or pair not in lengths:
                continue
            for size in lengths[pair]:
                if run[at : at + size] in self._labels:
                    after = at + size
                    yield at, after
                    break


def bulk_cut() -> Cut:
    """The fast segmenter: jieba's dictionary in Rust, the same cuts as jieba on running text."""
    import rjieba

    cut: Cut = rjieba.cut
    return cut
