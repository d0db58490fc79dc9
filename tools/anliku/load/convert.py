"""A tree to a record: pydantic's errors become Chinese issues at their line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from anliku.issues import Code, Issue, Location
from anliku.load.tree import Path, Tree
from anliku.model import Record, UncertainDate
from anliku.model.base import ID_PATTERN

R = TypeVar("R", bound=Record)

MAX_ISSUES = 200
"""Per record: nobody reads more, and a hostile file could have a hundred thousand."""

_AS_OF_HINT = '写 2024、2024-05、2024-05-01、未注年份，或 {text: 去年4月, candidates: ["2023-04"]}'
_PATTERNS = (
    (ID_PATTERN, Code.FIELD_PATTERN, "只能用小写字母、数字和连字符，2 到 60 个字符", "如 wufuyuan、courtyard-meeting"),
    ("未注年份", Code.FIELD_DATE, "时间写法不对", _AS_OF_HINT),
    ("^[0-9]{4}-", Code.FIELD_DATE, "日期写法不对", "写到日，如 2024-05-01"),
    ("^[0-9]{4}", Code.FIELD_DATE, "日期写法不对", "写 2024、2024-05 或 2024-05-01"),
    ("[1-9][0-9]{5}", Code.FIELD_PATTERN, "行政区划代码应为六位数字", '如 "510104"，要加引号'),
    ("https?", Code.FIELD_PATTERN, "网址必须以 http:// 或 https:// 开头，不能有空格和引号", "原文未载网址就不写"),
    ("[0-9a-f]{64}", Code.FIELD_PATTERN, "校验值应为 64 位十六进制", "用 sha256sum 算出来，不知道就不写"),
)


@dataclass(frozen=True)
class Misnamed:
    """Something that is no id where an id belongs: often the label of what was meant."""

    issue: Issue
    owner: type[Record]
    field: str
    value: str


def convert(
    tree: Tree, kind: type[R], file: str, path: Path = (), misnamed: list[Misnamed] | None = None
) -> tuple[R | None, list[Issue]]:
    """The record below `path`, or None and what is wrong with it.

    Ids of a wrong form are also added to `misnamed`, for a check that knows the labels.
    """
    data = tree.data
    for step in path:
        data = data[step]
    if not isinstance(data, dict):
        message, hint = "这里应当是“字段: 内容”的形式", "对照 CONTRIBUTING.md 的样例"
        return None, [Issue(_locate(tree, file, path), Code.NOT_A_MAPPING, message, hint)]
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        issues = []
        for issue, no_id in _issues(error, tree, kind, file, path):
            issues.append(issue)
            if no_id is not None and misnamed is not None:
                misnamed.append(no_id)
        return None, issues


def _issues(
    error: ValidationError, tree: Tree, kind: type[Record], file: str, base: Path
) -> Iterator[tuple[Issue, Misnamed | None]]:
    all_errors = error.errors(include_url=False)
    # pydantic does not count items that failed, and then calls their list too short as well.
    holders = {details["loc"][:size] for details in all_errors for size in range(len(details["loc"]))}
    for details in all_errors[:MAX_ISSUES]:
        loc: Path = tuple(details["loc"])
        path = (*base, *(step for step in loc if step not in ("printed", "uncertain")))
        last = max((index for index, step in enumerate(loc) if isinstance(step, str)), default=-1)
        name = str(loc[last]) if last >= 0 else ""
        if details["type"] in ("missing", "too_short", "string_too_short") and path in tree.emptied:
            continue
        if details["type"] == "too_short" and (loc in holders or any(gone[:-1] == path for gone in tree.emptied)):
            continue
        owner = _model_at(kind, loc[:last])
        code, message, hint = _explain(details, name, _titles(owner))
        issue = Issue(_locate(tree, file, path, details["type"] == "extra_forbidden"), code, message, hint)
        no_id = None
        if owner is not None and details.get("ctx", {}).get("pattern") == ID_PATTERN:
            no_id = Misnamed(issue, owner, name, str(details["input"]))
        yield issue, no_id
    if len(all_errors) > MAX_ISSUES:
        message = f"问题太多，这里只列出前 {MAX_ISSUES} 处（共 {len(all_errors)} 处）"
        yield Issue(Location(file, 1, 1), Code.FIELD_INVALID, message, "先改列出的这些"), None


def _locate(tree: Tree, file: str, path: Path, at_key: bool = False) -> Location:
    """Where the deepest known part of `path` stands."""
    if at_key and path in tree.keys:
        return Location(file, *tree.keys[path])
    while path and path not in tree.values:
        path = path[:-1]
    return Location(file, *tree.values.get(path, (1, 1)))


# One flat branch for each kind of error reads better than a table of functions.
def _explain(details: Any, name: str, fields: dict[str, str]) -> tuple[Code, str, str]:  # noqa: PLR0911, PLR0912
    """Code, message and hint for one of pydantic's errors, told by its type and never by its English."""
    kind, context = details["type"], details.get("ctx", {})
    title = fields.get(name, "")
    shown = f"“{name}”（{title}）" if title else f"“{name}”"
    given = details.get("input", "")
    value = "列表" if isinstance(given, list) else "下级字段"
    if isinstance(given, str):
        value = " ".join(given.split())[:40]
    instead = "一段文字" if isinstance(given, str) else value
    if kind == "missing":
        return Code.FIELD_MISSING, f"缺少必填字段{shown}", f"加上一行“{name}: …”"
    if kind == "extra_forbidden":
        chinese = {title: key for key, title in fields.items() if title}
        if name in chinese:
            return Code.FIELD_UNKNOWN, f"没有“{name}”这个字段", f"字段名写英文：“{chinese[name]}: …”"
        near = get_close_matches(name[:60], fields, n=1, cutoff=0.6)
        hint = f"是不是“{near[0]}”？" if near else f"这里可以写：{'、'.join(fields)}" if fields else "删掉它"
        return Code.FIELD_UNKNOWN, f"没有“{' '.join(name.split())[:40]}”这个字段", hint
    if kind == "no_such_day":
        return Code.FIELD_DATE, f"{shown}的“{value}”不是日历上有的日子", "核对年、月、日"
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        near = get_close_matches(value, choices.split("、"), n=1, cutoff=0.5)
        proposal = f"是不是“{near[0]}”？" if near else ""
        return Code.FIELD_CHOICE, f"{shown}不能是“{value}”", f"{proposal}可选：{choices}"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        for part, code, message, hint in _PATTERNS:
            if part in pattern:
                return code, f"{shown}的“{value}”不合格式：{message}", hint
    if kind in ("string_too_long", "too_long"):
        return Code.FIELD_LENGTH, f"{shown}太长，最多 {context.get('max_length')}", "写短一些，细节放到别的字段"
    if kind in ("string_too_short", "too_short"):
        return Code.FIELD_EMPTY, f"{shown}不能是空的，至少 {context.get('min_length')}", "补上内容"
    if kind in ("decimal_max_digits", "decimal_max_places", "decimal_whole_digits", "int_parsing_size"):
        return Code.FIELD_NUMBER, f"{shown}的数字太长：“{value}”", '用万、亿作单位，如 value: "1.2" 配 unit: 亿元'
    if kind.startswith(("decimal", "int", "float", "finite")):
        hint = '只写数字，如 "1.2"；约、余写在 qualifier，万人写在 unit'
        return Code.FIELD_NUMBER, f"{shown}应为数字，不是“{value}”", hint
    if kind.startswith("bool"):
        return Code.FIELD_TYPE, f"{shown}只能写 true 或 false", "改成 true 或 false"
    if kind.startswith(("tuple", "list")):
        hint = "每项一行，以“- ”开头；只有一项也这样写，或写成 [一项]"
        return Code.FIELD_TYPE, f"{shown}应是一个列表，不是{instead}", hint
    if kind.startswith("string"):
        return Code.FIELD_TYPE, f"{shown}应是一段文字，不是{instead}", "不要在这里写列表或下级字段；含“: ”的文字加引号"
    if kind.startswith(("model", "dict")):
        return Code.FIELD_TYPE, f"{shown}应有下级字段，不是{instead}", "对照字段说明补全下级字段"
    if kind.startswith(("greater", "less")):
        return Code.FIELD_NUMBER, f"{shown}的数字超出范围", "检查数值"
    return Code.FIELD_INVALID, f"{shown}的内容不对", "对照字段说明"


def _model_at(kind: type[Record], loc: Iterable[str | int]) -> type[Record] | None:
    """The model that holds the field with the error."""
    model: type[Record] = kind
    for step in loc:
        if isinstance(step, int) or step == "printed":
            continue
        if step == "uncertain":
            model = UncertainDate
            continue
        field = next((f for n, f in model.model_fields.items() if step in (n, f.alias)), None)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def _titles(owner: type[Record] | None) -> dict[str, str]:
    """Keys and titles of a model's fields, those a file can hold."""
    fields = owner.model_fields.items() if owner else ()
    return {field.alias or name: field.title or "" for name, field in fields if name != "body"}


def _model_in(annotation: Any) -> type[Record] | None:
    if get_origin(annotation) is None:
        return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
