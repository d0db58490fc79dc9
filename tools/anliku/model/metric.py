"""Metric: what a figure measures, in which units, and what it may be compared with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from anliku.model.base import Id, Label, Record, Text

Dimension = Literal["人数", "户数", "面积", "长度", "金额", "数量", "次数", "比例", "时间", "密度", "其他"]

SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""Scale characters that may stand before a base unit."""

CONVERSIONS: dict[str, tuple[str, Decimal]] = {
    "平方公里": ("平方米", Decimal(1_000_000)),
    "公顷": ("平方米", Decimal(10_000)),
    # 1 亩 = 2000/3 平方米 (国务院 1984 法定计量单位命令); kept exact to the square centimetre.
    "亩": ("平方米", Decimal("666.6667")),
    "公里": ("米", Decimal(1000)),
}


class Ratio(Record):
    """How a metric is computed from two others, such as money per household."""

    over: tuple[Id, ...] = Field(min_length=1, title="被除的指标")
    per: tuple[Id, ...] = Field(min_length=1, title="除以的指标")


class Metric(Record):
    """A row of `kb/metrics.yml`."""

    id: Id = Field(title="编号")
    pref_label: Label = Field(alias="prefLabel", title="名称")
    dimension: Dimension = Field(title="量纲")
    units: tuple[Label, ...] = Field(min_length=1, title="单位", description="基本单位；带“万”“亿”的写法自动允许。")
    direction: Literal["越多越好", "越少越好", "不论"] = Field(default="不论", title="方向")
    comparable: bool = Field(default=False, title="可以跨案例比较")
    comparable_with: tuple[Id, ...] = Field(
        default=(), title="可对照的指标", description="口径相近，可以放在一起看的。"
    )
    ratio: Ratio | None = Field(
        default=None, title="怎样推算", description="由同一案例、同一范围、同一时点的两个数字相除。"
    )
    definition: Text = Field(title="说明")

    def accepts(self, unit: str) -> bool:
        """Whether `unit` is one of the metric's units, possibly with 万 or 亿 before it."""
        return self.base_of(unit) is not None

    def base_of(self, unit: str) -> tuple[str, Decimal] | None:
        """The base unit and the factor to it, or None where the unit does not fit."""
        if unit in self.units:
            return unit, Decimal(1)
        if unit in CONVERSIONS and CONVERSIONS[unit][0] in self.units:
            return CONVERSIONS[unit]
        if unit[:1] in SCALES and len(unit) > 1:
            inner = self.base_of(unit[1:])
            return (inner[0], inner[1] * SCALES[unit[0]]) if inner else None
        return None
