"""Slides of practices: the problems they answer, what each is, how it is done, who did it with what result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from anliku.model import Carried, Challenge, Figure, Practice
from anliku.outline.blocks import Bar, Chart, Ref
from anliku.outline.deck import choice, fit
from anliku.outline.deck.slides import (
    HINT,
    ChartSlide,
    Entry,
    Point,
    Slide,
    TableSlide,
    TextSlide,
    bare,
    table_slides,
    text_slides,
    unique,
    with_evidence,
)
from anliku.outline.pack import Pack, citation, short_place
from anliku.outline.writer import EVIDENCE, Writer, as_of

UNTOLD = "原文未载结果"
RESULT_WIDTHS = (9, 16, 14)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`]")
_WIDE_BARS = 5
"""Bars whose names may take two lines; more bars have one line each."""


def problems(challenges: list[Challenge], w: Writer, most: int) -> Iterator[Slide]:
    """The problems in people's own words."""
    entries = []
    for challenge in challenges:
        asks = [f"“{text}”" for text in challenge.asks[:2]] or [challenge.definition]
        count = len(w.library.links.answered.get(challenge.id, ()))
        talk = (
            f"{challenge.pref_label}：{challenge.definition}",
            *(f"也有人说：“{text}”" for text in challenge.asks[2:5]),
        )
        entries.append(Entry((challenge.pref_label, "\n".join(asks), f"{count} 种"), talk))
    if entries:
        blank = TableSlide(
            title="从这些难题说起",
            kicker="难题",
            head=("难题", "大家这样说", "本库做法"),
            rows=(),
            widths=(10, 24, 5),
        )
        yield from table_slides(blank, entries, most)


def asked(challenge: Challenge, w: Writer) -> Iterator[Slide]:
    """One problem: what it is, how people put it, and where it was met."""
    slide = TextSlide(
        title=challenge.pref_label,
        kicker="难题",
        lead=challenge.definition,
        points=tuple(Point(f"“{text}”") for text in challenge.asks[:5]),
        talk=(*body_text(challenge.body), *(f"也有人说：“{text}”" for text in challenge.asks[5:9])),
        to=Ref("challenge", challenge.id),
    )
    yield from text_slides(slide, 1)
    entries = [
        Entry(
            (short_place(item.case), item.challenge.note),
            sources=(citation(w.cite(item.case, item.challenge.source, item.challenge.at), w),),
        )
        for item in w.library.links.faced.get(challenge.id, ())
    ]
    if entries:
        blank = TableSlide(
            title=f"{challenge.pref_label}：谁遇到过",
            kicker="难题",
            head=("在哪里", "具体情形"),
            rows=(),
            widths=(9, 31),
        )
        yield from table_slides(blank, entries, 2)


def advice(practice: Practice) -> Iterator[Slide]:
    """What a practice is, and how it is done."""
    to = Ref("practice", practice.id)
    yield from what_it_is(practice)
    if practice.steps:
        slide = TextSlide(
            title=f"{practice.pref_label}：怎么做",
            kicker="怎么做",
            mark=HINT,
            points=tuple(map(Point, practice.steps)),
            numbered=True,
            talk=(
                "步骤是编者归纳的一般做法，案例里的做法见后面的表和讲义。",
                *_listed("需要什么（编者提示）", practice.takes),
                *_listed("容易出的问题（编者提示）", practice.pitfalls),
            ),
            to=to,
        )
        yield from text_slides(slide)


def pitfalls(practice: Practice) -> Iterator[Slide]:
    """What goes wrong, and how one sees that it works."""
    to = Ref("practice", practice.id)
    signs = "；".join(map(bare, practice.signs[:3]))
    points = (*map(Point, practice.pitfalls[:5]), *([Point(signs, "怎样算见效")] if signs else ()))
    if points:
        slide = TextSlide(
            title=f"{practice.pref_label}：容易出的问题", kicker="怎么做", mark=HINT, points=points, to=to, rank=4
        )
        yield from text_slides(slide, 1)


