"""What a reader asked for, as a Selection; unknown ids are named with the nearest known one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, get_args

from anliku.exports.options import ExportError
from anliku.model import Library
from anliku.outline.pack import PackKind, Selection

SINGLE: tuple[PackKind, ...] = tuple(kind for kind in get_args(PackKind) if kind != "selection")
"""Kinds of pack that are made of records of one kind."""
NAMES = {"topic": "专题", "practice": "做法", "challenge": "难题", "case": "案例", "region": "地区"}
_FIELDS = {kind: f"{kind}s" for kind in NAMES}


def known(library: Library, kind: str) -> Mapping[str, str]:
    """Ids and names of one kind."""
    if kind == "region":
        return {code: region.name for code, region in library.links.regions.items()}
    if kind == "case":
        return {name: case.title for name, case in library.cases.items()}
    groups: dict[str, Mapping[str, Any]] = {
        "topic": library.topics,
        "practice": library.practices,
        "challenge": library.challenges,
    }
    return {name: record.pref_label for name, record in groups[kind].items()}


def checked(library: Library, kind: str, ids: Sequence[str]) -> tuple[str, ...]:
    """`ids`, each known; a label stands for its id.

    Raises:
        ExportError: naming every unknown id, each with the nearest known one.
    """
    names = known(library, kind)
    by_label = {label: name for name, label in names.items()}
    found, wrong = [], []
    for text in ids:
        name = text if text in names else by_label.get(text)
        if name is not None:
            found.append(name)
            continue
        near = get_close_matches(text, [*names, *by_label], n=1, cutoff=0.4)
        hint = f"是不是“{near[0]}”？" if near else "用 anliku list 查编号。"
        wrong.append(f"没有{NAMES[kind]}“{text}”；{hint}")
    if wrong:
        raise ExportError("\n".join(wrong))
    return tuple(dict.fromkeys(found))


def single(library: Library, kind: PackKind, ids: Sequence[str], title: str = "") -> list[Selection]:
    """One Selection for each id, or one for all of them where a `title` is given.

    Raises:
        ExportError: where an id is unknown.
    """
    names = checked(library, kind, ids)
    labels = known(library, kind)
    if title and len(names) > 1:
        return [_with(Selection("selection", "selection", title), {_FIELDS[kind]: names})]
    return [_with(Selection(kind, name, title or labels[name]), {_FIELDS[kind]: (name,)}) for name in names]


def several(
    library: Library, practices: Sequence[str], cases: Sequence[str], found: Sequence[tuple[str, str]], title: str
) -> Selection:
    """An ad-hoc Selection of practices and cases; `found` are kind and id of search results.

    Raises:
        ExportError: where an id is unknown, or nothing is selected.
    """
    chosen = {
        "practices": (*checked(library, "practice", practices), *(name for kind, name in found if kind == "practice")),
        "cases": (*checked(library, "case", cases), *(name for kind, name in found if kind == "case")),
        "challenges": tuple(name for kind, name in found if kind == "challenge"),
    }
    if not any(chosen.values()):
        raise ExportError("没有选中任何内容；用 --practice、--case 指明编号，或用 --query 搜索")
    unique = {field: tuple(dict.fromkeys(names)) for field, names in chosen.items()}
    return _with(Selection("selection", "selection", title or "选编"), unique)


def _with(selection: Selection, members: Mapping[str, Any]) -> Selection:
    return replace(selection, **members)
