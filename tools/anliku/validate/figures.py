"""Figures: a number without its owner, its time or a fitting unit is no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.issues import Code, Issue
from anliku.load import Records
from anliku.model import Figure
from anliku.model.walk import walk_of


def figures_say_whose_and_when(records: Records) -> Iterator[Issue]:
    """Every figure has a scope and a time, if only `未注年份`."""
    for loaded in records.cases:
        for path, figure in walk_of(loaded.record, Figure):
            shown = figure.printed()
            if figure.scope is None:
                hint = "加 scope，写明是哪个小区、社区、街道或区的数字"
                yield Issue(loaded.at(path), Code.FIGURE_WITHOUT_SCOPE, f"数字“{shown}”没有写是谁的", hint)
            if figure.as_of is None:
                hint = "加 as_of；原文没有时间就写 as_of: 未注年份"
                yield Issue(loaded.at(path), Code.FIGURE_WITHOUT_SCOPE, f"数字“{shown}”没有写时间", hint)


def units_fit_metrics(records: Records) -> Iterator[Issue]:
    """A figure's unit is one its metric can be counted in."""
    metrics = {loaded.record.id: loaded.record for loaded in records.metrics}
    for loaded in records.cases:
        for path, figure in walk_of(loaded.record, Figure):
            metric = metrics.get(figure.metric)
            if metric is not None and not metric.accepts(figure.unit):
                message = f"单位“{figure.unit}”与指标“{metric.pref_label}”不合"
                hint = f"可用单位：{'、'.join(metric.units)}（可带万、亿）；或换一个指标"
                yield Issue(loaded.at((*path, "unit")), Code.UNIT_MISMATCH, message, hint)
