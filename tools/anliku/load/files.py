"""Bytes of a file to text, within limits; splitting of front matter and prose."""

from __future__ import annotations

import errno
import re
import stat
from pathlib import Path

from anliku.issues import Code, Issue, Location

MAX_BYTES = 1_000_000
"""A full-depth case is about 40 KB; twenty-five times that is not a case."""

CONTROLS = frozenset(
    [chr(n) for n in range(32) if chr(n) not in "\n\r\t"]
    + [chr(n) for n in range(0x7F, 0xA0)]
    + [chr(n) for n in (0x200B, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF)]
)
"""Characters nobody sees and no text needs: C0 and C1 controls, line separators that YAML counts
and editors do not, zero-width spaces, direction overrides, noncharacters (XML refuses them)."""

_YAML_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""YAML would begin a line at these and every later position would be wrong; they are reported anyway."""

_CONTROL = re.compile(f"[{re.escape(''.join(sorted(CONTROLS)))}]")


def read_text(path: Path, file: str) -> tuple[str | None, list[Issue]]:
    """The text of `path`, or None and the issues that say why not."""
    whole = Location(file)
    if path.is_symlink():
        return None, [Issue(whole, Code.FILE_UNREADABLE, "这是一个链接，不是文件", "换成文件本身")]
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [Issue(whole, Code.FILE_UNREADABLE, "这不是普通文件", "换成文本文件")]
        if status.st_size > MAX_BYTES:
            hint = f"一个文件不超过 {MAX_BYTES // 1_000_000} MB；正文原文、图片不要放进来"
            return None, [Issue(whole, Code.FILE_TOO_LARGE, f"文件太大（{status.st_size / 1_000_000:.1f} MB）", hint)]
        raw = path.read_bytes()
    except OSError as error:
        message = f"文件读不了（{os_problem(error)}）"
        return None, [Issue(whole, Code.FILE_UNREADABLE, message, "检查文件是否存在、是否有权限")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(raw, error, file)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _controls(text, file) if _CONTROL.search(text) else []
    return text.translate(_YAML_BREAKS) if found else text, found


def os_problem(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    if isinstance(error, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件"
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "这里已有同名的文件，不是文件夹"
    if error.errno == errno.ENOSPC:
        return "磁盘已满"
    return f"系统错误 {error.errno}"


def _not_utf8(raw: bytes, error: UnicodeDecodeError, file: str) -> Issue:
    hint = "用记事本或 VS Code“另存为”，编码选 UTF-8（WPS、老版记事本常存成 GBK）"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "文件是 UTF-16 编码（记事本里叫“Unicode”），不是 UTF-8"
        return Issue(Location(file, 1, 1), Code.FILE_NOT_UTF8, message, hint)
    # utf-8-sig reports offsets without the mark it skipped.
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    before = raw[: error.start].decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    location = Location(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    return Issue(location, Code.FILE_NOT_UTF8, "文件不是 UTF-8 编码", hint)


def control_message(char: str) -> tuple[str, str]:
    """What to say of an invisible character."""
    return f"有不可见的控制字符 U+{ord(char):04X}", "删掉它；多半是从网页或 PDF 粘贴来的"


def _controls(text: str, file: str) -> list[Issue]:
    issues = []
    for number, line in enumerate(text.split("\n"), 1):
        if (found := _CONTROL.search(line)) is not None:
            location = Location(file, number, found.start() + 1)
            issues.append(Issue(location, Code.CONTROL_CHARACTER, *control_message(found[0])))
    return issues


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Front matter, prose, and the line the prose begins at; None where there is no front matter.

    Blank lines before the prose belong to neither.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            body = index + 1
            while body < len(lines) and not lines[body].strip():
                body += 1
            return "\n".join(lines[1:index]), "\n".join(lines[body:]).rstrip(), body + 1
    return None
