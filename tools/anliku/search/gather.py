"""Gather: the pairs of characters in the texts of many entries, as postings; batch by batch, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from anliku.search.table import Numbers, packed
from anliku.search.terms import is_term_char, tokens_at
from anliku.text.normalise import bare

FIELD_WEIGHTS = {"label": 14_000, "alias": 10_000, "title": 8_000, "ask": 6_000, "lead": 3_000, "place": 3_000}
"""Thousandths that one occurrence in a field counts, an occurrence in an average body being 1000."""
NAMED_FIELDS = ("label", "alias", "title")
"""Fields that are also found by single characters and by pinyin."""
SATURATION = 5_000
"""An impact is 100 x / (x + this): one occurrence in the body gives 16, in a label 73."""
BODY_LENGTH = 400
"""Characters of an average body; a constant, so that a new case leaves the others' impacts alone."""
BATCH = 2_000_000
"""Characters that are worked on at once; more take more memory and no less time."""

_CHAR_BITS = 21
_ENTRY_BITS = 64 - 2 * _CHAR_BITS
_END = "\ue000"
"""Ends a text among others: a character for private use, which no term holds."""

Keys = NDArray[np.uint64]
Values = NDArray[np.int64]
Batch = tuple[Keys, Values, Numbers]
"""Terms, how many postings each has, and all postings in their order."""


class Gatherer:
    """Takes the fields of entries in order of entry, and gives the postings of their terms."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting: dict[str, list[tuple[int, str]]] = {}
        self._size = 0
        self._batches: list[Batch] = []
        self._tokens: dict[str, dict[int, int]] = {}
        self._letters = np.zeros(0x110000, np.int8)

    def add(self, entry: int, fields: tuple[tuple[str, str], ...]) -> None:
        """Take the fields of one entry; numbers only rise.

        Raises:
            ValueError: where there are more entries than four million.
        """
        if entry >> _ENTRY_BITS:
            raise ValueError(f"more than {1 << _ENTRY_BITS} entries")
        ordered = sorted(fields, key=lambda item: item[0])
        for name, group in groupby(ordered, key=lambda item: item[0]):
            text = "\n".join(text for _, text in group)
            self._waiting.setdefault(name, []).append((entry, text))
            self._size += len(text)
        if self._size >= BATCH:
            self._work()

    def postings(self) -> Iterator[tuple[str, Numbers]]:
        """Every term with its packed postings, in no order of terms."""
        self._work()
        for token, values in self._tokens.items():
            entries = sorted(values)
            yield token, packed(np.array(entries), _impacts(np.array([values[entry] for entry in entries])))
        yield from self._merged()

    def _work(self) -> None:
        """Make postings of what waits."""
        keys: list[Keys] = []
        values: list[Values] = []
        for name, rows in self._waiting.items():
            for own_keys, own_values in self._field(name, rows):
                keys.append(own_keys)
                values.append(own_values)
        self._waiting, self._size = {}, 0
        if not keys:
            return
        every = np.concatenate(keys)
        order = np.argsort(every, kind="stable")
        every, counted = every[order], np.concatenate(values)[order]
        starts = _starts(every)
        sums = np.add.reduceat(counted, starts)
        every = every[starts]
        terms = every >> np.uint64(_ENTRY_BITS)
        firsts = _starts(terms)
        row = packed(every & np.uint64((1 << _ENTRY_BITS) - 1), _impacts(sums))
        self._batches.append((terms[firsts], _sizes(firsts, len(terms)), row))

    def _field(self, name: str, rows: list[tuple[int, str]]) -> Iterator[tuple[Keys, Values]]:
        """Keys (pair, entry), each once, with what their occurrences in the field count."""
        squeezed = bare(_END.join(text for _, text in rows) + _END)
        codes = np.frombuffer(squeezed.encode("utf-32-le"), "<u4").astype(np.uint64)
        ends = np.flatnonzero(codes == ord(_END))
        sizes = np.diff(ends, prepend=-1)
        owners = np.repeat(np.array([entry for entry, _ in rows], np.uint64), sizes)
        letters = self._is_letter(codes)
        weights = self._weights(name, letters, ends, sizes)
        numbers = np.repeat(np.arange(len(rows)), sizes)
        for token, at in tokens_at(squeezed):
            own = self._tokens.setdefault(token, {})
            entry = int(owners[at])
            own[entry] = own.get(entry, 0) + int(weights[numbers[at]])
        both = letters[:-1] & letters[1:]
        pairs = (codes[:-1] << np.uint64(_CHAR_BITS) | codes[1:]) << np.uint64(_ENTRY_BITS) | owners[:-1]
        yield _counted(pairs[both], numbers[:-1][both], weights)
        if name in NAMED_FIELDS:
            single = np.unique((codes << np.uint64(_ENTRY_BITS) | owners)[letters])
            yield single, np.full(len(single), FIELD_WEIGHTS[name], np.int64)

    def _weights(self, name: str, letters: NDArray[np.bool_], ends: Values, sizes: Values) -> Values:
        """What one occurrence counts in each text of the field."""
        if name != "body":
            return np.full(len(ends), FIELD_WEIGHTS[name], np.int64)
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(letters)))
        lengths = before[ends] - before[ends - sizes + 1]
        weights: Values = 10_000 * BODY_LENGTH // (6 * BODY_LENGTH + 4 * lengths)
        return weights

    def _is_letter(self, codes: Keys) -> NDArray[np.bool_]:
        """Whether each character may stand in a term; 1 and -1 are what is known of characters met before."""
        known = self._letters[codes]
        for code in np.unique(codes[known == 0]).tolist():
            self._letters[code] = 1 if is_term_char(chr(code)) else -1
        return self._letters[codes] > 0

    def _merged(self) -> Iterator[tuple[str, Numbers]]:
        """The postings of the batches, put together term by term; a batch is let go of when it has been read."""
        if not self._batches:
            return
        every = np.unique(np.concatenate([terms for terms, _, _ in self._batches]))
        totals = np.zeros(len(every), np.int64)
        for terms, counts, _ in self._batches:
            totals[np.searchsorted(every, terms)] += counts
        starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(totals)))
        whole = np.empty(starts[-1], np.uint32)
        cursor = starts[:-1].copy()
        while self._batches:
            terms, counts, rows = self._batches.pop(0)
            places = np.searchsorted(every, terms)
            before = np.cumsum(counts, dtype=np.int64) - counts
            whole[np.repeat(cursor[places] - before, counts) + np.arange(len(rows))] = rows
            cursor[places] += counts
        mask = (1 << _CHAR_BITS) - 1
        for row, code in enumerate(every.tolist()):
            first = code >> _CHAR_BITS
            yield (chr(first) if first else "") + chr(code & mask), whole[starts[row] : starts[row + 1]]


def _impacts(sums: Values) -> Values:
    """1 to 99 for what the occurrences of a term in an entry count together."""
    impacts: Values = np.maximum(1, 100 * sums // (sums + SATURATION))
    return impacts


def _counted(keys: Keys, numbers: Values, weights: Values) -> tuple[Keys, Values]:
    """Each key once, with the sum of the weights of the texts it stands in."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = _starts(keys)
    counts = _sizes(starts, len(keys))
    return keys[starts], counts * weights[numbers[order[starts]]]


def _starts(ordered: Keys) -> Values:
    """Where a new value begins in an ordered array."""
    return np.flatnonzero(np.concatenate((np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1])))


def _sizes(starts: Values, length: int) -> Values:
    return np.diff(starts, append=length)
