"""Every record inside a record, with the path to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from anliku.model.base import Record

Path = tuple[str | int, ...]
R = TypeVar("R", bound=Record)


def walk(record: Record) -> Iterator[tuple[Path, Record]]:
    """`record` itself and all records below it; paths use the keys of the file."""
    return _walk(record, (), Record)


def walk_of(record: Record, kind: type[R]) -> Iterator[tuple[Path, R]]:
    """Only the records of one kind below `record`."""
    for path, item in _walk(record, (), kind):
        if isinstance(item, kind):
            yield path, item


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Every string below `record`, with its path."""
    for path, item in walk(record):
        for name, key in _written(type(item)):
            value = getattr(item, name)
            if isinstance(value, str):
                yield (*path, key), value
            elif value and isinstance(value, tuple):
                yield from (((*path, key, index), text) for index, text in enumerate(value) if isinstance(text, str))


def _walk(record: Record, path: Path, wanted: type[Record]) -> Iterator[tuple[Path, Record]]:
    """`record`, and the records on every way down to those of the kind `wanted`."""
    yield path, record
    for name, key in _ways(type(record), wanted):
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from _walk(value, (*path, key), wanted)
        elif value and isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    yield from _walk(item, (*path, key, index), wanted)


@cache
def _ways(kind: type[Record], wanted: type[Record]) -> tuple[tuple[str, str], ...]:
    """Name and key of each field of `kind` in which, or below which, a record of the kind `wanted` may stand."""
    return tuple(
        (name, field.alias or name)
        for name, field in kind.model_fields.items()
        if any(_leads(part, wanted) for part in _types(field.annotation))
    )


@cache
def _written(kind: type[Record]) -> tuple[tuple[str, str], ...]:
    """Name and key of each field of `kind` that may hold strings."""
    return tuple(
        (name, field.alias or name)
        for name, field in kind.model_fields.items()
        if any(issubclass(part, str) for part in _types(field.annotation))
    )


def _leads(kind: type, wanted: type[Record]) -> bool:
    """Whether `kind` is `wanted` or has a way to it; no record can stand below one of its own kind."""
    return issubclass(kind, Record) and (issubclass(kind, wanted) or bool(_ways(kind, wanted)))


def _types(annotation: Any) -> Iterator[type]:
    """The plain types an annotation is made of."""
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        yield from map(type, parts)
    elif not parts and isinstance(annotation, type):
        yield annotation
    else:
        for part in parts:
            yield from _types(part)
