"""The text of a case and of an implementation, as pieces for excerpts."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Actor, AsOf, Case, Figure, Implementation, Library
from anliku.search.pieces import Piece, pieces


def local_names(item: Implementation) -> Iterator[str]:
    """What the place calls an implementation and its parts."""
    if item.local_name:
        yield item.local_name
    yield from item.also
    for part in item.parts:
        yield part.name


def case_pieces(library: Library, case: Case) -> tuple[Piece, ...]:
    """What the case says outside its implementations; the summary comes first."""
    transfer = case.transfer
    points = (*transfer.conditions, *transfer.adaptable, *transfer.risks) if transfer else ()
    return pieces(
        ("", case.summary),
        *((_label(library, item.challenge), item.note, f"c-{item.challenge}") for item in case.challenges),
        ("概况", _figures(library, case.figures)),
        ("成效", [item.text for item in case.outcomes]),
        ("时间线", [f"{_when(item.when)}：{item.what}" for item in case.timeline], "timeline"),
        ("参与者", _actors(case.actors)),
        ("荣誉", [f"{item.title}{f'（{item.issuer}）' if item.issuer else ''}" for item in case.awards]),
        ("政策文件", [f"{item.title}{item.number or ''}" for item in case.policies]),
        ("经验来龙去脉", [f"{item.relation}{item.name}" for item in case.lineage]),
        ("可借鉴性", [item.text for item in points]),
        ("当地用语", [f"{item.term}{f'（{item.note}）' if item.note else ''}" for item in case.terms], "terms"),
        ("来源", [" ".join(_source(source)) for source in case.sources], "sources"),
    )


def implementation_pieces(library: Library, item: Implementation) -> tuple[Piece, ...]:
    """What the case says about one implementation."""
    parts = [f"{part.name}{f'：{part.what}' if part.what else ''}" for part in item.parts]
    return pieces(
        ("", item.what),
        ("怎么做", item.how),
        ("组成部分", parts),
        ("结果", item.outcome),
        ("数字", _figures(library, item.figures)),
        ("参与者", _actors(item.actors)),
        ("投入", [need.text for need in item.needs]),
        ("编者说明", item.note),
    )


def _label(library: Library, challenge: str) -> str:
    found = library.challenges.get(challenge)
    return found.pref_label if found else challenge


def _figures(library: Library, figures: tuple[Figure, ...]) -> Iterator[str]:
    for figure in figures:
        metric = library.metrics.get(figure.metric)
        label = figure.label or (metric.pref_label if metric else "")
        yield f"{figure.scope or ''} {label}{figure.printed()}".strip()


def _actors(actors: tuple[Actor, ...]) -> Iterator[str]:
    for actor in actors:
        yield f"{actor.name}（{actor.role}）" if actor.role else actor.name


def _source(source: object) -> Iterator[str]:
    for name in ("publisher", "title", "series", "author", "editor"):
        value = getattr(source, name)
        if value:
            yield value


def _when(when: AsOf) -> str:
    return str(when)
