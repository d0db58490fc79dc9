"""Entries: everything a reader can find, with its fields, links and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from anliku.model import Case, Challenge, Concept, Implementation, Library, Place, Practice, Site, Term, Topic
from anliku.search.casetext import case_pieces, implementation_pieces
from anliku.search.entry import Entry
from anliku.search.facets import Facet, case_facets, challenge_facets, implementation_facets, practice_facets
from anliku.search.pieces import Piece, pieces, prose
from anliku.text.normalise import bare

ANSWERED = (60, 45, 35)
"""Percentages lent by the challenges a practice answers, the first named most."""


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


def case_entries(library: Library, case: Case) -> Iterator[Entry]:
    """The entry of a case, then of its sites, then of its implementations."""
    facets = case_facets(library, case)
    yield _case(library, case, facets)
    for site in case.sites:
        yield _site(case, site, facets)
    for implementation in case.practices:
        yield _implementation(library, case, implementation, facets)


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
    local = tuple(dict.fromkeys(name for item in carried for name in _local_names(item.implementation)))
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
        ("body", _text(shown[1:])),
    )
    cases = len({item.case.id for item in carried})
    lent = [
        (f"challenge/{item}", percent)
        for item, percent in zip(practice.answers, chain(ANSWERED, repeat(ANSWERED[-1])), strict=False)
    ]
    lent += [(f"topic/{item}", 25) for item in practice.topics] + [
        (f"practice/{item}", 35) for item in practice.broader
    ]
    return Entry(
        "practice",
        practice.id,
        practice.pref_label,
        f"practices/{practice.id}.html",
        f"{practice.kind} · {cases} 个案例用过" if cases else practice.kind,
        fields,
        (*shown, *pieces(("大家这样问", practice.asks))),
        _practice_labels(practice, local),
        tuple(lent),
        practice_facets(library, practice),
        practice.asks,
    )


def _challenge(library: Library, challenge: Challenge) -> Entry:
    shown = pieces(("", challenge.definition), ("大家这样问", challenge.asks), ("", prose(challenge.body)))
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
        challenge.asks,
    )


def _topic(topic: Topic) -> Entry:
    shown = pieces(
        ("", topic.definition), ("要点", topic.key_points), ("讨论题", topic.questions), ("", prose(topic.body))
    )
    fields = (*_named(topic), ("body", _text(shown[1:])))
    facets = (("topic", topic.id, topic.pref_label),)
    path = f"topics/{topic.id}.html"
    return Entry("topic", topic.id, topic.pref_label, path, "专题", fields, shown, _labels(topic), (), facets)


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
        names = list(dict.fromkeys(name for case in cases for name in _place_names(case)))
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
            tuple((name, 120 if name == county else 80 if name in higher else 60) for name in names),
            (),
            tuple(facets),
        )


def _case(library: Library, case: Case, facets: tuple[Facet, ...]) -> Entry:
    carried = [name for item in case.practices for name in _names(library, item)]
    faced = [library.challenges[item.challenge] for item in case.challenges if item.challenge in library.challenges]
    named = [term.term for term in case.terms] + [award.title for award in case.awards]
    tags = library.tags.get(case.id)
    keywords = [word for word, _ in tags.keywords] if tags else []
    shown = case_pieces(library, case)
    fields = (
        ("title", case.title),
        ("place", _place(case.place)),
        *(("title", site.name) for site in case.sites),
        ("lead", case.summary),
        *(("lead", name) for name in named),
        *(("lead", challenge.pref_label) for challenge in faced),
        ("body", _text(shown[1:])),
        ("body", "\n".join(keywords)),
    )
    labels = dict.fromkeys((*carried, *named), 45) | _place_labels(case.place)
    labels |= {site.name: 70 for site in case.sites} | {case.title: 100, case.id: 100}
    lent = {f"practice/{item.practice}": 30 for item in case.practices}
    lent |= {f"challenge/{item.challenge}": 30 for item in case.challenges}
    return Entry(
        "case",
        case.id,
        case.title,
        f"cases/{case.id}.html",
        _place(case.place),
        fields,
        shown,
        tuple(labels.items()),
        tuple(lent.items()),
        facets,
    )


def _site(case: Case, site: Site, facets: tuple[Facet, ...]) -> Entry:
    shown = pieces(("", site.summary))
    place = case.place.model_copy(update={"subdistrict": site.subdistrict or case.place.subdistrict})
    fields = (
        ("label", site.name),
        ("place", _place(place)),
        ("lead", site.summary),
    )
    path = f"cases/{case.id}.html#site-{site.id}"
    labels = ((site.name, 110),)
    context = f"{_place(place)} · {case.title}"
    return Entry("site", f"{case.id}/{site.id}", site.name, path, context, fields, shown, labels, (), facets)


def _implementation(library: Library, case: Case, item: Implementation, facets: tuple[Facet, ...]) -> Entry:
    practice = library.practices.get(item.practice)
    generic = practice.pref_label if practice else item.practice
    title = item.local_name or generic
    site = next((site for site in case.sites if site.id == item.site), None)
    answered = [library.challenges[key].pref_label for key in item.answers if key in library.challenges]
    shown = implementation_pieces(library, item)
    parts = [part.name for part in item.parts]
    # Under its generic name it stands behind the page of the practice; a name of its own is its own.
    fields = (
        *((("label", title), ("ask", generic)) if title != generic else (("alias", title),)),
        *(("alias", name) for name in item.also),
        *(("alias", name) for name in parts),
        *(("lead", name) for name in answered),
        ("lead", item.what),
        ("place", _place(case.place)),
        *((("place", site.name),) if site else ()),
        ("body", _text(shown[1:])),
    )
    where = site.name if site else case.place.community or case.place.subdistrict or case.place.district
    context = " · ".join(dict.fromkeys(part for part in (generic, where, case.title) if part and part != title))
    labels = dict.fromkeys(parts, 75) | dict.fromkeys(item.also, 85) | {title: 90 if title != generic else 60}
    lent = {
        f"challenge/{key}": max(percent - 5, 5)
        for key, percent in zip(item.answers, chain(ANSWERED, repeat(ANSWERED[-1])), strict=False)
    } | {f"practice/{item.practice}": 45}
    return Entry(
        "implementation",
        f"{case.id}/{item.id}",
        title,
        f"cases/{case.id}.html#p-{item.id}",
        context,
        fields,
        shown,
        tuple(labels.items()),
        tuple(lent.items()),
        implementation_facets(library, item, facets),
    )


def _names(library: Library, item: Implementation) -> Iterator[str]:
    yield from _local_names(item)
    if item.practice in library.practices:
        yield library.practices[item.practice].pref_label


def _local_names(item: Implementation) -> Iterator[str]:
    if item.local_name:
        yield item.local_name
    yield from item.also
    for part in item.parts:
        yield part.name


def _place(place: Place) -> str:
    names = (place.province, place.city, place.district, place.subdistrict, place.community)
    return "".join(dict.fromkeys(name for name in names if name))


def _place_labels(place: Place) -> dict[str, int]:
    """Names of a place; one below the county finds the case before the region, one above it after."""
    labels = {place.province: 60, place.city: 60, place.district or place.city: 80}
    return labels | {name: 95 for name in (place.subdistrict, place.community) if name}


def _place_names(case: Case) -> Iterator[str]:
    place = case.place
    names = (place.province, place.city, place.district, place.subdistrict, place.community)
    yield from (name for name in names if name)
    for site in case.sites:
        yield site.name
        if site.subdistrict:
            yield site.subdistrict


def _text(shown: Iterable[Piece]) -> str:
    return "\n".join(piece.text for piece in shown)
