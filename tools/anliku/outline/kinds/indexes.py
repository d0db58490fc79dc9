"""The index pages: everything of one kind, grouped so that it can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from anliku.model import Practice
from anliku.outline.blocks import Block, Document, Facts, Heading, Link, Paragraph, Ref, Rich, Row, Rows
from anliku.outline.rows import case_row, practice_row
from anliku.outline.writer import Writer, joined

CASES_PER_PAGE = 100


def documents(w: Writer) -> Iterator[Document]:
    """Every index page."""
    yield from (_practices(w), _challenges(w), _topics(w), _regions(w), _metrics(w), _terms(w))
    yield from _cases(w)


def _index(path: str, title: str, lead: str, blocks: Iterable[Block], kicker: str = "目录") -> Document:
    return Document(Ref("page", path), title, tuple(blocks), kicker=(kicker,), lead=(lead,), description=lead)


def _cases(w: Writer) -> Iterator[Document]:
    cases = sorted(w.library.cases.values(), key=lambda case: (case.place.adcode, case.id))
    pages = [cases[start : start + CASES_PER_PAGE] for start in range(0, len(cases), CASES_PER_PAGE)]
    for number, members in enumerate(pages, 1):
        blocks: list[Block] = []
        province = ""
        for case in members:
            if case.place.province != province:
                province = case.place.province
                blocks.append(Heading(province, f"province-{case.place.adcode[:2]}"))
            last = blocks[-1]
            row = case_row(case, w)
            if isinstance(last, Rows):
                blocks[-1] = Rows((*last.rows, row))
            else:
                blocks.append(Rows((row,)))
        if len(pages) > 1:
            numbers = joined((Link(f"第 {n} 页", Ref("page", _page(n))) for n in range(1, len(pages) + 1)), " ")
            blocks.append(Paragraph(("翻页：", *numbers), "muted"))
        lead = f"共 {len(cases)} 个案例，按地区排列；也可以按地区、难题、专题查找。"
        yield _index(_page(number), "案例" if number == 1 else f"案例（第 {number} 页）", lead, blocks)


def _page(number: int) -> str:
    return "cases/index" if number == 1 else f"cases/index-{number}"


def _practices(w: Writer) -> Document:
    groups: defaultdict[str, list[Practice]] = defaultdict(list)
    for practice in w.library.practices.values():
        groups[practice.kind].append(practice)
    order = ("协商平台", "组织体系", "工作机制", "服务项目", "空间设施", "改造工程", "数字工具", "资金方式", "文化活动")
    blocks: list[Block] = []
    for number, kind in enumerate(order, 1):
        members = sorted(groups[kind], key=lambda p: (-len(w.library.links.carried.get(p.id, ())), p.id))
        if members:
            blocks += [
                Heading(kind, f"kind-{number}", aside=(f"{len(members)} 种",)),
                Rows(tuple(practice_row(p, w) for p in members)),
            ]
    lead = f"共 {len(w.library.practices)} 种做法，按类别排列，每类里案例多的在前。"
    return _index("practices/index", "做法", lead, blocks)


def _challenges(w: Writer) -> Document:
    links = w.library.links
    blocks: list[Block] = []
    for family in w.library.families.values():
        members = [c for c in w.library.challenges.values() if c.family == family.id and not c.broader]
        rows = tuple(
            Row(
                w.challenge(c.id),
                (c.definition,),
                (
                    (
                        f"{len(links.answered.get(c.id, ()))} 种做法 · {len({f.case.id for f in links.faced.get(c.id, ())})} 个案例",
                    ),
                    *(((narrower,)) if (narrower := w.narrower(c.id)) else ()),
                ),
            )
            for c in members
        )
        blocks += [
            Heading(family.pref_label, f"family-{family.id}"),
            Paragraph((family.definition,), "muted"),
            Rows(rows),
        ]
    return _index("challenges/index", "难题", "从遇到的问题出发，看别处怎么解决。", blocks)


def _topics(w: Writer) -> Document:
    links = w.library.links
    topics = sorted(w.library.topics.values(), key=lambda t: (t.order, t.id))
    rows = tuple(
        Row(
            w.topic(t.id),
            (t.definition,),
            (
                (
                    f"{len(links.topic_practices.get(t.id, ()))} 种做法 · {len(links.topic_cases.get(t.id, ()))} 个案例 · {len(t.questions)} 道讨论题",
                ),
            ),
        )
        for t in topics
    )
    return _index("topics/index", "专题", "按专题学习和备课：导读、要点、做法、案例、讨论题和练习。", [Rows(rows)])


def _regions(w: Writer) -> Document:
    by_province: defaultdict[str, list[Row]] = defaultdict(list)
    for region in w.library.links.regions.values():
        cases = joined(w.case(name) for name in region.cases[:5])
        by_province[region.province].append(Row(w.region(region.adcode), cases, ((f"{len(region.cases)} 个案例",),)))
    blocks: list[Block] = []
    for number, (province, rows) in enumerate(by_province.items(), 1):
        blocks += [Heading(province, f"province-{number}"), Rows(tuple(rows))]
    return _index("regions/index", "地区", "按行政区划看案例。", blocks)


def _metrics(w: Writer) -> Document:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for metric in w.library.metrics.values():
        count = len(w.library.links.measured.get(metric.id, ()))
        link = Link(metric.pref_label, Ref("metric", metric.id))
        groups[metric.dimension].append(Row(link, (metric.definition,), ((f"{count} 个数字",),)))
    blocks: list[Block] = []
    for number, (dimension, rows) in enumerate(groups.items(), 1):
        blocks += [Heading(dimension, f"dimension-{number}"), Rows(tuple(rows), compact=True)]
    return _index("metrics/index", "指标", "案例里的数字按指标归类：数什么、用什么单位、能不能比。", blocks)


def _terms(w: Writer) -> Document:
    blocks: list[Block] = []
    for term in w.library.terms.values():
        also = f"也叫：{'、'.join(term.alt_label)}。" if term.alt_label else ""
        links: Rich = ("见 ", *joined(w.practice(name) for name in term.practices)) if term.practices else ()
        blocks += [
            Heading(term.pref_label, f"t-{term.id}", 3, aside=(term.by,)),
            Paragraph((*w.text(term.definition, f"term/{term.id}"), also, *links)),
        ]
    return _index("terms", "术语", "读案例常遇到的词，一句话说清。", blocks or [Facts(())])
