"""A pack as slides for a class: problem, how, result, comparison, discussion; the rest stays in the handout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Literal

from anliku.outline.deck import fit
from anliku.outline.deck.cases import source_slides
from anliku.outline.deck.choice import cases_of, own_cases
from anliku.outline.deck.parts import Part, goals, parts, schedule
from anliku.outline.deck.slides import (
    SECTION,
    TEACHING,
    TOGETHER,
    ChartSlide,
    Point,
    Shown,
    Slide,
    TableSlide,
    TextSlide,
    TitleSlide,
    text_slides,
)
from anliku.outline.pack import Pack, short_place
from anliku.outline.writer import Writer

__all__ = [
    "MAX_SLIDES",
    "PRACTICES",
    "ChartSlide",
    "Minutes",
    "Point",
    "Shown",
    "Slide",
    "TableSlide",
    "TextSlide",
    "TitleSlide",
    "cases_of",
    "deck",
]

Minutes = Literal[45, 90, 180]
PRACTICES: dict[int, int] = {45: 5, 90: 6, 180: 8}
"""Practices taught in a class of so many minutes."""
MAX_SLIDES = 35
SLIDES: dict[int, int] = {45: 26, 90: MAX_SLIDES, 180: MAX_SLIDES}
"""Slides of a class of so many minutes, at most."""
TITLE_LINES, LEAD_LINES = 3, 3
"""Lines on the first slide, of 44 and 24 pt."""
_NUMBERS = "一二三四五六七八九"


def deck(pack: Pack, w: Writer, minutes: Minutes = 90) -> tuple[Slide, ...]:
    """At most MAX_SLIDES slides of `pack`; what does not fit is in the handout, and the last slide says so."""
    count = PRACTICES[minutes]
    while True:
        slides = _slides(pack, w, minutes, count)
        if len(slides) <= SLIDES[minutes] or count == 1:
            return slides[:MAX_SLIDES]
        count -= 1


def _slides(pack: Pack, w: Writer, minutes: Minutes, count: int) -> tuple[Slide, ...]:
    """The slides of a class that teaches `count` practices, without those there is no room for."""
    found = parts(pack, w, count, minutes)
    body = chain.from_iterable(_opened(number, part) for number, part in enumerate(found))
    every = (
        *_opening(pack, w, found, minutes),
        *goals(pack, w),
        *body,
        *source_slides(cases_of(pack, w)),
        *_closing(pack),
    )
    return tuple(_kept(list(every), SLIDES[minutes]))


def _kept(slides: list[Slide], most: int) -> list[Slide]:
    """`slides` less the dispensable ones: by rank, the last first."""
    for rank in (4, 3, 2, 1):
        if rank in TOGETHER and len(slides) > most:
            slides = [slide for slide in slides if slide.rank != rank]
        for slide in [slide for slide in reversed(slides) if slide.rank == rank]:
            if len(slides) > most:
                slides.remove(slide)
    return slides


def _opening(pack: Pack, w: Writer, found: tuple[Part, ...], minutes: int) -> Iterator[Slide]:
    own = own_cases(pack, w)
    lead = pack.lead if len(own) < 2 else f"收有 {len(own)} 个案例：{'、'.join(short_place(case) for case in own)}。"
    lead = "" if pack.selection.kind in ("case", "region") and len(own) == 1 else lead
    yield TitleSlide(
        title=fit.clipped(pack.selection.title, TITLE_LINES, fit.WIDTH / 44),
        kicker="社区治理实践库",
        subtitle=f"{pack.subtitle} · {minutes} 分钟" + (f" · {pack.date} 核对" if pack.date else ""),
        lead=fit.clipped(lead, LEAD_LINES, fit.WIDTH / fit.BODY),
        talk=tuple(filter(None, dict.fromkeys((lead or pack.lead, *pack.colophon)))),
        to=pack.chapters[0].to if pack.chapters else None,
    )
    points = tuple(Point(part.about, f"{_NUMBERS[number]}、{part.title}") for number, part in enumerate(found))
    times = f"建议用时（{TEACHING}）：{'、'.join(schedule(found, minutes))}，开场和收尾 5 分钟。"
    if points:
        slide = TextSlide(title="今天讲什么", kicker="议程", points=points, talk=(times,))
        yield from text_slides(slide, 1, clip=3 if len(points) < 5 else 2)


def _opened(number: int, part: Part) -> Iterator[Slide]:
    """A part with the slide that opens it, where it has more than one slide."""
    if len(part.slides) > 1:
        about = fit.clipped(part.about, 4, (fit.WIDTH - 160) / fit.BODY)
        yield TitleSlide(title=part.title, lead=about, number=_NUMBERS[number], opening=False, rank=SECTION)
    yield from part.slides


def _closing(pack: Pack) -> Iterator[Slide]:
    cases = len(dict.fromkeys(source.case for source in pack.sources))
    told = f"这套幻灯片引用 {cases} 个案例、{len(pack.sources)} 份来源，出处逐页写在备注里"
    points = (
        Point(told if pack.sources else "所选内容还没有案例，没有可引的来源"),
        Point("没有讲到的做法、步骤和数字，见同名讲义"),
        Point("案例里的结果照原文所报，不等于经过评估"),
        Point("编写文字按 CC BY 4.0 使用，署名“社区治理实践库（anliku）”；原文版权归原作者"),
    )
    sources = tuple(f"{number}. {source.text}" for number, source in enumerate(pack.sources, 1))
    first = pack.chapters[0].to if pack.chapters else None
    slide = TextSlide(title="出处与讲义", kicker="出处", points=points, sources=sources, to=first)
    yield replace(slide, talk=pack.colophon)
