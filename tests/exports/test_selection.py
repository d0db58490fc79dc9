"""What a reader asks for: ids, labels, searches, and the answers to wrong ones."""

from __future__ import annotations

import pytest
from anliku.exports.options import ExportError, Options
from anliku.exports.selection import checked, several, single
from anliku.link import link
from anliku.load import load
from anliku.model import Library
from anliku.outline.blocks import Ref
from anliku.outline.pack import cites, pack
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from toy import LIBRARY


@pytest.fixture(scope="module")
def small() -> Library:
    return link(assemble(load(LIBRARY)))


def test_a_label_stands_for_its_id(small: Library) -> None:
    assert checked(small, "practice", ["院坝会", "elder-canteen"]) == ("courtyard-meeting", "elder-canteen")


def test_every_unknown_id_is_named_with_the_nearest_known_one(small: Library) -> None:
    with pytest.raises(ExportError) as error:
        checked(small, "practice", ["courtyard-meting", "zzz"])
    assert "courtyard-meeting" in str(error.value)
    assert "zzz" in str(error.value)


def test_several_ids_with_a_title_become_one_pack(small: Library) -> None:
    (selection,) = single(small, "practice", ["courtyard-meeting", "elder-canteen"], "合编")
    assert (selection.kind, selection.title) == ("selection", "合编")
    assert selection.practices == ("courtyard-meeting", "elder-canteen")
    assert len(single(small, "practice", ["courtyard-meeting", "elder-canteen"])) == 2


def test_a_selection_of_nothing_is_refused(small: Library) -> None:
    with pytest.raises(ExportError, match="没有选中"):
        several(small, [], [], [], "空")


def test_a_selection_takes_practices_cases_and_search_results(small: Library) -> None:
    case = next(iter(small.cases))
    selection = several(small, ["courtyard-meeting"], [case], [("challenge", "parking"), ("term", "x")], "")
    assert selection.practices == ("courtyard-meeting",)
    assert selection.cases == (case,)
    assert selection.challenges == ("parking",)


def test_a_pack_has_a_source_for_every_mark_in_it(small: Library) -> None:
    w = Writer(small)
    for kind, group in (("practice", small.practices), ("case", small.cases), ("topic", small.topics)):
        for selection in single(small, kind, list(group)):
            made = pack(selection, w, "0")
            listed = {(source.case, source.source) for source in made.sources}
            assert {(cite.case, cite.source) for cite in cites(made.chapters)} == listed


def test_addresses_are_given_only_where_the_site_has_one() -> None:
    assert Options().url(Ref("case", "a")) == ""
    site = Options(site_url="https://example.org/ku/")
    assert site.url(Ref("case", "a", "p-b")) == "https://example.org/ku/cases/a.html#p-b"
    assert site.url(Ref("page", "terms", "t-x")) == "https://example.org/ku/terms.html#t-x"
