"""Every record inside a record, with the path to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeVar

from anliku.model.base import Record

Path = tuple[str | int, ...]
R = TypeVar("R", bound=Record)


@cache
def _keys(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def walk(record: Record, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """`record` itself and all records below it; paths use the keys of the file."""
    yield path, record
    for name, key in _keys(type(record)):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from walk(value, (*path, key))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from walk(item, (*path, key, index))


def walk_of(record: Record, kind: type[R]) -> Iterator[tuple[Path, R]]:
    """Only the records of one kind below `record`."""
    for path, item in walk(record):
        if isinstance(item, kind):
            yield path, item


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Every string below `record`, with its path."""
    for path, item in walk(record):
        for name, key in _keys(type(item)):
            value = getattr(item, name)
            if isinstance(value, str):
                yield (*path, key), value
            elif isinstance(value, tuple):
                yield from (((*path, key, index), text) for index, text in enumerate(value) if isinstance(text, str))
