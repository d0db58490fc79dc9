"""Postings made in columns are what counting one by one gives, however the texts fall into batches."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from anliku.search import gather
from anliku.search.gather import BODY_LENGTH, FIELD_WEIGHTS, NAMED_FIELDS, SATURATION, Gatherer
from anliku.search.table import POSTINGS_KEPT, Table, packed, strongest_of, weight
from anliku.search.terms import is_term_char, runs, tokens
from anliku.text.normalise import bare

Fields = tuple[tuple[str, str], ...]
PIECES = (
    "院坝会",
    "共享奶奶",
    "1+4+N",
    "app",
    "停车",
    "，",
    "。",
    "\n",
    " ",
    "規劃師",
    "𠮷野",
    "2020年",
    "Wi-Fi",
    "、",
    "C919",
)


def entries(seed: int, count: int) -> list[Fields]:
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    names = (*FIELD_WEIGHTS, "body", "body")
    return [
        tuple((rng.choice(names), "".join(rng.choices(PIECES, k=rng.randint(0, 30)))) for _ in range(rng.randint(0, 5)))
        for _ in range(count)
    ]


def counted(fields: Fields) -> dict[str, int]:
    """What each term of an entry counts, worked out the plain way."""
    sums: Counter[str] = Counter()
    for name in {name for name, _ in fields}:
        text = bare("\n".join(text for own, text in fields if own == name))
        length = sum(map(is_term_char, text))
        value = FIELD_WEIGHTS.get(name) or 10_000 * BODY_LENGTH // (6 * BODY_LENGTH + 4 * length)
        terms = [run[at : at + 2] for run in runs(text) for at in range(len(run) - 1)] + tokens(text)
        if name in NAMED_FIELDS:
            terms += {char for char in text if is_term_char(char)}
        for term in terms:
            sums[term] += value
    return {term: max(1, 100 * value // (value + SATURATION)) for term, value in sums.items()}


@pytest.mark.parametrize("batch", [1, 500, 2_000_000])
def test_columns_count_as_one_by_one_does(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "BATCH", batch)
    listed = entries(batch, 60)
    expected: dict[str, list[tuple[int, int]]] = {}
    for number, fields in enumerate(listed):
        for term, impact in counted(fields).items():
            expected.setdefault(term, []).append((number, impact))
    gatherer = Gatherer()
    for number, fields in enumerate(listed):
        gatherer.add(number, fields)
    rows = dict(gatherer.postings())
    table = Table(sorted(rows), [rows[term] for term in sorted(rows)], len(listed), lambda _: 1.0)
    assert {term: list(row.pairs()) for term, row in table.items()} == expected


def test_a_common_term_keeps_its_strongest_entries() -> None:
    count = POSTINGS_KEPT + 500
    impacts = np.array([99 if number % 4 == 1 else 10 for number in range(count)])
    row = packed(np.arange(count), impacts)
    table = Table(["停车"], [row], 10 * count, lambda _: 1.0)
    kept = list(table["停车"].pairs())
    assert len(kept) == POSTINGS_KEPT
    assert table["停车"].found == count
    assert {entry for entry, impact in kept if impact == 99} == set(range(1, count, 4))
    assert [entry for entry, _ in kept] == sorted(entry for entry, _ in kept)


def test_a_table_knows_what_it_lacks() -> None:
    table = Table(["停车", "议事"], [packed(np.array([1]), np.array([5]))] * 2, 9, lambda _: 1.0)
    assert "停车" in table
    assert "院坝" not in table
    assert table.get("鼗") is None
    assert list(table.holding(["停车", "议事"])) == list(packed(np.array([1]), np.array([5])))
    assert len(table.holding(["停车", "院坝"])) == 0


def test_the_best_impact_of_each_entry_is_kept() -> None:
    one, other = packed(np.array([1, 3]), np.array([5, 9])), packed(np.array([1, 2]), np.array([8, 1]))
    assert list(strongest_of([one, other])) == list(packed(np.array([1, 2, 3]), np.array([8, 1, 9])))


def test_rarer_terms_and_closer_characters_weigh_more() -> None:
    assert weight(1000, 3, 1.0) > weight(1000, 300, 1.0) > weight(1000, 300, 0.0) >= 1


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(ValueError, match="entries"):
        Gatherer().add(1 << 22, ())
