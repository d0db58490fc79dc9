"""Statistics: how complete each case and concept is, and what a curator should look at next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from operator import add
from typing import Any

from anliku.model import Case, Challenge, Concept, Figure, Implementation, Library, Part, Practice, Record, Topic
from anliku.model.library import Kind
from anliku.model.walk import texts, walk_of
from anliku.text.normalise import key

ENOUGH_ASKS = 8
"""Ways of asking below which search cannot be expected to understand a challenge."""
ENOUGH_PRACTICE_ASKS = 5
"""The same for a practice, which has its challenges' words as well."""

_CASE_PARTS = tuple(
    "period figures outcomes timeline actors awards policies lineage transfer terms unknowns release".split()
)
_IMPLEMENTATION_PARTS = ("how", "actors", "answers", "figures", "needs", "outcome", "parts")
_PRACTICE_PARTS = tuple("when_to_use when_not first_step agreement steps takes pitfalls signs body".split())
_TOPIC_PARTS = ("goals", "key_points", "questions", "exercise", "body")
_IDS = frozenset(
    {"id", "at", "url", "sha256", "practice", "challenge", "metric", "source", "site", "answers", "practices"}
)


@dataclass(frozen=True)
class Totals:
    """Numbers of records, and of the parts of cases."""

    cases: int
    practices: int
    challenges: int
    topics: int
    metrics: int
    terms: int
    implementations: int
    parts: int
    figures: int
    case_challenges: int
    sources: int


@dataclass(frozen=True)
class Share:
    """How many implementations of a case have one of their optional parts."""

    name: str
    filled: int
    total: int


