"""YAML text to plain data and a map of positions; alone imports yaml.

Scalars stay the text they are (no dates, no booleans); anchors, aliases, tags and duplicate
keys are refused, so a small file cannot become a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any, NoReturn

import yaml
from yaml import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent, StreamEndEvent

from anliku.issues import Code, Issue, Location
from anliku.load.files import CONTROLS, control_message
from anliku.load.slips import Slip, glued_item, slip_in, slip_in_flow_key, slips_near
from anliku.load.syntax import OPENED_EARLIER, explain

Key = str | int
Path = tuple[Key, ...]
MAX_DEPTH = 12
"""Nesting of the deepest legal file is 6; twice that is no file of ours."""

SHORT = 20
"""Texts of so many characters are mostly ids, which stand in thousands of files and need be in memory once."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_SUSPECT = re.compile("^[-\u3000\u00a0]|[:：]")
"""A plain scalar without any of these holds no slip."""

_ROUNDS = 8
"""How often a file is read again with its slips repaired, to find what else is wrong in it."""


@dataclass
class Tree:
    """Plain data of one file, and where each piece of it stands.

    Attributes:
        data: dicts, lists and strings.
        values: position of the value at a path.
        keys: position of the key at a path.
        emptied: paths of keys that had no value; they are not in `data`.
    """

    data: Any = None
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    emptied: set[Path] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)


def parse(text: str, file: str, first_line: int = 1) -> Tree:
    """The tree of one YAML document; `first_line` is where `text` begins in the file.

    Common slips (`title：某某`) are reported, repaired in memory and read on from, so that the
    other problems of the file show in the same run.
    """
    lines = text.split("\n")
    slips: dict[int, Slip] = {}
    for _ in range(_ROUNDS):
        builder = _Builder(file, first_line, lines, slips)
        tree = builder.build()
        fresh = {slip.line: slip for slip in builder.found if slip.line not in slips}
        slips.update(fresh)
        repairs = {number: slip.repaired for number, slip in fresh.items() if slip.repaired is not None}
        if not repairs:
            break
        lines = [repairs.get(number, line) for number, line in enumerate(lines)]
    for slip in slips.values():
        at = Location(file, first_line + slip.line, slip.column + 1)
        tree.issues.append(Issue(at, Code.YAML_SYNTAX, slip.message, slip.hint))
    return tree


class _RefusedError(Exception):
    """Raised where reading on would be useless or dangerous; the issue is already noted."""


