"""Figure: a number with its metric, whose it is, when, and where it is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from anliku.model.base import AsOf, Claim, Id, Label, Text

Qualifier = Literal[
    "约", "近", "超", "超过", "接近", "不足", "不到", "余", "多", "以上", "左右", "以内", "数", "高达", "最多"
]
BEFORE = frozenset({"约", "近", "超", "超过", "接近", "不足", "不到", "高达", "最多", "数"})
BETWEEN = frozenset({"余", "多"})

# Bounded, or "1e999999999" would be printed with a thousand million zeros.
Number = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]


class Figure(Claim):
    """A number as the source prints it; computed with as a Decimal."""

    id: Id | None = Field(default=None, title="编号", description="需要被链接到时写，如 f-residents。")
    metric: Id = Field(title="指标", description="kb/metrics.yml 里的 id。")
    value: Number = Field(title="数值", description='只写数字，如 "1.2"。')
    value_to: Number | None = Field(
        default=None, title="数值上限", description='区间的上端，如 30—100 写 value_to: "100"。'
    )
    qualifier: Qualifier | None = Field(
        default=None, title="限定词", description="约、余、近、超、不足、以上等，照原文。"
    )
    before_scale: bool = Field(
        default=False, title="限定词在万、亿之前", description="原文印作“1500余万元”而不是“1500万余元”时写 true。"
    )
    unit: Annotated[str, StringConstraints(min_length=1, max_length=20)] = Field(
        title="单位", description="照原文，如 万人、户、平方米、%。"
    )
    label: Label | None = Field(default=None, title="名目", description="这个数字具体数的是什么，如“改造老旧小区”。")
    scope: Text | None = Field(default=None, title="范围", description="谁的数字：哪个小区、社区、街道或区。")
    site: Id | None = Field(default=None, title="点位", description="本案例 sites 里的 id。")
    as_of: AsOf | None = Field(
        default=None, title="时点", description="年、年月、年月日、未注年份，或 {text, candidates}。"
    )
    derived: Text | None = Field(
        default=None, title="推算说明", description="原文没有直接印出、由别的数字算出时，写怎么算的。"
    )
    headline: bool = Field(default=False, title="关键数字", description="true 表示在案例页顶部显示。")
    note: Text | None = Field(default=None, title="说明", description="如与另一处数字不一致。")

    def printed(self) -> str:
        """The number as the source prints it, such as `约1500人`, `2.4万余人`, `1500余万元`."""
        number = _plain(self.value)
        if self.value_to is not None:
            number = f"{number}—{_plain(self.value_to)}"
        qualifier = self.qualifier or ""
        if qualifier in BEFORE:
            return f"{qualifier}{number}{self.unit}"
        if qualifier in BETWEEN:
            scale = self.unit[0] if self.unit[0] in "万亿" and not self.before_scale else ""
            return f"{number}{scale}{qualifier}{self.unit[len(scale) :]}"
        return f"{number}{self.unit}{qualifier}"


def _plain(value: Decimal) -> str:
    return format(value, "f")
