"""Facets: the values a result list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anliku.model import Case, Challenge, Implementation, Library, Practice

Facet = tuple[str, str, str]
"""Dimension, value (for the address), label (for the reader)."""

DIMENSIONS: tuple[tuple[str, str], ...] = (
    ("place", "地区"),
    ("topic", "专题"),
    ("challenge", "难题"),
    ("form", "做法类别"),
    ("level", "层级"),
    ("year", "年份"),
)
"""Name in the address, and the heading a reader sees."""
SHARED = frozenset({"place", "level", "year"})
"""Dimensions in which the parts of a case are what the case is."""


def practice_facets(library: Library, practice: Practice) -> tuple[Facet, ...]:
    """Topics, challenges and kind of a practice."""
    return _once(_of_practice(library, practice), _of_challenges(library, practice.answers))


def challenge_facets(library: Library, challenge: Challenge) -> tuple[Facet, ...]:
    """A challenge itself and its topics."""
    return _once(_of_challenges(library, (challenge.id,)), _of_topics(library, challenge.topics))


class CaseFacets:
    """The facets of cases and of their parts; what practices and challenges add is worked out once."""

    def __init__(self, library: Library) -> None:
        """Take the library all cases are in."""
        self._practices = {key: tuple(_of_practice(library, item)) for key, item in library.practices.items()}
        self._challenges = {key: next(_of_challenges(library, (key,))) for key in library.challenges}

    def of(self, case: Case) -> tuple[Facet, ...]:
        """Place, level, year and challenges of a case, and topics and kinds of its practices."""
        practices = (self._practices.get(key, ()) for key in dict.fromkeys(item.practice for item in case.practices))
        return _once(_of_case(case), self._faced(item.challenge for item in case.challenges), *practices)

    def of_part(self, item: Implementation, case: tuple[Facet, ...]) -> tuple[Facet, ...]:
        """Place, level and year from the facets of its case; the rest is its own."""
        inherited = (facet for facet in case if facet[0] in SHARED)
        return _once(inherited, self._practices.get(item.practice, ()), self._faced(item.answers))

    def _faced(self, challenges: Iterable[str]) -> Iterator[Facet]:
        return (self._challenges[key] for key in challenges if key in self._challenges)


def _of_case(case: Case) -> Iterator[Facet]:
    for name in dict.fromkeys((case.place.province, case.place.city)):
        yield "place", name, name
    yield "level", case.level, case.level
    year = _year(case)
    if year:
        yield "year", year, year


def _year(case: Case) -> str:
    """The first dated year: of the period, else of a source; empty where none is printed."""
    dates = [case.period.start, case.period.end] if case.period else []
    for date in (*dates, *(source.published for source in case.sources)):
        if isinstance(date, str) and date[:4].isdigit():
            return date[:4]
    return ""


def _of_practice(library: Library, practice: Practice) -> Iterator[Facet]:
    yield "form", practice.kind, practice.kind
    yield from _of_topics(library, practice.topics)


def _of_topics(library: Library, topics: Iterable[str]) -> Iterator[Facet]:
    for key in topics:
        if key in library.topics:
            yield "topic", key, library.topics[key].pref_label


def _of_challenges(library: Library, challenges: Iterable[str]) -> Iterator[Facet]:
    for key in challenges:
        if key in library.challenges:
            yield "challenge", key, library.challenges[key].pref_label


def _once(*groups: Iterable[Facet]) -> tuple[Facet, ...]:
    return tuple(dict.fromkeys(facet for group in groups for facet in group))
