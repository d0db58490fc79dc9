"""A case as material for case teaching: the text that stops at the decision, what was done, notes for the trainer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from anliku.model import Carried, Case, CaseChallenge, Implementation, Topic
from anliku.outline.blocks import (
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Ref,
    Rich,
    Table,
    Tag,
    Tiles,
)
from anliku.outline.pack import Pack, Selection, cites, pack, short_place
from anliku.outline.writer import Writer, joined

INVENTED = "教学设计，非原案事实"
MINUTES = (
    ("阅读案例正文", 15),
    ("小组讨论：先解决哪个难题，怎么做", 30),
    ("各组汇报，互相提问", 20),
    ("发揭示页，对照实际做法", 15),
    ("总结：哪些条件别处也有", 10),
)
"""A plan for ninety minutes; advice of the editors, not of a source."""
TOPICS = 2
ANSWERS = 8
"""Cases an answer is held against."""
ASKED = 3
"""Further questions under one problem; none is asked twice."""


def teaching_packs(case: Case, w: Writer, version: str) -> tuple[tuple[str, Pack], ...]:
    """Name and Pack of each part: 案例正文, 揭示页, 使用说明."""
    whole = pack(Selection("case", case.id, case.title, cases=(case.id,)), w, version)
    parts = (
        ("案例正文", "text", neutral_title(case, w), "案例正文", _text(case, w)),
        ("揭示页", "reveal", case.title, "揭示页：实际怎么做，结果如何", _reveal(case, w)),
        ("使用说明", "notes", case.title, "使用说明（只给教师）", _notes(case, w)),
    )
    return tuple(
        (
            name,
            replace(
                whole,
                selection=Selection("case", f"{case.id}-{part}", title, cases=(case.id,)),
                subtitle=subtitle,
                lead="",
                chapters=chapters,
                charts=(),
            ),
        )
        for name, part, title, subtitle, chapters in parts
    )


def exercise_pack(selection: Selection, w: Writer, version: str) -> Pack | None:
    """Exercises, discussion questions and notes for the answers; None where no topic of it has any."""
    topics = [w.library.topics[name] for name in selection.topics]
    for name in selection.cases:
        topics += _topics(w.library.cases[name], w)
    topics = [topic for topic in dict.fromkeys(topics) if topic.questions or topic.exercise]
    if not topics:
        return None
    whole = pack(selection, w, version)
    chapters = [Document(Ref("topic", t.id), f"练习与讨论题：{t.pref_label}", tuple(_tasks(t))) for t in topics]
    chapters += [Document(Ref("topic", t.id), f"答案要点：{t.pref_label}", tuple(_answers(t, w))) for t in topics]
    return replace(
        whole,
        selection=replace(selection, id=f"{selection.id}-exercise"),
        subtitle="练习与答案要点",
        lead="",
        chapters=tuple(chapters),
        sources=tuple(dict.fromkeys(s for s in whole.sources if (s.case, s.source) in _cited(chapters))),
        charts=(),
    )


def _cited(chapters: list[Document]) -> set[tuple[str, str]]:
    return {(cite.case, cite.source) for cite in cites(chapters)}


def _tasks(topic: Topic) -> Iterator[Block]:
    mark: Rich = (Tag(INVENTED),)
    if topic.exercise:
        yield Heading("练习", "exercise", aside=mark)
        yield Paragraph((topic.exercise,))
    if topic.questions:
        yield Heading("讨论题", "questions", aside=mark)
        yield Items(tuple((question,) for question in topic.questions), ordered=True)


def _answers(topic: Topic, w: Writer) -> Iterator[Block]:
    """No single right answer: what a good answer touches, and the cases it can be held against."""
    yield Heading("好的回答会说到", "points", aside=(Tag(INVENTED),))
    yield Items(tuple((point,) for point in topic.key_points))
    names = w.library.links.topic_practices.get(topic.id, ())
    carried = [item for name in names for item in w.library.links.carried.get(name, ()) if item.implementation.outcome]
    if carried:
        yield Heading("可以对照的案例", "cases")
        yield Items(
            tuple(
                (
                    f"{short_place(item.case)}，",
                    w.case(item.case.id, f"p-{item.implementation.id}", _label(item, w)),
                    f"：{item.implementation.outcome}",
                    w.cite(item.case, item.implementation.source, item.implementation.at, here=False),
                )
                for item in carried[:ANSWERS]
            )
        )


def _label(item: Carried, w: Writer) -> str:
    return item.implementation.local_name or w.library.practices[item.implementation.practice].pref_label


def neutral_title(case: Case, w: Writer) -> str:
    """A title that gives nothing away: where, and the problems met."""
    problems = [w.library.challenges[item.challenge].pref_label for item in case.challenges]
    return f"{case.place.province}一个{case.level}的难题：{'，'.join(list(dict.fromkeys(problems))[:2])}，怎么办"


def _chapter(case: Case, title: str, blocks: Iterator[Block], lead: str = "") -> Document:
    return Document(Ref("case", case.id), title, tuple(blocks), lead=(lead,) if lead else ())


def _text(case: Case, w: Writer) -> tuple[Document, ...]:
    return (
        _chapter(case, "背景", _background(case, w)),
        _chapter(case, "遇到的难题", _problems(case, w)),
        _chapter(case, "请你决定", _decision(case)),
    )


def _background(case: Case, w: Writer) -> Iterator[Block]:
    yield Facts((("地点", (str(case.place),)), ("层级", (case.level,))))
    if case.figures:
        yield Tiles(tuple(w.tile(case, figure) for figure in case.figures))
    if case.sites:
        yield Heading("涉及的点位", "sites")
        yield Items(tuple((site.name, f"（{site.kind}）") for site in case.sites))
    people = Counter(actor.kind for actor in case.actors if actor.kind)
    if people:
        yield Heading("有关各方", "people")
        yield Items(tuple((f"{kind}：{count} 家（位）",) for kind, count in people.items()))


def _problems(case: Case, w: Writer) -> Iterator[Block]:
    for number, item in enumerate(case.challenges, 1):
        yield Heading(_problem(case, item, w), f"problem-{number}")
        yield Paragraph(w.cited(item.note, case, item.source, item.at))
        if item.figures:
            yield Items(tuple(w.figure(case, figure) for figure in item.figures))


def _problem(case: Case, item: CaseChallenge, w: Writer) -> str:
    """The name of a problem, with the place it was met where the case has several."""
    site = next((site.name for site in case.sites if site.id == item.site), "")
    return w.library.challenges[item.challenge].pref_label + (f"（{site}）" if site else "")


def _answering(case: Case, item: CaseChallenge) -> list[Implementation]:
    return [done for done in case.practices if item.challenge in done.answers and item.site in (None, done.site)]


def _decision(case: Case) -> Iterator[Block]:
    yield Callout(
        INVENTED,
        (
            Paragraph((f"假如你负责{short_place(case)}的这项工作，人手和经费都有限。",)),
            Items(
                (
                    ("先解决哪一个难题？为什么是它？",),
                    ("第一步做什么，谁来牵头，要谁同意？",),
                    ("钱和场地从哪里来？",),
                    ("怎样知道见效了？",),
                ),
                ordered=True,
            ),
        ),
    )


def _reveal(case: Case, w: Writer) -> tuple[Document, ...]:
    return (
        _chapter(case, "实际怎么做", _done(case, w), lead=case.summary),
        _chapter(case, "结果如何", _results(case, w)),
    )


def _done(case: Case, w: Writer) -> Iterator[Block]:
    for item in case.practices:
        name = item.local_name or w.library.practices[item.practice].pref_label
        yield Heading(name, f"p-{item.id}", aside=(Tag(item.evidence),))
        yield Paragraph(w.cited(item.what, case, item.source, item.at))
        if item.how:
            yield Items(tuple((step,) for step in item.how), ordered=True)
        if item.outcome:
            yield Facts((("结果", w.cited(item.outcome, case, item.source, item.at)),))


def _results(case: Case, w: Writer) -> Iterator[Block]:
    figures = [figure for item in case.practices for figure in item.figures]
    if figures:
        yield Tiles(tuple(w.tile(case, figure) for figure in figures[:12]))
    if case.outcomes:
        yield Items(tuple(w.cited(item.text, case, item.source, item.at) for item in case.outcomes))
    if not figures and not case.outcomes:
        yield Paragraph(("原文没有写结果。",), "muted")
    if case.unknowns:
        yield Callout("原文没有说的", (Items(tuple((text,) for text in case.unknowns)),), "gap")


def _notes(case: Case, w: Writer) -> tuple[Document, ...]:
    return (
        _chapter(case, "怎样上这堂课", _plan(case, w)),
        _chapter(case, "思考题与分析思路", _analysis(case, w)),
        _chapter(case, "板书", _board(case, w)),
    )


def _topics(case: Case, w: Writer) -> list[Topic]:
    counts = Counter(topic for item in case.practices for topic in w.library.practices[item.practice].topics)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return [w.library.topics[name] for name in ranked[:TOPICS]]


def _plan(case: Case, w: Writer) -> Iterator[Block]:
    topics = _topics(case, w)
    mark: Rich = (Tag(INVENTED),)
    yield Heading("教学目的", "aims", aside=mark)
    goals = [goal for topic in topics for goal in topic.goals]
    yield Items(tuple((goal,) for goal in goals) or (("能说清难题、做法、结果之间的关系。",),), ordered=True)
    yield Heading("适用班次", "classes", aside=mark)
    yield Paragraph(
        ("街道（镇）和社区干部班；也可用于：", *joined(w.topic(topic.id) for topic in topics), " 的专题班。")
    )
    yield Heading("时间安排", "time", aside=mark)
    total = sum(minutes for _, minutes in MINUTES)
    rows = tuple(((name,), (f"{minutes} 分钟",)) for name, minutes in MINUTES)
    yield Table(("环节", "时间"), (*rows, (("合计",), (f"{total} 分钟",))), "时间安排")


def _analysis(case: Case, w: Writer) -> Iterator[Block]:
    mark: Rich = (Tag(INVENTED),)
    questions = [question for topic in _topics(case, w) for question in topic.questions][:6]
    yield Heading("思考题", "questions", aside=mark)
    yield Items(tuple((question,) for question in questions) or (("换一个地方，最先要改的是哪一步？",),), ordered=True)
    yield Heading("分析思路", "analysis", aside=mark)
    asked: set[str] = set()
    for number, item in enumerate(case.challenges, 1):
        answering = _answering(case, item)
        yield Heading(_problem(case, item, w), f"analysis-{number}", 3)
        yield Paragraph(w.cited(item.note, case, item.source, item.at))
        if answering:
            names = joined(done.local_name or w.library.practices[done.practice].pref_label for done in answering)
            yield Paragraph(("案例的回应：", *names, "。"))
            pitfalls = [text for done in answering for text in w.library.practices[done.practice].pitfalls[:1]]
            fresh = [text for text in dict.fromkeys(pitfalls) if text not in asked][:ASKED]
            asked.update(fresh)
            if fresh:
                yield Items(tuple((f"追问：{text.rstrip('。')}，怎样避免？",) for text in fresh))
        else:
            yield Paragraph(("原文没有写对应的做法，可以让学员补上。",), "muted")
    if case.transfer:
        yield Heading("能不能学", "transfer", 3)
        points = (*case.transfer.conditions, *case.transfer.risks)
        yield Items(tuple((point.text, f"（{point.by}）") for point in points))


def _board(case: Case, w: Writer) -> Iterator[Block]:
    rows: list[tuple[Rich, ...]] = []
    for item in case.challenges:
        answering = _answering(case, item)
        names = joined(done.local_name or w.library.practices[done.practice].pref_label for done in answering[:4])
        numbers = [
            f"{figure.label or w.metric_label(figure)} {figure.printed()}"
            for done in answering
            for figure in done.figures
        ]
        rows.append(((_problem(case, item, w),), names or ("—",), ("；".join(numbers[:2]) or "—",)))
    yield Table(("难题", "做法", "数字"), tuple(rows), f"板书（{INVENTED}；数字照原文）")
