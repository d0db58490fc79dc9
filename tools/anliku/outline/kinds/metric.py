"""A metric: what it measures, and every figure of it, each with whose and when."""

from __future__ import annotations

from anliku.model import Measured, Metric
from anliku.outline.blocks import Block, Document, Facts, Heading, Paragraph, Ref, Table
from anliku.outline.writer import Writer, as_of, figure_anchor

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
        blocks.append(Paragraph(("还没有案例用到这个指标。",), "muted"))
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
