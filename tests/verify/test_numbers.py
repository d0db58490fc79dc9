from __future__ import annotations

import random
from decimal import Decimal

import pytest
from anliku.verify.numbers import chinese_values, numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1. 4平方公里的街道", "1.4"),
        ("常住2. 4万余人", "24000"),
        ("共有1 500户", "1500"),
        ("１２，３００户", "12300"),
        ("12,300户", "12300"),
        ("1.2万人", "12000"),
        ("12000人", "12000"),
        ("13.8亿元", "1380000000"),
        ("1500余万元", "15000000"),
        ("三百二十户", "320"),
        ("两名", "2"),
        ("十四条", "14"),
        ("一百零五件", "105"),
        ("三点五万人", "35000"),
        ("二十余万", "200000"),
        ("数十位", "10"),
        ("近千人", "1000"),
        ("二〇二二年", "2022"),
        ("3至5万元", "30000"),
        ("三四百户", "400"),
        ("2024-02-18", "18"),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: str):
    assert Decimal(value) in {n.value for n in numerals(text) if not n.percent}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("64.8%", "64.8"),
        ("６３％", "63"),
        ("百分之五十", "50"),
        ("百分之64", "64"),
        ("三成以上", "30"),
        ("10—20%", "10"),
    ],
)
def test_a_share_is_a_percentage_however_it_is_written(text: str, value: str):
    assert Decimal(value) in {n.value for n in numerals(text) if n.percent}


def test_a_number_torn_apart_is_one_number_inside_a_line():
    assert [n.value for n in numerals("面积1. 4平方公里")] == [Decimal("1.4")]


def test_a_number_behind_list_numbering_stands_alone_too():
    assert {n.value for n in numerals("1. 40户参加")} >= {Decimal(40)}


@pytest.mark.parametrize("text", ["①楼道", "平方米²", "百姓", "没有"])
def test_what_only_looks_like_a_digit_is_no_arabic_number(text: str):
    assert not [n for n in numerals(text) if not n.chinese]


def test_a_comma_between_clauses_does_not_join_numbers():
    assert {n.value for n in numerals("共12，300户")} >= {Decimal(12), Decimal(300)}


def test_an_approximation_has_both_its_values():
    assert chinese_values("十五六") == [Decimal(15), Decimal(16)]


def test_the_lower_end_of_a_range_has_the_unit_of_the_upper():
    assert {n.unit for n in numerals("30—100户") if n.value == 30} >= {"户"}


def test_the_measure_word_stands_behind_scale_and_vagueness():
    assert [n.unit for n in numerals("2.5万余次")] == ["次"]


def test_offsets_are_those_of_the_text():
    text = "全区１２个，共三百二十户"
    assert [text[n.start : n.end] for n in numerals(text)] == ["１２", "三百二十"]


@pytest.mark.parametrize("seed", range(20))
def test_no_text_is_too_odd_to_read(seed: int):
    chance = random.Random(seed)  # noqa: S311  # nothing to keep secret
    text = "".join(chance.choices("0123456789 .,，、—%‰百分之一二三十千万亿零〇点成余多至年①²\n人户+", k=600))
    assert all(0 <= n.start < n.end <= len(text) + 102 for n in numerals(text + "9" * 50 + "分之" + "九" * 50))


def test_a_run_of_numerals_nobody_counts_with_is_no_number():
    assert numerals("万" * 5000) == []
