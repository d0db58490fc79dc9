"""A selection of the library as one handout: chapters, sources, slides and sheets, for every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from anliku.model import Case, Figure, Metric, Practice
from anliku.model.walk import walk_of
from anliku.outline.blocks import (
    Bar,
    Block,
    Chart,
    Cite,
    Document,
    Heading,
    Paragraph,
    Ref,
    Rich,
    Table,
    Tiles,
)
from anliku.outline.evidence import source_line
from anliku.outline.kinds import case as case_kind
from anliku.outline.kinds import challenge as challenge_kind
from anliku.outline.kinds import practice as practice_kind
from anliku.outline.kinds import region as region_kind
from anliku.outline.kinds import topic as topic_kind
from anliku.outline.writer import Writer, as_of, joined, plain

PackKind = Literal["topic", "practice", "challenge", "case", "region", "selection"]
CHARTS = 4
"""Charts in one pack: the comparable metrics with most bars."""
_LEVELS = (
    ("小区", ("小区", "院", "苑")),
    ("社区", ("社区",)),
    ("街道", ("街道", "镇")),
    ("片区", ("片区",)),
    ("区县", ("区", "县")),
    ("城市", ("市",)),
)
"""Numbers are drawn side by side only within one level; a district beside a compound says nothing."""
BARS = range(3, 13)
"""Bars one chart may have."""


@dataclass(frozen=True)
class Selection:
    """What a pack is made of; ids, in the order they are to appear."""

    kind: PackKind
    id: str
    title: str
    practices: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackSource:
    """A source cited in a pack: the case it belongs to, its number there, and its line in the list."""

    case: str
    source: str
    text: str


@dataclass(frozen=True)
class Pack:
    """A handout before it has a format.

    Attributes:
        selection: what it was made from.
        subtitle: what kind of pack it is.
        lead: one or two sentences below the title.
        chapters: Documents in order; the title of each is a heading of level 1, blocks begin at level 2.
        sources: every source that a chapter cites, in the order of first citation.
        colophon: licence, version and date, how to cite; one paragraph each.
        date: the newest `last_verified` of its cases, `YYYY-MM-DD`; the only date in it.
    """

    selection: Selection
    subtitle: str
    lead: str
    chapters: tuple[Document, ...]
    sources: tuple[PackSource, ...]
    colophon: tuple[str, ...]
    date: str
    questions: tuple[str, ...] = ()
    exercise: str = ""
    charts: tuple[Chart, ...] = field(default=())


_SUBTITLES: dict[PackKind, str] = {
    "topic": "专题资料",
    "practice": "做法资料",
    "challenge": "难题资料",
    "case": "案例资料",
    "region": "地区资料",
    "selection": "选编资料",
}


def pack(selection: Selection, w: Writer, version: str) -> Pack:
    """The handout of `selection`; `version` is the library's, for the colophon."""
    practices, cases = _members(selection, w)
    charts = tuple(_charts(cases, w))
    chapters = tuple(_chapters(selection, practices, cases, charts, w))
    topics = [w.library.topics[name] for name in selection.topics]
    return Pack(
        selection=selection,
        subtitle=_SUBTITLES[selection.kind],
        lead=_lead(selection, practices, cases, w),
        chapters=chapters,
        sources=tuple(_sources(chapters, w)),
        colophon=_colophon(cases, version),
        date=max((case.last_verified for case in cases), default=""),
        questions=tuple(question for topic in topics for question in topic.questions),
        exercise="\n".join(topic.exercise for topic in topics if topic.exercise),
        charts=charts,
    )


