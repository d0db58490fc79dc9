"""What a reader types, and what comes first."""

from __future__ import annotations

from functools import cache

import pytest
from anliku.model import Library
from anliku.search import Searcher, index, search
from anliku.search.manner import QUESTION
from anliku.search.ranking import Ranked, spread
from real import library as library_of_five

FIRST = {
    "a practice by its name": ("院坝会", "practice", "yard-talk"),
    "a practice by its other name": ("坝坝会", "practice", "yard-talk"),
    "a practice by a word that is never shown": ("院子里开会", "practice", "yard-talk"),
    "a place's own name of a practice": ("议事棚", "implementation", "heyuan-shed/shed"),
    "a named part": ("亮灯夜谈", "implementation", "heyuan-shed/shed"),
    "any two characters of the text": ("举手", "implementation", "heyuan-shed/shed"),
    "a stretch of the text that cuts words in two": ("闲置车棚修", "case", "heyuan-shed"),
    "pinyin written whole": ("shequ shitang", "practice", "canteen"),
    "pinyin in one word": ("shequshitang", "practice", "canteen"),
    "initials": ("sqst", "practice", "canteen"),
    "Traditional script": ("社區食堂", "practice", "canteen"),
    "a character that sounds the same": ("社区食糖", "practice", "canteen"),
    "one wrong character": ("社区食物堂", "practice", "canteen"),
    "a token with plus signs": ("1+4+N", "implementation", "shanwan-points/points"),
    "full width": ("１＋４＋Ｎ", "implementation", "shanwan-points/points"),
    "a problem in other people's words": ("中午没人做饭", "practice", "canteen"),
    "a county": ("东桥区", "region", "100101"),
    "a place below the county": ("柳荫街道", "case", "heyuan-shed"),
    "a site of a case": ("柳林社区", "site", "heyuan-shed/liulin"),
    "a glossary term": ("网格", "term", "net"),
    "a site without the word for what it is": ("柳林", "site", "heyuan-shed/liulin"),
    "a place and a practice": ("河原市 食堂", "implementation", "heyuan-shed/canteen"),
}


@pytest.mark.parametrize(("query", "kind", "key"), FIRST.values(), ids=FIRST.keys())
def test_first_comes(searcher: Searcher, query: str, kind: str, key: str) -> None:
    first = searcher.answer(query).results[0]
    assert (first.kind, first.id) == (kind, key)


def test_a_question_finds_its_challenge_and_what_was_done_about_it(searcher: Searcher) -> None:
    found = [(item.kind, item.id) for item in searcher.answer("下班没地方停车怎么办").results[:5]]
    done = {("implementation", "heyuan-shed/shed"), ("implementation", "shanwan-points/points")}
    assert {*found} == {("challenge", "parking"), ("practice", "points"), ("practice", "yard-talk"), *done}
    assert found[0][0] == "practice"
    answer = searcher.answer("中午没人做饭").results
    assert [(item.kind, item.id) for item in answer[:2]] == [("practice", "canteen"), ("challenge", "meals")]


def test_a_question_is_not_answered_from_one_case_alone(searcher: Searcher) -> None:
    answer = searcher.answer("居民停车没人管怎么办")
    cases = [item.id.split("/")[0] for item in answer.results if item.kind == "implementation"]
    assert answer.question
    assert len(set(cases)) > 1


def test_results_name_page_and_anchor(library: Library) -> None:
    assert search(library, "议事棚")[0].path == "cases/heyuan-shed.html#p-shed"
    assert search(library, "柳林社区")[0].path == "cases/heyuan-shed.html#site-liulin"


def test_everyday_words_are_searched_as_well_and_said(searcher: Searcher) -> None:
    answer = searcher.answer("吃饭")
    assert "食堂" in answer.also
    assert "canteen" in [item.id for item in answer.results]


def test_words_nobody_uses_are_not_said(searcher: Searcher) -> None:
    assert "助餐" not in searcher.answer("吃饭").also


def test_a_misspelt_label_is_suggested(searcher: Searcher) -> None:
    assert searcher.answer("社区食糖").suggested == ("社区食堂",)


def test_nothing_found_gives_the_nearest_labels(searcher: Searcher) -> None:
    answer = searcher.answer("坝院鼗")
    assert answer.results == ()
    assert "院坝会" in answer.suggested
    assert searcher.answer("坝鼗").suggested == ()  # one character in common is another matter


@pytest.mark.parametrize("slip", ["sheqshitang", "shequshhitang", "shequsjitang", "shequshitnag"])
def test_pinyin_one_letter_off_suggests_the_label(searcher: Searcher, slip: str) -> None:
    answer = searcher.answer(slip)
    assert answer.results == ()
    assert answer.suggested == ("社区食堂",)


@pytest.mark.parametrize("query", ["", " ", "？", "，。", "<", "怎么办", "的", "a", "鼗" * 200, "1+4+N" * 40])
def test_any_query_is_answered(searcher: Searcher, query: str) -> None:
    searcher.answer(query)


def test_equal_scores_go_by_number(searcher: Searcher) -> None:
    results = searcher.answer("积分").results
    assert list(results) == sorted(results, key=lambda item: -item.score)


