"""Slips of the hand that YAML reads as something else: full-width colons, missing spaces, odd indents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from anliku import model

_PAIR = re.compile(r"^[ ]*(?:- +)*(?P<key>[A-Za-z_]\w*)(?P<gap> ?)(?P<sep>：|:(?=[^\s/]))", re.ASCII)
_FLOW_PAIR = re.compile(r"^(?P<key>[A-Za-z_]\w*)(?P<gap> ?)(?P<sep>：|:)", re.ASCII)
_INDENT = re.compile(r"^ *(?P<odd>[\t\u3000\u00a0])[\s\u3000\u00a0]*(?:-|[A-Za-z_]\w*\s*[:：]|\"|[\u4e00-\u9fff])")
_DASH = re.compile(r"^ *(?P<dash>-)(?=[A-Za-z_\"'“\u4e00-\u9fff{\[])")
_ITEM = re.compile(r"^\s*(?P<dash>-) ")
_SPACES = {"\t": " Tab", "\u3000": "全角空格", "\u00a0": "不间断空格（从网页或 Word 粘来的）"}


@dataclass(frozen=True)
class Slip:
    """One slip: 0-based line and column, what to say, and the line as it was meant (None where unsure)."""

    line: int
    column: int
    message: str
    hint: str
    key: str = ""
    repaired: str | None = None
    shifted: bool = False
    """Whether the repair pushes the rest of the line one character to the right."""


def glued_item(line: str, number: int) -> Slip | None:
    """The slip in a line that was meant as a list item, but continues the text above it."""
    if (found := _ITEM.match(line)) is None:
        return None
    message, hint = "这个“-”会并进上一行的文字", "列表从字段的下一行写起，左边对齐；文字确有“-”时加引号"
    return Slip(number, found.start("dash"), message, hint)


@cache
def field_names() -> frozenset[str]:
    """Every key that any record may have."""
    kinds = (getattr(model, name) for name in model.__all__)
    records = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, model.Record)]
    return frozenset(field.alias or name for kind in records for name, field in kind.model_fields.items())


def slip_in(line: str, number: int, known_only: bool = True) -> Slip | None:
    """The slip in `line`, if there is one; `known_only` believes in pairs of known field names alone."""
    if (found := _INDENT.match(line)) is not None:
        return Slip(number, found.start("odd"), f"缩进里有{_SPACES[found['odd']]}", "缩进只用半角空格，每级两个")
    if (found := _DASH.match(line)) is not None:
        return Slip(number, found.start("dash"), "列表的“-”后面少一个空格", "写成“- 内容”；文字确以“-”开头时加引号")
    if (found := _PAIR.match(line)) is None or (known_only and found["key"] not in field_names()):
        return None
    key, rest = found["key"], line[found.end() :]
    head = line[: found.end("key")]
    at = found.start("sep")
    if found["sep"] == "：":
        spaced = rest[:1] in (" ", "")
        message = f"字段“{key[:40]}”后面用了全角冒号“：”"
        repaired = f"{head}{found['gap']}:{'' if spaced else ' '}{rest}"
        return Slip(number, at, message, f"改成半角冒号加一个空格：“{key[:40]}: …”", key, repaired, not spaced)
    if rest[:1] in _SPACES:
        message = f"字段“{key[:40]}”的冒号后面是{_SPACES[rest[0]]}"
        return Slip(number, at + 1, message, "换成一个半角空格", key, f"{head}{found['gap']}: {rest[1:]}")
    message = f"字段“{key[:40]}”的冒号后面少一个空格"
    return Slip(number, at, message, f"写成“{key[:40]}: …”，冒号后空一格", key, f"{head}{found['gap']}: {rest}", True)


def slip_in_flow_key(key: str, line: int, column: int) -> Slip | None:
    """The slip in a key such as `id：s1` inside braces."""
    found = _FLOW_PAIR.match(key)
    if found is None or found["key"] not in field_names():
        return None
    name, at = found["key"], column + found.start("sep")
    if found["sep"] == "：":
        return Slip(line, at, f"字段“{name}”后面用了全角冒号“：”", f"改成半角冒号加一个空格：“{name}: …”", name)
    return Slip(line, at, f"字段“{name}”的冒号后面少一个空格", f"写成“{name}: …”，冒号后空一格", name)


def slips_near(lines: list[str], problem: int) -> Iterator[Slip]:
    """Slips that explain a syntax error on line `problem`: there, or in the lines just above."""
    found: list[Slip] = []
    misses = 0
    for number in range(min(problem, len(lines) - 1), -1, -1):
        slip = slip_in(lines[number], number, known_only=False)
        if slip is not None:
            found.append(slip)
        elif lines[number].strip() and number != problem:
            misses += 1
            if found or misses > 1:
                break
    if not found:
        return
    yield from found
    seen = {slip.line for slip in found}
    for number, line in enumerate(lines):
        if number not in seen and (slip := slip_in(line, number)) is not None and slip.repaired is not None:
            yield slip
