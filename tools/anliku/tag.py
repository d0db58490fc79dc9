"""Tags of every case: practices it declares, practices a machine finds in its text, keywords."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from sys import intern

from anliku.model import Case, CaseTags, Library, Mention
from anliku.model.walk import texts
from anliku.text.matcher import Matcher
from anliku.text.segment import Segmenter, is_keyword, segmenter

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
    cutter = segmenter((label for label, _ in labels), cache_dir)
    found: dict[str, tuple[Mention, ...]] = {}
    repeated: dict[str, dict[str, int]] = {}
    spread: Counter[str] = Counter()
    for case in library.cases.values():
        passages = tuple(prose(case))
        found[case.id] = tuple(mentions(case, passages, matcher))
        words = _words(case, passages, cutter)
        spread.update(words.keys())
        repeated[case.id] = {intern(word): n for word, n in words.items() if n > 1 and is_keyword(word)}
    general = _general_idf({word for words in repeated.values() for word in words})
    tags = {
        case.id: CaseTags(
            declared=tuple(dict.fromkeys(item.practice for item in case.practices)),
            mentions=found[case.id],
            keywords=_keywords(repeated[case.id], general, spread, len(found)),
        )
        for case in library.cases.values()
    }
    return replace(library, tags=tags)


def prose(case: Case) -> Iterator[tuple[str, str]]:
    """The running text of `case` and the names in it, each with the top field it stands in."""
    for path, text in texts(case):
        key = path[-1] if isinstance(path[-1], str) else path[-2]
        if key in _PROSE and path[0] not in _ABOUT_TEXT:
            yield str(path[0]), text


def mentions(case: Case, passages: Iterable[tuple[str, str]], matcher: Matcher) -> Iterator[Mention]:
    """Practices named in `passages` that `case` does not declare, each once, best place first."""
    declared = {item.practice for item in case.practices}
    found: dict[str, Mention] = {}
    for where, text in passages:
        for match in matcher.find(text):
            practice, label = map(intern, match.target.split("\t"))
            if practice in declared:
                continue
            before = text[max(0, match.start - 10) : match.start]
            doubtful = where == "challenges" or bool(_DOUBT.search(before))
            context = text[max(0, match.start - _CONTEXT) : match.end + _CONTEXT]
            mention = Mention(practice, label, where, context, doubtful)
            if practice not in found or (found[practice].doubtful and not doubtful):
                found[practice] = mention
    yield from (found[practice] for practice in sorted(found))


def _words(case: Case, passages: Iterable[tuple[str, str]], cutter: Segmenter) -> dict[str, int]:
    """How often each word of `passages` stands in them, but for those in the name of the place."""
    place = str(case.place)
    counts = Counter(cutter.cut("\n".join(text for _, text in passages)))
    return {word: count for word, count in counts.items() if word not in place}


def _keywords(
    repeated: Mapping[str, int], general: Mapping[str, float], spread: Mapping[str, int], cases: int
) -> tuple[tuple[str, float], ...]:
    """TF-IDF of words a case has more than once: the general IDF times the library's; highest first, ties by word."""
    weighted = {
        word: round(math.sqrt(count) * general[word] * math.log(1 + cases / spread[word]), 3)
        for word, count in repeated.items()
    }
    return tuple(sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[:KEYWORDS_PER_CASE])


def _general_idf(words: Iterable[str]) -> dict[str, float]:
    """Jieba's IDF of each of `words`; for those it does not know, the median of all it has.

    Read here, because jieba.analyse builds tokenizers of its own on import and leaves the file open.
    """
    weights: list[float] = []
    known: dict[str, float] = {}
    wanted = frozenset(words)
    with files("jieba").joinpath("analyse/idf.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, weight = line.split(" ")
            weights.append(float(weight))
            if word in wanted:
                known[word] = weights[-1]
    median = sorted(weights)[len(weights) // 2]
    return {word: known.get(word, median) for word in wanted}
