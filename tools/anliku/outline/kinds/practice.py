"""A practice: what it is and when it fits first, then how, then who did it with what result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anliku.model import Carried, Practice
from anliku.outline.blocks import (
    Block,
    Callout,
    Columns,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Prose,
    Ref,
    Rich,
    Row,
    Rows,
    Table,
    Tag,
)
from anliku.outline.rows import asked
from anliku.outline.writer import EVIDENCE, Writer, joined

ADVICE = Tag("编者提示")
"""Set beside what the editors advise, so that nobody takes it for what a case shows."""
ROWS_SHOWN = 100
"""Rows of the table of cases on one page; the rest is found by search."""


def document(practice: Practice, w: Writer) -> Document:
    """The page of one practice."""
    carried = w.library.links.carried.get(practice.id, ())
    blocks = [
        *_first_screen(practice, carried, w),
        *_how(practice, w),
        *_answers(practice, w),
        *_cases(practice, carried, w),
        *_neighbours(practice, w),
        *asked(practice.asks),
    ]
    return Document(
        Ref("practice", practice.id),
        practice.pref_label,
        tuple(blocks),
        kicker=("做法 · ", practice.kind, " · ", *joined(w.topic(topic) for topic in practice.topics)),
        lead=w.text(practice.definition, f"practice/{practice.id}"),
        description=practice.definition,
    )


def evidence_line(carried: tuple[Carried, ...], w: Writer) -> Rich:
    """How many cases and sources stand behind a practice, of which kinds, and how new they are."""
    if not carried:
        return ("本库还没有案例做过",)
    cases = {item.case.id: item.case for item in carried}
    sources = {
        (item.case.id, item.implementation.source): source
        for item in carried
        for source in item.case.sources
        if source.id == item.implementation.source
    }
    independent = sum(1 for source in sources.values() if source.independent == "独立")
    kinds: Counter[str] = Counter(item.implementation.evidence for item in carried)
    newest = max(case.last_verified for case in cases.values())
    by_kind = "、".join(f"{kind} {kinds[kind]} 处" for kind in EVIDENCE if kind in kinds)
    return (f"{len(cases)} 个案例、{len(sources)} 份来源（独立采写 {independent} 份）；{by_kind}；最近核对 {newest}",)


def _first_screen(practice: Practice, carried: tuple[Carried, ...], w: Writer) -> Iterator[Block]:
    """What decides whether to read on, so short that it needs no scrolling."""
    own = f"practice/{practice.id}"
    if practice.alt_label:
        yield Paragraph((f"也叫：{'、'.join(practice.alt_label)}",), "muted")
    columns = tuple(
        (Paragraph((title, " ", ADVICE), "muted"), Items(tuple(w.text(text, own) for text in texts)))
        for title, texts in (("适合", practice.when_to_use), ("不适合", practice.when_not))
        if texts
    )
    if columns:
        yield Columns(columns)
    cases = dict.fromkeys(item.case.id for item in carried)
    rows: list[tuple[str, Rich]] = [
        ("第一步", _advice(w.text(practice.first_step, own))),
        ("谁要同意", _advice(joined((w.text(text, own) for text in practice.agreement), "；"))),
        ("案例里的投入", _needs(carried, w)),
        ("依据", evidence_line(carried, w)),
        ("来自", joined(w.case(case) for case in cases)),
        ("范围", w.text(practice.scope_note, own)),
    ]
    yield Facts(tuple(row for row in rows if row[1]))


def _advice(text: Rich) -> Rich:
    return (*text, " ", ADVICE) if text else ()


def _needs(carried: tuple[Carried, ...], w: Writer) -> Rich:
    told = [
        (need.kind, "：", need.text, "（", w.case(item.case.id, f"p-{item.implementation.id}", _where(item, w)), "）")
        for item in carried
        for need in item.implementation.needs
    ]
    if told:
        return joined(told[:4], "；")
    return (f"本库 {len(carried)} 处记录都没有写人员、经费和用时",) if carried else ()


def _where(item: Carried, w: Writer) -> str:
    site = next((s.name for s in item.case.sites if s.id == item.implementation.site), None)
    place = item.case.place
    return site or place.community or place.subdistrict or place.district or place.city


def _how(practice: Practice, w: Writer) -> Iterator[Block]:
    own = f"practice/{practice.id}"
    if not (practice.steps or practice.body):
        return
    yield Heading("怎么做", "how", aside=(ADVICE,))
    if practice.steps:
        yield Items(tuple(w.text(step, own) for step in practice.steps), ordered=True)
    parts = (("需要什么", practice.takes), ("容易出的问题", practice.pitfalls), ("怎样算见效", practice.signs))
    for title, texts in parts:
        if texts:
            yield Heading(
                title,
                f"how-{'takes' if title == '需要什么' else 'pitfalls' if title == '容易出的问题' else 'signs'}",
                3,
            )
            yield Items(tuple(w.text(text, own) for text in texts))
    if practice.body:
        yield Heading("为什么这样做", "why", 3)
        yield Prose(practice.body, exclude=own)


def _answers(practice: Practice, w: Writer) -> Iterator[Block]:
    yield Heading("回应的难题", "answers")
    told = {name for item in w.library.links.carried.get(practice.id, ()) for name in item.implementation.answers}
    names = dict.fromkeys((*practice.answers, *sorted(told)))
    yield Rows(
        tuple(
            Row(
                w.challenge(name),
                (w.library.challenges[name].definition,),
                (*((("有案例用它回应",),) if name in told else ()), *w.wider(name, names)),
            )
            for name in w.narrowest(names)
        ),
        compact=True,
    )


def _cases(practice: Practice, carried: tuple[Carried, ...], w: Writer) -> Iterator[Block]:
    yield Heading("谁做过，结果如何", "cases", aside=(f"{len(carried)} 处",))
    if not carried:
        yield Callout("还没有案例", (Paragraph(("欢迎投稿第一个案例。",)),), "gap")
        return
    yield Table(
        ("在哪里、叫什么", "做了什么", "谁来做", "数字", "结果", "证据"),
        tuple(_case_row(item, w, f"practice/{practice.id}") for item in carried[:ROWS_SHOWN]),
        f"做过“{practice.pref_label}”的地方",
    )
    if len(carried) > ROWS_SHOWN:
        yield Paragraph((f"另有 {len(carried) - ROWS_SHOWN} 处，可在搜索页按这个做法筛选。",), "muted")
    mentioned = [(case, m) for case, m in w.library.links.mentioned.get(practice.id, ()) if not m.doubtful]
    if mentioned:
        rows = tuple(Row(w.case(case), (f"“…{m.context}…”",)) for case, m in mentioned[:ROWS_SHOWN])
        title = "机器识别：下列案例的文字提到它，编者没有标注"
        yield Callout(title, (Rows(rows, compact=True),), "machine")


def _case_row(item: Carried, w: Writer, own: str) -> tuple[Rich, ...]:
    case, done = item.case, item.implementation
    name = w.case(case.id, f"p-{done.id}", done.local_name or w.library.practices[done.practice].pref_label)
    return (
        (name, f" {_where(item, w)}"),
        w.text(done.what, own),
        ("、".join(dict.fromkeys(actor.name for actor in done.actors)) or "未载",),
        joined((w.figure(case, figure, here=False) for figure in done.figures), "；") or ("未载",),
        w.text(done.outcome, own) or ("未载",),
        (Tag(done.evidence), w.cite(case, done.source, done.at, here=False)),
    )


def _neighbours(practice: Practice, w: Writer) -> Iterator[Block]:
    links, own = w.library.links, f"practice/{practice.id}"
    if practice.confusable:
        yield Heading("不要混淆", "confusable")
        yield Facts(
            tuple(
                (w.library.practices[c.practice].pref_label, (*w.text(c.note), " ", w.practice(c.practice)))
                for c in practice.confusable
            )
        )
    rows: list[tuple[str, Rich]] = [
        ("上位做法", joined(w.practice(name) for name in practice.broader)),
        ("更具体的做法", joined(w.practice(name) for name in links.narrower.get(own, ()))),
        ("相关做法", joined(w.practice(name) for name in links.related.get(own, ()))),
        (
            "常在同一案例里出现",
            joined((w.practice(t.practice), f"（{len(t.cases)} 个案例）") for t in links.together.get(practice.id, ())),
        ),
    ]
    if any(row[1] for row in rows):
        yield Heading("相关", "related")
        yield Facts(tuple(row for row in rows if row[1]))
