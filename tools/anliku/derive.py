"""Ratios computed from two figures of one case; never across scopes or times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal

from anliku.model import Derived, Measured, Metric

SIGNIFICANT = 3
"""Digits kept: the figures divided are themselves rounded in print."""


def derived(measured: Iterable[Measured], metrics: Mapping[str, Metric]) -> Iterator[Derived]:
    """Every ratio the metrics ask for, where a case has exactly one figure for each side of it.

    Both figures must be of one scope and one time, printed (not derived, no range); where an author
    already gave the ratio for that scope, the author's figure stands alone.
    """
    groups: defaultdict[tuple[str, str, str], list[Measured]] = defaultdict(list)
    for item in measured:
        groups[item.case.id, item.figure.scope or "", str(item.figure.as_of)].append(item)
    asked = [metric for metric in metrics.values() if metric.ratio]
    for group in groups.values():
        given = {item.figure.metric for item in group}
        for metric in asked:
            if metric.ratio is None or metric.id in given:
                continue
            over = [item for item in group if item.figure.metric in metric.ratio.over and _printed(item)]
            per = [item for item in group if item.figure.metric in metric.ratio.per and _printed(item)]
            if len(over) == len(per) == 1:
                yield from _ratio(metric, over[0], per[0], metrics)


def _printed(item: Measured) -> bool:
    return item.figure.derived is None and item.figure.value_to is None


def _ratio(metric: Metric, over: Measured, per: Measured, metrics: Mapping[str, Metric]) -> Iterator[Derived]:
    top, bottom = _in_base(over, metrics), _in_base(per, metrics)
    unit = metric.base_of(metric.units[0])
    if top is None or not bottom or unit is None:
        return
    # A density is printed per 平方公里 while areas are counted in 平方米.
    factor = Decimal(1_000_000) if metric.units[0].endswith("/平方公里") else Decimal(1)
    value = Context(prec=SIGNIFICANT).divide(top * factor, bottom)
    yield Derived(metric.id, value, metric.units[0], over, per)


def _in_base(item: Measured, metrics: Mapping[str, Metric]) -> Decimal | None:
    base = metrics[item.figure.metric].base_of(item.figure.unit)
    return item.figure.value * base[1] if base else None
