"""The home page: search first, then problems, topics, practices, cases, and the library in figures."""

from __future__ import annotations

from anliku.model import Figure
from anliku.model.walk import walk_of
from anliku.outline.blocks import (
    Block,
    Columns,
    Document,
    Heading,
    Link,
    Paragraph,
    Prose,
    Ref,
    Row,
    Rows,
    SearchBox,
    Tile,
    Tiles,
)
from anliku.outline.rows import case_row
from anliku.outline.writer import Writer, joined

CASES_SHOWN = 6
PRACTICES_SHOWN = 12


def document(title: str, introduction: str, w: Writer) -> Document:
    """The home page; `introduction` is the curators' Markdown of kb/index.md."""
    library, links = w.library, w.library.links
    families = tuple(
        (
            Paragraph((family.pref_label,), "muted"),
            Paragraph(
                joined(
                    (w.challenge(c.id) for c in library.challenges.values() if c.family == family.id and not c.broader),
                    " · ",
                )
            ),
        )
        for family in library.families.values()
    )
    most = sorted(
        library.practices.values(), key=lambda p: (-len({c.case.id for c in links.carried.get(p.id, ())}), p.id)
    )
    topics = sorted(library.topics.values(), key=lambda t: (t.order, t.id))
    blocks: list[Block] = [
        SearchBox("说说遇到的问题，或输入做法、地名"),
        Heading("从难题开始", "challenges", aside=(Link("全部难题", Ref("page", "challenges/index")),)),
        Columns(families),
        Heading(
            "案例最多的做法",
            "practices",
            aside=(Link(f"全部 {len(library.practices)} 种", Ref("page", "practices/index")),),
        ),
        Rows(
            tuple(
                Row(
                    w.practice(p.id),
                    (p.definition,),
                    ((f"{len({c.case.id for c in links.carried.get(p.id, ())})} 个案例",),),
                )
                for p in most[:PRACTICES_SHOWN]
            ),
            compact=True,
        ),
        Heading("案例", "cases", aside=(Link(f"全部 {len(library.cases)} 个", Ref("page", "cases/index")),)),
        Rows(tuple(case_row(case, w) for case in list(library.cases.values())[:CASES_SHOWN])),
        Heading("专题", "topics", aside=(Link("全部专题", Ref("page", "topics/index")),)),
        Paragraph(joined((w.topic(t.id) for t in topics), " · ")),
        Heading("本库现有", "numbers"),
        Tiles(tuple(_numbers(w))),
        *(
            (Heading("关于本库", "about", aside=(Link("方法", Ref("page", "about")),)), Prose(introduction))
            if introduction
            else ()
        ),
    ]
    lead = "社区治理的真实做法：遇到什么问题，谁用什么办法解决，结果如何，出处在哪里。"
    return Document(Ref("page", "index"), title, tuple(blocks), lead=(lead,), description=lead, wide=True)


def _numbers(w: Writer) -> list[Tile]:
    library = w.library
    figures = sum(1 for case in library.cases.values() for _ in walk_of(case, Figure))
    done = sum(len(case.practices) for case in library.cases.values())
    sources = sum(len(case.sources) for case in library.cases.values())
    regions = len(library.links.regions)
    return [
        Tile(str(len(library.cases)), "个案例", f"来自 {regions} 个区县，{sources} 份来源"),
        Tile(str(len(library.practices)), "种做法", f"在案例里落地 {done} 处"),
        Tile(str(len(library.challenges)), "个难题", f"分 {len(library.families)} 类"),
        Tile(str(figures), "个数字", "都注明范围、时间和出处"),
    ]