@dataclass(frozen=True)
class CaseStatistics:
    """One case in numbers.

    Attributes:
        last_verified: as the case has it: a year, month or day.
        age_days: days since then, counted from the first day a year or month may mean.
        missing: Chinese names of the optional parts it has not.
        shares: how many of its implementations have each optional part.
    """

    id: str
    title: str
    implementations: int
    parts: int
    figures: int
    challenges: int
    sources: int
    last_verified: str
    age_days: int
    missing: tuple[str, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Gap:
    """A concept and what it lacks, in Chinese."""

    kind: Kind
    id: str
    label: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """A concept and the cases that have it."""

    kind: Kind
    id: str
    label: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Alias:
    """A label of a concept; a hidden one is only searched, never shown."""

    kind: Kind
    id: str
    label: str
    hidden: bool


@dataclass(frozen=True)
class Statistics:
    """The state of a library.

    Attributes:
        today: the day ages are counted to.
        cases: those verified longest ago first.
        gaps: concepts with missing parts, practices first.
        single: practices and challenges that one case only has.
        unanswered: challenges no practice answers.
        unused_aliases: labels beside the preferred one that no case text has.
        shared: practices of two or more cases, the most shared first.
    """

    today: str
    totals: Totals
    cases: tuple[CaseStatistics, ...]
    gaps: tuple[Gap, ...]
    single: tuple[Spread, ...]
    unanswered: tuple[Spread, ...]
    unused_aliases: tuple[Alias, ...]
    shared: tuple[Spread, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields as they are named here."""
        return {"version": 1, **asdict(self)}


def statistics(library: Library, today: date | None = None) -> Statistics:
    """The state of `library`; ages count to `today`, by default to the day a case was last verified."""
    newest = max((_first_day(case.last_verified) for case in library.cases.values()), default=date(1970, 1, 1))
    today = today or newest
    cases = sorted((_case(case, today) for case in library.cases.values()), key=lambda c: (-c.age_days, c.id))
    carried = _by_concept((i.practice, case.id) for case in library.cases.values() for i in case.practices)
    faced = _by_concept((c.challenge, case.id) for case in library.cases.values() for c in case.challenges)
    spread = [
        *(Spread("practice", p.id, p.pref_label, carried.get(p.id, ())) for p in library.practices.values()),
        *(Spread("challenge", c.id, c.pref_label, faced.get(c.id, ())) for c in library.challenges.values()),
    ]
    answered = {name for practice in library.practices.values() for name in practice.answers}
    in_cases = {name for _, item in _implementations(library) for name in item.answers}
    return Statistics(
        today=today.isoformat(),
        totals=_totals(library, cases),
        cases=tuple(cases),
        gaps=tuple(_gaps(library, in_cases)),
        single=tuple(item for item in spread if len(item.cases) == 1),
        unanswered=tuple(s for s in spread if s.kind == "challenge" and s.id not in answered | in_cases),
        unused_aliases=tuple(_unused_aliases(library)),
        shared=tuple(
            sorted(
                (item for item in spread if item.kind == "practice" and len(item.cases) > 1),
                key=lambda item: (-len(item.cases), item.id),
            )
        ),
    )


def _implementations(library: Library) -> Iterator[tuple[Case, Implementation]]:
    for case in library.cases.values():
        for item in case.practices:
            yield case, item


def _by_concept(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for concept, case in pairs:
        groups[concept][case] = None
    return {concept: tuple(cases) for concept, cases in groups.items()}


def _first_day(written: str) -> date:
    year, month, day = (*(int(part) for part in written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _title(kind: type[Record], field: str) -> str:
    return kind.model_fields[field].title or field


def _missing(record: Record, parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_title(type(record), field) for field in parts if not getattr(record, field))


def _case(case: Case, today: date) -> CaseStatistics:
    total = len(case.practices)
    return CaseStatistics(
        id=case.id,
        title=case.title,
        implementations=total,
        parts=sum(1 for _ in walk_of(case, Part)),
        figures=sum(1 for _ in walk_of(case, Figure)),
        challenges=len(case.challenges),
        sources=len(case.sources),
        last_verified=case.last_verified,
        age_days=(today - _first_day(case.last_verified)).days,
        missing=_missing(case, _CASE_PARTS),
        shares=tuple(
            Share(_title(Implementation, field), sum(1 for item in case.practices if getattr(item, field)), total)
            for field in _IMPLEMENTATION_PARTS
        ),
    )


def _totals(library: Library, cases: Iterable[CaseStatistics]) -> Totals:
    rows = tuple(cases)
    return Totals(
        cases=len(rows),
        practices=len(library.practices),
        challenges=len(library.challenges),
        topics=len(library.topics),
        metrics=len(library.metrics),
        terms=len(library.terms),
        implementations=sum(row.implementations for row in rows),
        parts=sum(row.parts for row in rows),
        figures=sum(row.figures for row in rows),
        case_challenges=sum(row.challenges for row in rows),
        sources=sum(row.sources for row in rows),
    )


def _gaps(library: Library, answered_in_cases: set[str]) -> Iterator[Gap]:
    concepts: Iterable[Practice | Challenge | Topic] = (
        *library.practices.values(),
        *library.challenges.values(),
        *library.topics.values(),
    )
    for concept in concepts:
        missing: tuple[str, ...]
        if isinstance(concept, Practice):
            missing = (*_missing(concept, _PRACTICE_PARTS), *_few_asks(concept, ENOUGH_PRACTICE_ASKS))
        elif isinstance(concept, Challenge):
            missing = tuple(_challenge_gaps(concept, answered_in_cases))
        else:
            missing = _missing(concept, _TOPIC_PARTS)
        if missing:
            yield Gap(_kind(concept), concept.id, concept.pref_label, missing)


def _challenge_gaps(challenge: Challenge, answered_in_cases: set[str]) -> Iterator[str]:
    yield from _few_asks(challenge, ENOUGH_ASKS)
    if challenge.id not in answered_in_cases:
        yield "案例里没有做法回应"
    if not challenge.body:
        yield "正文"


def _few_asks(concept: Practice | Challenge, enough: int) -> Iterator[str]:
    if len(concept.asks) < enough:
        yield f"大家怎么问（{len(concept.asks)} 条，至少 {enough} 条）"


def _kind(concept: Concept) -> Kind:
    return "practice" if isinstance(concept, Practice) else "challenge" if isinstance(concept, Challenge) else "topic"


def _unused_aliases(library: Library) -> Iterator[Alias]:
    concepts: Iterable[Concept] = (*library.practices.values(), *library.challenges.values(), *library.topics.values())
    labels = [
        (concept, label, hidden)
        for concept in concepts
        for hidden, group in ((False, concept.alt_label), (True, concept.hidden_label))
        for label in group
    ]
    unsaid = _unsaid(library, {key(label) for _, label, _ in labels})
    for concept, label, hidden in labels:
        if key(label) in unsaid:
            yield Alias(_kind(concept), concept.id, label, hidden)


def _unsaid(library: Library, labels: set[str]) -> set[str]:
    """Those of `labels` no case says; a case is only looked through for labels whose beginning it has."""
    left: dict[str, set[str]] = {}
    for label in labels:
        left.setdefault(label[:2], set()).add(label)
    for case in library.cases.values():
        text = "\n".join(key(text) for path, text in texts(case) if not _IDS.intersection(path[-2:]))
        for head in left.keys() & {*text, *map(add, text, text[1:])}:
            left[head] = {label for label in left[head] if label not in text}
            if not left[head]:
                del left[head]
    return set().union(*left.values())
