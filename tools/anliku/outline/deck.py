"""A pack as slides for a class: problem, how, result, comparison, discussion; the rest stays in the handout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from anliku.model import Carried, Case, Practice
from anliku.outline.blocks import Chart
from anliku.outline.pack import Pack, citation, short_place
from anliku.outline.writer import EVIDENCE, Writer

Minutes = Literal[45, 90, 180]
PRACTICES: dict[int, int] = {45: 5, 90: 6, 180: 8}
"""Practices taught in a class of so many minutes."""
MAX_SLIDES = 35
LINES = 9
"""Lines of body text of 24 pt that fit under a title of a 16:9 slide."""
LINE = 34
"""Full-width characters in one of those lines."""
TABLE_ROWS = 4
CELL = 46
"""Full-width characters in a table cell at 18 pt before the row grows too tall."""


@dataclass(frozen=True)
class TextSlide:
    """A title and points, each short enough to be read aloud in one breath."""

    title: str
    points: tuple[str, ...]
    notes: tuple[str, ...] = ()
    kicker: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class TableSlide:
    """A title and a small table."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    kicker: str = ""


@dataclass(frozen=True)
class ChartSlide:
    """A title and one chart."""

    title: str
    chart: Chart
    notes: tuple[str, ...] = ()
    kicker: str = ""


@dataclass(frozen=True)
class TitleSlide:
    """The first slide, or one that opens a part."""

    title: str
    subtitle: str
    opening: bool = True


Slide = TitleSlide | TextSlide | TableSlide | ChartSlide


def deck(pack: Pack, w: Writer, minutes: Minutes = 90) -> tuple[Slide, ...]:
    """At most MAX_SLIDES slides of `pack`; what does not fit is in the handout, and the last slide says so."""
    chosen = _chosen(pack, w, PRACTICES[minutes])
    slides: list[Slide] = [TitleSlide(pack.selection.title, f"{pack.subtitle} · {minutes} 分钟")]
    body = [
        *_goals(pack, w),
        *_problems(pack, chosen, w),
        *(slide for practice in chosen for slide in _practice(practice, pack, w)),
        *_comparison(chosen, pack, w),
        *(ChartSlide(chart.title, chart, (chart.note,), "数字对照") for chart in pack.charts[:2]),
        *_discussion(pack),
    ]
    agenda = [practice.pref_label for practice in chosen]
    if agenda:
        slides.append(TextSlide("今天讲什么", tuple(agenda), numbered=True))
    room = MAX_SLIDES - len(slides) - 1
    slides += body[:room]
    slides.append(TextSlide("出处与讲义", _closing(pack), tuple(source.text for source in pack.sources)))
    return tuple(slides)


def clipped(text: str, width: int) -> str:
    """`text` within `width` characters, cut at the end of a sentence or clause where there is one."""
    if len(text) <= width:
        return text
    cut = max((text.rfind(mark, 0, width) for mark in "。；，、"), default=-1)
    return f"{text[: cut if cut > width // 2 else width - 1].rstrip('。；，、')}……"


def _members(pack: Pack, w: Writer) -> list[Practice]:
    library = w.library
    own = [chapter.to.id for chapter in pack.chapters if chapter.to.kind == "practice"]
    if not own:
        cases = [chapter.to.id for chapter in pack.chapters if chapter.to.kind == "case"]
        own = [item.practice for case in cases for item in library.cases[case].practices]
    return [library.practices[name] for name in dict.fromkeys(own)]


def _carried(practice: Practice, pack: Pack, w: Writer) -> list[Carried]:
    """Where `practice` was done; within the pack's own cases where the pack is about cases."""
    cases = {chapter.to.id for chapter in pack.chapters if chapter.to.kind == "case"}
    found = w.library.links.carried.get(practice.id, ())
    return [item for item in found if not cases or item.case.id in cases]


def _chosen(pack: Pack, w: Writer, count: int) -> list[Practice]:
    """The practices with most evidence: cases, then figures and told results, then kinds of evidence."""

    def strength(practice: Practice) -> tuple[int, int, int, str]:
        carried = _carried(practice, pack, w)
        told = sum(len(item.implementation.figures) + bool(item.implementation.outcome) for item in carried)
        kinds = len({item.implementation.evidence for item in carried} & set(EVIDENCE))
        return (-len({item.case.id for item in carried}), -told, -kinds, practice.id)

    return sorted(_members(pack, w), key=strength)[:count]


def _goals(pack: Pack, w: Writer) -> Iterator[Slide]:
    for name in pack.selection.topics:
        topic = w.library.topics[name]
        if topic.goals:
            yield from _points("学习目标", topic.goals, ("教学设计，非原案事实",), numbered=True)
        if topic.key_points:
            yield from _points("先记住这几点", topic.key_points, ("编者提示",))


