"""Entries of lists that more than one kind of page shows."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Case, Practice
from anliku.outline.blocks import Block, Heading, Paragraph, Rich, Row
from anliku.outline.writer import Writer, joined

ASKS_SHOWN = 15
"""Ways of asking a page shows, the first ones; the others only help search."""


def asked(asks: tuple[str, ...]) -> Iterator[Block]:
    """How people put a problem or a need: some short sentences, as one paragraph of quotations."""
    if asks:
        yield Heading("大家这样问", "asks")
        yield Paragraph(("".join(f"“{text}”" for text in asks[:ASKS_SHOWN]),), "muted")


def case_row(case: Case, w: Writer) -> Row:
    """A case in a list: title, summary, place, size."""
    size = f"{len({item.practice for item in case.practices})} 种做法"
    sites: Rich = joined(w.case(case.id, f"site-{site.id}", site.name) for site in case.sites)
    meta: list[Rich] = [(*w.place(case), f" · {case.level} · {size}")]
    if sites:
        meta.append(("点位：", *sites))
    return Row(w.case(case.id), (case.summary,), tuple(meta))


def practice_row(practice: Practice, w: Writer) -> Row:
    """A practice in a list: name, definition, where it was done."""
    carried = w.library.links.carried.get(practice.id, ())
    names = dict.fromkeys(c.implementation.local_name for c in carried if c.implementation.local_name)
    count = len({c.case.id for c in carried})
    meta: list[Rich] = [(f"{count} 个案例" if count else "还没有案例",)]
    if names:
        meta.append((f"当地叫法：{'、'.join(list(names)[:5])}",))
    return Row(w.practice(practice.id), (practice.definition,), tuple(meta))
