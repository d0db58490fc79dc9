"""Walking knows from the types where to look, and misses nothing that a look at every field would find."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from anliku.load import load
from anliku.model import Case, Figure, Note, Period, Record, TransferPoint, UncertainDate
from anliku.model.base import Claim
from anliku.model.walk import Path, texts, walk, walk_of
from real import ROOT
from toy import LIBRARY, Toy


def records() -> Iterator[Record]:
    for root in (ROOT, LIBRARY):
        found = load(root)
        rows: Iterator[Any] = chain(
            found.cases, found.concepts(), found.metrics, found.families, found.terms, found.tombstones
        )
        yield from (row.record for row in rows)


def everything(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """All values below a record, whatever their types say."""
    yield path, value
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            yield from everything(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from everything(item, (*path, index))


def test_walking_finds_what_a_look_at_every_field_finds() -> None:
    for record in records():
        seen = list(everything(record))
        assert list(walk(record)) == [(path, item) for path, item in seen if isinstance(item, Record)]
        assert sorted(texts(record), key=str) == sorted(
            ((path, item) for path, item in seen if isinstance(item, str)), key=str
        )


@pytest.mark.parametrize("kind", [Record, Claim, Figure, Note, Period, TransferPoint, UncertainDate, Case])
def test_walking_for_one_kind_finds_all_of_it(kind: type[Record]) -> None:
    for record in records():
        assert list(walk_of(record, kind)) == [(path, item) for path, item in walk(record) if isinstance(item, kind)]


def test_records_given_the_same_fields_share_their_names_and_a_copy_has_its_own(toy: Toy) -> None:
    first, second = (row.record for row in toy.records().families[:2])
    assert first.model_fields_set is second.model_fields_set
    place = toy.records().cases[0].record.place
    names = set(place.model_fields_set)
    copy = place.model_copy(update={"community": "甲社区"})
    assert copy.model_fields_set == names | {"community"}
    assert place.model_fields_set == names
    assert place.model_dump(exclude_unset=True).keys() == names
