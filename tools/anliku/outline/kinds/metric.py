"""A metric: what it measures, and every figure of it, each with whose and when."""

from __future__ import annotations

from anliku.model import Measured, Metric
from anliku.outline.blocks import Block, Document, Facts, Heading, Paragraph, Ref, Table, Tag
from anliku.outline.writer import Writer, as_of, derived_text, figure_anchor, joined

ROWS_SHOWN = 300


def document(metric: Metric, w: Writer) -> Document:
    """The page of one metric."""
    measured = w.library.links.measured.get(metric.id, ())
    caution = "可以跨案例比较，但先看范围和时点是否一致。" if metric.comparable else "各案例口径不同，不宜直接比较。"
    blocks: list[Block] = [
        Facts(
            (
                ("量纲", (metric.dimension,)),
                ("单位", ("、".join(metric.units) + "（可带万、亿）",)),
                ("方向", (metric.direction,)),
                ("比较", (caution,)),
                *(
                    (("可对照", joined(w.metric(name) for name in metric.comparable_with)),)
                    if metric.comparable_with
                    else ()
                ),
            )
        ),
        Heading("各案例的数字", "figures", aside=(f"{len(measured)} 个",)),
    ]
    if measured:
        blocks.append(
            Table(
                ("数的是什么", "数字", "谁的", "时间", "案例"),
                tuple(
                    (
                        (m.figure.label or metric.pref_label,),
                        (m.figure.printed(),),
                        (m.figure.scope or "",),
                        (as_of(m.figure.as_of),),
                        (
                            w.case(m.case.id, _anchor(m)),
                            w.cite(m.case, m.figure.source, m.figure.at, here=False),
                        ),
                    )
                    for m in measured[:ROWS_SHOWN]
                ),
                f"{metric.pref_label}：各案例照原文所印",
            )
        )
    else:
        blocks.append(Paragraph(("还没有案例印出这个数字。",), "muted"))
    derived = w.library.links.derived.get(metric.id, ())
    if derived:
        blocks += [
            Heading("本库推算", "derived", aside=(f"{len(derived)} 个",)),
            Paragraph(("由同一案例、同一范围、同一时点的两个数字相除，取三位有效数字；不是原文所印。",), "muted"),
            Table(
                ("案例", "推算值", "谁的", "时间", "怎样算出"),
                tuple(
                    (
                        (w.case(item.over.case.id, "figures"),),
                        (derived_text(item), " ", Tag("推算")),
                        (item.over.figure.scope or "",),
                        (as_of(item.over.figure.as_of),),
                        w.division(item),
                    )
                    for item in derived[:ROWS_SHOWN]
                ),
                f"{metric.pref_label}：本库推算",
            ),
        ]
    return Document(
        Ref("metric", metric.id),
        metric.pref_label,
        tuple(blocks),
        kicker=("指标 · ", metric.dimension),
        lead=(metric.definition,),
        description=metric.definition,
    )


def _anchor(m: Measured) -> str:
    """The practice a figure belongs to, else its row, else the table it stands in."""
    return f"p-{m.implementation.id}" if m.implementation else figure_anchor(m.figure) or "figures"
