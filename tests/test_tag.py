"""What a person declared and what a machine found are told apart; findings say why."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.load import load
from anliku.model import Case, Library
from anliku.pipeline import assemble
from anliku.tag import KEYWORDS_PER_CASE, known_labels, mentions, prose, tag
from anliku.text.matcher import Matcher
from real import CACHE
from toy import LIBRARY, Toy


@pytest.fixture(scope="module")
def library() -> Library:
    return tag(assemble(load(LIBRARY)), CACHE)


def found_in(toy: Toy, case: str = "jia-yi-shed") -> dict[str, tuple[str, str, bool]]:
    """Practice to label, field and doubt of what the machine finds in a case as it now stands."""
    library = assemble(toy.records())
    matcher = Matcher((label, f"{practice}\t{label}") for label, practice in known_labels(library))
    return {
        m.practice: (m.label, m.where, m.doubtful)
        for m in mentions(library.cases[case], prose(library.cases[case]), matcher)
    }


def with_outcome(toy: Toy, text: str) -> None:
    toy.edit("cases/jia-yi-shed.yml", "居民自己管起了停车。", text)


def test_declared_practices_are_those_of_the_file_each_once_in_its_order(library: Library) -> None:
    assert library.tags["jia-yi-shed"].declared == ("courtyard-meeting", "points-exchange")
    assert library.tags["jia-wu-canteen"].declared == ("elder-canteen", "door-delivery", "courtyard-meeting")


def test_a_practice_named_in_the_text_is_found_with_its_place_and_context(toy: Toy) -> None:
    with_outcome(toy, "后来街道又在隔壁办了长者食堂，吃饭也方便了。")
    assert found_in(toy) == {"elder-canteen": ("长者食堂", "outcomes", False)}


def test_a_declared_practice_is_not_found_once_more(toy: Toy) -> None:
    with_outcome(toy, "坝坝会、院坝会、议事棚都开了起来，积分兑换也办了。")
    assert found_in(toy) == {}


@pytest.mark.parametrize("label", ["助餐点", "老人饭堂", "“助餐点”", "老人飯堂"])
def test_aliases_search_words_quotes_and_traditional_script_are_found(toy: Toy, label: str) -> None:
    with_outcome(toy, f"隔壁办了{label}，吃饭也方便了。")
    assert set(found_in(toy)) == {"elder-canteen"}


@pytest.mark.parametrize("before", ["没有", "缺少", "尚未建", "暂无"])
def test_a_negated_mention_is_kept_and_marked_doubtful(toy: Toy, before: str) -> None:
    with_outcome(toy, f"隔壁{before}长者食堂，老人吃饭不便。")
    assert found_in(toy) == {"elder-canteen": ("长者食堂", "outcomes", True)}


def test_a_negation_in_another_clause_casts_no_doubt(toy: Toy) -> None:
    with_outcome(toy, "原来没有饭吃，后来办了长者食堂。")
    assert found_in(toy) == {"elder-canteen": ("长者食堂", "outcomes", False)}


def test_a_mention_among_the_problems_is_doubtful(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "开会时只来几位老人。", "老人想要长者食堂。")
    assert found_in(toy)["elder-canteen"] == ("长者食堂", "challenges", True)


def test_a_sure_mention_wins_over_a_doubtful_one(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "开会时只来几位老人。", "老人想要长者食堂。")
    with_outcome(toy, "后来办了助餐点。")
    assert found_in(toy)["elder-canteen"] == ("助餐点", "outcomes", False)


def test_a_name_from_one_case_is_found_in_another(toy: Toy) -> None:
    with_outcome(toy, "后来学着办红袖饭盒。")
    assert found_in(toy) == {"door-delivery": ("红袖饭盒", "outcomes", False)}


def test_what_is_said_of_the_sources_is_no_mention(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "title: 议事棚里说事", "title: 长者食堂里说事")
    toy.edit("cases/jia-yi-shed.yml", "修车棚花了多少钱", "长者食堂花了多少钱")
    assert found_in(toy) == {}


def test_keywords_are_words_of_the_case_heaviest_first(library: Library) -> None:
    for case in library.cases.values():
        words = library.tags[case.id].keywords
        assert len(words) <= KEYWORDS_PER_CASE
        assert list(words) == sorted(words, key=lambda pair: (-pair[1], pair[0]))
        assert all(weight > 0 for _, weight in words)
    assert "老人" in {word for word, _ in library.tags["jia-wu-canteen"].keywords}


def test_the_place_of_a_case_is_no_keyword(library: Library) -> None:
    for case in library.cases.values():
        assert [word for word, _ in library.tags[case.id].keywords if word in str(case.place)] == []


def test_tags_are_the_same_with_a_new_cache_and_another_order_of_files(toy: Toy, tmp_path: Path) -> None:
    records = toy.records()
    first = tag(assemble(records), CACHE)
    records.cases.reverse()
    records.practices.reverse()
    assert tag(assemble(records), tmp_path / "two").tags == first.tags


def test_tagging_leaves_the_records_as_they_were(toy: Toy) -> None:
    library = assemble(toy.records())
    before: dict[str, Case] = dict(library.cases)
    assert tag(library, CACHE).cases == before
    assert library.tags == {}


def test_words_common_in_general_weigh_less_than_rare_ones_and_unknown_ones_are_in_the_middle() -> None:
    from anliku.tag import _general_idf

    idf = _general_idf(["我们", "生化学", "没有这个词", "没有那个词"])
    assert idf["我们"] < idf["没有这个词"] == idf["没有那个词"] < idf["生化学"]
