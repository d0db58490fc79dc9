"""Cases: the entries of a case, its sites and its implementations, with their fields, links and labels."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Case, Implementation, Library, Place, Site
from anliku.search.casetext import case_pieces, implementation_pieces, local_names
from anliku.search.entry import Entry, lenders
from anliku.search.facets import CaseFacets, Facet
from anliku.search.pieces import pieces, text_of
from anliku.search.places import called, levels


def case_entries(library: Library, case: Case, known: CaseFacets) -> Iterator[Entry]:
    """The entry of a case, then of its sites, then of its implementations."""
    facets = known.of(case)
    yield _case(library, case, facets)
    for site in case.sites:
        yield _site(case, site, facets)
    for implementation in case.practices:
        yield _implementation(library, case, implementation, known.of_part(implementation, facets))


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
        ("body", text_of(shown[1:])),
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
    labels = tuple((name, 110 if name == site.name else 105) for name in called(site.name))
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
        ("body", text_of(shown[1:])),
    )
    where = site.name if site else case.place.community or case.place.subdistrict or case.place.district
    context = " · ".join(dict.fromkeys(part for part in (generic, where, case.title) if part and part != title))
    labels = dict.fromkeys(parts, 75) | dict.fromkeys(item.also, 85) | {title: 90 if title != generic else 60}
    lent = {name: percent - 5 for name, percent in lenders(item.answers)} | {f"practice/{item.practice}": 45}
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
        facets,
    )


def _names(library: Library, item: Implementation) -> Iterator[str]:
    yield from local_names(item)
    if item.practice in library.practices:
        yield library.practices[item.practice].pref_label


def _place(place: Place) -> str:
    return "".join(levels(place))


def _place_labels(place: Place) -> dict[str, int]:
    """Names of a place; one below the county finds the case before the region, one above it after."""
    higher, county = (place.province, place.city), (place.district or place.city,)
    below = [name for name in (place.subdistrict, place.community) if name]
    labels: dict[str, int] = {}
    for names, strength in ((higher, 60), (county, 80), (below, 115)):
        labels |= {short: strength - 5 for name in names for short in called(name)} | dict.fromkeys(names, strength)
    return labels
