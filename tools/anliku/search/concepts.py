"""Concepts: the entries that stand outside cases, with their fields, links and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anliku.model import Case, Challenge, Concept, Library, Practice, Term, Topic
from anliku.outline.rows import ASKS_SHOWN
from anliku.search.casetext import local_names
from anliku.search.entry import Entry
from anliku.search.facets import Facet, challenge_facets, practice_facets
from anliku.search.pieces import pieces, prose, text_of
from anliku.search.places import called, place_names
from anliku.text.normalise import bare

ANSWERED_LEAST, SAID, DONE = 30, 15, 30
"""Percent a challenge lends to a practice at least; more, when its page says that it answers it; more, the more of those
who carried it out say so, counted as if one more did not, for one alone proves little."""


def concept_entries(library: Library) -> Iterator[Entry]:
    """Entries that stand outside cases: concepts, glossary terms and regions, by kind and id."""
    for practice in library.practices.values():
        yield _practice(library, practice)
    for challenge in library.challenges.values():
        yield _challenge(library, challenge)
    for topic in library.topics.values():
        yield _topic(topic)
    for term in library.terms.values():
        yield _term(term)
    yield from _regions(library)


def _labels(concept: Concept | Term) -> tuple[tuple[str, int], ...]:
    hidden = concept.hidden_label if isinstance(concept, Concept) else ()
    return (
        (concept.pref_label, 127),
        *((label, 120) for label in concept.alt_label),
        *((label, 100) for label in hidden),
    )


def _practice_labels(practice: Practice, local: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """A local name finds what a place did before it finds the practice, though the practice knows the name too."""
    own = {bare(name) for name in local} - {bare(label) for label in (practice.pref_label, *practice.alt_label)}
    return (*(pair for pair in _labels(practice) if bare(pair[0]) not in own), *((name, 60) for name in local))


def _named(concept: Concept) -> Iterator[tuple[str, str]]:
    yield "label", concept.pref_label
    for label in concept.alt_label:
        yield "alias", label
    for label in concept.hidden_label:
        yield "ask", label
    yield "lead", concept.definition


def _practice(library: Library, practice: Practice) -> Entry:
    carried = library.links.carried.get(practice.id, ())
    # A practice page lists who did it and what they called it, so local names find it too.
    local = tuple(dict.fromkeys(name for item in carried for name in local_names(item.implementation)))
    shown = pieces(
        ("", practice.definition),
        ("", practice.scope_note),
        ("适合", practice.when_to_use),
        ("不适合", practice.when_not),
        ("第一步", practice.first_step),
        ("步骤", practice.steps),
        ("需要谁同意", practice.agreement),
        ("需要什么", practice.takes),
        ("容易出的问题", practice.pitfalls),
        ("怎样算见效", practice.signs),
        ("", prose(practice.body)),
    )
    fields = (
        *_named(practice),
        *(("ask", name) for name in local[:60]),
        *(("lead", text) for text in practice.when_to_use),
        ("body", text_of(shown[1:])),
    )
    cases = len({item.case.id for item in carried})
    lent = (
        *_answered(library, practice),
        *((f"topic/{name}", 25) for name in practice.topics),
        *((f"practice/{name}", 35) for name in practice.broader),
    )
    return Entry(
        "practice",
        practice.id,
        practice.pref_label,
        f"practices/{practice.id}.html",
        f"{practice.kind} · {cases} 个案例用过" if cases else practice.kind,
        fields,
        (*shown, *pieces(("大家这样问", practice.asks[:ASKS_SHOWN]))),
        _practice_labels(practice, local),
        lent,
        practice_facets(library, practice),
        (*practice.labels, practice.definition, *practice.when_to_use, *practice.asks),
    )


def _answered(library: Library, practice: Practice) -> Iterator[tuple[str, int]]:
    """The challenges a practice answers, as concepts that lend to it, with the percentage."""
    carried = library.links.carried.get(practice.id, ())
    places = Counter(name for item in carried for name in dict.fromkeys(item.implementation.answers))
    for name in dict.fromkeys((*practice.answers, *sorted(places))):
        said = SAID if name in practice.answers else 0
        yield f"challenge/{name}", ANSWERED_LEAST + said + DONE * places[name] // (len(carried) + 1)


def _challenge(library: Library, challenge: Challenge) -> Entry:
    shown = pieces(("", challenge.definition), ("大家这样问", challenge.asks[:ASKS_SHOWN]), ("", prose(challenge.body)))
    family = library.families.get(challenge.family)
    fields = (
        *_named(challenge),
        ("body", prose(challenge.body)),
    )
    return Entry(
        "challenge",
        challenge.id,
        challenge.pref_label,
        f"challenges/{challenge.id}.html",
        family.pref_label if family else "难题",
        fields,
        shown,
        _labels(challenge),
        tuple((f"topic/{item}", 20) for item in challenge.topics),
        challenge_facets(library, challenge),
        (*challenge.labels, challenge.definition, *challenge.asks),
    )


def _topic(topic: Topic) -> Entry:
    shown = pieces(
        ("", topic.definition), ("要点", topic.key_points), ("讨论题", topic.questions), ("", prose(topic.body))
    )
    fields = (*_named(topic), ("body", text_of(shown[1:])))
    facets = (("topic", topic.id, topic.pref_label),)
    path = f"topics/{topic.id}.html"
    told = (*topic.labels, topic.definition)
    return Entry("topic", topic.id, topic.pref_label, path, "专题", fields, shown, _labels(topic), (), facets, told)


def _term(term: Term) -> Entry:
    shown = pieces(("", term.definition))
    fields = (
        ("label", term.pref_label),
        *(("alias", label) for label in term.alt_label),
        ("lead", term.definition),
    )
    path = f"terms.html#t-{term.id}"
    return Entry("term", term.id, term.pref_label, path, "术语", fields, shown, _labels(term))


def _regions(library: Library) -> Iterator[Entry]:
    by_code: dict[str, list[Case]] = {}
    for case in library.cases.values():
        by_code.setdefault(case.place.adcode, []).append(case)
    for adcode, cases in sorted(by_code.items()):
        first = cases[0].place
        region = library.links.regions.get(adcode)
        county = region.name if region else (first.district or first.city)
        names = list(dict.fromkeys(name for case in cases for name in place_names(case)))
        higher = [name for name in dict.fromkeys((first.province, first.city)) if name != county]
        facets: dict[Facet, None] = {}
        for name in (first.province, first.city):
            facets["place", name, name] = None
        yield Entry(
            "region",
            adcode,
            county,
            f"regions/{adcode}.html",
            f"{''.join(higher)} · {len(cases)} 个案例",
            (
                ("label", county),
                *(("alias", name) for name in higher),
                *(("place", name) for name in names if name != county and name not in higher),
            ),
            pieces(("下属", [name for name in names if name != county and name not in higher][:40])),
            tuple(_region_labels(names, county, higher)),
            (),
            tuple(facets),
        )


def _region_labels(names: list[str], county: str, higher: list[str]) -> Iterator[tuple[str, int]]:
    for name in names:
        strength = 120 if name == county else 80 if name in higher else 60
        yield from ((short, strength if short == name else strength - 5) for short in called(name))
