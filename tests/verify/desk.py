"""A case and its original, both invented, that agree in everything; tests plant the errors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from anliku.verify import CaseReport, Finding, Kind, Verification, verify

ORIGINAL = """\
某省甲市：丙街道的车棚变了样

发布时间:2024-05-06 17:00   浏览数:345

一、基本情况
丙街道面积1. 4平方公里，常住人口1.2万余人，近１，５００户。2022年3月，街道清空三百二十平方米的旧车棚。
二、主要做法
一是办起“议事棚”。每周由网格员收题，全年开会约二十四次，居民满意率达百分之九十六。二是建立“收题—公布—表决”闭环议事机制，\
“记分+兑换”两手并用，更换雨棚3处，投入财政资金70余万元。
三是组建巧手维修队，两名老师傅带头。这里的老邻居愿意坐下来把话一句一句讲清楚讲明白讲到底。
咨询电话:010-12345678
网站备案号:某ICP备2020123456号
"""

CASE = """\
id: jia-yi-shed
title: 丙街道：把闲置车棚改成议事棚
summary: 街道把一处旧车棚腾出来，居民每周在里面商量一件事。
place: {province: 某省, city: 甲市, district: 乙区, subdistrict: 丙街道, adcode: "990101"}
level: 街道
status: 进行中
last_verified: "2024-06-01"
sources:
  - id: s1
    kind: 网页
    title: 某省甲市：丙街道的车棚变了样
    published: "2024-05-06"
    rights: 仅引用事实
    sha256: SHA256
figures:
  - {metric: resident-population, value: "1.2", unit: 万人, qualifier: 余, scope: 丙街道, as_of: 未注年份, source: s1, at: 一}
  - {metric: households, value: "1500", unit: 户, qualifier: 近, scope: 丙街道, as_of: 未注年份, source: s1, at: 一}
  - {metric: cost, value: "0.14", unit: 公顷, label: 户均面积, derived: 面积除以户数。, scope: 丙街道, as_of: 未注年份, source: s1, at: 一}
challenges:
  - {challenge: low-participation, note: 从前开会没有人来。, source: s1, at: 一}
practices:
  - id: shed-talks
    practice: courtyard-meeting
    local_name: 议事棚
    what: 清空320平方米的车棚，街道的1.4平方公里里第一次有了议事的地方。
    how: [网格员收题, 当场表决]
    figures:
      - {metric: meetings-held, value: "24", unit: 次, qualifier: 约, scope: 丙街道, as_of: 未注年份, source: s1, at: 二}
      - {metric: ratio, value: "96", unit: "%", scope: 丙街道, as_of: 未注年份, source: s1, at: 二}
      - {metric: cost, value: "70", unit: 万元, qualifier: 余, before_scale: true, scope: 丙街道, as_of: 未注年份, source: s1, at: 二}
      - {metric: meetings-held, value: "3", unit: 处, label: 雨棚, scope: 丙街道, as_of: 未注年份, source: s1, at: 二}
    actors: [{name: 巧手维修队, role: 两名老师傅牵头}]
    evidence: 自述
    parts:
      - {name: 收题—公布—表决, what: 闭环议事机制的三步}
      - {name: 记分+兑换}
    source: s1
    at: 二
timeline:
  - {when: "2022-03", what: 清空车棚。, source: s1, at: 一}
"""

OTHERS = """\
id: {id}
title: 另一处
summary: 另一处的事。
place: {{province: 某省, city: 甲市, adcode: "990101"}}
level: 街道
status: 未知
last_verified: "2024-06-01"
sources: [{{id: s1, kind: 访谈, rights: 未知}}]
challenges: [{{challenge: parking, note: 没有地方停车。, source: s1, at: 一}}]
practices: [{{id: p-1, practice: points-exchange, what: 记分。, evidence: 自述, source: s1, at: 一}}]
"""


@dataclass
class Desk:
    """A curator's desk: a library with one case, and the folder with its original."""

    root: Path
    sources: Path

    @property
    def case(self) -> Path:
        return self.root / "cases" / "jia-yi-shed.yml"

    def lay(self, original: str = ORIGINAL, case: str = CASE) -> None:
        """Put the two on the desk; the case knows the checksum of the original."""
        raw = original.encode()
        (self.sources / "shed.txt").write_bytes(raw)
        self.case.write_text(case.replace("SHA256", hashlib.sha256(raw).hexdigest()), encoding="utf-8")

    def plant(self, *, original: tuple[str, str] = ("", ""), case: tuple[str, str] = ("", "")) -> None:
        """Lay both with one piece replaced in either."""
        for text, (old, _) in ((ORIGINAL, original), (CASE, case)):
            assert not old or text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        self.lay(ORIGINAL.replace(*original) if original[0] else ORIGINAL, CASE.replace(*case) if case[0] else CASE)

    def explain(self, content: str) -> None:
        (self.sources / "jia-yi-shed.verify.yml").write_text(content, encoding="utf-8")

    def verify(self, wanted: Sequence[str] = ()) -> Verification:
        from anliku.load import load

        return verify(load(self.root), self.root, self.sources, wanted)

    def report(self) -> CaseReport:
        (report,) = self.verify().cases
        return report

    def findings(self) -> list[Finding]:
        return list(self.verify().findings())

    def only(self, kind: Kind) -> Finding:
        """The one thing that is wrong."""
        findings = self.findings()
        assert [finding.kind for finding in findings] == [kind], "\n".join(map(str, findings)) or "nothing found"
        return findings[0]


def lay_desk(root: Path, sources: Path) -> Desk:
    """A desk on a copy of the toy library, whose own cases are put away."""
    for path in (root / "cases").iterdir():
        path.unlink()
    sources.mkdir()
    desk = Desk(root, sources)
    desk.lay()
    return desk
