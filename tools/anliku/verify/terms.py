"""Named things of a source: what stands in quotation marks, …机制 and its like, A+B."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from anliku.text.normalise import fold, key
from anliku.verify.carried import Carried
from anliku.verify.explained import Ledger
from anliku.verify.originals import Original
from anliku.verify.report import Finding, Kind

QUOTED_LENGTH = 16
CLAUSE_LENGTH = 12
"""What is longer in quotation marks, or with a comma, is speech and not a name."""
_FIGURATIVE = frozenset(
    "最后一公里 神经末梢 面子 里子 零距离 触手可及 向心力 升级版 心坎 烟火气 造血 大城市病 同心圆 软件 硬件".split()
)
"""Turns of phrase that stand in quotation marks everywhere and name nothing."""
_GENERIC = frozenset(
    "治理 工作 管理 服务 建设 运行 相关 体制 协商 传统 创新 合作 经营 这一 一套 多项 各项 各种".split()
)
"""Stems with which a suffix makes a common noun: 治理模式, 相关机制."""
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{2,24})[”\"」』]")
_SPEECH = re.compile(r"[。！？!?；;>=]")
_SUFFIXES = ("工作法", "机制", "制度", "模式", "平台", "行动", "中心", "驿站", "站", "队")
_SUFFIXED = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9]{1,14}?"
    r"(?:工作法|(?:机制|制度|模式|平台|行动|中心)(?!化|公司|机制)"
    r"|驿站|(?<!车)站(?![在到点位起])|(?<![率团部军排大])队(?![伍员长列友]))"
)
_PLUS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{1,8}(?:\+[\u4e00-\u9fffA-Za-z0-9]{1,8})+")
_BREAKS = re.compile(
    r"(?:建立健全|建立起|建立了|建立|健全|构建起|构建|搭建|打造|推进|推动|推行|推广|开展|实行|实施|深化|完善|创新|形成了|形成|探索"
    r"|通过|依托|利用|以及|包括|组建|成立|设立|设置|提供|引入|引进|坚持|整合|作为|成为|出台|制定|运用|参与|落实|组织|培育|承接|依靠|始终|重塑|优化|尚未"
    r"|[的了在将和与及等为以由对把从到是有其该各这种个]|一是|二是|三是|四是)"
)
_TAIL = 4
"""Characters before the suffix that a case must have for a long name to count as mentioned."""


@dataclass(frozen=True)
class Named:
    """A term of a source, and the offset it starts at; `core` is the part that must be mentioned."""

    text: str
    start: int
    core: str


def named_terms(text: str) -> list[Named]:
    """The named things of `text`, each once, in order."""
    found: dict[str, Named] = {}
    for named in sorted((*_quoted(text), *_suffixed(text), *_plus(text)), key=lambda n: (n.start, -len(n.text))):
        found.setdefault(key(named.core), named)
    return list(found.values())


def _quoted(text: str) -> Iterator[Named]:
    for match in _QUOTED.finditer(text):
        term = match[1]
        size = len(key(term))
        speech = _SPEECH.search(term) or size > (CLAUSE_LENGTH if re.search("[,，]", term) else QUOTED_LENGTH)
        if size >= 2 and not speech and key(term) not in _FIGURATIVE:
            yield Named(term, match.start(1), term)


def _suffixed(text: str) -> Iterator[Named]:
    for match in _SUFFIXED.finditer(text):
        breaks = [found.end() for found in _BREAKS.finditer(match[0])]
        start = max((end for end in breaks if end < len(match[0]) - 1), default=0)
        term = match[0][start:]
        suffix = next((s for s in _SUFFIXES if term.endswith(s)), term[-1:])
        stem = term.removesuffix(suffix)
        if len(stem) >= 2 and stem not in _GENERIC:
            yield Named(term, match.start() + start, stem[-_TAIL:] + suffix)


def _plus(text: str) -> Iterator[Named]:
    for match in _PLUS.finditer(fold(text)):
        term = match[0]
        if not re.fullmatch(r"[\d+]+", term) and text[match.end() : match.end() + 1] not in (">", "=", "＞"):
            breaks = [found.end() for found in _BREAKS.finditer(term.partition("+")[0])]
            start = max(breaks, default=0)
            if start < term.index("+"):
                yield Named(text[match.start() + start : match.end()], match.start() + start, term[start:])


def unmentioned_terms(original: Original, carried: Carried, ledger: Ledger) -> tuple[list[Finding], int, int]:
    """A finding for every term no text of the case mentions; the number of terms, and of those mentioned."""
    findings: list[Finding] = []
    terms = named_terms(original.text or "")
    mentioned = 0
    for named in terms:
        line, _ = original.line_text(named.start)
        if carried.mentions(named.core):
            mentioned += 1
        elif not ledger.term(named.text, line):
            context = original.context(named.start, named.start + len(named.text))
            number = original.line(named.start)
            message = f"原文的“{named.text}”案例里没有提到（…{context}…） → 写进做法、组成部分或当地用语；不必写的写进 {ledger.file}"
            finding = Finding(Kind.TERM_NOT_MENTIONED, message, named.text, None, original.name, number, context)
            findings.append(finding)
    return findings, len(terms), mentioned
