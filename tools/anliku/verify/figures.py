"""Figures of a case whose number its source does not print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anliku.issues import Location
from anliku.load import Loaded
from anliku.model import Case, Figure
from anliku.model.metric import SCALES
from anliku.model.walk import walk_of
from anliku.text.normalise import fold
from anliku.verify.carried import TELLING, Quantity, figure_quantities
from anliku.verify.explained import Ledger
from anliku.verify.numbers import Numeral, numerals
from anliku.verify.originals import Original
from anliku.verify.report import Finding, Kind


@dataclass
class Checked:
    """Figures looked at: how many, which are derived, which have no document to look in."""

    total: int = 0
    without_original: int = 0
    derived: list[tuple[Location, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def check_figures(loaded: Loaded[Case], originals: Mapping[str, Original], ledger: Ledger) -> Checked:
    """Every figure of the case against the numbers of its source; `originals` are by id of the source."""
    checked = Checked()
    printed = {name: _Printed(item.text or "", numerals(item.text or "")) for name, item in originals.items()}
    for path, figure in walk_of(loaded.record, Figure):
        checked.total += 1
        location = loaded.at((*path, "value"))
        shown = f"{figure.label or figure.metric} {figure.printed()}"
        if figure.derived is not None:
            checked.derived.append((location, f"{shown}：{figure.derived}"))
        elif figure.source not in printed:
            checked.without_original += 1
        else:
            for quantity in figure_quantities(figure):
                kind = _problem(quantity, figure, printed[figure.source])
                if kind is not None and not ledger.number(_as_numeral(quantity)):
                    checked.findings.append(_finding(kind, shown, figure, location))
    return checked


@dataclass(frozen=True)
class _Printed:
    """A source, and the numbers in it."""

    text: str
    numerals: Sequence[Numeral]

    def qualified(self, numeral: Numeral, figure: Figure) -> bool:
        """Whether `numeral` goes with the qualifier of `figure`, or with none where that has none."""
        before = re.split(r"[,，。;；:：、\n]", self.text[max(0, numeral.start - 16) : numeral.start])[-1]
        after = self.text[numeral.start : numeral.end + len(figure.unit) + 4]
        if figure.qualifier is None:
            return not numeral.inexact and not before.endswith(("约", "近", "超", "不足", "不到", "超过", "接近"))
        if figure.qualifier in ("余", "多", "数"):
            return numeral.inexact or figure.qualifier in after or before.endswith(("数", "几"))
        return figure.qualifier in before + after


def _problem(quantity: Quantity, figure: Figure, printed: _Printed) -> Kind | None:
    """None where the source prints the number; a small one must stand before its own measure word."""
    same = [n for n in printed.numerals if n.value == quantity.value and n.percent == quantity.percent]
    if not same:
        return Kind.FIGURE_NOT_FOUND
    unit = fold(figure.unit)
    unit = unit[1:] if unit[:1] in SCALES else unit
    exact = quantity.value < TELLING and not quantity.percent and quantity.value % 1 == 0
    # 三大行动 and 三类资源 print no measure word of their own: any will do.
    same = [n for n in same if (n.unit.startswith((unit[:1], "大", "类")) if exact else quantity.agrees(n))]
    if not same:
        return Kind.FIGURE_OTHER_UNIT
    if figure.value_to is None and not any(printed.qualified(n, figure) for n in same):
        return Kind.FIGURE_OTHER_QUALIFIER
    return None


def _as_numeral(quantity: Quantity) -> Numeral:
    return Numeral(quantity.value, 0, 0, "", quantity.percent)


def _finding(kind: Kind, shown: str, figure: Figure, location: Location) -> Finding:
    if kind is Kind.FIGURE_NOT_FOUND:
        message = f"来源 {figure.source} 里没有“{shown}”这个数 → 对照原文改正；是推算的就写 derived"
    elif kind is Kind.FIGURE_OTHER_QUALIFIER:
        message = f"来源 {figure.source} 里这个数的限定词不一样：{shown} → 约、余、近、超等照原文"
    else:
        message = f"来源 {figure.source} 里有这个数，但后面不是“{figure.unit}”：{shown} → 核对数的是什么，单位照原文"
    return Finding(kind, message, figure.printed(), location)
