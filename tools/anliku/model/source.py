"""Source: what a case was read from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from anliku.model.base import AsOf, Date, Id, Label, Record, Text

SourceKind = Literal["报纸", "期刊", "网页", "图书", "文件", "申报材料", "访谈", "内部资料", "其他"]
Rights = Literal["仅引用事实", "已获授权", "公有领域", "开放许可", "未知"]


class Source(Record):
    """One document a case stands on; what it does not print is left out, never guessed."""

    id: Id = Field(title="编号", description="在本案例内唯一，如 s1。")
    kind: SourceKind = Field(title="类型")
    title: Text | None = Field(default=None, title="标题", description="原文印出的标题；原文没有就不写。")
    author: Label | None = Field(default=None, title="作者", description="署名；多人用“、”隔开。")
    author_note: Text | None = Field(default=None, title="作者说明", description="原文所载的作者身份。")
    editor: Label | None = Field(default=None, title="编辑")
    publisher: Label | None = Field(default=None, title="发布者")
    series: Label | None = Field(default=None, title="丛书或栏目")
    published: AsOf | None = Field(default=None, title="发布时间")
    published_note: Text | None = Field(default=None, title="时间说明", description="原文未注日期时，能推出什么。")
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$", max_length=500)] | None = Field(
        default=None, title="网址", description="只收 http 或 https。"
    )
    retrieved: Date | None = Field(default=None, title="获取日期")
    rights: Rights = Field(title="权利说明")
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None, title="原文校验值", description="所读文本的 SHA-256，供核对用。"
    )
    independent: Literal["独立", "自述", "不明"] = Field(
        default="不明", title="与当事方的关系", description="当事单位自己写的是自述，媒体或第三方采写的是独立。"
    )
    note: Text | None = Field(default=None, title="说明", description="残缺、错行、编者如何阅读等。")
