"""A case: place, key figures, problem to result, every practice, time, transfer, sources."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Actor, Case, Figure, Implementation, Lineage, TransferPoint
from anliku.model.walk import walk_of
from anliku.outline.blocks import (
    Block,
    Callout,
    Columns,
    Document,
    Facts,
    Flow,
    Heading,
    Items,
    Moment,
    Paragraph,
    Ref,
    Rich,
    Strand,
    Tag,
    Tiles,
    Timeline,
)
from anliku.outline.evidence import derived, figures, similar, sources, tags, terms
from anliku.outline.writer import Writer, as_of, challenge_anchor, joined

HEADLINES = 6
_SEEN_FROM_HERE = {"学习自": "被学习", "推广到": "推广自"}
"""A lineage as the other case sees it."""
RESULTS = 3
"""Results shown beside one problem; the rest stands with each practice."""


def document(case: Case, w: Writer) -> Document:
    """The page of one case."""
    kicker: Rich = ("案例 · ", *w.place(case), f" · {case.level}层级 · {_status(case)}")
    blocks = [
        *_tiles(case, w),
        *_flow(case, w),
        *_sites(case, w),
        *_practices(case, w),
        *_outcomes(case, w),
        *_timeline(case, w),
        *_transfer(case, w),
        *_people(case, w),
        *figures(case, w),
        *derived(case, w),
        *terms(case, w),
        *similar(case, w),
        *tags(case, w),
        *sources(case, w),
    ]
    return Document(
        Ref("case", case.id),
        case.title,
        tuple(blocks),
        kicker=kicker,
        lead=w.text(case.summary),
        description=case.summary,
    )


def _status(case: Case) -> str:
    return "进展未载" if case.status == "未知" else case.status


def _tiles(case: Case, w: Writer) -> Iterator[Block]:
    chosen = [figure for _, figure in walk_of(case, Figure) if figure.headline] or list(case.figures)
    if chosen:
        yield Tiles(tuple(w.tile(case, figure) for figure in chosen[:HEADLINES]))


def _name(item: Implementation, w: Writer) -> str:
    return item.local_name or w.library.practices[item.practice].pref_label


def _flow(case: Case, w: Writer) -> Iterator[Block]:
    yield Heading("难题 → 做法 → 结果", "flow")
    strands = []
    told: set[str] = set()
    for challenge in case.challenges:
        answering = [
            item
            for item in case.practices
            if challenge.challenge in item.answers and challenge.site in (None, item.site)
        ]
        new = [item for item in answering if item.id not in told]
        told |= {item.id for item in answering}
        strands.append(
            Strand(
                challenge_anchor(case, challenge),
                (w.challenge(challenge.challenge),),
                w.cited(challenge.note, case, challenge.source, challenge.at),
                tuple((w.case(case.id, f"p-{item.id}", _name(item, w)),) for item in answering),
                _results(case, answering, new, w),
            )
        )
    yield Flow(tuple(strands))


def _results(case: Case, answering: list[Implementation], new: list[Implementation], w: Writer) -> tuple[Rich, ...]:
    """What came of it: outcomes not told in a strand above, else figures, else where to look."""
    outcomes = [w.cited(item.outcome, case, item.source, item.at) for item in new if item.outcome]
    figures = [w.figure(case, figure) for item in new for figure in item.figures]
    if outcomes or figures:
        return tuple((outcomes or figures)[:RESULTS])
    if any(item.outcome for item in answering):
        return (("结果已见上文，或看各做法。",),)
    return ()


def _sites(case: Case, w: Writer) -> Iterator[Block]:
    if not case.sites:
        return
    yield Heading("点位", "sites")
    for site in case.sites:
        here = [item for item in case.practices if item.site == site.id]
        yield Heading(site.name, f"site-{site.id}", 3, aside=(f"{site.subdistrict or ''} {site.kind}".strip(),))
        yield Paragraph(w.cited(site.summary, case, site.source, site.at))
        if here:
            links = joined(w.case(case.id, f"p-{item.id}", _name(item, w)) for item in here)
            yield Facts((("这里的做法", links),))


def _practices(case: Case, w: Writer) -> Iterator[Block]:
    yield Heading("做法", "practices", aside=(f"{len(case.practices)} 项",))
    for item in case.practices:
        yield from _implementation(case, item, w)


def _implementation(case: Case, item: Implementation, w: Writer) -> Iterator[Block]:
    own = f"practice/{item.practice}"
    kicker: Rich = (w.practice(item.practice),) if item.local_name else ()
    mark = w.cite(case, item.source, item.at)
    yield Heading(_name(item, w), f"p-{item.id}", 3, aside=(Tag(item.evidence), mark), kicker=kicker)
    yield Paragraph(w.text(item.what, own))
    if item.how:
        yield Items(tuple(w.text(step, own) for step in item.how), ordered=True)
    site = next((s for s in case.sites if s.id == item.site), None)
    rows: list[tuple[str, Rich]] = [
        ("又称", ("、".join(item.also),) if item.also else ()),
        ("点位", (w.case(case.id, f"site-{site.id}", site.name),) if site else ()),
        ("开始", (as_of(item.started),) if item.started else ()),
        ("谁来做", _actors(item.actors)),
        ("回应", joined(w.challenge(name) for name in w.narrowest(item.answers))),
        *((need.kind, w.cited(need.text, case, need.source, need.at)) for need in item.needs),
        ("数字", joined((w.figure(case, figure) for figure in item.figures), "；")),
        ("结果", w.text(item.outcome, own)),
        ("编者说明", w.text(item.note, own)),
    ]
    if filled := tuple(row for row in rows if row[1]):
        yield Facts(filled)
    if item.parts:
        named = tuple((part.name, w.text(part.what, own) or ("原文只提名称，未作说明",)) for part in item.parts)
        yield Callout("其中有名称的部分", (Facts(named),))


def _actors(actors: tuple[Actor, ...]) -> Rich:
    return (
        ("；".join(f"{actor.name}（{actor.role}）" if actor.role else actor.name for actor in actors),)
        if actors
        else ()
    )


def _outcomes(case: Case, w: Writer) -> Iterator[Block]:
    if case.outcomes or case.awards:
        yield Heading("成效", "outcomes")
    if case.outcomes:
        yield Items(tuple((*w.text(o.text), " ", Tag(o.evidence), w.cite(case, o.source, o.at)) for o in case.outcomes))
    if case.awards:
        named = tuple(
            (a.title, (f"{a.issuer or '授予者未载'}，{as_of(a.date)}", w.cite(case, a.source, a.at)))
            for a in case.awards
        )
        yield Facts(named)


def _timeline(case: Case, w: Writer) -> Iterator[Block]:
    if case.timeline:
        yield Heading("时间线", "timeline")
        yield Timeline(tuple(Moment(as_of(e.when), w.cited(e.what, case, e.source, e.at)) for e in case.timeline))


def _transfer(case: Case, w: Writer) -> Iterator[Block]:
    if case.transfer is None:
        return
    yield Heading("能不能学，怎么学", "transfer")
    groups = (
        ("需要的条件", case.transfer.conditions),
        ("可以调整的", case.transfer.adaptable),
        ("要当心的", case.transfer.risks),
    )
    yield Columns(
        tuple(
            (Paragraph((title,), "muted"), Items(tuple(_point(case, point, w) for point in points)))
            for title, points in groups
            if points
        )
    )


def _point(case: Case, point: TransferPoint, w: Writer) -> Rich:
    names = {item.id: _name(item, w) for item in case.practices}
    seen = joined(w.case(case.id, f"p-{name}", names[name]) for name in point.practices)
    basis: Rich = (" 见 ", *seen) if seen else ()
    if point.source and point.at:
        return (*w.text(point.text), *basis, w.cite(case, point.source, point.at))
    return (*w.text(point.text), *basis, " ", Tag("编者提示"))


def _people(case: Case, w: Writer) -> Iterator[Block]:
    if case.actors:
        yield Heading("参与者", "actors")
        yield Facts(
            tuple(
                (a.name, (f"{a.kind or ''}{'：' if a.kind and a.role else ''}{a.role or ''}" or "角色未载",))
                for a in case.actors
            )
        )
    if case.policies:
        yield Heading("政策文件", "policies")
        yield Facts(
            tuple(
                (
                    p.title,
                    (
                        f"{p.relation}；{p.issuer or '发文机关未载'}；{f'{p.number}；' if p.number else ''}{as_of(p.date)}",
                        w.cite(case, p.source, p.at),
                    ),
                )
                for p in case.policies
            )
        )
    others = w.library.links.descended.get(case.id, ())
    if case.lineage or others:
        yield Heading("经验从哪里来，到哪里去", "lineage")
        rows: list[tuple[str, Rich]] = [(way.relation, _lineage(case, way, w)) for way in case.lineage]
        rows += [(_SEEN_FROM_HERE[way.relation], (w.case(other, "lineage"),)) for other, way in others]
        yield Facts(tuple(rows))


def _lineage(case: Case, way: Lineage, w: Writer) -> Rich:
    links = [w.case(way.case)] if way.case else []
    links += [w.practice(way.practice)] if way.practice else []
    seen: Rich = ("，见 ", *joined(links)) if links else ()
    return (*w.text(way.name), *seen, w.cite(case, way.source, way.at))
