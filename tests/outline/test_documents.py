"""Which fields a page shows, and what it says where a field is absent."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from anliku.link import link
from anliku.load import load
from anliku.model.walk import texts
from anliku.outline import documents
from anliku.outline.blocks import Cite, Document, Flow, Heading, Ref, Strand
from anliku.outline.writer import plain
from anliku.pipeline import assemble
from anliku.tag import tag
from real import CACHE
from toy import LIBRARY


@pytest.fixture(scope="module")
def shown() -> dict[str, Document]:
    library = link(tag(assemble(load(LIBRARY)), CACHE))
    return {f"{document.to.kind}/{document.to.id}": document for document in documents(library, "样例库", "甲")}


def words(value: Any) -> str:
    """All text anywhere in a block."""
    if isinstance(value, str):
        return value
    if isinstance(value, Ref):
        return ""
    if isinstance(value, tuple):
        return "".join(map(words, value))
    if is_dataclass(value):
        return "".join(words(getattr(value, field.name)) for field in fields(value))
    return ""


UNSHOWN = frozenset(
    "adcode sha256 retrieved independent author_note direction rights url by source at id practice challenge case "
    "answers practices renamed_from unit metric status level date as_of when started value start end candidates "
    "last_verified published title_by kind".split()
)
"""Fields shown in other words, or that lead somewhere instead of being shown."""


@pytest.mark.parametrize("case", ["jia-yi-shed", "jia-wu-canteen", "ren-gui-lift"])
def test_every_text_of_a_case_is_on_its_page(shown: dict[str, Document], case: str) -> None:
    record = next(row.record for row in load(LIBRARY).cases if row.record.id == case)
    page = words(shown[f"case/{case}"])
    missing = []
    for path, text in texts(record):
        keys = [step for step in path if isinstance(step, str)]
        if keys[-1] not in UNSHOWN and not {"release", "period"} & set(keys) and text not in page:
            missing.append((path, text))
    assert missing == []


def test_a_problem_its_practices_and_their_results_stand_in_one_strand(shown: dict[str, Document]) -> None:
    (flow,) = (block for block in shown["case/jia-yi-shed"].blocks if isinstance(block, Flow))
    parking, participation = flow.strands
    assert isinstance(parking, Strand)
    assert (parking.id, plain(parking.problem)) == ("c-parking", "停车难")
    assert [plain(practice) for practice in parking.practices] == ["议事棚"]
    assert plain(parking.results[0]).startswith("停车规则经商议定下")
    assert [plain(practice) for practice in participation.practices] == ["议事棚", "积分兑换"]
    assert plain(participation.results[0]) == "结果已见上文，或看各做法。"


def test_a_problem_at_one_site_takes_only_the_practices_of_that_site(shown: dict[str, Document]) -> None:
    (flow,) = (block for block in shown["case/jia-wu-canteen"].blocks if isinstance(block, Flow))
    meals = next(strand for strand in flow.strands if strand.id == "c-elder-meals")
    assert [plain(practice) for practice in meals.practices] == ["己庚食堂"]


def test_every_claim_of_a_case_page_carries_its_source(shown: dict[str, Document]) -> None:
    def cites(value: Any) -> list[Cite]:
        if isinstance(value, Cite):
            return [value]
        if isinstance(value, tuple):
            return [cite for item in value for cite in cites(item)]
        if is_dataclass(value):
            return [cite for field in fields(value) for cite in cites(getattr(value, field.name))]
        return []

    for case in ("jia-yi-shed", "jia-wu-canteen", "ren-gui-lift"):
        found = cites(shown[f"case/{case}"])
        assert {cite.case for cite in found} == {case}
        assert len(found) >= 5


def test_a_section_without_content_has_no_heading(shown: dict[str, Document]) -> None:
    headings = {block.id for block in shown["case/ren-gui-lift"].blocks if isinstance(block, Heading)}
    assert headings & {"timeline", "transfer", "outcomes", "actors", "policies", "lineage", "sites", "terms"} == set()
    assert {"flow", "practices", "figures", "tags", "sources"} <= headings


def test_what_a_source_does_not_say_is_said_to_be_absent(shown: dict[str, Document]) -> None:
    text = words(shown["case/ren-gui-lift"])
    for absent in ("标题未载", "作者未载", "发布者未载", "日期未载", "原文未载网址", "进展未载"):
        assert absent in text


def test_a_practice_nobody_carried_out_asks_for_a_case() -> None:
    empty = link(replace(assemble(load(LIBRARY)), cases={}))
    made = {document.to.id: document for document in documents(empty)}
    assert "还没有案例" in words(made["points-exchange"])


def test_every_heading_of_a_page_has_its_own_anchor(shown: dict[str, Document]) -> None:
    for name, document in shown.items():
        anchors = [block.id for block in document.blocks if isinstance(block, Heading)]
        assert len(anchors) == len(set(anchors)), name


def test_every_document_says_in_a_sentence_what_it_is(shown: dict[str, Document]) -> None:
    assert [name for name, document in shown.items() if not (document.title and document.description)] == []
