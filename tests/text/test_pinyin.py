"""Pinyin of labels, whole and by initials; and what may become a keyword."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.text.pinyin import initials, pinyin
from anliku.text.segment import JiebaSegmenter, is_keyword


@pytest.mark.parametrize(
    ("label", "syllables", "first"),
    [
        ("院坝会", ("yuan", "ba", "hui"), "ybh"),
        ("共享奶奶", ("gong", "xiang", "nai", "nai"), "gxnn"),
        ("“院壩會”", ("yuan", "ba", "hui"), "ybh"),
        ("一老一小", ("yi", "lao", "yi", "xiao"), "ylyx"),
        ("银行", ("yin", "hang"), "yh"),
        ("重庆", ("chong", "qing"), "cq"),
        ("绿色", ("lv", "se"), "ls"),
        ("APP派单", ("app", "pai", "dan"), "apd"),
        ("234工作法", ("234", "gong", "zuo", "fa"), "2gzf"),
        ("", (), ""),
        ("——", (), ""),
    ],
)
def test_labels_are_spelled_without_tones(label: str, syllables: tuple[str, ...], first: str) -> None:
    assert pinyin(label) == syllables
    assert initials(label) == first


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


def test_the_segmenter_keeps_labels_whole_and_every_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    segmenter = JiebaSegmenter(["共享奶奶服务队"], tmp_path / "cache")
    text = "甲市的共享奶奶服务队，每周来一次。"
    words = segmenter.cut(text)
    assert "共享奶奶服务队" in words
    assert "".join(words) == text
    assert (tmp_path / "cache" / "jieba.cache").is_file()
    assert capsys.readouterr() == ("", "")
