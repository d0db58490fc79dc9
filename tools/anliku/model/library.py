"""Library: every record, and beside them what was computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from anliku.model.case import Case, CaseChallenge, Implementation, Lineage
from anliku.model.concept import Challenge, Family, Practice, Term, Tombstone, Topic
from anliku.model.figure import Figure
from anliku.model.metric import Metric

Kind = Literal["case", "practice", "challenge", "topic"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A practice a machine found in the text of a case; nobody declared it there."""

    practice: str
    label: str
    where: str
    context: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class CaseTags:
    """Computed tags of one case."""

    declared: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    keywords: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """One implementation of a practice: which case, which part of it."""

    case: Case
    implementation: Implementation


@dataclass(frozen=True, slots=True)
class Faced:
    """One challenge as one case met it."""

    case: Case
    challenge: CaseChallenge


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, with the case and (where it has one) the implementation it belongs to."""

    case: Case
    figure: Figure
    implementation: Implementation | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A ratio computed from two figures of one case, of one scope and one time; marked as such everywhere.

    Attributes:
        value: in `unit`, rounded to three significant digits.
        over: the figure that was divided.
        per: the figure it was divided by.
    """

    metric: str
    value: Decimal
    unit: str
    over: Measured
    per: Measured


@dataclass(frozen=True, slots=True)
class Similar:
    """A case like another one, and why: shared practices, challenges, keywords."""

    case: str
    score: int
    practices: tuple[str, ...]
    challenges: tuple[str, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A practice that occurs in the same cases as another one."""

    practice: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A county-level place and its cases."""

    adcode: str
    name: str
    province: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The graph, read from either end; keys are ids where nothing else is said, all lists in a fixed order."""

    carried: Mapping[str, tuple[Carried, ...]] = field(default_factory=dict)
    faced: Mapping[str, tuple[Faced, ...]] = field(default_factory=dict)
    answered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrower: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the narrower concepts of `practice/ID`, `challenge/ID`, `topic/ID`; of the same kind, as are `related`."""
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    together: Mapping[str, tuple[Together, ...]] = field(default_factory=dict)
    similar: Mapping[str, tuple[Similar, ...]] = field(default_factory=dict)
    mentioned: Mapping[str, tuple[tuple[str, Mention], ...]] = field(default_factory=dict)
    measured: Mapping[str, tuple[Measured, ...]] = field(default_factory=dict)
    derived: Mapping[str, tuple[Derived, ...]] = field(default_factory=dict)
    descended: Mapping[str, tuple[tuple[str, Lineage], ...]] = field(default_factory=dict)
    """For a case, the other cases whose lineage names it, each with the line that does."""
    topic_practices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topic_challenges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topic_cases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)


@dataclass(frozen=True)
class Library:
    """Authored records, by id in id order, and computed facts beside them."""

    cases: Mapping[str, Case]
    practices: Mapping[str, Practice]
    challenges: Mapping[str, Challenge]
    topics: Mapping[str, Topic]
    metrics: Mapping[str, Metric]
    families: Mapping[str, Family]
    terms: Mapping[str, Term]
    tombstones: tuple[Tombstone, ...] = ()
    tags: Mapping[str, CaseTags] = field(default_factory=dict)
    links: Links = field(default_factory=Links)
