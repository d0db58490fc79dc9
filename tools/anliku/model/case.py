"""Case: one structured case study, and its parts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from anliku.model.base import AsOf, Claim, Date, Id, Label, Locator, Record, Text
from anliku.model.figure import Figure
from anliku.model.source import Source

Level = Literal["小区", "社区", "片区", "街道", "区县", "城市"]
Status = Literal["进行中", "已完成", "未知"]
Evidence = Literal["自述", "媒体", "第三方", "前后对比"]
ActorKind = Literal["党组织", "政府部门", "自治组织", "企业", "社会组织", "居民", "专业人员", "其他"]
NeedKind = Literal["人员", "资金", "场地", "设备", "时间", "政策"]
Adcode = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{5}$")]


class Place(Record):
    """Where a case is; names as the source uses them."""

    province: Label = Field(title="省（直辖市）")
    city: Label = Field(title="市", description="直辖市重复写市名，如 重庆市。")
    district: Label | None = Field(default=None, title="区县")
    subdistrict: Label | None = Field(default=None, title="街道（镇）")
    community: Label | None = Field(default=None, title="社区或小区")
    adcode: Adcode = Field(title="行政区划代码", description="六位，县级以上，如 510104；要加引号。")

    def __str__(self) -> str:
        names = [self.province, self.city, self.district, self.subdistrict, self.community]
        return "".join(dict.fromkeys(name for name in names if name))


class Site(Record):
    """One of several communities (or compounds) a case covers."""

    id: Id = Field(title="编号")
    name: Label = Field(title="名称")
    kind: Literal["小区", "社区", "街道", "片区", "其他"] = Field(default="社区", title="类型")
    subdistrict: Label | None = Field(default=None, title="街道（镇）")
    summary: Text = Field(title="简介", description="一两句自己的话。")
    source: Id = Field(title="来源")
    at: Locator = Field(title="出处位置")


class Actor(Record):
    """Who took part and in what role; residents by role unless the name carries the story."""

    name: Label = Field(title="名称")
    kind: ActorKind | None = Field(default=None, title="类别")
    role: Text | None = Field(default=None, title="做什么")


class Need(Claim):
    """What a practice took in this case: people, money, space, time."""

    kind: NeedKind = Field(title="条件类别")
    text: Text = Field(title="内容")


class Part(Record):
    """A named part, mechanism or brand inside an implementation."""

    name: Label = Field(title="名称", description="原文用的名称，不加引号。")
    what: Text | None = Field(default=None, title="是什么", description="原文没有解释就不写。")
    at: Locator | None = Field(default=None, title="出处位置", description="与所属做法不同时写。")


class Implementation(Claim):
    """A practice as one place carried it out: the heart of a case."""

    id: Id = Field(title="编号", description="在本案例内唯一，页内锚点 #p-编号。")
    practice: Id = Field(title="做法", description="kb/practices 里的 id。")
    local_name: Label | None = Field(default=None, title="当地叫法")
    also: tuple[Label, ...] = Field(default=(), title="其他叫法")
    site: Id | None = Field(default=None, title="点位", description="sites 里的 id。")
    what: Text = Field(title="做了什么")
    how: tuple[Text, ...] = Field(default=(), title="怎么做", description="一步一条。")
    actors: tuple[Actor, ...] = Field(default=(), title="参与者")
    answers: tuple[Id, ...] = Field(default=(), title="回应的难题", description="kb/challenges 里的 id。")
    figures: tuple[Figure, ...] = Field(default=(), title="数字")
    needs: tuple[Need, ...] = Field(default=(), title="投入", description="人、钱、场地、时间，原文说到才写。")
    outcome: Text | None = Field(default=None, title="结果", description="原文报告的结果；没有就不写。")
    evidence: Evidence = Field(title="证据类型")
    started: AsOf | None = Field(default=None, title="开始时间")
    parts: tuple[Part, ...] = Field(default=(), title="组成部分", description="有名字的环节、机制、平台。")
    note: Text | None = Field(default=None, title="编者说明")


class CaseChallenge(Claim):
    """A challenge as this case met it."""

    challenge: Id = Field(title="难题", description="kb/challenges 里的 id。")
    note: Text = Field(title="具体情形")
    site: Id | None = Field(default=None, title="点位")
    figures: tuple[Figure, ...] = Field(default=(), title="数字")


class Outcome(Claim):
    """A result of the case as a whole, as reported by its source."""

    text: Text = Field(title="成效")
    site: Id | None = Field(default=None, title="点位")
    evidence: Evidence = Field(title="证据类型")


class Event(Claim):
    """A dated step in the story of a case."""

    when: AsOf = Field(title="时间")
    what: Text = Field(title="事件")
    site: Id | None = Field(default=None, title="点位")


class Award(Claim):
    """An award or public recognition."""

    title: Label = Field(title="名称")
    issuer: Label | None = Field(default=None, title="授予者")
    date: AsOf | None = Field(default=None, title="时间")
    site: Id | None = Field(default=None, title="点位")


class Policy(Claim):
    """A policy document a case stands on, pilots, or was spread by."""

    title: Text = Field(title="文件名称")
    issuer: Label | None = Field(default=None, title="发文机关")
    number: Label | None = Field(default=None, title="文号")
    date: AsOf | None = Field(default=None, title="日期")
    relation: Literal["依据", "试点", "获推广", "背景"] = Field(title="与本案例的关系")


class Lineage(Claim):
    """Where a practice was learned from, or spread to."""

    relation: Literal["学习自", "推广到"] = Field(title="关系")
    name: Text = Field(title="地方或经验")
    practice: Id | None = Field(default=None, title="做法")
    case: Id | None = Field(default=None, title="案例", description="库里有这个案例时写 id。")


class LocalTerm(Record):
    """A slogan or term of the source that is not a practice of its own."""

    term: Label = Field(title="用语")
    note: Text | None = Field(default=None, title="含义", description="原文没有解释就不写。")
    at: Locator = Field(title="出处位置")


class TransferPoint(Record):
    """One condition, adaptable part or risk for those who want to do the same."""

    text: Text = Field(title="内容")
    by: Literal["原文", "编者提示"] = Field(title="谁说的")
    practices: tuple[Id, ...] = Field(default=(), title="有关做法", description="本案例 practices 里的 id。")
    source: Id | None = Field(default=None, title="来源")
    at: Locator | None = Field(default=None, title="出处位置")


class Transfer(Record):
    """What would have to be true elsewhere."""

    conditions: tuple[TransferPoint, ...] = Field(default=(), title="前提条件")
    adaptable: tuple[TransferPoint, ...] = Field(default=(), title="可以调整的部分")
    risks: tuple[TransferPoint, ...] = Field(default=(), title="风险")


class Note(Record):
    """An editor's remark: conflicting figures, gaps, how a passage was read."""

    text: Text = Field(title="说明")
    source: Id | None = Field(default=None, title="来源")
    at: Locator | None = Field(default=None, title="出处位置")


