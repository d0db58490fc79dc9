"""A challenge: how people put it, what answered it where, who faces it."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Challenge
from anliku.outline.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Prose,
    Ref,
    Rich,
    Row,
    Rows,
    Table,
    Tag,
)
from anliku.outline.rows import asked
from anliku.outline.writer import Writer, challenge_anchor, joined

ROWS_SHOWN = 100


def document(challenge: Challenge, w: Writer) -> Document:
    """The page of one challenge."""
    family = w.library.families[challenge.family]
    blocks = [*_narrower(challenge, w), *_answers(challenge, w), *_cases(challenge, w), *_about(challenge, w)]
    return Document(
        Ref("challenge", challenge.id),
        challenge.pref_label,
        tuple(blocks),
        kicker=("难题 · ", family.pref_label),
        lead=w.text(challenge.definition, f"challenge/{challenge.id}"),
        description=challenge.definition,
    )


def _narrower(challenge: Challenge, w: Writer) -> Iterator[Block]:
    names = w.library.links.narrower.get(f"challenge/{challenge.id}", ())
    if names:
        yield Heading("更具体的难题", "narrower", aside=(f"{len(names)} 个",))
        definitions = w.library.challenges
        yield Rows(tuple(Row(w.challenge(name), (definitions[name].definition,)) for name in names), compact=True)


def _answers(challenge: Challenge, w: Writer) -> Iterator[Block]:
    links = w.library.links
    names = links.answered.get(challenge.id, ())
    told = [
        (name, item)
        for name in names
        for item in links.carried.get(name, ())
        if challenge.id in item.implementation.answers
    ]
    yield Heading("别处怎么解决的", "answers", aside=(f"{len(told)} 处做法",))
    if told:
        yield Table(
            ("做法", "在哪里", "做了什么", "结果", "证据"),
            tuple(
                (
                    (w.practice(name),),
                    (
                        w.case(
                            item.case.id,
                            f"p-{item.implementation.id}",
                            item.implementation.local_name or item.case.title,
                        ),
                    ),
                    w.text(item.implementation.what, f"challenge/{challenge.id}", f"practice/{name}"),
                    w.text(item.implementation.outcome, f"challenge/{challenge.id}", f"practice/{name}")
                    or joined((w.figure(item.case, f, here=False) for f in item.implementation.figures[:2]), "；")
                    or ("未载",),
                    (
                        Tag(item.implementation.evidence),
                        w.cite(item.case, item.implementation.source, item.implementation.at, here=False),
                    ),
                )
                for name, item in told[:ROWS_SHOWN]
            ),
            f"回应“{challenge.pref_label}”的做法",
        )
    others = [name for name in names if name not in {name for name, _ in told}]
    if others:
        yield Heading("也可以考虑", "others", 3, aside=(Tag("编者提示"),))
        rows = tuple(Row(w.practice(name), (w.library.practices[name].definition,)) for name in others)
        yield Rows(rows, compact=True)


def _cases(challenge: Challenge, w: Writer) -> Iterator[Block]:
    faced = w.library.links.faced.get(challenge.id, ())
    yield Heading("哪些案例遇到过", "cases", aside=(f"{len(faced)} 处",) if faced else ())
    rows = tuple(
        Row(
            w.case(item.case.id, challenge_anchor(item.case, item.challenge)),
            w.cited(item.challenge.note, item.case, item.challenge.source, item.challenge.at, here=False),
            (w.place(item.case),),
        )
        for item in faced[:ROWS_SHOWN]
    )
    if rows:
        yield Rows(rows)
    elif challenge.broader:
        wider = joined(w.challenge(name) for name in challenge.broader)
        yield Paragraph(("案例把它记在更宽的难题下：", *wider, "。"), "muted")
    else:
        yield Paragraph(("还没有案例写到这个难题。",), "muted")


def _about(challenge: Challenge, w: Writer) -> Iterator[Block]:
    if challenge.body:
        yield Heading("这个难题难在哪里", "about", aside=(Tag("编者提示"),))
        yield Prose(challenge.body, exclude=f"challenge/{challenge.id}")
    yield from asked(challenge.asks)
    related = w.library.links.related.get(f"challenge/{challenge.id}", ())
    rows: list[tuple[str, Rich]] = [
        ("也叫", ("、".join(challenge.alt_label),) if challenge.alt_label else ()),
        ("更宽的难题", joined(w.challenge(name) for name in challenge.broader)),
        ("相关难题", joined(w.challenge(name) for name in related)),
        ("专题", joined(w.topic(topic) for topic in challenge.topics)),
    ]
    if filled := tuple(row for row in rows if row[1]):
        yield Heading("相关", "related")
        yield Facts(filled)
