"""The fast segmenter may stand for jieba because it cuts the same, labels and all."""

from __future__ import annotations

import random
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from anliku.load import load
from anliku.model import Case, Library
from anliku.model.walk import texts
from anliku.pipeline import assemble
from anliku.tag import known_labels
from anliku.text.segment import FastSegmenter, JiebaSegmenter, is_keyword, segmenter
from real import CACHE, ROOT


@cache
def real() -> Library:
    """The five real cases and their vocabulary."""
    return assemble(load(ROOT))


@cache
def both() -> tuple[JiebaSegmenter, FastSegmenter]:
    """The reference and the fast one, with the labels of the real library."""
    labels = {label for label, _ in known_labels(real())}
    return JiebaSegmenter(labels, CACHE), FastSegmenter(labels)


@pytest.mark.parametrize("case", real().cases.values(), ids=lambda case: case.id)
def test_a_real_case_is_cut_as_jieba_cuts_it(case: Case) -> None:
    reference, fast = both()
    text = "\n".join(text for _, text in texts(case))
    assert fast.cut(text) == reference.cut(text)


def test_the_vocabulary_is_cut_as_jieba_cuts_it() -> None:
    reference, fast = both()
    for group in (real().practices, real().challenges, real().topics):
        for record in group.values():
            for _, text in texts(record):
                assert fast.cut(text) == reference.cut(text)


ODD = (
    "2024-05-01 3.5% A-B 1+3+N 12345 C++ 3D T恤 卡拉OK 5G Wi-Fi v1.2.3 a_b R&D #1 App AA制 100% 1.5米 e-mail 3—5 "
    "2.0版 K歌 1,500 7Ｘ２４ ㎡ é αβ 😀 𠮷 𠮷野家 㐂 鿿 豈 々 〇 ー 한 あ - . + % 的".split(" ")
)


def test_labels_and_oddities_side_by_side_in_any_order_are_cut_as_jieba_cuts_them() -> None:
    reference, fast = both()
    chance = random.Random(11)  # noqa: S311  # sample, not secrets
    labels = sorted({label for label, _ in known_labels(real())})
    for _ in range(1000):
        text = "".join(chance.choice(chance.choice([labels, ODD])) for _ in range(12))
        assert fast.cut(text) == reference.cut(text)


def test_latin_letters_digits_and_signs_in_any_order_are_cut_as_jieba_cuts_them() -> None:
    reference, fast = both()
    chance = random.Random(13)  # noqa: S311  # sample, not secrets
    for _ in range(3000):
        text = "".join(chance.choices("abXY019.-+#&_%社区的，", k=12))
        text = re.sub(r"(.)\1\1+", r"\1\1", text)  # “区区区” is an exact tie of 区/区区 and 区区/区.
        assert fast.cut(text) == reference.cut(text)


@pytest.mark.parametrize("kind", [JiebaSegmenter, FastSegmenter])
def test_labels_stay_whole_and_every_character_is_kept(
    kind: type[JiebaSegmenter | FastSegmenter], capsys: pytest.CaptureFixture[str]
) -> None:
    text = "甲市的共享奶奶服务队，每周来一次。"
    words = kind(["共享奶奶服务队"]).cut(text)
    assert "共享奶奶服务队" in words
    assert "".join(words) == text
    assert capsys.readouterr() == ("", "")


def test_jieba_keeps_its_dictionary_where_it_is_told_to(tmp_path: Path) -> None:
    JiebaSegmenter([], tmp_path / "cache")
    assert (tmp_path / "cache" / "jieba.cache").is_file()


def test_without_the_fast_one_jieba_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(segmenter(["院坝会"]), FastSegmenter)
    monkeypatch.setitem(sys.modules, "rjieba", None)
    assert isinstance(segmenter(["院坝会"], CACHE), JiebaSegmenter)


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("网格", True),
        ("app", True),
        ("的", False),
        ("网", False),
        ("2024", False),
        ("工作", False),
        ("——", False),
        ("", False),
    ],
)
def test_keywords_are_words_of_two_letters_that_are_no_stop_words(word: str, may: bool) -> None:
    assert is_keyword(word) is may