def _members(selection: Selection, w: Writer) -> tuple[list[Practice], list[Case]]:
    """The practices and cases of a selection, those its topics, challenges and regions lead to included."""
    links = w.library.links
    practices = list(selection.practices)
    cases = list(selection.cases)
    for topic in selection.topics:
        carried = links.topic_practices.get(topic, ())
        practices += sorted(carried, key=lambda name: (-len(links.carried.get(name, ())), name))
    for challenge in selection.challenges:
        practices += [
            name
            for name in links.answered.get(challenge, ())
            if any(challenge in item.implementation.answers for item in links.carried.get(name, ()))
        ]
        cases += [item.case.id for item in links.faced.get(challenge, ())]
    for region in selection.regions:
        cases += links.regions[region].cases
    if selection.kind not in ("case", "region"):
        cases += [item.case.id for name in practices for item in links.carried.get(name, ())]
    return (
        [w.library.practices[name] for name in dict.fromkeys(practices)],
        [w.library.cases[name] for name in dict.fromkeys(cases)],
    )


def _lead(selection: Selection, practices: list[Practice], cases: list[Case], w: Writer) -> str:
    if selection.kind == "topic" and len(selection.topics) == 1:
        return w.library.topics[selection.topics[0]].definition
    if selection.kind == "practice" and len(practices) == 1:
        return practices[0].definition
    if selection.kind == "challenge" and len(selection.challenges) == 1:
        return w.library.challenges[selection.challenges[0]].definition
    if selection.kind == "case" and len(cases) == 1:
        return cases[0].summary
    counted = [f"{len(practices)} 种做法"] if practices else []
    counted += [f"{len(cases)} 个案例"] if cases else []
    return f"收有 {'、'.join(counted)}。"


def _chapters(
    selection: Selection, practices: list[Practice], cases: list[Case], charts: tuple[Chart, ...], w: Writer
) -> Iterator[Document]:
    topics = [w.library.topics[name] for name in selection.topics]
    for topic in topics:
        blocks = tuple(topic_kind.introduction(topic, w))
        yield Document(Ref("topic", topic.id), f"导读：{topic.pref_label}", blocks, lead=(topic.definition,))
    for name in selection.challenges:
        yield challenge_kind.document(w.library.challenges[name], w)
    if len(practices) > 1:
        yield _overview(practices, w)
    yield from (practice_kind.document(practice, w) for practice in practices)
    for name in selection.regions:
        yield region_kind.document(w.library.links.regions[name], w)
    whole = cases if selection.kind in ("case", "region") else [c for c in cases if c.id in selection.cases]
    yield from (case_kind.document(case, w) for case in whole)
    if brief := [case for case in cases if case not in whole]:
        yield _briefs(brief, w)
    if charts:
        title = "数字对照"
        lead = "同一指标、同一单位的数字放在一起看；先看范围和时点是否一致。"
        yield Document(Ref("page", "metrics/index"), title, charts, lead=(lead,))
    for topic in topics:
        blocks = tuple(topic_kind.teaching(topic))
        if blocks:
            yield Document(Ref("topic", topic.id, "teaching"), f"教学：{topic.pref_label}", blocks)


def _overview(practices: list[Practice], w: Writer) -> Document:
    """All practices at a glance: which case did each, on what evidence."""
    rows: list[tuple[Rich, ...]] = []
    for practice in practices:
        carried = w.library.links.carried.get(practice.id, ())
        where = joined(w.case(name, "", short_place(w.library.cases[name])) for name in _unique(carried))
        rows.append(
            (
                (w.practice(practice.id),),
                (practice.definition,),
                where or ("本库还没有案例",),
                practice_kind.evidence_line(carried, w),
            )
        )
    table = Table(("做法", "是什么", "案例", "依据"), tuple(rows), "本资料收入的做法")
    return Document(Ref("page", "practices/index"), "做法一览", (table,))


def _unique(carried: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(item.case.id for item in carried))  # type: ignore[attr-defined]  # Carried


def short_place(case: Case) -> str:
    """The name a case goes by in a table: its community, else the smallest place there is."""
    place = case.place
    return place.community or place.subdistrict or place.district or place.city


def _briefs(cases: list[Case], w: Writer) -> Document:
    blocks: list[Block] = []
    for case in cases:
        headline = [figure for _, figure in walk_of(case, Figure) if figure.headline]
        blocks += [
            Heading(case.title, f"case-{case.id}"),
            Paragraph((*w.place(case), f" · {case.level}层级"), "muted"),
            Paragraph(w.text(case.summary)),
        ]
        if headline:
            blocks.append(Tiles(tuple(w.tile(case, figure) for figure in headline)))
    return Document(Ref("page", "cases/index"), "案例简介", tuple(blocks))


