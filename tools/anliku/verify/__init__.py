"""Cases against their original documents: numbers, terms, and wording that is too close."""

from anliku.verify.compare import UnknownCaseError, verify
from anliku.verify.originals import NoOriginalsError
from anliku.verify.report import CaseReport, Finding, Kind, SourceMatch, Verification

__all__ = [
    "CaseReport",
    "Finding",
    "Kind",
    "NoOriginalsError",
    "SourceMatch",
    "UnknownCaseError",
    "Verification",
    "verify",
]
