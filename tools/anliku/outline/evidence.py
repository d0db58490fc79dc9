"""The back matter of a case: its figures, terms, tags, sources, and the cases like it."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Case, Figure, Source
from anliku.model.walk import walk_of
from anliku.outline.blocks import Block, Callout, Facts, Heading, Items, Paragraph, Rich, Row, Rows, Table, Tag
from anliku.outline.writer import Writer, as_of, derived_text, figure_anchor, joined


def figures(case: Case, w: Writer) -> Iterator[Block]:
    """Every figure of the case, in one table."""
    figures = [figure for _, figure in walk_of(case, Figure)]
    if not figures:
        return
    yield Heading("全部数字", "figures", aside=(f"{len(figures)} 个",))
    yield Table(
        ("数的是什么", "数字", "谁的", "时间", "指标", "出处"),
        tuple(
            (
                (f.label or w.metric_label(f), *((Tag("推算"),) if f.derived else ())),
                (f.printed(),),
                (f.scope or "", *((f"（{f.note}）",) if f.note else ())),
                (as_of(f.as_of),),
                (w.metric(f.metric),),
                (w.cite(case, f.source, f.at),),
            )
            for f in figures
        ),
        "本案例的全部数字，照原文所印",
        tuple(figure_anchor(f) for f in figures),
    )


def derived(case: Case, w: Writer) -> Iterator[Block]:
    """The ratios computed from its figures."""
    own = w.derived.get(case.id)
    if own:
        yield Table(
            ("指标", "推算值", "谁的", "怎样算出"),
            tuple(
                (
                    (w.metric(item.metric),),
                    (derived_text(item), " ", Tag("推算")),
                    (item.over.figure.scope or "",),
                    w.division(item),
                )
                for item in own
            ),
            "本库推算的数字：由同一范围、同一时点的两个数字相除，不是原文所印",
        )


def terms(case: Case, w: Writer) -> Iterator[Block]:
    """Local terms, explained as far as the source does."""
    if case.terms:
        yield Heading("当地用语", "terms")
        yield Facts(tuple((t.term, (t.note or "原文没有解释", f"（{t.at}）")) for t in case.terms))


def similar(case: Case, w: Writer) -> Iterator[Block]:
    """Similar cases, and why."""
    similar = w.library.links.similar.get(case.id, ())
    if not similar:
        return
    yield Heading("相似案例", "similar")
    rows = []
    for item in similar:
        meta: list[Rich] = []
        if item.practices:
            meta.append(
                ("共有做法：", *joined(w.practice(name) for name in item.practices[:6]), _more(item.practices, 6))
            )
        if item.challenges:
            meta.append(
                ("共有难题：", *joined(w.challenge(name) for name in item.challenges[:4]), _more(item.challenges, 4))
            )
        if item.keywords:
            meta.append((f"共有词语：{'、'.join(item.keywords[:6])}",))
        rows.append(Row(w.case(item.case), w.place(w.library.cases[item.case]), tuple(meta)))
    yield Rows(tuple(rows))


def _more(items: tuple[str, ...], shown: int) -> str:
    return f" 等 {len(items)} 项" if len(items) > shown else ""


def tags(case: Case, w: Writer) -> Iterator[Block]:
    """Practices declared and found, and keywords."""
    tags = w.library.tags.get(case.id)
    if tags is None:
        return
    yield Heading("标签", "tags")
    topics = [name for name in w.library.topics if case.id in w.library.links.topic_cases.get(name, ())]
    rows: list[tuple[str, Rich]] = [
        ("专题", joined(w.topic(name) for name in topics)),
        ("编者标注", joined(w.practice(name) for name in tags.declared)),
    ]
    sure = [m for m in tags.mentions if not m.doubtful]
    doubtful = [m for m in tags.mentions if m.doubtful]
    if sure:
        rows.append(("机器识别", joined(((w.practice(m.practice), f"（“{m.context}”）") for m in sure), "；")))
    if doubtful:
        rows.append(
            ("机器识别，存疑", joined(((w.practice(m.practice), f"（“{m.context}”）") for m in doubtful), "；"))
        )
    if tags.keywords:
        rows.append(("关键词", ("、".join(word for word, _ in tags.keywords),)))
    yield Facts(tuple(rows))


def sources(case: Case, w: Writer) -> Iterator[Block]:
    """The sources, what they do not say, and the editors' remarks."""
    yield Heading("来源", "sources")
    lines = tuple(source_line(source) for source in case.sources)
    yield Items(lines, ordered=True, ids=tuple(f"s-{source.id}" for source in case.sources))
    if case.unknowns:
        yield Callout("原文没有说的", (Items(tuple(w.text(text) for text in case.unknowns)),), "gap")
    if case.notes:
        marked = tuple(
            w.cited(n.text, case, n.source, n.at) if n.source and n.at else w.text(n.text) for n in case.notes
        )
        yield Callout("编者说明", (Items(marked),), "editor")
    title = "标题为原题" if case.title_by == "原题" else "标题为编者所拟"
    yield Paragraph((f"{title} · 最近核对：{as_of(case.last_verified)}",), "muted")


def source_line(source: Source) -> Rich:
    """What is known of a source, and what is not."""
    title = f"《{source.title}》" if source.title else "标题未载"
    known = [
        title,
        f"{source.author}" if source.author else "作者未载",
        source.publisher or "发布者未载",
        as_of(source.published)
        if source.published
        else f"日期未载{f'（{source.published_note}）' if source.published_note else ''}",
        *((f"栏目：{source.series}",) if source.series else ()),
        *((f"编辑：{source.editor}",) if source.editor else ()),
        source.url or "原文未载网址",
        source.rights,
    ]
    note = f"。{source.note}" if source.note else ""
    return (Tag(source.kind), f" {'，'.join(known)}{note}")