def what_it_is(practice: Practice) -> Iterator[Slide]:
    """The definition, when it fits and when not, and the first step."""
    points = [
        *(Point(texts[0], label) for label, texts in _fits(practice) if texts),
        *([Point(practice.first_step, "第一步")] if practice.first_step else ()),
    ]
    also = (f"也叫：{'、'.join(practice.alt_label)}。",) if practice.alt_label else ()
    slide = TextSlide(
        title=f"{practice.pref_label}：是什么",
        kicker="是什么",
        mark=HINT,
        lead=practice.definition,
        points=tuple(points),
        talk=(
            *also,
            *(line for label, texts in _fits(practice) for line in _listed(f"{label}（{HINT}）", texts[1:])),
            *body_text(practice.body),
        ),
        to=Ref("practice", practice.id),
    )
    yield from text_slides(slide, 1, clip=3)


def _fits(practice: Practice) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("适合", practice.when_to_use), ("不适合", practice.when_not), ("谁要同意", practice.agreement))


def results(practice: Practice, pack: Pack, w: Writer, most: int) -> Iterator[Slide]:
    """Who did it, what they did, and what came of it."""
    entries = [_result(item, w) for item in choice.carried(practice, pack, w)]
    if entries:
        blank = TableSlide(
            title=f"{practice.pref_label}：谁做过",
            kicker="结果",
            head=("在哪里", "做了什么", "结果"),
            rows=(),
            widths=RESULT_WIDTHS,
            to=Ref("practice", practice.id),
        )
        yield from table_slides(blank, entries, most)


def _result(item: Carried, w: Writer) -> Entry:
    done = item.implementation
    where = place_of(item)
    name = f"{where}\n{done.local_name}" if done.local_name else where
    came = done.outcome or figures_text(done.figures[:2], w)
    result = with_evidence(came, done.evidence, 4, RESULT_WIDTHS[2]) if came else UNTOLD
    return Entry((name, done.what, result), told(item, w), cited(item, w))


def place_of(item: Carried) -> str:
    """The site of an implementation, else the short name of its case."""
    return next((s.name for s in item.case.sites if s.id == item.implementation.site), short_place(item.case))


def told(item: Carried, w: Writer) -> tuple[str, ...]:
    """What the record says besides: steps, who, what it took, figures."""
    done = item.implementation
    parts = (
        ("步骤", "；".join(done.how)),
        ("谁来做", "、".join(unique(actor.name for actor in done.actors))),
        ("投入", "；".join(f"{need.kind}：{need.text}" for need in done.needs)),
        ("数字", figures_text(done.figures, w)),
        ("编者说明", done.note or ""),
    )
    name = done.local_name or w.library.practices[done.practice].pref_label
    text = "".join(f"{label}：{value.rstrip('。；')}。" for label, value in parts if value)
    return (f"{place_of(item)}“{name}”——{text}",) if text else ()


def cited(item: Carried, w: Writer) -> tuple[str, ...]:
    """The citations of an implementation and of its figures."""
    done = item.implementation
    claims = (done, *done.figures, *done.needs)
    return unique(citation(w.cite(item.case, claim.source, claim.at), w) for claim in claims)


def figures_text(figures: tuple[Figure, ...], w: Writer) -> str:
    """Figures in a line, each with whose and when."""
    return "；".join(
        f"{f.label or w.metric_label(f)} {f.printed()}（{'，'.join(filter(None, (f.scope, as_of(f.as_of))))}）"
        for f in figures
    )


