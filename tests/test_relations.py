"""Every relation of the real library can be followed from both of its ends."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from htmltree import read
from real import library, pages


@cache
def links_of(path: str) -> frozenset[str]:
    """The pages that the page at `path` links to, without the links made in running text."""
    article = read(pages()[path].html)
    declared = [a for a in article.all("a") if "ak-term" not in a.attributes.get("class", "").split()]
    folder = posixpath.dirname(path)
    found = {a.attributes.get("href", "").split("#")[0] for a in declared}
    return frozenset(posixpath.normpath(posixpath.join(folder, href)) for href in found if href)


def case_practice() -> Iterator[tuple[str, str]]:
    for case in library().cases.values():
        yield from ((f"cases/{case.id}.html", f"practices/{item.practice}.html") for item in case.practices)


def case_challenge() -> Iterator[tuple[str, str]]:
    for case in library().cases.values():
        yield from ((f"cases/{case.id}.html", f"challenges/{item.challenge}.html") for item in case.challenges)


def practice_challenge() -> Iterator[tuple[str, str]]:
    for practice in library().practices.values():
        yield from ((f"practices/{practice.id}.html", f"challenges/{name}.html") for name in practice.answers)
    for case in library().cases.values():
        for item in case.practices:
            yield from ((f"practices/{item.practice}.html", f"challenges/{name}.html") for name in item.answers)


def practice_related() -> Iterator[tuple[str, str]]:
    for practice in library().practices.values():
        yield from ((f"practices/{practice.id}.html", f"practices/{name}.html") for name in practice.related)


def challenge_related() -> Iterator[tuple[str, str]]:
    for challenge in library().challenges.values():
        yield from ((f"challenges/{challenge.id}.html", f"challenges/{name}.html") for name in challenge.related)


def topic_related() -> Iterator[tuple[str, str]]:
    for topic in library().topics.values():
        yield from ((f"topics/{topic.id}.html", f"topics/{name}.html") for name in topic.related)


def broader_narrower() -> Iterator[tuple[str, str]]:
    for practice in library().practices.values():
        yield from ((f"practices/{practice.id}.html", f"practices/{name}.html") for name in practice.broader)
    for challenge in library().challenges.values():
        yield from ((f"challenges/{challenge.id}.html", f"challenges/{name}.html") for name in challenge.broader)


def topic_practice() -> Iterator[tuple[str, str]]:
    for practice in library().practices.values():
        yield from ((f"practices/{practice.id}.html", f"topics/{name}.html") for name in practice.topics)


def topic_challenge() -> Iterator[tuple[str, str]]:
    for challenge in library().challenges.values():
        yield from ((f"challenges/{challenge.id}.html", f"topics/{name}.html") for name in challenge.topics)


def topic_case() -> Iterator[tuple[str, str]]:
    for case in library().cases.values():
        topics = {name for item in case.practices for name in library().practices[item.practice].topics}
        yield from ((f"cases/{case.id}.html", f"topics/{name}.html") for name in sorted(topics))


def similar() -> Iterator[tuple[str, str]]:
    for case, others in library().links.similar.items():
        yield from ((f"cases/{case}.html", f"cases/{other.case}.html") for other in others)


def region() -> Iterator[tuple[str, str]]:
    for case in library().cases.values():
        yield f"cases/{case.id}.html", f"regions/{case.place.adcode}.html"


def metric() -> Iterator[tuple[str, str]]:
    for name, measured in library().links.measured.items():
        yield from ((f"cases/{item.case.id}.html", f"metrics/{name}.html") for item in measured)


RELATIONS = (
    case_practice,
    case_challenge,
    practice_challenge,
    practice_related,
    challenge_related,
    topic_related,
    broader_narrower,
    topic_practice,
    topic_challenge,
    topic_case,
    similar,
    region,
    metric,
)


def broken(pairs: Iterable[tuple[str, str]]) -> list[str]:
    missing = []
    for one, other in dict.fromkeys(pairs):
        missing += [f"{one} → {other}"] if other not in links_of(one) else []
        missing += [f"{other} → {one}"] if one not in links_of(other) else []
    return missing


@pytest.mark.parametrize("relation", RELATIONS, ids=[relation.__name__ for relation in RELATIONS])
def test_a_relation_is_linked_from_both_ends(relation: object) -> None:
    pairs = list(relation())  # type: ignore[operator]
    assert pairs, "本库没有这种关系，测不到"
    assert broken(pairs) == []


def test_every_link_of_a_generated_page_leads_to_a_page_and_an_anchor_that_exist() -> None:
    handwritten = {"about.html", "contribute/index.html", "contribute/guide.html", "training/index.html"}
    trees = {path: read(page.html) for path, page in pages().items()}
    ids = {path: set(tree.ids) for path, tree in trees.items()}
    missing = []
    for path, tree in trees.items():
        for href in tree.links:
            if href.startswith(("http://", "https://")):
                continue
            target, _, fragment = href.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if found not in ids:
                missing += [] if found in handwritten else [f"{path}: {href}"]
            elif fragment and fragment not in ids[found]:
                missing.append(f"{path}: {href}")
    assert missing == []


def test_every_generated_page_is_reached_from_the_home_page_the_navigation_or_the_footer() -> None:
    start = ("index.html", "search.html", "maintenance.html", "regions/index.html", "metrics/index.html", "terms.html")
    reached, waiting = set(start), list(start)
    while waiting:
        for path in links_of(waiting.pop()):
            if path in pages() and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert set(pages()) - reached == set()
