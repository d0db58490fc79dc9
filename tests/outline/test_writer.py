"""Records to inline text: terms linked once, marks that lead to sources, figures as printed."""

from __future__ import annotations

import pytest
from anliku.link import link
from anliku.load import load
from anliku.model import UncertainDate
from anliku.outline.blocks import Cite, Link, Ref, Tag
from anliku.outline.writer import Writer, as_of, challenge_anchor, figure_anchor, joined, plain
from anliku.pipeline import assemble
from toy import LIBRARY


@pytest.fixture(scope="module")
def w() -> Writer:
    return Writer(link(assemble(load(LIBRARY))))


def links(rich: object) -> list[tuple[str, str]]:
    return [(part.text, part.to.id) for part in rich if isinstance(part, Link)]  # type: ignore[attr-defined]


def test_a_term_is_linked_at_its_first_mention_only(w: Writer) -> None:
    assert links(w.text("先开院坝会，再开院坝会，也叫坝坝会。")) == [("院坝会", "courtyard-meeting")]


def test_the_words_stay_as_they_were_written(w: Writer) -> None:
    text = "楼栋长收题，“院坝会”商量；停车难也谈。"
    assert plain(w.text(text)) == text
    assert [name for _, name in links(w.text(text))] == ["terms", "courtyard-meeting", "parking"]


def test_the_concept_of_the_page_itself_is_not_linked(w: Writer) -> None:
    assert links(w.text("院坝会和积分兑换", "practice/courtyard-meeting")) == [("积分兑换", "points-exchange")]


def test_search_words_and_short_labels_are_not_linked(w: Writer) -> None:
    assert links(w.text("坝坝议事")) == []


def test_no_text_is_no_parts(w: Writer) -> None:
    assert w.text(None) == w.text("") == ()


def test_a_source_mark_carries_number_and_place(w: Writer) -> None:
    case = w.library.cases["jia-wu-canteen"]
    assert w.cite(case, "s2", "第2段") == Cite("jia-wu-canteen", "s2", "第2段", 2)


def test_a_figure_says_what_how_much_whose_and_when(w: Writer) -> None:
    case = w.library.cases["jia-yi-shed"]
    label, number, tail, mark = w.figure(case, case.figures[0])
    assert (label, number, tail) == ("常住人口 ", Tag("1.2万余人", "accent"), "（丙街道，2023年）")
    assert isinstance(mark, Cite)


def test_the_second_time_a_case_meets_a_challenge_has_an_anchor_of_its_own(w: Writer) -> None:
    case = w.library.cases["jia-yi-shed"]
    first = case.challenges[0]
    second = first.model_copy(update={"note": "又一处"})
    both = case.model_copy(update={"challenges": (first, second)})
    assert [challenge_anchor(both, item) for item in both.challenges] == ["c-parking", "c-parking-2"]


@pytest.mark.parametrize(
    ("identifier", "anchor"), [("f-cost", "f-cost"), ("cost", "f-cost"), ("flow", "f-flow"), (None, "")]
)
def test_the_anchor_of_a_figure_cannot_be_that_of_a_section(w: Writer, identifier: str | None, anchor: str) -> None:
    figure = w.library.cases["jia-yi-shed"].figures[0].model_copy(update={"id": identifier})
    assert figure_anchor(figure) == anchor


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024", "2024年"),
        ("2024-05", "2024年5月"),
        ("2024-05-01", "2024年5月1日"),
        ("未注年份", "未注年份"),
        (None, "时间未载"),
        (UncertainDate(text="去年4月"), "去年4月（年份未载）"),
        (UncertainDate(text="去年4月", candidates=("2023-04", "2024-04")), "去年4月（可能是 2023-04 或 2024-04）"),
    ],
)
def test_a_time_reads_as_people_write_it(value: object, words: str) -> None:
    assert as_of(value) == words  # type: ignore[arg-type]


def test_parts_are_joined_whatever_they_are_made_of() -> None:
    one = Link("甲", Ref("page", "a"))
    assert joined([one, ("乙", Tag("丙"))]) == (one, "、", "乙", Tag("丙"))
    assert joined([]) == ()
