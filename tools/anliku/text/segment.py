"""Words of a Chinese text: jieba, or the same in Rust, with the library's labels as a user dictionary."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

STOP_WORDS = frozenset(
    "的 了 和 与 及 或 等 在 是 为 对 由 从 到 以 将 把 被 让 使 其 该 此 这 那 各 个 并 也 都 就 还 又 再 才 "
    "而 但 且 则 即 若 如 因 所 于 之 者 中 上 下 内 外 前 后 里 间 时 年 月 日 一 二 三 四 五 六 七 八 九 十 "
    "一个 一些 这个 那个 这些 那些 他们 我们 你们 自己 通过 进行 开展 实现 实施 推动 推进 加强 提升 提高 完善 "
    "建立 健全 形成 坚持 深化 打造 构建 有效 切实 不断 积极 充分 全面 持续 深入 创新 同时 以及 包括 其中 没有 "
    "可以 能够 需要 成为 作为 有关 相关 主要 重要 问题 工作 情况 方面 方式 原文 案例 编者 来源 说明 提到 所在 "
    "一是 二是 三是 如何 怎么 怎样 什么 不 没 有 去 来 说 做 用 请 按 每 多 少 大 小 新 老 好 先 再由 只 会 要".split()
)
"""Function words and words every case uses; they never become keywords."""


_RARE = re.compile("([\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)")
"""Han characters that only `rjieba` takes for parts of words; to jieba each stands alone."""

_SIGN = re.compile(r"[+#&._%-]")
_CODE = re.compile(r"[a-zA-Z0-9+#&._%-]{2,}")
_NUMBER = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")
"""What jieba (`finalseg.re_skip`) makes of `2024-05-01`, which `rjieba` leaves whole."""


class Segmenter(Protocol):
    """What the rest of the package knows of a segmenter."""

    def cut(self, text: str) -> list[str]:
        """The words of `text`, in order, punctuation included."""


class JiebaSegmenter:
    """jieba, the reference; one tokenizer of its own, silent, its cache where we say."""

    def __init__(self, words: Iterable[str], cache_dir: Path | None = None) -> None:
        """Start jieba with `words` as its user dictionary."""
        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._tokenizer: Any = jieba.Tokenizer()
        if cache_dir is not None:
            cache_dir.mkdir(parents=True, exist_ok=True)
            self._tokenizer.tmp_dir = str(cache_dir)
            self._tokenizer.cache_file = "jieba.cache"
        self._tokenizer.initialize()
        for word in sorted(set(words)):
            self._tokenizer.add_word(word)

    def cut(self, text: str) -> list[str]:
        """The words of `text`, in order, punctuation included."""
        return list(self._tokenizer.cut(text))


class FastSegmenter:
    """The dictionary and the algorithm of jieba in Rust: ten times as fast, no cache.

    Its cuts are jieba's: where `rjieba` alone differs, it is mended here. What is left are exact ties,
    such as one character three times, which rounding decides.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Start a segmenter of its own with `words` as its user dictionary.

        Raises:
            ImportError: where `rjieba` is not installed.
        """
        import rjieba

        self._tokenizer = rjieba.Jieba()
        for word in sorted(set(words)):
            self._tokenizer.add_word(word, None, None)

    def cut(self, text: str) -> list[str]:
        """The words of `text`, in order, punctuation included."""
        words: list[str] = []
        for index, piece in enumerate(_RARE.split(text)):
            words += piece if index % 2 else self._cut(piece)
        return words

    def _cut(self, text: str) -> list[str]:
        words = self._tokenizer.cut(text)
        if not _SIGN.search(text):
            return words
        return [part for word in words for part in ((word,) if word.isalnum() else self._parts(word))]

    def _parts(self, word: str) -> list[str]:
        if not _CODE.fullmatch(word) or self._tokenizer.has_word(word):
            return [word]
        return [part for part in _NUMBER.split(word) if part]


def segmenter(words: Iterable[str], cache_dir: Path | None = None) -> Segmenter:
    """The fast segmenter; without `rjieba` the reference, which keeps its dictionary in `cache_dir`."""
    words = frozenset(words)
    try:
        return FastSegmenter(words)
    except ImportError:
        return JiebaSegmenter(words, cache_dir)


def is_keyword(word: str) -> bool:
    """Whether `word` may become a keyword: two or more characters, Han or Latin, no stop word."""
    return len(word) >= 2 and word not in STOP_WORDS and any(char.isalpha() for char in word)
