"""JSON Schemas of the authored files, made from the model; editors and checks share them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from anliku.model import Case, Challenge, Family, Metric, Practice, Record, Term, Tombstone, Topic

_RECORDS: dict[str, type[Record]] = {"case": Case, "practice": Practice, "challenge": Challenge, "topic": Topic}
_TABLES: dict[str, type[Record]] = {"metrics": Metric, "families": Family, "terms": Term, "tombstones": Tombstone}


def schemas() -> Iterator[tuple[str, bytes]]:
    """File name and content of every schema, for `kb/schema/`."""
    for name, kind in _RECORDS.items():
        schema = kind.model_json_schema()
        schema.get("properties", {}).pop("body", None)
        yield _file(name, schema)
    for name, kind in _TABLES.items():
        yield _file(name, TypeAdapter(list[kind]).json_schema())  # type: ignore[valid-type]


def _file(name: str, schema: dict[str, Any]) -> tuple[str, bytes]:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_editable(schema)}
    return f"{name}.schema.json", (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _editable(schema: Any) -> Any:
    """`schema` as an author meets it: numbers may be written bare, notes for programmers are left out."""
    if isinstance(schema, list):
        return [_editable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _editable(value) for key, value in schema.items() if not (key == "default" and value is None)}
