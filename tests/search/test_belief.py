"""What is believed of a query, learnt from how concepts are told."""

from __future__ import annotations

import pytest
from anliku.search.belief import LEAST_SAID, WHOLE, belief, learnt, said
from anliku.search.entry import Entry
from anliku.search.table import IMPACT_BITS, IMPACT_MASK, Postings
from anliku.search.terms import told_terms


def concept(key: str, *told: str) -> Entry:
    return Entry("challenge", key, key, f"challenges/{key}.html", "", (), (), told=told)


CONCEPTS = [
    concept("parking", "停车难", "车没地方停", "车位总被占", "停车贵", "停车远", "没人让车"),
    concept("meals", "吃饭难", "老人没人做饭", "中午吃什么", "吃不上热的", "没地方做饭"),
    concept("silent"),
    concept("noise", "楼下太吵", "半夜吵得睡不着", "没人管吵闹"),
    *(concept(f"other{number}", "屋顶漏雨", "墙面发霉", "水管破裂", "路灯不亮") for number in range(4)),
]
ROWS = learnt(CONCEPTS)


def speaks(term: str) -> dict[int, int]:
    row = ROWS.get(term, ())
    return {int(value) >> IMPACT_BITS: int(value) & IMPACT_MASK for value in row}


def believed(query: str, none: int = 0) -> dict[int, int]:
    terms = tuple(dict.fromkeys(told_terms(query)))
    return belief(said(terms, _row), len(terms), none)


def _row(term: str) -> Postings | None:
    return Postings(1, len(ROWS[term]), ROWS[term]) if term in ROWS else None


def test_a_character_speaks_for_the_concepts_that_are_told_with_it() -> None:
    assert set(speaks("?车")) == {0}
    assert set(speaks("?吵")) == {3}
    assert set(speaks("?停车")) == {0}


def test_a_pair_that_is_told_once_or_twice_is_chance() -> None:
    assert "?停" in ROWS
    assert "?车位" not in ROWS


def test_a_term_says_nothing_of_a_concept_that_is_told_with_it_less_than_is_usual() -> None:
    others = (concept(f"other{number}", "说的都是别的事情") for number in range(9))
    rows = learnt([concept("hard", "难停", "难找", "难"), concept("long", "难得有一回大家都说这里好的时候"), *others])
    assert [int(value) >> IMPACT_BITS for value in rows["?难"]] == [0]
    assert all(value >= LEAST_SAID for term in ROWS for value in speaks(term).values())


def test_what_is_rarer_elsewhere_says_more() -> None:
    assert speaks("?停")[0] > speaks("?没").get(0, 0)


def test_all_belief_is_shared() -> None:
    found = believed("车停哪里")
    assert max(found, key=lambda item: found[item]) == 0
    assert WHOLE - 5 <= sum(found.values()) <= WHOLE


def test_more_that_speaks_for_a_concept_makes_the_belief_firmer() -> None:
    assert believed("车位停车")[0] > believed("车吵")[0]


def test_a_concept_that_is_told_in_no_words_is_never_believed_in() -> None:
    assert all(2 not in speaks(term) for term in ROWS)


@pytest.mark.parametrize("query", ["", "abc 12", "桂林"])
def test_nothing_is_believed_of_what_nobody_says(query: str) -> None:
    assert believed(query) == {}


def test_latin_letters_and_digits_are_left_out() -> None:
    assert list(told_terms("用app报修24小时")) == ["?用", "?报", "?修", "?报修", "?小", "?时", "?小时"]


def test_a_query_may_be_about_no_concept() -> None:
    assert believed("停车桂林山水甲天下", none=4)[0] < believed("停车桂林山水甲天下")[0] // 2
    assert set(believed("停车", none=4)) == {0}
