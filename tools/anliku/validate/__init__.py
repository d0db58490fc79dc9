"""CHECKS: named rules across records; each yields the issues it finds, all are collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from anliku.issues import Issue
from anliku.load import Records
from anliku.validate.figures import figures_say_whose_and_when, units_fit_metrics
from anliku.validate.identity import (
    case_parts_are_unique,
    ids_are_file_names,
    ids_are_not_reserved,
    ids_are_not_reused,
    ids_are_unique,
    labels_are_unique,
)
from anliku.validate.prose import links_lead_somewhere, sections_are_filled
from anliku.validate.references import (
    broader_has_no_cycle,
    concepts_are_used,
    labels_in_place_of_ids,
    periods_run_forward,
    references_are_known,
)
from anliku.validate.wording import (
    html_is_only_text,
    original_claims_have_locators,
    prose_has_no_html,
    punctuation_is_full_width,
)

Check = Callable[[Records], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    ids_are_file_names,
    ids_are_not_reserved,
    ids_are_unique,
    ids_are_not_reused,
    case_parts_are_unique,
    labels_are_unique,
    references_are_known,
    labels_in_place_of_ids,
    concepts_are_used,
    broader_has_no_cycle,
    periods_run_forward,
    figures_say_whose_and_when,
    units_fit_metrics,
    original_claims_have_locators,
    sections_are_filled,
    html_is_only_text,
    prose_has_no_html,
    punctuation_is_full_width,
)


def validate(records: Records, root: Path) -> tuple[Issue, ...]:
    """Every issue of `records`, those of reading included, sorted and without repeats."""
    found = set(records.issues)
    for check in CHECKS:
        found.update(check(records))
    found.update(links_lead_somewhere(records, root))
    named = {issue.location for issue in labels_in_place_of_ids(records)}
    found -= {misnamed.issue for misnamed in records.misnamed if misnamed.issue.location in named}
    return tuple(sorted(found))
