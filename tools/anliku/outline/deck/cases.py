"""Slides of cases: background, challenges, what was done, results, what it would take elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anliku.model import Carried, Case, CaseChallenge, Figure, Implementation
from anliku.model.walk import walk_of
from anliku.outline.blocks import Ref
from anliku.outline.deck.fit import BODY, INDENT, WIDTH, extent
from anliku.outline.deck.practices import UNTOLD, cited, figures_text, place_of, told
from anliku.outline.deck.slides import (
    HINT,
    Entry,
    Point,
    Slide,
    TableSlide,
    TextSlide,
    table_slides,
    text_slides,
    unique,
    with_evidence,
)
from anliku.outline.pack import citation, short_place
from anliku.outline.writer import Writer, as_of

HEADLINES = 6
FLOW_WIDTHS = (8, 13, 18)
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")


def sentences(text: str) -> tuple[Point, ...]:
    """The sentences of `text`, one point each."""
    return tuple(Point(part.strip().rstrip("；")) for part in _SENTENCE.findall(text) if part.strip())


def background(case: Case, w: Writer) -> Iterator[Slide]:
    """What the case is, its sites, its figures, its dates."""
    to = Ref("case", case.id)
    yield from text_slides(
        TextSlide(
            title="这是一个什么案例",
            kicker="背景",
            points=sentences(case.summary),
            talk=_about(case),
            to=to,
        ),
        2,
    )
    if case.sites:
        sites = [Entry((site.name, site.summary), sources=_sources(case, [site], w)) for site in case.sites]
        blank = TableSlide(title="在哪里做的", kicker="背景", head=("点位", "情况"), rows=(), widths=(9, 31), to=to)
        yield from table_slides(blank, sites, 2)
    if numbers := _headlines(case):
        entries = [
            Entry(
                (
                    item.printed(),
                    item.label or w.metric_label(item),
                    f"{item.scope or ''}，{as_of(item.as_of)}".lstrip("，"),
                ),
                ((f"{item.label or w.metric_label(item)}：{item.note}",) if item.note else ()),
                _sources(case, [item], w),
            )
            for item in numbers
        ]
        blank = TableSlide(
            title="几个关键数字",
            kicker="背景",
            head=("数字", "数的是什么", "谁的、何时"),
            rows=(),
            widths=(9, 14, 16),
            to=to,
        )
        yield from table_slides(blank, entries, 1)
    if case.timeline:
        entries = [
            Entry((as_of(event.when), event.what), sources=_sources(case, [event], w)) for event in case.timeline
        ]
        blank = TableSlide(title="大事记", kicker="背景", head=("时间", "事情"), rows=(), widths=(9, 31), to=to, rank=1)
        yield from table_slides(blank, entries, 2)


def _headlines(case: Case) -> list[Figure]:
    marked = [figure for _, figure in walk_of(case, Figure) if figure.headline]
    return (marked or list(case.figures))[:HEADLINES]


def _about(case: Case) -> tuple[str, ...]:
    titled = "标题为编者所拟。" if case.title_by == "编者拟题" else ""
    by = unique(source.independent for source in case.sources)
    return (f"{case.place}，{case.level}层级。{titled}来源与当事方的关系：{'、'.join(by)}。",)


def _sources(case: Case, claims: Iterable[object], w: Writer) -> tuple[str, ...]:
    found = ((getattr(claim, "source", None), getattr(claim, "at", None)) for claim in claims)
    return unique(citation(w.cite(case, source, at), w) for source, at in found if source and at)


def challenges(case: Case, w: Writer, most: int) -> Iterator[Slide]:
    """The challenges of the case as it met them."""
    entries = [
        Entry(
            (_met(case, item, w), item.note),
            tuple(figures_text((figure,), w) for figure in item.figures),
            _sources(case, (item, *item.figures), w),
        )
        for item in case.challenges
    ]
    blank = TableSlide(
        title="遇到了什么难题",
        kicker="难题",
        head=("难题", "具体情形"),
        rows=(),
        widths=(10, 30),
        to=Ref("case", case.id),
    )
    yield from table_slides(blank, entries, most)


def _met(case: Case, challenge: CaseChallenge, w: Writer) -> str:
    """A challenge and, where the case has several sites, which of them met it."""
    site = next((site.name for site in case.sites if site.id == challenge.site), "")
    return w.library.challenges[challenge.challenge].pref_label + (f"\n{site}" if site else "")


def done(case: Case, item: Implementation, w: Writer, *, place: bool = False) -> Iterator[Slide]:
    """What one implementation did, step by step, and what came of it; on one slide where both fit.

    `place` puts where it was done into the title, for decks of more than one case.
    """
    name = item.local_name or w.library.practices[item.practice].pref_label
    generic = w.library.practices[item.practice]
    carried = Carried(case, item)
    site = next((site.name for site in case.sites if site.id == item.site), "")
    name, site = (f"{place_of(carried)}：{name}", "") if place else (name, site)
    also = (f"通用做法：{generic.pref_label}——{generic.definition}",) if item.local_name else ()
    told_results = _came(item, w)
    how = TextSlide(
        title=name,
        kicker="怎么做",
        mark=site,
        lead=item.what,
        points=tuple(map(Point, item.how)),
        numbered=True,
        talk=(*also, *told(carried, w)),
        sources=cited(carried, w),
        to=Ref("case", case.id, f"p-{item.id}"),
    )
    rows = (
        ("投入", "；".join(f"{need.kind}：{need.text}" for need in item.needs[:3])),
        ("谁来做", "、".join(unique(actor.name for actor in item.actors))),
    )
    more = tuple(Point(text, label) for label, text in rows if text)
    kicker = "怎么做，结果" if told_results else "怎么做"
    for points in ((*told_results, *more), told_results):
        both = list(text_slides(replace(how, kicker=kicker, points=(*how.points, *points))))
        if len(both) == 1:
            yield both[0]
            return
    yield from text_slides(how, 2)
    if told_results:
        points = (*told_results, *more)
        notes = (item.note,) if item.note else ()
        result = replace(how, title=f"{name}：结果", kicker="结果", lead="", numbered=False, points=points, talk=notes)
        yield from text_slides(result, 1)


def _came(item: Implementation, w: Writer) -> tuple[Point, ...]:
    """The result and the figures of an implementation, with the kind of evidence."""
    room = (WIDTH - INDENT) / BODY - extent("结果：")
    outcome = with_evidence(item.outcome, item.evidence, 4, room) if item.outcome else ""
    figures = figures_text(item.figures[:3], w)
    if figures and not outcome:
        figures = with_evidence(figures, item.evidence, 4, room)
    return tuple(Point(text, label) for label, text in (("结果", outcome), ("数字", figures)) if text)


def outcomes(case: Case, w: Writer) -> Iterator[Slide]:
    """The results of the case as a whole, and who recognised it."""
    to = Ref("case", case.id)
    if case.outcomes:
        yield from text_slides(
            TextSlide(
                title="总的结果",
                kicker="结果",
                mark="括号里是依据",
                points=tuple(Point(f"{item.text.rstrip('。')}（{item.evidence}）") for item in case.outcomes),
                talk=("结果照原文所报，不等于经过评估。",),
                sources=_sources(case, case.outcomes, w),
                to=to,
            ),
            2,
        )
    if case.awards:
        entries = [
            Entry((item.title, f"{item.issuer or '授予者未载'}，{as_of(item.date)}"), sources=_sources(case, [item], w))
            for item in case.awards
        ]
        blank = TableSlide(
            title="得到的认可", kicker="结果", head=("名称", "谁给的、何时"), rows=(), widths=(22, 18), to=to, rank=3
        )
        yield from table_slides(blank, entries, 1)


def flow(case: Case, w: Writer) -> Iterator[Slide]:
    """Challenge, practice and result side by side."""
    entries = []
    labels = {name: challenge.pref_label for name, challenge in w.library.challenges.items()}
    for challenge in case.challenges:
        answering = [
            item
            for item in case.practices
            if challenge.challenge in item.answers and challenge.site in (None, item.site)
        ]
        names = unique(item.local_name or w.library.practices[item.practice].pref_label for item in answering)
        result = next((item for item in answering if item.outcome), None)
        entries.append(
            Entry(
                (
                    _met(case, challenge, w),
                    "、".join(names[:3]) + (f"等 {len(names)} 项" if len(names) > 3 else "") or "—",
                    with_evidence(result.outcome or "", result.evidence, 3, FLOW_WIDTHS[2]) if result else UNTOLD,
                ),
                (f"{labels[challenge.challenge]}：{'、'.join(names)}。",) if len(names) > 3 else (),
                _sources(case, (challenge, *([result] if result else [])), w),
            )
        )
    blank = TableSlide(
        title="难题、做法、结果放在一起看",
        kicker="比较",
        head=("难题", "做法", "结果"),
        rows=(),
        widths=FLOW_WIDTHS,
        to=Ref("case", case.id),
    )
    yield from table_slides(blank, entries, 3, clip=3)


def transfer(case: Case, w: Writer) -> Iterator[Slide]:
    """What would have to be true elsewhere, and what the source does not say."""
    to = Ref("case", case.id, "transfer")
    if case.transfer:
        groups = (
            ("要有什么条件", case.transfer.conditions),
            ("要当心什么", case.transfer.risks),
        )
        for title, points in groups:
            if points:
                yield from text_slides(
                    TextSlide(
                        title=f"能不能学：{title}",
                        kicker="讨论",
                        mark="括号里是谁说的",
                        points=tuple(Point(f"{point.text.rstrip('。')}（{point.by}）") for point in points),
                        talk=tuple(
                            f"可以调整的：{point.text.rstrip('。')}（{point.by}）。"
                            for point in case.transfer.adaptable
                        ),
                        sources=_sources(case, points, w),
                        to=to,
                        rank=1,
                    ),
                    1,
                )
    if case.unknowns:
        yield from text_slides(
            TextSlide(
                title="原文没有写的",
                kicker="讨论",
                mark=HINT,
                points=tuple(map(Point, case.unknowns)),
                talk=("没有写的不要当作没有，也不要替它补上。",),
                to=Ref("case", case.id),
                rank=1,
            ),
            1,
            clip=2,
        )


def source_slides(cases: list[Case]) -> Iterator[Slide]:
    """The sources of `cases`, by title."""
    entries = []
    for case in cases:
        for source in case.sources:
            name = f"《{source.title}》" if source.title else f"{source.kind}（标题未载）"
            by = source.author or source.publisher or "作者、发布者未载"
            when = as_of(source.published) if source.published else "日期未载"
            place = source.publisher if source.author and source.publisher else ""
            entries.append(Entry((short_place(case), "，".join(filter(None, (name, by, place, when))))))
    blank = TableSlide(title="引用的来源", kicker="出处", head=("案例", "来源"), rows=(), widths=(9, 31), rank=1)
    yield from table_slides(blank, entries, 2, clip=3)


def several(cases: list[Case], w: Writer, most: int) -> Iterator[Slide]:
    """Several cases at a glance."""
    entries = [Entry((f"{short_place(case)}\n{case.place.city}", case.summary), talk=(case.title,)) for case in cases]
    blank = TableSlide(
        title="这些案例", kicker="背景", head=("在哪里", "概况"), rows=(), widths=(9, 31), talk=(), to=None
    )
    yield from table_slides(blank, entries, most, clip=3)
