"""Ids and labels: one of each, and each where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from anliku.issues import Code, Issue
from anliku.load import Loaded, Records
from anliku.model import Figure
from anliku.model.walk import walk_of
from anliku.text.normalise import key

RESERVED = re.compile(r"index(-\d+)?")
GROUPS = ("cases", "practices", "challenges", "topics")
TABLES = ("metrics", "families", "terms")


def ids_are_file_names(records: Records) -> Iterator[Issue]:
    """A record is found under its file's name."""
    items: Iterator[Loaded[Any]] = chain(records.cases, records.concepts())
    for loaded in items:
        stem = loaded.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        identifier: str = loaded.record.id
        if stem != identifier:
            message = f"编号“{identifier}”与文件名“{stem}”不一致"
            yield Issue(loaded.at(("id",)), Code.ID_NOT_FILE_NAME, message, "把文件改名，或把 id 改成文件名")


def ids_are_not_reserved(records: Records) -> Iterator[Issue]:
    """No record takes the address of an index page, under its own id or a former one."""
    for group in (*GROUPS, "metrics", "tombstones"):
        items: Sequence[Loaded[Any]] = getattr(records, group)
        for loaded in items:
            former = enumerate(getattr(loaded.record, "renamed_from", ()))
            named = [(("id",), loaded.record.id), *((("renamed_from", index), old) for index, old in former)]
            for path, identifier in named:
                if RESERVED.fullmatch(identifier):
                    message = f"编号“{identifier}”留给目录页用"
                    yield Issue(loaded.at(path), Code.RESERVED_ID, message, "换一个编号")


def ids_are_unique(records: Records) -> Iterator[Issue]:
    """No two records of one kind share an id."""
    for group in (*GROUPS, *TABLES):
        yield from _repeated(getattr(records, group), lambda loaded: loaded.record.id, "id", "编号")


def _repeated(items: Iterable[Any], name: Any, field: str, title: str) -> Iterator[Issue]:
    first: dict[str, Loaded[Any]] = {}
    for loaded in items:
        value = name(loaded)
        if value in first:
            message = f"{title}“{value}”已经用过（{first[value].at((field,))}）"
            yield Issue(loaded.at((field,)), Code.DUPLICATE_ID, message, "换一个编号，或合并两条记录")
        first.setdefault(value, loaded)


def ids_are_not_reused(records: Records) -> Iterator[Issue]:
    """An id that was given up (renamed, removed) never comes back for something else."""
    gone = {(f"{row.record.kind}s", row.record.id) for row in records.tombstones}
    for group in GROUPS:
        items: Sequence[Loaded[Any]] = getattr(records, group)
        live = {loaded.record.id for loaded in items}
        claimed: dict[str, str] = {}
        for loaded in items:
            if (group, loaded.record.id) in gone:
                message = f"编号“{loaded.record.id}”属于已移除的记录"
                hint = "编号永久不再用，换一个；或从 kb/tombstones.yml 撤回移除"
                yield Issue(loaded.at(("id",)), Code.ID_REUSED, message, hint)
            for index, old in enumerate(loaded.record.renamed_from):
                owner = claimed.setdefault(old, loaded.record.id)
                if old == loaded.record.id:
                    problem = "就是它现在的编号"
                elif old in live:
                    problem = "现在是另一条记录的编号"
                elif owner != loaded.record.id:
                    problem = f"已是“{owner}”的曾用编号"
                elif (group, old) in gone:
                    problem = "属于已移除的记录"
                else:
                    continue
                message = f"曾用编号“{old}”{problem}"
                yield Issue(loaded.at(("renamed_from", index)), Code.ID_REUSED, message, "编号永久不再用，删掉其中一处")


def case_parts_are_unique(records: Records) -> Iterator[Issue]:
    """Within a case, every source, site, implementation and named figure has its own id."""
    for loaded in records.cases:
        case = loaded.record
        for field in ("sources", "sites", "practices"):
            seen: set[str] = set()
            for index, part in enumerate(getattr(case, field)):
                if part.id in seen:
                    message = f"{field} 里的编号“{part.id}”写了两次"
                    yield Issue(loaded.at((field, index, "id")), Code.DUPLICATE_ID, message, "同一案例内编号不能重复")
                seen.add(part.id)
        figures: set[str] = set()
        for path, figure in walk_of(case, Figure):
            if figure.id is None:
                continue
            if figure.id in figures:
                message = f"数字的编号“{figure.id}”写了两次"
                yield Issue(loaded.at((*path, "id")), Code.DUPLICATE_ID, message, "同一案例内编号不能重复")
            figures.add(figure.id)


def labels_are_unique(records: Records) -> Iterator[Issue]:
    """A shown label means one concept; a hidden one may serve one concept of each kind."""
    shown: dict[str, Loaded[Any]] = {}
    for loaded in records.concepts():
        label = key(loaded.record.pref_label)
        if label in shown:
            other = shown[label]
            message = f"名称“{loaded.record.pref_label}”已是 {other.file} 的名称"
            yield Issue(loaded.at(("prefLabel",)), Code.DUPLICATE_LABEL, message, "合并两个概念，或换一个名称")
        shown.setdefault(label, loaded)
    for loaded in records.concepts():
        for index, text in enumerate(loaded.record.alt_label):
            yield from _claim(shown, loaded, ("altLabel", index), text)
    hidden: dict[str, dict[str, Loaded[Any]]] = {}
    for loaded in records.concepts():
        folder = loaded.file.rsplit("/", 1)[0]
        if folder not in hidden:
            hidden[folder] = {label: other for label, other in shown.items() if other.file.startswith(folder)}
        for index, text in enumerate(loaded.record.hidden_label):
            yield from _claim(hidden[folder], loaded, ("hiddenLabel", index), text)
    yield from _terms(records)


def _claim(holders: dict[str, Loaded[Any]], loaded: Loaded[Any], path: tuple[str, int], text: str) -> Iterator[Issue]:
    holder = holders.setdefault(key(text), loaded)
    if holder is not loaded:
        message = f"别名“{text}”已属于 {holder.file}（{holder.record.pref_label}）"
        yield Issue(loaded.at(path), Code.ALIAS_CLAIMED_TWICE, message, "一个叫法只能指一个概念，删掉其中一处")
    elif key(text) == key(loaded.record.pref_label):
        message = f"别名“{text}”就是本概念的名称"
        yield Issue(loaded.at(path), Code.ALIAS_CLAIMED_TWICE, message, "删掉这个别名")


def _terms(records: Records) -> Iterator[Issue]:
    seen: dict[str, str] = {}
    for loaded in records.terms:
        for text in (loaded.record.pref_label, *loaded.record.alt_label):
            if seen.setdefault(key(text), loaded.record.id) != loaded.record.id:
                message = f"术语“{text}”已属于“{seen[key(text)]}”"
                yield Issue(loaded.at(("prefLabel",)), Code.DUPLICATE_LABEL, message, "合并两条术语")
