"""The slides of a deck, and how points and rows are laid over as many of them as they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from anliku.outline.blocks import Chart, Ref
from anliku.outline.deck import fit

T = TypeVar("T")
Rank = Literal[0, 1, 2, 3, 4]
"""What a deck that is too long gives up: the highest rank first, never 0."""
SECTION: Rank = 2
TOGETHER = (SECTION, 4)
"""Ranks whose slides go all at once: one part opened and the next not, one practice told longer, would look odd."""
HINT = "编者提示"
TEACHING = "教学设计，非原案事实"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What every slide has.

    Attributes:
        title: one line.
        kicker: the part of the class the slide belongs to, above the title.
        mark: who says it where no source does, beside the kicker.
        talk: what the speaker may add, from the same records; one paragraph each.
        sources: where the facts of the slide are printed.
        to: the page it is about.
    """

    title: str
    kicker: str = ""
    mark: str = ""
    talk: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    to: Ref | None = None
    rank: Rank = 0


@dataclass(frozen=True, kw_only=True)
class TitleSlide(Shown):
    """The first slide, or (not `opening`) one that opens a part."""

    subtitle: str = ""
    lead: str = ""
    number: str = ""
    opening: bool = True


@dataclass(frozen=True)
class Point:
    """One point of a slide; with a label it stands outside the numbering."""

    text: str
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label}：{self.text}" if self.label else self.text


@dataclass(frozen=True, kw_only=True)
class TextSlide(Shown):
    """A sentence that leads, and points short enough to be read aloud in one breath."""

    points: tuple[Point, ...]
    lead: str = ""
    numbered: bool = False
    first: int = 1


@dataclass(frozen=True, kw_only=True)
class TableSlide(Shown):
    """A small table; `widths` are those of the columns in full-width characters."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ChartSlide(Shown):
    """One chart, and a line below it on how to read it."""

    chart: Chart
    remark: str


Slide = TitleSlide | TextSlide | TableSlide | ChartSlide


def points_height(points: Sequence[Point], lead: str = "") -> float:
    """The height of points below a lead."""
    room = (fit.WIDTH - fit.INDENT) / fit.BODY
    heights = [fit.line_height(fit.lines(str(point), room)) for point in points]
    if lead:
        heights.insert(0, fit.line_height(fit.lines(lead, fit.WIDTH / fit.LEAD), fit.LEAD))
    return fit.paragraphs(heights)


def text_slides(slide: TextSlide, most: int = 9, *, clip: int = 4) -> Iterator[TextSlide]:
    """`slide` over as many slides as its points need, at most `most`; no point is longer than `clip` lines."""
    room = (fit.WIDTH - fit.INDENT) / fit.BODY
    points = [_fitted(point, clip, room) for point in slide.points]
    lead = fit.clipped(slide.lead, 4, fit.WIDTH / fit.LEAD)
    height = fit.HEIGHT - (points_height((), lead) + fit.GAP if lead else 0)
    groups = _grouped(points, points_height, height, most) if points else [()]
    first = slide.first
    for number, group in enumerate(groups[:most]):
        yield replace(
            slide,
            title=_titled(slide.title, number),
            points=group,
            lead=lead if number == 0 else "",
            first=first,
        )
        first += sum(not point.label for point in group)


def _fitted(point: Point, most: int, room: float) -> Point:
    text = Point(bare(point.text), point.label)
    return Point(
        fit.clipped(str(text), most, room).removeprefix(f"{point.label}：" if point.label else ""), point.label
    )


@dataclass(frozen=True)
class Entry:
    """A row of a table with what belongs to it in the notes."""

    cells: tuple[str, ...]
    talk: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def table_slides(slide: TableSlide, entries: Iterable[Entry], most: int = 9, *, clip: int = 4) -> Iterator[TableSlide]:
    """`slide` with `entries` over as many slides as they need, at most `most`; notes stay with their rows."""
    fitted = [
        Entry(
            tuple(fit.clipped(cell, clip, width) for cell, width in zip(entry.cells, slide.widths, strict=True)),
            entry.talk,
            entry.sources,
        )
        for entry in entries
    ]

    def height(group: Sequence[Entry]) -> float:
        return sum(fit.row_height(cells, slide.widths) for cells in (slide.head, *(entry.cells for entry in group)))

    groups = _grouped(fitted, height, fit.HEIGHT, most)
    for number, group in enumerate(groups[:most]):
        left = sum(len(other) for other in groups[most:])
        over = (f"另有 {left} 行没有列在幻灯片上，见讲义。",) if left and number == most - 1 else ()
        yield replace(
            slide,
            title=_titled(slide.title, number),
            rows=tuple(entry.cells for entry in group),
            talk=unique((*slide.talk, *(text for entry in group for text in entry.talk), *over)),
            sources=unique((*slide.sources, *(text for entry in group for text in entry.sources))),
        )


def _grouped(items: Sequence[T], height: Callable[[Sequence[T]], float], room: float, most: int) -> list[tuple[T, ...]]:
    """Pages about equally full; where some will be left out, each as full as it gets."""
    groups = fit.pages(items, height, room)
    return groups if len(groups) <= most else fit.filled(items, height, room)


def bare(text: str) -> str:
    """`text` without the full stop, where it is one sentence."""
    return text.rstrip("。；") if "。" not in text.rstrip("。；") else text


def with_evidence(text: str, evidence: str, most: int, width: float) -> str:
    """A result within `most` lines, with the kind of its evidence, which is never cut off."""
    return fit.clipped(bare(text), most, width, f"（{evidence}）")


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """`texts` without repetition, in order."""
    return tuple(dict.fromkeys(texts))


def _titled(title: str, number: int) -> str:
    """A title of one line; a later page says so."""
    return fit.clipped(title, 1, fit.WIDTH / fit.TITLE - (4 if number else 0.5)) + (
        f"（{number + 1}）" if number else ""
    )
