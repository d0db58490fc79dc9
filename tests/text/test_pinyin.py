"""Pinyin of labels, whole and by initials."""

from __future__ import annotations

import pytest
from anliku.text.pinyin import initials, pinyin


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
