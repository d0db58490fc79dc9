"""References: every id leads to a record, and every concept is reached by something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Any

from anliku.issues import Code, Issue
from anliku.load import Loaded, Records
from anliku.model import (
    Case,
    CaseChallenge,
    Challenge,
    Confusable,
    Figure,
    Implementation,
    Lineage,
    Metric,
    Period,
    Practice,
    Ratio,
    Record,
    Term,
    Topic,
    TransferPoint,
)
from anliku.model.walk import Path, walk, walk_of
from anliku.text.normalise import key

REFERENCES: Mapping[type[Record], tuple[tuple[str, str], ...]] = {
    Implementation: (("practice", "practices"), ("answers", "challenges")),
    CaseChallenge: (("challenge", "challenges"),),
    Figure: (("metric", "metrics"),),
    Metric: (("comparable_with", "metrics"),),
    Ratio: (("over", "metrics"), ("per", "metrics")),
    Lineage: (("practice", "practices"), ("case", "cases")),
    Practice: (("topics", "topics"), ("answers", "challenges"), ("broader", "practices"), ("related", "practices")),
    Confusable: (("practice", "practices"),),
    Challenge: (("family", "families"), ("topics", "topics"), ("broader", "challenges"), ("related", "challenges")),
    Topic: (("broader", "topics"), ("related", "topics")),
    Term: (("practices", "practices"),),
    TransferPoint: (("practices", "own practices"),),
}
"""Which fields of a record hold ids, and of what; `own …` means parts of the same case."""

NAMES = {
    "practices": "做法",
    "challenges": "难题",
    "topics": "专题",
    "metrics": "指标",
    "families": "难题类别",
    "cases": "案例",
    "own practices": "本案例的做法",
}


def references_are_known(records: Records) -> Iterator[Issue]:
    """Every id leads to a record; the nearest known one is proposed."""
    known = {group: _labels(getattr(records, group)) for group in NAMES if not group.startswith("own")}
    everything: Iterator[Loaded[Any]] = chain(records.cases, records.concepts(), records.terms, records.metrics)
    for loaded in everything:
        parts: tuple[Implementation, ...] = loaded.record.practices if isinstance(loaded.record, Case) else ()
        own = {part.id: (part.local_name or "",) for part in parts}
        groups: dict[str, Mapping[str, tuple[str, ...]]] = {**known, "own practices": own}
        for path, record in walk(loaded.record):
            for field, group in REFERENCES.get(type(record), ()):
                yield from _unknown(loaded, _named((*path, field), getattr(record, field)), group, groups, records)
        if isinstance(loaded.record, Case):
            yield from _own_parts(loaded)
    for row in records.tombstones:
        group = f"{row.record.kind}s"
        yield from _unknown(row, _named(("see",), row.record.see), group, known, records)


def labels_in_place_of_ids(records: Records) -> Iterator[Issue]:
    """A name written where an id belongs is answered with the id that has the name."""
    if not records.misnamed:
        return
    known = {group: _labels(getattr(records, group)) for group in NAMES if not group.startswith("own")}
    for misnamed in records.misnamed:
        group = dict(REFERENCES.get(misnamed.owner, ())).get(misnamed.field)
        meant = _by_label(misnamed.value, known.get(group or "", {}))
        if group is None or meant is None:
            continue
        identifier, label = meant
        message = f"“{misnamed.value}”是{NAMES[group]}的名称，不是编号"
        if key(label) != key(misnamed.value):
            message = f"“{misnamed.value}”不是编号，与{NAMES[group]}“{label}”相近"
        yield Issue(misnamed.issue.location, Code.UNKNOWN_ID, message, f"改写编号“{identifier}”")


def _labels(items: list[Loaded[Any]]) -> dict[str, tuple[str, ...]]:
    return {loaded.record.id: _names(loaded.record) for loaded in items}


def _names(record: Any) -> tuple[str, ...]:
    names = (getattr(record, "pref_label", ""), *getattr(record, "alt_label", ()), *getattr(record, "hidden_label", ()))
    return tuple(name for name in names if name)


def _by_label(name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """The id whose label is `name` or nearly so, and that label."""
    labels = {key(label): (identifier, label) for identifier, names in known.items() for label in reversed(names)}
    near = get_close_matches(key(name)[:60], labels, n=1, cutoff=0.6)
    return labels[near[0]] if near else None


def _unknown(
    loaded: Loaded[Any],
    named: list[tuple[Path, str]],
    group: str,
    known: Mapping[str, Mapping[str, tuple[str, ...]]],
    records: Records,
) -> Iterator[Issue]:
    for where, name in named:
        if name in known[group] or records.is_broken(group, name):
            continue
        hint = _nearest(name, known[group], own=group.startswith("own"))
        yield Issue(loaded.at(where), Code.UNKNOWN_ID, f"未知{NAMES[group]}“{name}”", hint)


def _named(path: Path, value: Any) -> list[tuple[Path, str]]:
    """The ids in a field that holds one, several or none, each with its path."""
    if isinstance(value, str):
        return [(path, value)]
    return [((*path, index), name) for index, name in enumerate(value or ())]


def _nearest(name: str, known: Mapping[str, tuple[str, ...]], own: bool = False) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        label = next(iter(known[near[0]]), "")
        return f"是不是“{near[0]}”{f'（{label}）' if label else ''}？"
    return f"本案例已有：{'、'.join(known)}" if own else "查看已有编号：anliku list"


def _own_parts(loaded: Loaded[Case]) -> Iterator[Issue]:
    sources = {source.id: source.title or "" for source in loaded.record.sources}
    sites = {site.id: site.name for site in loaded.record.sites}
    for path, record in walk(loaded.record):
        for field, known, code, name in (
            ("source", sources, Code.UNKNOWN_SOURCE, "来源"),
            ("site", sites, Code.UNKNOWN_SITE, "点位"),
        ):
            value = vars(record).get(field)  # Pydantic is slow to say that a record has no such field.
            if isinstance(value, str) and value not in known:
                hint = f"本案例已有：{'、'.join(known)}" if known else f"先在 {field}s 里写上它"
                yield Issue(loaded.at((*path, field)), code, f"未知{name}“{value}”", hint)


def concepts_are_used(records: Records) -> Iterator[Issue]:
    """A concept that no case and no other concept points to is an orphan."""
    if records.broken or not records.cases:
        return  # What could not be read, or is not here yet, may be what uses it.
    used: set[tuple[str, str]] = set()
    everything: Iterator[Loaded[Any]] = chain(records.cases, records.concepts(), records.terms)
    for loaded in everything:
        for path, record in walk(loaded.record):
            for field, group in REFERENCES.get(type(record), ()):
                names = [name for _, name in _named(path, getattr(record, field))]
                own: str | None = loaded.record.id if path == () else None  # Nothing keeps itself alive.
                used.update((group, name) for name in names if name != own)
    for group in ("practices", "challenges", "topics"):
        for loaded in getattr(records, group):
            if (group, loaded.record.id) not in used:
                message = f"没有任何案例或概念用到{NAMES[group]}“{loaded.record.pref_label}”"
                hint = "在案例里用上它，或在相关概念的 related、broader 里写上它，或删掉这个文件"
                yield Issue(loaded.at(("id",)), Code.ORPHAN_CONCEPT, message, hint)


def broader_has_no_cycle(records: Records) -> Iterator[Issue]:
    """A concept is never wider than itself, by whatever way round."""
    for group in ("practices", "challenges", "topics"):
        broader = {loaded.record.id: loaded.record.broader for loaded in getattr(records, group)}
        for loaded in getattr(records, group):
            seen: set[str] = set()
            front = set(broader[loaded.record.id])
            while front:
                seen |= front
                front = {wider for name in front for wider in broader.get(name, ())} - seen
            if loaded.record.id in seen:
                message = f"“{loaded.record.pref_label}”绕一圈成了自己的上位概念"
                yield Issue(loaded.at(("broader",)), Code.RELATION_CYCLE, message, "从 broader 里去掉绕回来的那一个")


def periods_run_forward(records: Records) -> Iterator[Issue]:
    """A period begins before it ends."""
    for loaded in records.cases:
        for path, period in walk_of(loaded.record, Period):
            start, end = period.start, period.end
            if not (isinstance(start, str) and isinstance(end, str) and start[:1].isdigit() and end[:1].isdigit()):
                continue
            if start[: len(end)] > end:
                message = f"结束时间 {end} 早于开始时间 {start}"
                yield Issue(loaded.at((*path, "end")), Code.DATE_ORDER, message, "核对两个时间")
