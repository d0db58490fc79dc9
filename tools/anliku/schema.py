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
    """`schema` as an author meets it.

    Every scalar of a file is read as text, so numbers and booleans may be quoted and texts that look like
    numbers (`published: 2024`) need no quotes; absent means the key is absent, so null is an error;
    docstrings, which are notes for programmers, are left out.
    """
    if isinstance(schema, list):
        return [_editable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    dropped = {"description"} if "properties" in schema else set()
    if schema.get("default", "") is None:
        dropped.add("default")
    found = {key: _editable(value) for key, value in schema.items() if key not in dropped}
    choices = [choice for choice in found.get("anyOf", ()) if choice != {"type": "null"}]
    if choices == [{"type": "number"}, {"type": ["string", "number"]}]:
        choices = [{"type": ["string", "number"], "pattern": _NUMBER}]
    if len(choices) == 1:
        del found["anyOf"]
        return {**choices[0], **found}
    if choices:
        found["anyOf"] = choices
    return found | _QUOTABLE.get(found.get("type", ""), {}) if "enum" not in found else found


_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
_QUOTABLE: dict[Any, dict[str, Any]] = {
    "string": {"type": ["string", "number"]},
    "boolean": {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]},
    "integer": {"type": ["integer", "string"], "pattern": r"^[0-9]+$"},
}