def test_everyday_words_of_one_character_are_read_when_all_else_failed(searcher: Searcher) -> None:
    # 树 stands for 行道树, 绿化, 更换 and is no known word in a longer query that finds something.
    assert [slot.text for slot in searcher.reader.plan("树鼗鼗").slots] == ["树鼗鼗"]
    assert [slot.text for slot in searcher.reader.plan("树鼗鼗", lone=True).slots] == ["树", "鼗鼗"]


def test_a_dog_is_found_by_what_is_said_of_dogs() -> None:
    real = library_of_five()
    answer = of_the_five_cases().answer("狗乱叫")
    assert "宠物" in answer.also
    first = answer.results[0]
    assert first.kind == "practice"
    assert "uncivil-conduct" in real.practices[first.id].answers
    assert ("challenge", "uncivil-conduct") in [(item.kind, item.id) for item in answer.results]


def test_parts_of_a_practice_already_shown_move_down_the_more_the_oftener() -> None:
    listed = [Ranked(score, entry) for entry, score in ((0, 1000), (5, 900), (6, 800), (7, 700), (1, 300))]
    borrowed, parents = {5: 0, 6: 0, 7: 0}, [-1, -1, -1, -1, -1, 4, 4, 4]
    kept = QUESTION.spread
    found = spread(listed, borrowed, parents, question=True)
    assert [item.entry for item in found] == [0, 5, 1, 6, 7]
    assert found[3].score == 800 * kept // 100 * kept // 100
    assert [item.entry for item in spread(listed, borrowed, parents, question=False)] == [0, 5, 6, 1, 7]


def test_in_a_question_parts_of_unknown_practices_are_taken_together() -> None:
    listed = [Ranked(900, 5), Ranked(800, 6), Ranked(700, 1)]
    parents = [-1, -1, -1, -1, -1, 4, 4]
    assert [item.entry for item in spread(listed, {}, parents, question=True)] == [5, 1, 6]
    assert [item.entry for item in spread(listed, {}, parents, question=False)] == [5, 6, 1]


@pytest.mark.parametrize("query", ["东桥区柳荫街道议事棚停车", "柳荫街道社区食堂志愿积分", "某省河原市东桥区"])
def test_a_place_makes_no_question_of_a_name(searcher: Searcher, query: str) -> None:
    answer = searcher.answer(query)
    assert not answer.question
    assert answer.results[0].id.startswith(("heyuan-shed", "100101"))


def test_a_place_in_a_question_brings_what_was_done_there(searcher: Searcher) -> None:
    def parts(query: str) -> list[str]:
        return [item.id for item in searcher.answer(query).results if item.kind == "implementation"]

    assert parts("东桥区没地方停车怎么办")[0] == "heyuan-shed/shed"
    assert parts("西塘区没地方停车怎么办")[0] == "shanwan-points/points"


def test_two_characters_in_the_middle_of_a_word_are_no_place(searcher: Searcher) -> None:
    plan, known = searcher._read("城河原停车")
    assert known.places == {"河原"}
    assert [slot.text for slot in plan.slots if slot.place] == []
    assert [slot.text for slot in searcher._read("河原停车")[0].slots if slot.place] == ["河原"]


@cache
def of_the_five_cases() -> Searcher:
    return Searcher(index(library_of_five()))


def test_what_is_called_just_so_is_found_though_it_reads_like_a_question() -> None:
    real, find = library_of_five(), of_the_five_cases()
    missed = [
        challenge.pref_label
        for challenge in real.challenges.values()
        if challenge.id not in [item.id for item in find.answer(challenge.pref_label).results[:3]]
    ]
    assert missed == []
    for case in real.cases.values():
        assert find.answer(case.title).results[0].id == case.id


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("永川老旧小区改造", "cases/yongchuan.html#p-district-renewal"),
        ("永川区老旧小区改造", "cases/yongchuan.html#p-district-renewal"),
        ("成都加装电梯", "cases/wuhou.html#p-elevator-talks"),
        ("民主村食堂", "cases/minzhucun.html#p-canteen"),
        ("民主村 老店", "cases/minzhucun.html#p-old-shops"),
        ("武侯案例", "cases/wuhou.html"),
        ("成都的做法有哪些", "cases/wuhou.html"),
        ("玉屏路社区邮电小区", "cases/yongchuan.html#site-youdian"),
    ],
)
def test_a_place_and_a_matter_find_what_was_done_there(query: str, path: str) -> None:
    assert path in [item.path for item in of_the_five_cases().answer(query).results[:4]]


def test_a_query_the_library_has_nothing_for_is_told_so() -> None:
    find = of_the_five_cases()
    elsewhere = ("今天天气怎么样", "怎么减肥", "人口普查", "海洋渔业管理", "股票怎么买", "asdfgh")
    assert [query for query in elsewhere if not find.answer(query).weak] == []
    here = ("停车位不够怎么办", "老人一个人在家没人做饭", "共享奶奶", "武侯区", "gxnn", "加装电梯", "物业费收不上来")
    assert [query for query in here if find.answer(query).weak] == []


def test_words_searched_as_well_are_shown_as_they_are_written() -> None:
    also = of_the_five_cases().answer("社区没钱").also
    assert "资金难、造血难" in also
    assert not any(word in "社区没钱" for word in also)
