"""Grades results against expectations: what matches, recall@10, MRR. Knows no browser and no search engine.

The form of queries and expectations stands in query_file.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from anliku.load import Records
from anliku.text.normalise import key
from checked import checked

TOP = 10
COMMON_LEAST = 3
"""A label that lies inside what is expected must have this many characters."""


@dataclass(frozen=True)
class Labels:
    """The normalised names of every practice page and of every section of a case, by address."""

    practices: dict[str, frozenset[str]]
    sections: dict[str, frozenset[str]]
    cases: frozenset[str]

    def of(self, path: str) -> frozenset[str]:
        """The names of what stands at `path`; none for pages that are neither."""
        return self.practices.get(path) or self.sections.get(path) or frozenset()

    def by_page(self) -> Labels:
        """The same, where the page of a case stands for its sections: for engines that find no sections."""
        pages: dict[str, frozenset[str]] = {}
        for path, names in self.sections.items():
            page = path.split("#")[0]
            pages[page] = pages.get(page, frozenset()) | names
        return Labels(self.practices, {**self.sections, **pages}, self.cases)


def read_labels(root: Path) -> Labels:
    """The names in `root/cases` and `root/kb`.

    Raises:
        RefusedError: where the library has errors.
    """
    return labels_of(checked(root))


def labels_of(records: Records) -> Labels:
    """The names of practices, and of what cases call theirs."""
    concepts = {row.record.id: frozenset(map(key, row.record.labels)) for row in records.practices}
    sections = {}
    for row in records.cases:
        case = row.record
        for item in case.practices:
            names = (item.local_name, *item.also, *(part.name for part in item.parts))
            own = frozenset(key(name) for name in names if name)
            sections[f"cases/{case.id}.html#p-{item.id}"] = own | concepts.get(item.practice, frozenset())
        for site in case.sites:
            sections[f"cases/{case.id}.html#site-{site.id}"] = frozenset({key(site.name)})
    pages = {f"practices/{name}.html": labels for name, labels in concepts.items()}
    return Labels(pages, sections, frozenset(row.record.id for row in records.cases))


def matches(labels: Labels, expected: dict[str, Any], path: str) -> bool:
    """Whether the result at `path` is what was expected."""
    return matcher(labels, expected)(path)


def matcher(labels: Labels, expected: dict[str, Any]) -> Callable[[str], bool]:
    """Whether a result, told by its address, is what was expected."""
    case = expected["case"]
    wanted = {key(text) for text in (expected.get("label"), expected.get("surface")) if text}

    def is_expected(path: str) -> bool:
        path = unquote(path)
        page = path.split("#")[0]
        # A generated set names no case where many bear the same names.
        own_case = page.startswith("cases/") if case is None else page == f"cases/{case}.html"
        if expected["kind"] == "case":
            return own_case
        if path not in labels.practices and not (own_case and path in labels.sections):
            return False
        return any(_alike(name, text) for name in labels.of(path) for text in wanted if text)

    return is_expected


def _alike(name: str, text: str) -> bool:
    return text in name or (len(name) >= COMMON_LEAST and name in text)


@dataclass(frozen=True)
class Graded:
    """One query with its marks."""

    query: str
    type: str
    recall: float
    rank: float
    """The reciprocal rank of the first result of the best grade there is; 0 where none came."""
    missing: tuple[str, ...]
    results: tuple[str, ...]


def grade(labels: Labels, query: dict[str, Any], results: list[str]) -> Graded:
    """The marks of `results`, addresses best first, of which the first ten count."""
    top = results[:TOP]
    found: set[int] = set()
    missing: dict[frozenset[str], dict[str, Any]] = {}
    for expected in query["expect"]:
        is_expected = matcher(labels, expected)
        place = next((at for at, path in enumerate(top) if is_expected(path)), None)
        if place is not None:
            found.add(place)
        else:
            # Two expectations that the same places would have answered are one miss, as one place would be one find.
            places = frozenset(filter(is_expected, _all(labels)))
            missing.setdefault(places or frozenset({_name(expected)}), expected)
    best = max((expected["grade"] for expected in query["expect"]), default=0)
    wanted = [expected for expected in query["expect"] if expected["grade"] == best]
    first = next((at for at, path in enumerate(top) if any(matches(labels, item, path) for item in wanted)), None)
    total = min(TOP, len(found) + len(missing))
    return Graded(
        query["query"],
        query["type"],
        min(1.0, len(found) / total) if total else 1.0,
        0.0 if first is None else 1 / (first + 1),
        tuple(_name(item) + ("" if _there(places) else "（库里没有这个名字）") for places, item in missing.items()),
        tuple(top),
    )


def _all(labels: Labels) -> Iterable[str]:
    yield from labels.practices
    yield from labels.sections
    yield from (f"cases/{case}.html" for case in labels.cases)


def _there(places: frozenset[str]) -> bool:
    return any(".html" in place for place in places)


def _name(expected: dict[str, Any]) -> str:
    return f"{expected['case']}:{expected.get('label') or '案例'}（{expected['grade']}）"


def summary(graded: Iterable[Graded]) -> dict[str, Any]:
    """Marks by type and for all, and the misses, in the form of `--json`."""
    rows = list(graded)
    by_type: dict[str, list[Graded]] = {}
    for row in rows:
        by_type.setdefault(row.type, []).append(row)
    missed = [row for row in rows if row.missing or row.rank < 1]
    return {
        "types": {name: _means(own) for name, own in by_type.items()},
        "all": _means(rows),
        "misses": [
            {
                "query": row.query,
                "type": row.type,
                "recall@10": round(row.recall, 4),
                "rr": round(row.rank, 4),
                "missing": list(row.missing),
                "instead": list(row.results),
            }
            for row in missed
        ],
    }


def _means(rows: list[Graded]) -> dict[str, Any]:
    count = max(1, len(rows))
    return {
        "n": len(rows),
        "recall@10": round(sum(row.recall for row in rows) / count, 4),
        "mrr": round(sum(row.rank for row in rows) / count, 4),
    }
