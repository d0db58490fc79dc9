"""Labels in running text: leftmost, longest, never overlapping, never across a sentence end."""

from __future__ import annotations

import random

import pytest
from anliku.text.matcher import Match, Matcher
from anliku.text.normalise import SENTENCE_ENDS, key


def found(labels: list[str], text: str) -> list[tuple[str, str]]:
    """The pieces of `text` that match, with the label they stand for."""
    return [(text[m.start : m.end], m.target) for m in Matcher((label, label) for label in labels).find(text)]


def test_the_longest_label_at_a_place_wins() -> None:
    assert found(["议事", "议事会", "居民议事会"], "居民议事会上议事会议事") == [
        ("居民议事会", "居民议事会"),
        ("议事会", "议事会"),
        ("议事", "议事"),
    ]


def test_the_leftmost_label_wins_even_over_a_longer_one_that_starts_later() -> None:
    assert found(["甲乙", "乙丙丁戊"], "甲乙丙丁戊") == [("甲乙", "甲乙")]


def test_a_failed_longer_label_does_not_hide_a_shorter_one() -> None:
    assert found(["甲乙丙丁", "乙丙"], "甲乙丙戊") == [("乙丙", "乙丙")]
    assert found(["甲乙", "甲乙丙丁"], "甲乙丙戊") == [("甲乙", "甲乙")]


@pytest.mark.parametrize("end", ["。", "！", "？", "；", "\n", "!", "?", ";", "｡", "，。", "”。“"])
def test_a_label_never_crosses_a_sentence_end(end: str) -> None:
    assert found(["院坝会"], f"院坝{end}会") == []
    assert found(["院坝会", "会议"], f"院坝{end}会议") == [("会议", "会议")]


@pytest.mark.parametrize("between", ["、", "，", " ", "·", "——", "”“", "\u3000", "\u200b", "（", "："])
def test_quotes_separators_and_spaces_inside_a_label_do_not_matter(between: str) -> None:
    text = f"实行社区吹哨{between}部门报到制度"
    assert found(["社区吹哨部门报到"], text) == [(f"社区吹哨{between}部门报到", "社区吹哨部门报到")]


def test_script_width_and_case_do_not_matter() -> None:
    assert found(["社区吹哨、部门报到", "app派单"], "“社區吹哨部門報到”與ＡＰＰ派單") == [
        ("社區吹哨部門報到", "社区吹哨、部门报到"),
        ("ＡＰＰ派單", "app派单"),
    ]


def test_the_first_claim_of_a_label_wins() -> None:
    matcher = Matcher([("院坝会", "first"), ("“院坝会”", "second")])
    assert list(matcher.find("开院坝会")) == [Match(1, 4, "first")]


def test_a_label_with_a_sentence_end_in_it_is_never_found() -> None:
    assert found(["甲。乙", "乙丙"], "甲。乙丙") == [("乙丙", "乙丙")]


def test_empty_labels_and_texts_match_nothing() -> None:
    assert found(["", "——", "“”"], "甲——乙") == []
    assert found(["甲"], "") == []
    assert found([], "甲") == []


@pytest.mark.parametrize("shortest", [1, 2])
def test_matches_of_random_texts_equal_those_of_a_plain_search(shortest: int) -> None:
    chance = random.Random(5)  # noqa: S311  # sample, not secrets
    for _ in range(300):
        labels = ["".join(chance.choices("甲乙丙", k=chance.randint(shortest, 4))) for _ in range(5)]
        text = "".join(chance.choices("甲乙丙。", k=40))
        expected, position = [], 0
        while position < len(text):
            here = [label for label in labels if text.startswith(label, position)]
            longest = max(here, key=len, default="")
            if longest:
                expected.append((longest, longest))
            position += len(longest) or 1
        assert found(labels, text) == expected
        assert not any(SENTENCE_ENDS & set(piece) for piece, _ in found(labels, text))
        assert all(key(piece) == key(label) for piece, label in found(labels, text))
