"""A topic: introduction, its practices, challenges and cases, and what a class does with them."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Topic
from anliku.outline.blocks import Block, Document, Facts, Heading, Items, Paragraph, Prose, Ref, Rich, Row, Rows, Tag
from anliku.outline.writer import Writer, joined


def document(topic: Topic, w: Writer) -> Document:
    """The page of one topic."""
    blocks = [*introduction(topic, w), *_members(topic, w), *teaching(topic), *_related(topic, w)]
    return Document(
        Ref("topic", topic.id),
        topic.pref_label,
        tuple(blocks),
        kicker=(f"专题 {topic.order:02d}",),
        lead=w.text(topic.definition, f"topic/{topic.id}"),
        description=topic.definition,
    )


def introduction(topic: Topic, w: Writer) -> Iterator[Block]:
    """The introduction and the key points."""
    if topic.body:
        yield Heading("导读", "introduction", aside=(Tag("编者提示"),))
        yield Prose(topic.body, exclude=f"topic/{topic.id}")
    if topic.key_points:
        yield Heading("要点", "points", aside=(Tag("编者提示"),))
        yield Items(tuple(w.text(text, f"topic/{topic.id}") for text in topic.key_points))


def _members(topic: Topic, w: Writer) -> Iterator[Block]:
    links = w.library.links
    practices = links.topic_practices.get(topic.id, ())
    yield Heading("做法", "practices", aside=(f"{len(practices)} 个",))
    rows = []
    for name in sorted(practices, key=lambda n: (-len({c.case.id for c in links.carried.get(n, ())}), n)):
        cases = dict.fromkeys(c.case.id for c in links.carried.get(name, ()))
        where = joined(w.case(case, "", _short(case, w)) for case in list(cases)[:6])
        rows.append(Row(w.practice(name), (w.library.practices[name].definition,), (where,) if where else ()))
    yield Rows(tuple(rows)) if rows else Paragraph(("还没有做法归入这个专题。",), "muted")
    challenges = links.topic_challenges.get(topic.id, ())
    if challenges:
        yield Heading("难题", "challenges")
        definitions = w.library.challenges
        yield Rows(
            tuple(
                Row(w.challenge(name), (definitions[name].definition,), w.wider(name, challenges))
                for name in w.narrowest(challenges)
            ),
            compact=True,
        )
    cases_of = links.topic_cases.get(topic.id, ())
    if cases_of:
        yield Heading("案例", "cases")
        yield Rows(
            tuple(
                Row(w.case(case), (w.library.cases[case].summary,), (w.place(w.library.cases[case]),))
                for case in cases_of
            )
        )


def _short(case: str, w: Writer) -> str:
    place = w.library.cases[case].place
    return place.community or place.district or place.city


def teaching(topic: Topic) -> Iterator[Block]:
    """Goals, discussion questions and an exercise; nothing of it is a fact of a case."""
    if topic.goals or topic.questions or topic.exercise:
        yield Heading("教学", "teaching", aside=(Tag("教学设计，非原案事实"),))
    for title, anchor, texts in (("学习目标", "goals", topic.goals), ("讨论题", "questions", topic.questions)):
        if texts:
            yield Heading(title, anchor, 3)
            yield Items(tuple((text,) for text in texts), ordered=True)
    if topic.exercise:
        yield Heading("练习", "exercise", 3)
        yield Paragraph((topic.exercise,))


def _related(topic: Topic, w: Writer) -> Iterator[Block]:
    rows: list[tuple[str, Rich]] = [
        ("也叫", ("、".join(topic.alt_label),) if topic.alt_label else ()),
        ("相关专题", joined(w.topic(name) for name in w.library.links.related.get(f"topic/{topic.id}", ()))),
    ]
    if filled := tuple(row for row in rows if row[1]):
        yield Heading("相关", "related")
        yield Facts(filled)
