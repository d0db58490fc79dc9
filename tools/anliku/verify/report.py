"""Finding, CaseReport, Verification: what a comparison with the originals brought to light."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from anliku.issues import Location


class Kind(StrEnum):
    """What is wrong; docs/verify.md says what to do about each."""

    SOURCE_MISSING = "source-missing"
    """No document with the checksum of this source."""
    SOURCE_WITHOUT_SHA256 = "source-without-sha256"
    """A source that cannot be matched with any document."""
    SOURCE_UNREADABLE = "source-unreadable"
    """The document is there and is not UTF-8."""
    CASE_UNREADABLE = "case-unreadable"
    """The case file itself has errors."""
    FIGURE_NOT_FOUND = "figure-not-found"
    """A figure whose number the source does not print."""
    FIGURE_OTHER_UNIT = "figure-other-unit"
    """A figure whose number the source prints only of other things."""
    FIGURE_OTHER_QUALIFIER = "figure-other-qualifier"
    """A figure without the 约, 余, 近 of the source, or with one the source has not."""
    NUMBER_NOT_CARRIED = "number-not-carried"
    """A number of the source of which the case says nothing."""
    TERM_NOT_MENTIONED = "term-not-mentioned"
    """A named thing of the source of which the case says nothing."""
    COPIED_RUN = "copied-run"
    """More than 14 characters in a row that the source has too."""
    EXPLANATION_UNUSED = "explanation-unused"
    """An explanation of something that is no finding any more."""
    EXPLANATION_INVALID = "explanation-invalid"
    """An explanation that cannot be read."""


@dataclass(frozen=True)
class Finding:
    """One difference between case and source.

    Attributes:
        kind: what is wrong.
        message: the same in Chinese, with what to do.
        text: the number, term or run itself.
        location: where it is in the library, None where the library lacks it.
        original: file name of the document, "" where none is concerned.
        line: line of the document, 0 where the whole is meant.
        context: at most 12 characters of the document each side.
    """

    kind: Kind
    message: str
    text: str = ""
    location: Location | None = None
    original: str = ""
    line: int = 0
    context: str = ""

    def as_json(self) -> dict[str, Any]:
        """`{kind, message, text, file, line, column, original, original_line, context}`."""
        place = self.location or Location("")
        return {
            "kind": self.kind.value,
            "message": self.message,
            "text": self.text,
            **asdict(place),
            "original": self.original,
            "original_line": self.line,
            "context": self.context,
        }

    def __str__(self) -> str:
        if self.location is not None:
            where = str(self.location)
        elif self.original:
            where = f"{self.original}:{self.line}" if self.line else self.original
        else:
            where = "-"
        return f"{where}: {self.message}"


@dataclass(frozen=True)
class SourceMatch:
    """A source of a case and the document it was read from, "" where there is none."""

    source: str
    original: str


@dataclass(frozen=True)
class CaseReport:
    """The comparison of one case with its sources.

    Attributes:
        counts: 数字, 推算, 未核对 (figures), 原文数字, 已载, 略过 (numbers of the source), 原文用语, 已提到 (terms).
        derived: figures the source does not print, with how they were worked out.
        explained: what was left out because a curator explained it, with the reason.
    """

    case: str
    title: str
    sources: tuple[SourceMatch, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    derived: tuple[tuple[Location, str], ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Verification:
    """All comparisons.

    Attributes:
        cases: one report for each case, by id.
        kb: findings in the knowledge pages, compared with every document at hand.
        remarks: files of the folder that no case needs or nobody can read; no findings.
    """

    cases: tuple[CaseReport, ...]
    kb: tuple[Finding, ...]
    remarks: tuple[str, ...]

    def findings(self) -> Iterator[Finding]:
        """Every finding, cases first."""
        for report in self.cases:
            yield from report.findings
        yield from self.kb

    def as_json(self) -> dict[str, Any]:
        """The form that docs/verify.md describes."""
        return {
            "version": 1,
            "cases": [
                {
                    "case": report.case,
                    "title": report.title,
                    "sources": [asdict(match) for match in report.sources],
                    "counts": dict(report.counts),
                    "derived": [{**asdict(at), "text": text} for at, text in report.derived],
                    "explained": [{"text": text, "reason": reason} for text, reason in report.explained],
                    "findings": [finding.as_json() for finding in report.findings],
                }
                for report in self.cases
            ],
            "kb": [finding.as_json() for finding in self.kb],
            "remarks": list(self.remarks),
            "total": sum(1 for _ in self.findings()),
        }