class _Builder:
    def __init__(self, file: str, first_line: int, lines: list[str], repaired: dict[int, Slip]) -> None:
        self._file = file
        self._first_line = first_line
        self._lines = lines
        self._repaired = repaired
        self._tree = Tree()
        self._quoted: Any = None
        self.found: list[Slip] = []
        """Slips met on the way; a slip explains a syntax error better than libyaml does."""

    def build(self) -> Tree:
        text = "\n".join(self._lines)
        try:
            events = self._checked(iter(yaml.CBaseLoader(text).get_event, None))
            next(events)
            event = next(events)
            if isinstance(event, StreamEndEvent):
                self._issue(Code.NOT_A_MAPPING, (self._first_line, 1), "文件是空的", "按 CONTRIBUTING.md 的样例填写")
                return self._tree
            self._tree.data = self._node(events, next(events), ())
            next(events)
            if not isinstance(event := next(events), StreamEndEvent):
                hint = "一个文件只写一份，删掉“---”以后的部分"
                self._issue(Code.YAML_SYNTAX, self._at(event), "文件中间多出了一份文档", hint)
        except yaml.YAMLError as error:
            self._syntax(error, text)
        except _RefusedError:
            self._tree.data = None
        return self._tree

    def _checked(self, events: Iterator[Any]) -> Iterator[Any]:
        for event in events:
            if isinstance(event, ScalarEvent):
                if event.anchor or event.tag:
                    self._refuse(event)
                self._scalar(event)
            elif isinstance(event, AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                self._refuse(event)
            yield event

    def _refuse(self, event: Any) -> NoReturn:
        if event.anchor:
            mark = "*" if isinstance(event, AliasEvent) else "&"
            message = f"不支持 YAML 的锚点和引用（{mark}{event.anchor[:20]}）"
            self._issue(Code.YAML_ALIAS, self._at(event), message, "把内容直接写出来；文字以 & 或 * 开头时加引号")
        else:
            message = f"不支持 YAML 标签（{event.tag[:40]}）"
            self._issue(Code.YAML_TAG, self._at(event), message, "删掉“!”开头的标签；文字以 ! 开头时加引号")
        raise _RefusedError

    def _scalar(self, event: Any) -> None:
        first, last = event.start_mark, event.end_mark
        if event.style in ("'", '"'):
            self._quoted = event
            escaped = next((char for char in event.value if char in CONTROLS), None)
            if escaped is not None and escaped not in self._lines[first.line]:
                message, hint = control_message(escaped)
                self._issue(Code.CONTROL_CHARACTER, self._at(event), message, hint)
        elif not event.style and (last.line > first.line or _SUSPECT.search(event.value)):
            starts_line = not self._lines[first.line][: first.column].strip(" -")
            for number in range(first.line if starts_line else first.line + 1, min(last.line + 1, len(self._lines))):
                line = self._lines[number]
                slip = slip_in(line, number) or (glued_item(line, number) if number > first.line else None)
                if slip is not None and (number < last.line or last.column > slip.column):
                    self.found.append(slip)

    def _node(self, events: Iterator[Any], event: Any, path: Path) -> Any:
        self._tree.values[path] = self._at(event)
        if len(path) > MAX_DEPTH:
            self._issue(Code.YAML_TOO_DEEP, self._at(event), "嵌套太深", "对照字段说明，检查缩进和括号")
            raise _RefusedError
        if isinstance(event, ScalarEvent):
            return intern(event.value) if len(event.value) <= SHORT else event.value
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Any], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            here = (*path, len(items))
            if self._is_empty(event):
                self._empty(here, self._at(event), "列表里有空的一项", "删掉这个“-”，或补上内容")
                continue
            items.append(self._node(events, event, here))
        return items

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._issue(Code.YAML_SYNTAX, self._at(event), "字段名不能是列表或括号", "字段名写成一个词")
                raise _RefusedError
            key, at = event.value, self._at(event)
            slip = None
            if not event.style and _SUSPECT.search(key):
                slip = slip_in_flow_key(key, at[0] - self._first_line, at[1] - 1)
            here = (*path, key)
            duplicate = here in self._tree.keys
            if duplicate:
                message = f"字段“{key[:40]}”写了两遍（前一处在第 {self._tree.keys[here][0]} 行）"
                self._issue(Code.YAML_DUPLICATE_KEY, at, message, "合并成一处；列表写在同一个字段下面")
                # The second value is read for its own problems only, under a path no field can have.
                here = (*path, f"{key}\0{at[0]}:{at[1]}")
            self._tree.keys[here] = at
            event = next(events)
            if slip is not None:
                self._issue(Code.YAML_SYNTAX, (self._first_line + slip.line, slip.column + 1), slip.message, slip.hint)
                self._tree.emptied.add((*path, slip.key))
            elif self._is_empty(event):
                self._empty(here, at, f"字段“{key[:40]}”没有内容", "不知道就把这一行删掉，不要留空")
                continue
            value = self._node(events, event, here)
            if not duplicate and slip is None:
                items[key] = value
        return items

    @staticmethod
    def _is_empty(event: Any) -> bool:
        if not isinstance(event, ScalarEvent):
            return False
        return not event.value.strip() or (not event.style and event.value in _EMPTY)

    def _empty(self, path: Path, at: tuple[int, int], message: str, hint: str) -> None:
        self._tree.emptied.add(path)
        self._issue(Code.FIELD_EMPTY, at, message, hint)

    def _at(self, event: Any) -> tuple[int, int]:
        return self._place(event.start_mark)

    def _place(self, mark: Any) -> tuple[int, int]:
        if not self._repaired:
            return self._first_line + mark.line, mark.column + 1
        slip = self._repaired.get(mark.line)
        pushed = slip is not None and slip.shifted and mark.column > slip.column + 1
        return self._first_line + mark.line, mark.column + 1 - pushed

    def _issue(self, code: Code, at: tuple[int, int], message: str, hint: str) -> None:
        self._tree.issues.append(Issue(Location(self._file, *at), code, message, hint))

    def _syntax(self, error: yaml.YAMLError, text: str) -> None:
        self._tree.data = None
        mark = getattr(error, "problem_mark", None)
        if mark is None:
            self._reader(error, text)
            return
        problem = str(getattr(error, "problem", ""))
        near = [slip for slip in slips_near(self._lines, mark.line) if slip.line not in self._repaired]
        if near:
            self.found.extend(near)
            return
        context = getattr(error, "context_mark", None)
        message, hint = explain(problem)
        quoted = self._quoted
        if context is not None and context.line < mark.line and problem.startswith(OPENED_EARLIER):
            mark = context
        elif quoted is not None and quoted.end_mark.line == mark.line and quoted.end_mark.column <= mark.column:
            mark = quoted.start_mark if quoted.start_mark.line < mark.line else mark
            message, hint = "引号没有成对，或引号后面还有文字", "补上另一半引号；文字里的引号用“ ”"
        self._issue(Code.YAML_SYNTAX, self._place(mark), message, hint)

    def _reader(self, error: yaml.YAMLError, text: str) -> None:
        """Characters libyaml refuses; it gives their offset in bytes."""
        offset = getattr(error, "position", 0) or 0
        before = text.encode()[:offset].decode(errors="ignore")
        at = (self._first_line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1)
        message, hint = explain(str(getattr(error, "reason", "")))
        self._issue(Code.YAML_SYNTAX, at, message, hint)
