"""Tags of every case: practices it declares, practices a machine finds in its text, keywords."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from anliku.model import Case, CaseTags, Library, Mention
from anliku.model.walk import texts
from anliku.text.matcher import Matcher
from anliku.text.segment import JiebaSegmenter, Segmenter, is_keyword

KEYWORDS_PER_CASE = 16
_CONTEXT = 14
_DOUBT = re.compile(r"(没有|尚未|未能|不能|缺少|缺乏|缺失|不足|难以|并非|不是|暂无|未)[^。；，]{0,4}$")
_PROSE = frozenset(
    {
        "title",
        "summary",
        "name",
        "local_name",
        "also",
        "what",
        "how",
        "role",
        "text",
        "outcome",
        "note",
        "term",
        "label",
    }
)
"""Last keys of the fields that hold running text or names."""
_ABOUT_TEXT = frozenset({"sources", "unknowns", "notes", "place"})
"""Top fields that speak of the document, not of what was done."""


def known_labels(library: Library) -> Iterator[tuple[str, str]]:
    """Label and practice id: the vocabulary first, then the names practices have in the cases."""
    for practice in library.practices.values():
        for label in practice.labels:
            yield label, practice.id
    for case in library.cases.values():
        for item in case.practices:
            for name in (item.local_name, *item.also, *(part.name for part in item.parts)):
                if name and len(name) > 2:
                    yield name, item.practice


def tag(library: Library, cache_dir: Path | None = None) -> Library:
    """`library` with the tags of every case."""
    labels = list(known_labels(library))
    matcher = Matcher((label, f"{practice}\t{label}") for label, practice in labels)
    segmenter = JiebaSegmenter((label for label, _ in labels), cache_dir)
    counts = {case.id: _words(case, segmenter) for case in library.cases.values()}
    spread = Counter(word for words in counts.values() for word in words)
    tags = {
        case.id: CaseTags(
            declared=tuple(dict.fromkeys(item.practice for item in case.practices)),
            mentions=tuple(mentions(case, matcher)),
            keywords=_keywords(counts[case.id], spread, len(counts)),
        )
        for case in library.cases.values()
    }
    return replace(library, tags=tags)


def _prose(case: Case) -> Iterator[tuple[str, str]]:
    for path, text in texts(case):
        key = next(step for step in reversed(path) if isinstance(step, str))
        if key in _PROSE and path[0] not in _ABOUT_TEXT:
            yield str(path[0]), text


def mentions(case: Case, matcher: Matcher) -> Iterator[Mention]:
    """Practices named in the text of `case` that it does not declare, each once, best place first."""
    declared = {item.practice for item in case.practices}
    found: dict[str, Mention] = {}
    for where, text in _prose(case):
        for match in matcher.find(text):
            practice, label = match.target.split("\t")
            if practice in declared:
                continue
            before = text[max(0, match.start - 10) : match.start]
            doubtful = where == "challenges" or bool(_DOUBT.search(before))
            context = text[max(0, match.start - _CONTEXT) : match.end + _CONTEXT]
            mention = Mention(practice, label, where, context, doubtful)
            if practice not in found or (found[practice].doubtful and not doubtful):
                found[practice] = mention
    yield from (found[practice] for practice in sorted(found))


def _words(case: Case, segmenter: Segmenter) -> Counter[str]:
    place = str(case.place)
    text = "\n".join(text for _, text in _prose(case))
    return Counter(word for word in segmenter.cut(text) if is_keyword(word) and word not in place)


def _keywords(words: Mapping[str, int], spread: Mapping[str, int], cases: int) -> tuple[tuple[str, float], ...]:
    """TF-IDF: jieba's own IDF times the library's, highest first, ties by word."""
    general, median = _general_idf()
    weighted = {
        word: round(math.sqrt(count) * general.get(word, median) * math.log(1 + cases / spread[word]), 3)
        for word, count in words.items()
        if count > 1
    }
    return tuple(sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[:KEYWORDS_PER_CASE])


@cache
def _general_idf() -> tuple[Mapping[str, float], float]:
    """Jieba's IDF of each word, and the median for words it does not know.

    Read here, because jieba.analyse builds tokenizers of its own on import and leaves the file open.
    """
    lines = files("jieba").joinpath("analyse/idf.txt").read_text(encoding="utf-8").splitlines()
    idf = {word: float(weight) for word, weight in (line.split(" ") for line in lines)}
    return idf, sorted(idf.values())[len(idf) // 2]
