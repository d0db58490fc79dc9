"""The packs a site offers: which pages have which, and what a reader is told of each file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from anliku.exports import FORMATS
from anliku.exports.options import Options
from anliku.exports.store import Made, Order, make, prune
from anliku.model import Library
from anliku.outline.blocks import Ref, RefKind
from anliku.outline.pack import PackKind, Selection

OFFERED: Mapping[PackKind, tuple[str, ...]] = {
    "topic": ("docx", "pdf", "pptx", "epub", "xlsx", "zip"),
    "practice": ("docx", "pdf"),
    "case": ("docx", "pdf", "pptx", "zip"),
}
"""Formats offered on pages of one kind."""

MANY_CASES = 200
"""Above this, case pages offer no packs: they would outweigh the site; `anliku export case` makes them one by one."""

LABELS = {**{name: item.label for name, item in FORMATS.items()}, "zip": "教学包（zip）"}


@dataclass(frozen=True)
class Offer:
    """One file to download.

    Attributes:
        to: the page that offers it.
        path: its address in the site.
        source: the made file.
        size: bytes.
        date: the newest day a record in it was checked.
    """

    to: Ref
    path: str
    label: str
    source: Path
    size: int
    date: str


def offers(library: Library, options: Options, store: Path) -> tuple[Offer, ...]:
    """Every pack of the site, made where it has changed; `store` keeps them between builds.

    Raises:
        ExportError: where a pack cannot be made.
    """
    made = list(make(library, _orders(library), options, store))
    prune(store, (item.path for item in made))
    return tuple(sorted((_offer(item) for item in made), key=lambda offer: offer.path))


def _orders(library: Library) -> Iterator[Order]:
    for selection in _selections(library):
        for name in OFFERED[selection.kind]:
            yield Order(selection, name)


def _selections(library: Library) -> Iterable[Selection]:
    for topic in library.topics.values():
        yield Selection("topic", topic.id, topic.pref_label, topics=(topic.id,))
    for practice in library.practices.values():
        yield Selection("practice", practice.id, practice.pref_label, practices=(practice.id,))
    if len(library.cases) <= MANY_CASES:
        for case in library.cases.values():
            yield Selection("case", case.id, case.title, cases=(case.id,))


_REFS: Mapping[str, RefKind] = {"topic": "topic", "practice": "practice", "case": "case"}


def _offer(made: Made) -> Offer:
    selection = made.order.selection
    to = Ref(_REFS[selection.kind], selection.id)
    return Offer(
        to, f"packs/{made.order.name}", LABELS[made.order.format], made.path, made.path.stat().st_size, made.date
    )
