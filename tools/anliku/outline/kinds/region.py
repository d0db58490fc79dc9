"""A region: its cases, and the practices and challenges in them."""

from __future__ import annotations

from anliku.model import Region
from anliku.outline.blocks import Block, Document, Heading, Items, Ref, Row, Rows
from anliku.outline.writer import Writer, joined


def document(region: Region, w: Writer) -> Document:
    """The page of one county-level region."""
    cases = [w.library.cases[name] for name in region.cases]
    practices = dict.fromkeys(item.practice for case in cases for item in case.practices)
    challenges = dict.fromkeys(item.challenge for case in cases for item in case.challenges)
    blocks: list[Block] = [
        Heading("案例", "cases", aside=(f"{len(cases)} 个",)),
        Rows(tuple(Row(w.case(case.id), (case.summary,), (w.place(case),)) for case in cases)),
    ]
    sites = [(case, site) for case in cases for site in case.sites]
    if sites:
        blocks += [
            Heading("案例里的点位", "sites"),
            Rows(tuple(Row(w.case(c.id, f"site-{s.id}", s.name), (s.summary,)) for c, s in sites), compact=True),
        ]
    blocks += [
        Heading("遇到的难题", "challenges"),
        Items((joined(w.challenge(name) for name in challenges),)),
        Heading("用过的做法", "practices"),
        Items((joined(w.practice(name) for name in practices),)),
    ]
    return Document(
        Ref("region", region.adcode),
        region.name,
        tuple(blocks),
        kicker=(f"地区 · 行政区划代码 {region.adcode}",),
        lead=(f"本库收有这里的 {len(cases)} 个案例，{len(practices)} 种做法。",),
        description=f"{region.name}的社区治理案例和做法。",
    )
