"""The parts of a class and what stands in each, by the kind of pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anliku.model import Case, Challenge, Practice
from anliku.outline.deck import cases as case_slides
from anliku.outline.deck import choice, practices
from anliku.outline.deck.cases import sentences
from anliku.outline.deck.slides import (
    TEACHING,
    Entry,
    Point,
    Slide,
    TableSlide,
    TextSlide,
    table_slides,
    text_slides,
    unique,
)
from anliku.outline.pack import Pack
from anliku.outline.writer import Writer

QUESTIONS = {45: 4, 90: 6, 180: 8}
"""Questions discussed in a class of so many minutes."""


@dataclass(frozen=True)
class Part:
    """A part of the class: its name, what it is about, its share of the time, its slides."""

    title: str
    about: str
    share: int
    slides: tuple[Slide, ...]


def parts(pack: Pack, w: Writer, count: int, minutes: int) -> tuple[Part, ...]:
    """The parts of a class that teaches `count` practices; empty ones are left out."""
    own = choice.own_cases(pack, w)
    told = [chapter for chapter in pack.chapters if chapter.to.kind in ("practice", "challenge", "topic")]
    found = _case(own[0], pack, w, count) if len(own) == 1 and not told else _practices(pack, own, w, count)
    return tuple(part for part in (*found, _discussion(pack, own, told, w, minutes)) if part.slides)


def _case(case: Case, pack: Pack, w: Writer, count: int) -> Iterator[Part]:
    chosen = choice.implementations(case, count)
    names = unique(item.local_name or w.library.practices[item.practice].pref_label for item in chosen)
    met = unique(w.library.challenges[item.challenge].pref_label for item in case.challenges)
    yield Part("背景", "在哪里、什么样、几个数字", 1, tuple(case_slides.background(case, w)))
    yield Part("难题", "、".join(met), 1, tuple(case_slides.challenges(case, w, 2)))
    slides = [slide for item in chosen for slide in case_slides.done(case, item, w)]
    yield Part("做法", "、".join(names), 4, tuple(slides))
    results = [*case_slides.outcomes(case, w), *case_slides.flow(case, w), *practices.chart_slides(pack, w, 1)]
    yield Part("结果", "总的结果，难题、做法、结果放在一起看", 1, tuple(results))


def _practices(pack: Pack, own: list[Case], w: Writer, count: int) -> Iterator[Part]:
    chosen = choice.chosen(pack, w, count)
    labels = "、".join(practice.pref_label for practice in chosen)
    if own:
        yield Part("背景", f"{len(own)} 个案例", 1, tuple(case_slides.several(own, w, 2)))
    named = [w.library.challenges[name] for name in pack.selection.challenges]
    met = named or _challenges(pack, chosen, w)
    slides = (
        [slide for item in named for slide in practices.asked(item, w)] if named else practices.problems(met[:4], w, 2)
    )
    yield Part("难题", "、".join(item.pref_label for item in met[:4]), 1, tuple(slides))
    if len(chosen) == 1:
        yield from _one(chosen[0], pack, w, count)
        return
    places = 2 if len(chosen) < 5 else 1
    told = [slide for practice in chosen for slide in _told(practice, pack, w, places)]
    yield Part("做法", labels, 4, tuple(told))
    compared = [*practices.comparison(chosen, pack, w), *practices.chart_slides(pack, w, 2)]
    yield Part("比较", "什么时候用，依据有多少", 1, tuple(compared))


def _challenges(pack: Pack, chosen: list[Practice], w: Writer) -> list[Challenge]:
    """The challenges a class begins with: its topics' own that its practices answer most."""
    counts: dict[str, int] = {}
    for topic in pack.selection.topics:
        counts.update(dict.fromkeys(w.library.links.topic_challenges.get(topic, ()), 0))
    for practice in chosen:
        for name in practice.answers:
            if not pack.selection.topics or name in counts:
                counts[name] = counts.get(name, 0) + 1
    return [w.library.challenges[name] for name in sorted(counts, key=lambda name: (-counts[name], name))]


