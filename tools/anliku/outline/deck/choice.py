"""What a class has time for: practices and cases with most evidence first."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Carried, Case, Implementation, Practice
from anliku.outline.pack import Pack
from anliku.outline.writer import EVIDENCE, Writer

_FIRM = {"前后对比": 3, "第三方": 3, "媒体": 2, "自述": 1}
"""How firm a kind of evidence is."""


def cases_of(pack: Pack, w: Writer) -> list[Case]:
    """The cases a pack cites, in the order of first citation."""
    return [w.library.cases[name] for name in dict.fromkeys(source.case for source in pack.sources)]


def own_cases(pack: Pack, w: Writer) -> list[Case]:
    """The cases that are chapters of the pack."""
    return [w.library.cases[chapter.to.id] for chapter in pack.chapters if chapter.to.kind == "case"]


def carried(practice: Practice, pack: Pack, w: Writer) -> list[Carried]:
    """Where `practice` was done: within the pack's own cases and challenges, the firmest evidence of each case first."""
    cases = {case.id for case in own_cases(pack, w)}
    found = [item for item in w.library.links.carried.get(practice.id, ()) if not cases or item.case.id in cases]
    wanted = set(pack.selection.challenges)
    answering = [item for item in found if wanted & set(item.implementation.answers)]
    return _by_case(answering or found)


def _by_case(found: list[Carried]) -> list[Carried]:
    """One of each case, then the second of each: places differ more than the parts of one place."""
    ranked = sorted(found, key=lambda item: _weight(item.implementation), reverse=True)
    seen: dict[str, int] = {}
    order = []
    for item in ranked:
        seen[item.case.id] = seen.get(item.case.id, 0) + 1
        order.append((seen[item.case.id], item))
    return [item for _, item in sorted(order, key=lambda pair: pair[0])]


def _weight(item: Implementation) -> tuple[int, int, int, int]:
    told = bool(item.outcome) + min(len(item.figures), 3)
    return (told, _FIRM.get(item.evidence, 0), len(item.how), len(item.needs))


def chosen(pack: Pack, w: Writer, count: int) -> list[Practice]:
    """The practices with most evidence: cases, then figures and told results, then kinds of evidence."""

    def strength(practice: Practice) -> tuple[int, int, int, str]:
        done = carried(practice, pack, w)
        told = sum(len(item.implementation.figures) + bool(item.implementation.outcome) for item in done)
        kinds = len({item.implementation.evidence for item in done} & set(EVIDENCE))
        return (-len({item.case.id for item in done}), -told, -kinds, practice.id)

    return sorted(_members(pack, w), key=strength)[:count]


def _members(pack: Pack, w: Writer) -> list[Practice]:
    own = [chapter.to.id for chapter in pack.chapters if chapter.to.kind == "practice"]
    if not own:
        own = [item.practice for case in own_cases(pack, w) for item in case.practices]
    return [w.library.practices[name] for name in dict.fromkeys(own)]


def implementations(case: Case, count: int) -> list[Implementation]:
    """What `case` did, in its own order: for every challenge the best told, then the rest by evidence."""
    ranked = sorted(case.practices, key=_weight, reverse=True)
    first = [
        next((item for item in ranked if name in item.answers and item.outcome), None)
        for name in dict.fromkeys(challenge.challenge for challenge in case.challenges)
    ]
    wanted = list(dict.fromkeys(item.id for item in (*first, *ranked) if item))[:count]
    return [item for item in case.practices if item.id in wanted]


def questions(pack: Pack, w: Writer) -> Iterator[tuple[str, str]]:
    """Questions for discussion, each with the topic it is from: the pack's own, else those of its nearest topics."""
    links = w.library.links
    topics = list(pack.selection.topics)
    if not topics:
        names = [chapter.to.id for chapter in pack.chapters if chapter.to.kind == "practice"]
        names = names or [item.practice for case in own_cases(pack, w) for item in case.practices]
        near = {
            topic: sum(name in links.topic_practices.get(topic, ()) for name in names) for topic in w.library.topics
        }
        topics = [topic for topic in sorted(near, key=lambda name: (-near[name], name)) if near[topic]][:2]
    lists = [
        [(text, w.library.topics[topic].pref_label) for text in w.library.topics[topic].questions] for topic in topics
    ]
    for turn in range(max(map(len, lists), default=0)):
        yield from (asked[turn] for asked in lists if turn < len(asked))
