"""A pack as sheets of a workbook: cases, practices, figures, sources; numbers stay numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from anliku.model import Case
from anliku.outline.deck import cases_of
from anliku.outline.pack import Pack, short_place
from anliku.outline.writer import Writer, as_of

Cell = str | Decimal | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, column heads with widths in characters, and rows."""

    name: str
    head: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(pack: Pack, w: Writer) -> tuple[Sheet, ...]:
    """The sheets of `pack`, in order."""
    cases = cases_of(pack, w)
    practices = {chapter.to.id for chapter in pack.chapters if chapter.to.kind == "practice"}
    return (
        Sheet(
            "案例",
            (("编号", 16), ("标题", 44), ("省", 10), ("市", 10), ("区县", 12), ("街道社区", 20), ("层级", 8), ("摘要", 70), ("核对", 12)),
            tuple(_case(case) for case in cases),
        ),
        Sheet(
            "做法",
            (
                ("案例", 16), ("地方", 16), ("通用做法", 20), ("当地叫法", 22), ("做了什么", 60), ("谁来做", 36),
                ("结果", 50), ("回应的难题", 30), ("证据", 10), ("来源", 8), ("出处位置", 18),
            ),
            tuple(row for case in cases for row in _practices(case, practices, w)),
        ),
        Sheet(
            "数字",
            (
                ("案例", 16), ("数的是什么", 30), ("指标", 20), ("限定词", 8), ("数值", 12), ("上限", 10), ("单位", 12),
                ("原文印作", 18), ("谁的", 26), ("时间", 20), ("推算说明", 24), ("来源", 8), ("出处位置", 18),
            ),
            tuple(row for case in cases for row in _figures(case, w)),
        ),
        Sheet(
            "来源",
            (("案例", 16), ("来源", 8), ("著录", 120)),
            tuple((source.case, source.source, source.text) for source in pack.sources),
        ),
    )  # fmt: skip


def _case(case: Case) -> tuple[Cell, ...]:
    place = case.place
    near = "".join(name for name in (place.subdistrict, place.community) if name) or None
    head = (case.id, case.title, place.province, place.city, place.district, near)
    return (*head, case.level, case.summary, case.last_verified)


def _practices(case: Case, wanted: set[str], w: Writer) -> Iterator[tuple[Cell, ...]]:
    library = w.library
    for item in case.practices:
        if wanted and item.practice not in wanted:
            continue
        site = next((site.name for site in case.sites if site.id == item.site), short_place(case))
        yield (
            case.id,
            site,
            library.practices[item.practice].pref_label,
            item.local_name,
            item.what,
            "、".join(actor.name for actor in item.actors) or None,
            item.outcome,
            "、".join(library.challenges[name].pref_label for name in item.answers) or None,
            item.evidence,
            item.source,
            item.at,
        )


def _figures(case: Case, w: Writer) -> Iterator[tuple[Cell, ...]]:
    for items in w.library.links.measured.values():
        for measured in items:
            if measured.case.id != case.id:
                continue
            figure = measured.figure
            yield (
                case.id,
                figure.label or w.metric_label(figure),
                w.metric_label(figure),
                figure.qualifier,
                figure.value,
                figure.value_to,
                figure.unit,
                figure.printed(),
                figure.scope,
                as_of(figure.as_of),
                figure.derived,
                figure.source,
                figure.at,
            )
