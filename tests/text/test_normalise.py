"""Folding keeps every offset; squeezing says where each kept character came from."""

from __future__ import annotations

import random

import pytest
from anliku.text.normalise import SENTENCE_ENDS, fold, key, squeeze


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("社區吹哨", "社区吹哨"),
        ("（甲）！？；", "(甲)!?;"),
        ("ABC", "abc"),
        ("院坝会", "院坝会"),
        ("｡｢｣", "。「」"),
        ("", ""),
    ],
)
def test_width_case_and_script_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["ﬁ㎡…½", "İstanbul", "e\u0301", "👨‍👩‍👧", "㍿①", "ß", "\u0000\u200b\ufeff"])
def test_characters_that_would_grow_or_vanish_keep_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_keeps_the_length_of_any_text_and_folds_once() -> None:
    chance = random.Random(3)  # noqa: S311  # sample, not secrets
    points = [*range(0xD800), *range(0xE000, 0x30000)]
    text = "".join(map(chr, chance.sample(points, 20_000)))
    assert len(fold(text)) == len(text)
    assert fold(text) == "".join(fold(char) for char in text)


def test_squeezing_drops_quotes_separators_and_spaces_and_keeps_offsets() -> None:
    text = "“社區 吹哨、部門——报到”（A＋B）"
    kept, offsets = squeeze(text)
    assert kept == "社区吹哨部门报到a+b"
    assert [fold(text[offset]) for offset in offsets] == list(kept)
    assert offsets == sorted(set(offsets))


def test_sentence_ends_survive_squeezing() -> None:
    assert set(squeeze("甲。乙！丙？丁；戊\n己")[0]) >= SENTENCE_ENDS & set("。!?;\n")


@pytest.mark.parametrize("spelling", ["院坝会", "“院坝会”", "院 坝 会", "院·坝·会", "院壩會", "《院坝会》"])
def test_spellings_of_one_label_have_one_key(spelling: str) -> None:
    assert key(spelling) == key("院坝会")


def test_labels_of_punctuation_alone_have_an_empty_key() -> None:
    assert key("“——”") == ""