def _told(practice: Practice, pack: Pack, w: Writer, places: int) -> Iterator[Slide]:
    """A practice: what, how, and who did it, as a table where there is something to compare."""
    yield from practices.advice(practice)
    carried = choice.carried(practice, pack, w)
    alone = [slide for item in carried[:2] for slide in case_slides.done(item.case, item.implementation, w, place=True)]
    yield from alone if len(carried) == len(alone) == 1 else practices.results(practice, pack, w, places)
    yield from practices.pitfalls(practice)


def _one(practice: Practice, pack: Pack, w: Writer, count: int) -> Iterator[Part]:
    told = list(_told(practice, pack, w, 3))
    yield Part("做法", "是什么、怎么做、谁做过", 2, tuple(told))
    told_well = (i for i in choice.carried(practice, pack, w) if i.implementation.how or i.implementation.outcome)
    carried = list(told_well)[:count]
    carried = carried if len(choice.carried(practice, pack, w)) > 1 else []
    slides = [slide for item in carried for slide in case_slides.done(item.case, item.implementation, w, place=True)]
    about = "、".join(unique(practices.place_of(item) for item in carried))
    yield Part("案例", about, 3, tuple(slides))
    if practice.confusable:
        library = w.library.practices
        entries = [
            Entry((library[c.practice].pref_label, library[c.practice].definition, c.note)) for c in practice.confusable
        ]
        blank = TableSlide(
            title="不要混淆", kicker="比较", head=("做法", "是什么", "区别"), rows=(), widths=(7, 18, 14)
        )
        compared = [*table_slides(blank, entries, 2, clip=3), *practices.chart_slides(pack, w, 2)]
        yield Part("比较", "、".join(entry.cells[0] for entry in entries), 1, tuple(compared))


def _discussion(pack: Pack, own: list[Case], told: Sequence[object], w: Writer, minutes: int) -> Part:
    slides: list[Slide] = []
    if len(own) == 1 and not told:
        slides += case_slides.transfer(own[0], w)
    asked = list(choice.questions(pack, w))[: QUESTIONS[minutes]]
    if asked:
        topics = "、".join(f"“{name}”" for name in unique(topic for _, topic in asked))
        slide = TextSlide(
            title="一起讨论",
            kicker="讨论",
            mark=TEACHING,
            points=tuple(Point(text) for text, _ in asked),
            numbered=True,
            talk=(f"题目出自专题{topics}，没有标准答案。",),
        )
        slides += text_slides(slide)
    if pack.exercise:
        slide = TextSlide(
            title="动手练一练",
            kicker="讨论",
            mark=TEACHING,
            points=sentences(pack.exercise),
            talk=(pack.exercise,),
            rank=1,
        )
        slides += text_slides(slide, 2)
    exercise = "，一个练习" if pack.exercise else ""
    return Part("讨论", f"{len(asked)} 道题{exercise}" if asked else "能不能学，原文没有写什么", 2, tuple(slides))


def goals(pack: Pack, w: Writer) -> Iterator[Slide]:
    """What the class is for, and what to keep in mind."""
    topics = [w.library.topics[name] for name in pack.selection.topics]
    aims = unique(text for topic in topics for text in topic.goals)
    keep = unique(text for topic in topics for text in topic.key_points)
    if aims:
        yield from text_slides(
            TextSlide(
                title="学习目标",
                kicker=pack.subtitle,
                mark=TEACHING,
                points=tuple(map(Point, aims)),
                numbered=True,
                talk=unique(text for topic in topics for text in practices.body_text(topic.body)),
            ),
            1,
        )
    if keep:
        yield from text_slides(
            TextSlide(title="先记住这几点", kicker=pack.subtitle, mark="编者提示", points=tuple(map(Point, keep))), 1
        )


def schedule(found: Iterable[Part], minutes: int) -> Iterator[str]:
    """How long each part may take, to five minutes; the last has what is left."""
    every = list(found)
    whole = sum(part.share for part in every)
    left = minutes - 5
    for number, part in enumerate(every):
        last = number == len(every) - 1
        time = left if last else max(5, round((minutes - 5) * part.share / whole / 5) * 5)
        left -= time
        yield f"{part.title} {time} 分钟"