def _charts(cases: list[Case], w: Writer) -> Iterator[Chart]:
    """The comparable metrics most cases have a number of, in one unit each; one bar a figure."""
    found: list[Chart] = []
    names = {case.id for case in cases}
    for metric in w.library.metrics.values():
        if metric.comparable:
            found += [chart for chart in _by_unit(metric, names, w) if len(chart.bars) in BARS]
    found.sort(key=lambda chart: (-len({bar.label for bar in chart.bars}), chart.title))
    yield from found[:CHARTS]


def _by_unit(metric: Metric, cases: set[str], w: Writer) -> Iterator[Chart]:
    groups: dict[tuple[str, str], dict[Bar, str]] = {}
    for item in w.library.links.measured.get(metric.id, ()):
        base = metric.base_of(item.figure.unit)
        level = scope_level(item.figure.scope or "")
        if item.case.id in cases and base and level and item.figure.value_to is None:
            label = f"{item.figure.scope}（{item.figure.label or metric.pref_label}，{as_of(item.figure.as_of)}）"
            bar = Bar(label, item.figure.value * base[1], item.figure.printed())
            groups.setdefault((base[0], level), {})[bar] = item.case.id
    for (unit, level), bars in groups.items():
        if len(set(bars.values())) < 2:
            continue
        ordered = sorted(bars, key=lambda bar: (-bar.value, bar.label))[: max(BARS)]
        largest = max((bar.value for bar in ordered), default=Decimal(0))
        scale, name = (Decimal(10_000), f"万{unit}") if largest >= 100_000 else (Decimal(1), unit)
        scaled = tuple(Bar(bar.label, bar.value / scale, bar.printed) for bar in ordered)
        yield Chart(f"{metric.pref_label}：{level}", name, scaled, "各案例口径和时点不同，只供对照。")


def scope_level(scope: str) -> str:
    """The level of a scope by the end of its name; empty where it does not tell."""
    name = re.sub(r"（[^）]*）$", "", scope)
    return next((level for level, ends in _LEVELS if name.endswith(ends)), "")


def cites(blocks: Iterable[object]) -> Iterator[Cite]:
    """Every source mark in blocks, in order, however deep."""
    for block in blocks:
        if isinstance(block, Cite):
            yield block
        elif isinstance(block, tuple):
            yield from cites(block)
        elif hasattr(block, "__dataclass_fields__"):
            yield from cites(tuple(getattr(block, name) for name in block.__dataclass_fields__))


def citation(cite: Cite, w: Writer) -> str:
    """The text of a footnote: source, place in it, and the library's own record."""
    case = w.library.cases[cite.case]
    source = case.sources[cite.number - 1]
    name = f"《{source.title}》" if source.title else f"{source.kind}（标题未载）"
    by = source.publisher or source.author
    when = as_of(source.published) if source.published else ""
    known = "，".join(part for part in (name, by, when, cite.at) if part)
    return f"{known}。案例库 {case.id}，{case.last_verified} 核对。"


def _sources(chapters: Iterable[Document], w: Writer) -> Iterator[PackSource]:
    keys = dict.fromkeys((cite.case, cite.source) for cite in cites(chapters))
    for case, source in keys:
        found = next(item for item in w.library.cases[case].sources if item.id == source)
        yield PackSource(case, source, plain(source_line(found)))


def _colophon(cases: list[Case], version: str) -> tuple[str, ...]:
    records = "、".join(f"{case.id}（{case.last_verified} 核对）" for case in cases)
    return (
        "编写文字以 CC BY 4.0 许可使用，署名“社区治理实践库（anliku）”；案例所依据的原文版权归原作者。",
        "数字照原文所印，带限定词、范围和时点；标“编者提示”的是一般建议，不是案例事实。",
        f"由 anliku {version} 生成。所收记录：{records}。" if records else f"由 anliku {version} 生成。",
    )
