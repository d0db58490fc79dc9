"""The page of what is incomplete: for those who look after the library, oldest and emptiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from anliku.outline.blocks import Block, Document, Facts, Heading, Items, Link, Paragraph, Ref, Rich, Table
from anliku.outline.writer import Writer, joined
from anliku.stats import Alias, Statistics, statistics

SHOWN = 50
"""Rows of one list; `anliku stats` has them all."""
_KINDS = {"practice": "做法", "challenge": "难题", "topic": "专题", "case": "案例"}


def document(w: Writer) -> Document:
    """The page 待完善."""
    found = statistics(w.library)
    blocks = [*_cases(found, w), *_gaps(found), *_spread(found, w), *_aliases(found, w)]
    lead = f"截至 {found.today}。按核对时间从早到晚、按缺的部分列出，供维护者安排；完整清单运行 anliku stats。"
    return Document(
        Ref("page", "maintenance"), "待完善", tuple(blocks), kicker=("维护",), lead=(lead,), description=lead
    )


def _cases(found: Statistics, w: Writer) -> Iterator[Block]:
    yield Heading("案例", "cases", aside=(f"{len(found.cases)} 个",))
    rows: list[tuple[Rich, ...]] = [
        (
            (w.case(item.id),),
            (item.last_verified,),
            (f"{item.implementations} 项做法，{item.figures} 个数字，{item.challenges} 个难题",),
            ("、".join(item.missing) or "没有缺项",),
            ("；".join(f"{share.name} {share.filled}/{share.total}" for share in item.shares),),
        )
        for item in found.cases[:SHOWN]
    ]
    yield Table(
        ("案例", "最近核对", "现有", "没有写的部分", "做法里写了几项"), tuple(rows), "案例的完整程度，核对最早的在前"
    )


def _concept(kind: str, identifier: str, label: str) -> Link:
    to = {"practice": Ref("practice", identifier), "challenge": Ref("challenge", identifier)}
    return Link(label, to.get(kind, Ref("topic", identifier)))


def _gaps(found: Statistics) -> Iterator[Block]:
    yield Heading("概念缺的部分", "gaps", aside=(f"{len(found.gaps)} 个",))
    if not found.gaps:
        yield Paragraph(("每个做法、难题和专题的各部分都写了。",), "muted")
        return
    yield Items(
        tuple(
            (f"{_KINDS[gap.kind]} ", _concept(gap.kind, gap.id, gap.label), f"：{'、'.join(gap.missing)}")
            for gap in found.gaps[:SHOWN]
        )
    )


def _spread(found: Statistics, w: Writer) -> Iterator[Block]:
    yield Heading("只有一个案例的概念", "single", aside=(f"{len(found.single)} 个",))
    by_case: defaultdict[str, list[Link]] = defaultdict(list)
    for item in found.single:
        by_case[item.cases[0]].append(_concept(item.kind, item.id, item.label))
    rows = tuple((w.library.cases[case].title, joined(links)) for case, links in list(by_case.items())[:SHOWN])
    yield Facts(rows) if rows else Paragraph(("没有。",), "muted")
    yield Heading("没有做法回应的难题", "unanswered", aside=(f"{len(found.unanswered)} 个",))
    if found.unanswered:
        yield Items((joined(_concept(item.kind, item.id, item.label) for item in found.unanswered),))
    else:
        yield Paragraph(("每个难题都有做法回应。",), "muted")


def _aliases(found: Statistics, w: Writer) -> Iterator[Block]:
    yield Heading("案例里从未出现的别名", "aliases", aside=(f"{len(found.unused_aliases)} 个",))
    yield Paragraph(("别名服务于搜索，没有出现不一定是错；拼写错、过时的可以删。",), "muted")
    groups: defaultdict[tuple[str, str], list[Alias]] = defaultdict(list)
    for alias in found.unused_aliases:
        groups[alias.kind, alias.id].append(alias)
    library = w.library
    concepts = (("practice", library.practices), ("challenge", library.challenges), ("topic", library.topics))
    labels = {(kind, name): concept.pref_label for kind, group in concepts for name, concept in group.items()}
    yield Items(
        tuple(
            (_concept(kind, name, labels[kind, name]), f"：{'、'.join(alias.label for alias in aliases)}")
            for (kind, name), aliases in list(groups.items())[:SHOWN]
        )
    )
