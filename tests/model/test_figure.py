"""Figures print as the source prints them; metrics know their units; times say what is known."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from anliku.model import Case, Figure, Metric, Practice, UncertainDate
from anliku.model.figure import Qualifier
from anliku.model.walk import texts, walk, walk_of
from pydantic import ValidationError
from toy import Toy


def figure(value: str, unit: str, qualifier: str | None = None, value_to: str | None = None) -> Figure:
    extra = {name: text for name, text in (("qualifier", qualifier), ("value_to", value_to)) if text}
    return Figure.model_validate({"metric": "cost", "value": value, "unit": unit, "source": "s1", "at": "一", **extra})


PRINTED = {
    None: ("1500人", "2.4万人", "1.2亿元"),
    "约": ("约1500人", "约2.4万人", "约1.2亿元"),
    "近": ("近1500人", "近2.4万人", "近1.2亿元"),
    "超": ("超1500人", "超2.4万人", "超1.2亿元"),
    "超过": ("超过1500人", "超过2.4万人", "超过1.2亿元"),
    "接近": ("接近1500人", "接近2.4万人", "接近1.2亿元"),
    "不足": ("不足1500人", "不足2.4万人", "不足1.2亿元"),
    "不到": ("不到1500人", "不到2.4万人", "不到1.2亿元"),
    "高达": ("高达1500人", "高达2.4万人", "高达1.2亿元"),
    "最多": ("最多1500人", "最多2.4万人", "最多1.2亿元"),
    "数": ("数1500人", "数2.4万人", "数1.2亿元"),
    "余": ("1500余人", "2.4万余人", "1.2亿余元"),
    "多": ("1500多人", "2.4万多人", "1.2亿多元"),
    "以上": ("1500人以上", "2.4万人以上", "1.2亿元以上"),
    "左右": ("1500人左右", "2.4万人左右", "1.2亿元左右"),
    "以内": ("1500人以内", "2.4万人以内", "1.2亿元以内"),
}


@pytest.mark.parametrize("qualifier", PRINTED, ids=str)
def test_a_figure_prints_its_qualifier_where_chinese_puts_it(qualifier: str | None) -> None:
    plain, wan, yi = PRINTED[qualifier]
    assert figure("1500", "人", qualifier).printed() == plain
    assert figure("2.4", "万人", qualifier).printed() == wan
    assert figure("1.2", "亿元", qualifier).printed() == yi


def test_every_qualifier_is_tested() -> None:
    assert set(PRINTED) - {None} == set(get_args(Qualifier))


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "value_to", "printed"),
    [
        ("30", "户", None, "100", "30—100户"),
        ("30", "户", "约", "100", "约30—100户"),
        ("2", "万", "余", None, "2万余"),
        ("50", "%", "以上", None, "50%以上"),
        ("1.20", "元", None, None, "1.20元"),
        ("1E+3", "人", None, None, "1000人"),
        ("0.5", "平方米", None, None, "0.5平方米"),
    ],
)
def test_ranges_scales_and_digits_print_as_given(
    value: str, unit: str, qualifier: str, value_to: str, printed: str
) -> None:
    assert figure(value, unit, qualifier, value_to).printed() == printed


def test_a_value_is_a_decimal_and_never_a_float() -> None:
    assert figure("0.1", "元").value + figure("0.2", "元").value == Decimal("0.3")


@pytest.mark.parametrize(
    "value", ["1e999999999", "-1e999999999", "1e-999999999", "NaN", "Infinity", "约5", "1,500", ""]
)
def test_a_value_that_cannot_be_printed_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        figure(value, "人")


def metric(*units: str) -> Metric:
    record = {"id": "ab", "prefLabel": "甲", "dimension": "其他", "units": units, "definition": "乙"}
    return Metric.model_validate(record)


@pytest.mark.parametrize(
    ("units", "unit", "base"),
    [
        (("人",), "人", ("人", "1")),
        (("人", "名"), "名", ("名", "1")),
        (("人",), "万人", ("人", "10000")),
        (("元",), "亿元", ("元", "100000000")),
        (("元",), "万亿元", ("元", "1000000000000")),
        (("平方米",), "公顷", ("平方米", "10000")),
        (("平方米",), "亩", ("平方米", "666.6667")),
        (("平方米",), "万亩", ("平方米", "6666667.0000")),
        (("平方米",), "平方公里", ("平方米", "1000000")),
        (("米",), "公里", ("米", "1000")),
        (("万",), "万", ("万", "1")),
        (("人",), "户", None),
        (("人",), "万", None),
        (("人",), "", None),
        (("人",), "人万", None),
        (("米",), "亩", None),
    ],
)
def test_a_metric_accepts_its_units_with_scales_and_conversions(
    units: tuple[str, ...], unit: str, base: tuple[str, str] | None
) -> None:
    assert metric(*units).base_of(unit) == (base and (base[0], Decimal(base[1])))
    assert metric(*units).accepts(unit) is (base is not None)


def test_an_uncertain_date_says_what_it_may_mean() -> None:
    assert str(UncertainDate(text="去年4月")) == "去年4月（年份未载）"
    assert str(UncertainDate(text="去年4月", candidates=("2023-04",))) == "去年4月（可能是 2023-04）"
    assert (
        str(UncertainDate(text="去年4月", candidates=("2023-04", "2024-04"))) == "去年4月（可能是 2023-04 或 2024-04）"
    )


@pytest.mark.parametrize("day", ["2024", "2024-02", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_a_day_of_the_calendar_is_a_date(day: str) -> None:
    assert UncertainDate(text="甲", candidates=(day,)).candidates == (day,)


@pytest.mark.parametrize(
    "day", ["0000", "2023-02-29", "2024-04-31", "2024-00", "2024-1", "24", "2024-01-01T00:00", "２０２４", "2024\n"]
)
def test_what_is_no_day_of_the_calendar_is_no_date(day: str) -> None:
    with pytest.raises(ValidationError):
        UncertainDate(text="甲", candidates=(day,))


def _case(toy: Toy) -> Case:
    return next(loaded.record for loaded in toy.records().cases if loaded.record.id == "jia-wu-canteen")


def test_walking_visits_every_record_once_with_the_path_of_the_file(toy: Toy) -> None:
    visited = list(walk(_case(toy)))
    assert len({path for path, _ in visited}) == len(visited)
    by_path = dict(visited)
    assert by_path[()] == _case(toy)
    assert by_path["challenges", 0, "figures", 0].value_to == Decimal(80)  # type: ignore[attr-defined]
    assert by_path["practices", 0, "figures", 1].unit == "%"  # type: ignore[attr-defined]


def test_walking_for_one_kind_gives_only_that_kind(toy: Toy) -> None:
    paths = [path for path, _ in walk_of(_case(toy), Figure)]
    assert paths == [
        ("figures", 0),
        ("challenges", 0, "figures", 0),
        ("practices", 0, "figures", 0),
        ("practices", 0, "figures", 1),
    ]


def test_texts_use_the_keys_of_the_file_and_reach_into_lists(toy: Toy) -> None:
    practice: Practice = toy.records().practices[0].record
    found = dict(texts(practice))
    assert found["prefLabel",] == "院坝会"
    assert found["altLabel", 1] == "议事会"
    assert found["confusable", 0, "note"] == "积分换的是参与的次数，不是意见。"
    assert not any("pref_label" in path for path in found)


def test_every_path_of_a_text_has_a_position_in_its_file(toy: Toy) -> None:
    for loaded in toy.records().cases:
        written = {path for path, _ in texts(loaded.record) if path in loaded.origin.tree.values}
        defaults = {path[-1] for path, _ in texts(loaded.record)} - {path[-1] for path in written}
        assert defaults <= {"kind", "independent", "title_by"}


def test_records_are_frozen_and_know_no_extra_fields() -> None:
    record = metric("人")
    with pytest.raises(ValidationError):
        record.id = "cd"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        UncertainDate.model_validate({"text": "甲", "extra": "乙"})
