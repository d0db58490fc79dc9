"""Practice, Topic, Challenge, Term: the concepts of the vocabulary, in the words of SKOS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from anliku.model.base import Day, Id, Label, Record, Text

PracticeKind = Literal[
    "组织体系", "工作机制", "协商平台", "空间设施", "改造工程", "服务项目", "数字工具", "资金方式", "文化活动"
]
Body = Annotated[str, StringConstraints(max_length=20000)]


class Concept(Record):
    """A SKOS concept: `kb/<kind>/<id>.md`, front matter and prose."""

    id: Id = Field(title="编号", description="与文件名相同，永久不变。")
    pref_label: Label = Field(alias="prefLabel", title="名称")
    alt_label: tuple[Label, ...] = Field(
        default=(), alias="altLabel", title="别名", description="会显示出来的同义叫法。"
    )
    hidden_label: tuple[Label, ...] = Field(
        default=(), alias="hiddenLabel", title="检索词", description="不显示，只供搜索和识别：俗称、错字、旧称。"
    )
    definition: Text = Field(title="定义", description="一句话说清是什么。")
    scope_note: Text | None = Field(default=None, alias="scopeNote", title="范围说明")
    broader: tuple[Id, ...] = Field(default=(), title="上位概念")
    related: tuple[Id, ...] = Field(default=(), title="相关概念")
    renamed_from: tuple[Id, ...] = Field(default=(), title="曾用编号")
    body: Body = Field(default="", title="正文", description="front matter 之后的 Markdown。")

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label a reader may know it by, preferred first."""
        return (self.pref_label, *self.alt_label, *self.hidden_label)


ASKS_TOLD = "居民、社区工作者、干部会怎么说这件事；写口语，不写术语。搜索靠它听懂日常说法。"


class Confusable(Record):
    """A look-alike that is something else."""

    practice: Id = Field(title="做法")
    note: Text = Field(title="区别")


class Practice(Concept):
    """A generic practice; cases from different places meet on it."""

    kind: PracticeKind = Field(title="类别")
    topics: tuple[Id, ...] = Field(min_length=1, title="专题")
    answers: tuple[Id, ...] = Field(min_length=1, title="回应的难题")
    when_to_use: tuple[Text, ...] = Field(default=(), title="适合")
    when_not: tuple[Text, ...] = Field(default=(), title="不适合")
    first_step: Text | None = Field(default=None, title="第一步")
    agreement: tuple[Text, ...] = Field(default=(), title="需要谁同意")
    steps: tuple[Text, ...] = Field(default=(), title="步骤")
    takes: tuple[Text, ...] = Field(default=(), title="需要什么", description="人、钱、场地、时间的一般提示。")
    pitfalls: tuple[Text, ...] = Field(default=(), title="容易出的问题")
    signs: tuple[Text, ...] = Field(default=(), title="怎样算见效")
    asks: tuple[Text, ...] = Field(default=(), title="大家怎么问", description=ASKS_TOLD)
    confusable: tuple[Confusable, ...] = Field(default=(), title="不要混淆")


class Challenge(Concept):
    """A problem communities have, and the words people put it in."""

    family: Id = Field(title="难题类别", description="kb/families.yml 里的 id。")
    topics: tuple[Id, ...] = Field(default=(), title="专题")
    asks: tuple[Text, ...] = Field(default=(), title="大家怎么问", description=ASKS_TOLD)


class Topic(Concept):
    """A subject to browse and to teach."""

    order: int = Field(ge=1, le=99, title="次序")
    goals: tuple[Text, ...] = Field(default=(), title="学习目标")
    key_points: tuple[Text, ...] = Field(default=(), title="要点")
    questions: tuple[Text, ...] = Field(default=(), title="讨论题")
    exercise: Text | None = Field(default=None, title="练习")


class Term(Record):
    """An entry of the glossary, `kb/terms.yml`."""

    id: Id = Field(title="编号")
    pref_label: Label = Field(alias="prefLabel", title="术语")
    alt_label: tuple[Label, ...] = Field(default=(), alias="altLabel", title="别名")
    definition: Text = Field(title="解释")
    by: Literal["原文", "编者提示"] = Field(default="编者提示", title="解释来历")
    practices: tuple[Id, ...] = Field(default=(), title="有关做法")


class Family(Record):
    """A group of challenges, `kb/families.yml`."""

    id: Id = Field(title="编号")
    pref_label: Label = Field(alias="prefLabel", title="名称")
    definition: Text = Field(title="说明")


class Tombstone(Record):
    """A record that was removed, `kb/tombstones.yml`; its page says so."""

    kind: Literal["case", "practice", "topic", "challenge"] = Field(title="类型")
    id: Id = Field(title="编号")
    title: Text = Field(title="原名称")
    reason: Text = Field(title="为何移除")
    date: Day = Field(title="移除日期")
    see: Id | None = Field(default=None, title="改看", description="同类型的另一条记录。")