def comparison(practices: list[Practice], pack: Pack, w: Writer) -> Iterator[Slide]:
    """The practices side by side: when they fit, and what stands behind them."""
    if len(practices) < 2:
        return
    fits = TableSlide(
        title="放在一起比：什么时候用",
        kicker="比较",
        mark=HINT,
        head=("做法", "适合", "不适合", "谁要同意"),
        rows=(),
        widths=(7, 11, 11, 10),
    )
    entries = [
        Entry(
            (practice.pref_label, *((bare(texts[0]) if texts else "—") for _, texts in _fits(practice))),
            tuple(line for label, texts in _fits(practice) for line in _listed(practice.pref_label + label, texts[1:])),
        )
        for practice in practices
    ]
    yield from table_slides(fits, entries, clip=3)
    yield from _evidence(practices, pack, w)


def _evidence(practices: list[Practice], pack: Pack, w: Writer) -> Iterator[Slide]:
    entries = []
    for practice in practices:
        done = choice.carried(practice, pack, w)
        kinds: Counter[str] = Counter(item.implementation.evidence for item in done)
        told_results = sum(bool(item.implementation.outcome or item.implementation.figures) for item in done)
        entries.append(
            Entry(
                (
                    practice.pref_label,
                    "、".join(unique(short_place(item.case) for item in done)) or "本库还没有案例",
                    "、".join(f"{kind} {kinds[kind]} 处" for kind in EVIDENCE if kind in kinds) or "—",
                    f"{told_results}/{len(done)} 处" if done else "—",
                ),
                sources=unique(
                    citation(w.cite(item.case, item.implementation.source, item.implementation.at), w) for item in done
                ),
            )
        )
    blank = TableSlide(
        title="放在一起比：依据有多少",
        kicker="比较",
        head=("做法", "谁做过", "依据", "写明结果"),
        rows=(),
        widths=(10, 13, 11, 5),
        talk=tuple(f"“{kind}”指{meaning}。" for kind, meaning in EVIDENCE.items()),
        rank=3,
    )
    yield from table_slides(blank, entries, clip=2)


def chart_slides(pack: Pack, w: Writer, most: int) -> Iterator[Slide]:
    """Figures of one metric side by side; long names of bars go to the notes where there are many."""
    for chart in pack.charts[:most]:
        two = len(chart.bars) <= _WIDE_BARS
        bars = tuple(Bar(_bar_name(bar.label, two=two), bar.value, bar.printed) for bar in chart.bars)
        note = chart.note if two else f"{chart.note}名目和时点见备注。"
        yield ChartSlide(
            title=fit.clipped(chart.title, 1, fit.WIDTH / fit.TITLE),
            kicker="比较",
            chart=Chart(chart.title, chart.unit, bars, chart.note),
            remark=fit.clipped(f"单位：{chart.unit}。{note}", 1, fit.WIDTH / fit.BODY),
            talk=tuple(f"{bar.label}：{bar.printed}" for bar in chart.bars),
            sources=unique(source for bar in chart.bars for source in _bar_sources(bar, w)),
            rank=1,
        )


def _bar_name(label: str, *, two: bool) -> str:
    scope, mark, rest = label.partition("（")
    if not mark or not two:
        return fit.clipped(scope, 1, 18)
    return f"{fit.clipped(scope, 1, 18)}\n{fit.clipped(rest.removesuffix('）'), 1, 18)}"


def _bar_sources(bar: Bar, w: Writer) -> Iterator[str]:
    for measured in w.library.links.measured.values():
        for item in measured:
            name = item.figure.label or w.metric_label(item.figure)
            if (
                bar.label == f"{item.figure.scope}（{name}，{as_of(item.figure.as_of)}）"
                and bar.printed == item.figure.printed()
            ):
                yield citation(w.cite(item.case, item.figure.source, item.figure.at), w)


def body_text(markdown: str) -> tuple[str, ...]:
    """The running paragraphs of curators' Markdown, marked as theirs."""
    found = (" ".join(part.split()) for part in markdown.split("\n\n"))
    running = (_LINK.sub(r"\1", part) for part in found if part and part[0] not in "#|>-*!<0123456789")
    return tuple(f"{HINT}：{part}" for part in running)


def _listed(label: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{label}：{'；'.join(map(bare, texts))}。",) if texts else ()
