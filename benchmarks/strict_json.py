"""A JSON file to data, strictly: UTF-8 only, every problem in Chinese with its place."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anliku.load.files import os_problem
from console import RefusedError, plain

MOST_BYTES = 50_000_000
_SHOWN = 30
_COMPLAINTS = (
    ("Expecting value", "这里应是一个值", "看看是不是多了逗号，或用了全角引号、单引号、注释"),
    ("Expecting property name", "这里应是双引号括起的字段名", "看看上一行末尾是不是多了逗号，或用了全角引号、单引号"),
    ("Illegal trailing comma", "最后一项后面多了逗号", "删掉逗号"),
    ("Expecting ':'", "字段名后面缺半角冒号", "补上“:”"),
    ("Expecting ','", "两项之间缺半角逗号，或括号没有配对", "补上“,”或缺的括号"),
    ("Unterminated string", "这段文字的引号没有结束", "补上结尾的双引号"),
    ("Invalid control character", "文字里有换行、制表符等控制字符", "写成 \\n、\\t，或删掉"),
    ("Invalid \\u", "\\u 后面应是四位十六进制数", "改成四位，如 \\u4e00"),
    ("Invalid \\escape", "反斜杠后面的字符不对", "要写反斜杠本身，写两个"),
    ("Extra data", "内容结束以后还有东西", "一个文件只放一个列表，删掉多余的部分"),
)
"""How json begins its complaints, and what to say instead."""


class Fields(dict[str, Any]):
    """An object of the file, which remembers the names that stood in it more than once."""

    repeated: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> Fields:
        """The object of these names and values; the last of a name counts."""
        made = cls(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            made.repeated = tuple(name for name in made if names.count(name) > 1)
        return made


def read_json(path: Path) -> Any:
    """What stands in `path`; its objects are `Fields`.

    Raises:
        RefusedError: where it cannot be read, is no UTF-8, or is no JSON.
    """
    name = plain(str(path), 200)
    text = _decoded(_bytes(path, name), name)
    try:
        # A number of thousands of digits is refused by int(); no field needs more than the first twenty.
        return json.loads(text, object_pairs_hook=Fields.of, parse_int=lambda digits: int(digits[:20]))
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        if not text.strip():
            raise RefusedError(f"{name}: 文件是空的 → 写一个列表，每条一组字段") from None
        raise RefusedError(f"{where}: {_complaint(error)}") from None
    except RecursionError:
        raise RefusedError(f"{name}: 括号套得太深 → 只写一个列表，每条一组字段") from None


def _complaint(error: json.JSONDecodeError) -> str:
    for begins, fact, advice in _COMPLAINTS:
        if error.msg.startswith(begins):
            return f"不是合格的 JSON：{fact} → {advice}"
    return "不是合格的 JSON → 用编辑器的 JSON 检查看这一处"


def _bytes(path: Path, name: str) -> bytes:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise RefusedError(f"{name}: 这是文件夹，不是文件 → 写出里面的那个 JSON 文件")
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            raise RefusedError(f"{name}: 这不是普通文件 → 换成 JSON 文件")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RefusedError(f"{name}: 文件读不了（{os_problem(error)}） → 检查路径和权限") from None
    if len(raw) > MOST_BYTES:
        raise RefusedError(f"{name}: 文件超过 {MOST_BYTES // 1_000_000} MB → 拆成几个")
    return raw


def _decoded(raw: bytes, name: str) -> str:
    advice = "用记事本或 VS Code“另存为”，编码选 UTF-8"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:4]:
        raise RefusedError(f"{name}:1:1: 文件是 UTF-16 编码（记事本里叫“Unicode”），不是 UTF-8 → {advice}")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(errors="replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise RefusedError(f"{name}:{line}:{column}: 文件不是 UTF-8 编码（多半是 GBK） → {advice}") from None


Step = str | int
"""A field's name, or the place in a list, counted from 1."""


def walked(data: Any) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """Every value of `data` with the way to it, in the order of the file; without recursion, for nesting may be deep."""
    waiting: list[tuple[tuple[Step, ...], Any]] = [((), data)]
    while waiting:
        way, value = waiting.pop()
        yield way, value
        inner: list[tuple[tuple[Step, ...], Any]] = []
        if isinstance(value, dict):
            inner = [((*way, name), own) for name, own in value.items()]
        elif isinstance(value, list):
            inner = [((*way, place), own) for place, own in enumerate(value, 1)]
        waiting += reversed(inner)


def shown(value: Any) -> str:
    """A value as a message may quote it."""
    if isinstance(value, str):
        return f"“{plain(value, _SHOWN)}”" if value else "空的文字"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "一个列表"
    return "一组字段" if isinstance(value, dict) else plain(str(value), _SHOWN)


def half(text: str) -> bool:
    """Whether `text` holds half of a surrogate pair, which no text can hold alone."""
    return any("\ud800" <= char <= "\udfff" for char in text)