class Period(Record):
    """When the case took place."""

    start: AsOf | None = Field(default=None, title="开始")
    end: AsOf | None = Field(default=None, title="结束")


class Release(Record):
    """What the person who submits a case has confirmed."""

    permission: bool = Field(title="已获同意公开")
    secrecy_check: bool = Field(title="已做保密审查")
    privacy_check: bool = Field(title="已做个人信息检查")
    by: Label = Field(title="确认人")
    date: Date = Field(title="确认日期")


class Case(Record):
    """One case study. File `cases/<id>.yml`."""

    id: Id = Field(title="编号", description="与文件名相同，永久不变。")
    title: Text = Field(title="标题")
    title_by: Literal["原题", "编者拟题"] = Field(default="编者拟题", title="标题来历")
    summary: Text = Field(title="摘要", description="两三句自己的话。")
    place: Place = Field(title="地点")
    level: Level = Field(title="层级")
    period: Period | None = Field(default=None, title="起止时间")
    status: Status = Field(title="状态")
    last_verified: Date = Field(title="最近核对日期")
    sources: tuple[Source, ...] = Field(min_length=1, title="来源")
    sites: tuple[Site, ...] = Field(default=(), title="点位", description="一个案例覆盖几个社区或小区时写。")
    figures: tuple[Figure, ...] = Field(default=(), title="概况数字")
    challenges: tuple[CaseChallenge, ...] = Field(min_length=1, title="难题")
    practices: tuple[Implementation, ...] = Field(min_length=1, title="做法")
    outcomes: tuple[Outcome, ...] = Field(default=(), title="成效")
    timeline: tuple[Event, ...] = Field(default=(), title="时间线")
    actors: tuple[Actor, ...] = Field(default=(), title="参与者")
    awards: tuple[Award, ...] = Field(default=(), title="荣誉")
    policies: tuple[Policy, ...] = Field(default=(), title="政策文件")
    lineage: tuple[Lineage, ...] = Field(default=(), title="经验来龙去脉")
    transfer: Transfer | None = Field(default=None, title="可借鉴性")
    terms: tuple[LocalTerm, ...] = Field(default=(), title="当地用语")
    unknowns: tuple[Text, ...] = Field(default=(), title="原文未载", description="读者会问、而原文没有说的事。")
    notes: tuple[Note, ...] = Field(default=(), title="编者说明")
    release: Release | None = Field(default=None, title="发布确认")
    renamed_from: tuple[Id, ...] = Field(default=(), title="曾用编号")