def _problems(pack: Pack, chosen: list[Practice], w: Writer) -> Iterator[Slide]:
    links = w.library.links
    names = [*pack.selection.challenges]
    for topic in pack.selection.topics:
        names += links.topic_challenges.get(topic, ())
    if not names:
        names = [name for practice in chosen for name in practice.answers]
    rows = []
    for name in list(dict.fromkeys(names))[:TABLE_ROWS]:
        challenge = w.library.challenges[name]
        ask = f"“{challenge.asks[0]}”" if challenge.asks else challenge.definition
        rows.append((challenge.pref_label, clipped(ask, CELL), f"{len(links.answered.get(name, ()))} 种"))
    if rows:
        yield TableSlide("从这些难题说起", ("难题", "大家这样说", "本库做法"), tuple(rows), kicker="难题")


def _practice(practice: Practice, pack: Pack, w: Writer) -> Iterator[Slide]:
    carried = _carried(practice, pack, w)
    what = [practice.definition]
    if practice.first_step:
        what.append(f"第一步：{practice.first_step}")
    if practice.when_not:
        what.append(f"不适合：{practice.when_not[0]}")
    yield from _points(practice.pref_label, tuple(what), ("适用条件和第一步为编者提示。",), kicker="是什么")
    if practice.steps:
        title = f"{practice.pref_label}：怎么做"
        yield from _points(
            title, practice.steps, ("步骤为编者提示，案例里的做法见讲义。",), kicker="怎么做", numbered=True
        )
    if carried:
        rows = tuple(_result(item, w) for item in carried[:TABLE_ROWS])
        notes = tuple(_cited(item, w) for item in carried[:TABLE_ROWS])
        yield TableSlide(f"{practice.pref_label}：谁做过", ("在哪里", "做了什么", "结果"), rows, notes, kicker="结果")


def _result(item: Carried, w: Writer) -> tuple[str, str, str]:
    done = item.implementation
    figures = "；".join(f"{f.label or w.metric_label(f)} {f.printed()}" for f in done.figures[:2])
    name = f"{short_place(item.case)}{f'：{done.local_name}' if done.local_name else ''}"
    return clipped(name, CELL), clipped(done.what, CELL), clipped(done.outcome or figures or "原文未载结果", CELL)


def _cited(item: Carried, w: Writer) -> str:
    done = item.implementation
    return f"{short_place(item.case)}：{citation(w.cite(item.case, done.source, done.at), w)}"


def _comparison(chosen: list[Practice], pack: Pack, w: Writer) -> Iterator[Slide]:
    if len(chosen) < 3:
        return
    for part, start in enumerate(range(0, len(chosen), TABLE_ROWS)):
        rows = []
        for practice in chosen[start : start + TABLE_ROWS]:
            places = dict.fromkeys(short_place(item.case) for item in _carried(practice, pack, w))
            fits = practice.when_to_use[0] if practice.when_to_use else practice.definition
            agree = practice.agreement[0] if practice.agreement else "—"
            rows.append(
                (practice.pref_label, clipped(fits, 34), clipped(agree, 34), clipped("、".join(places) or "—", 24))
            )
        title = "放在一起比一比" + (f"（{part + 1}）" if len(chosen) > TABLE_ROWS else "")
        notes = ("适合与谁要同意为编者提示。",)
        yield TableSlide(title, ("做法", "适合", "谁要同意", "谁做过"), tuple(rows), notes, kicker="比较")


def _discussion(pack: Pack) -> Iterator[Slide]:
    mark = ("教学设计，非原案事实",)
    yield from _points("讨论", pack.questions[:6], mark, kicker="讨论", numbered=True)
    if pack.exercise:
        sentences = tuple(part for part in re.split(r"(?<=[。；])", pack.exercise) if part.strip())
        yield from _points("练习", sentences, mark, kicker="练习")


def _closing(pack: Pack) -> tuple[str, ...]:
    cases = len(dict.fromkeys(source.case for source in pack.sources))
    return (
        f"本课件出自 {cases} 个案例、{len(pack.sources)} 份来源，每页备注里有出处。",
        "其余做法、全部步骤和数字见讲义。",
        "编写文字以 CC BY 4.0 许可使用，署名“社区治理实践库（anliku）”。",
    )


def _points(
    title: str, points: tuple[str, ...], notes: tuple[str, ...], *, kicker: str = "", numbered: bool = False
) -> Iterator[TextSlide]:
    """Slides of points, as many as it takes for every line to fit."""
    page: list[str] = []
    used = 0
    pages: list[tuple[str, ...]] = []
    for point in points:
        text = clipped(point, LINE * 3)
        lines = -(-len(text) // LINE)
        if page and used + lines > LINES:
            pages.append(tuple(page))
            page, used = [], 0
        page.append(text)
        used += lines
    if page:
        pages.append(tuple(page))
    for number, group in enumerate(pages):
        yield TextSlide(title if number == 0 else f"{title}（续）", group, notes, kicker, numbered and len(pages) == 1)


def cases_of(pack: Pack, w: Writer) -> list[Case]:
    """The cases a pack cites, in the order of first citation."""
    return [w.library.cases[name] for name in dict.fromkeys(source.case for source in pack.sources)]
