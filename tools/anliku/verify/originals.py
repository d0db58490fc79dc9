"""The folder with the original documents: which file is which source."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from anliku.load.files import os_problem
from anliku.load.library import printable

MAX_BYTES = 20_000_000
EXPLANATIONS = ".verify.yml"


class NoOriginalsError(Exception):
    """Raised where there is no folder, or nothing in it; the message says so in Chinese."""


@dataclass(frozen=True)
class Original:
    """A document as the curator holds it.

    Attributes:
        name: file name, fit to print.
        sha256: of the bytes of the file.
        text: its text, None where it is not UTF-8.
    """

    name: str
    sha256: str
    text: str | None

    @cached_property
    def _starts(self) -> list[int]:
        text = self.text or ""
        return [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def line(self, offset: int) -> int:
        """The line, from 1, in which `offset` lies."""
        return bisect_right(self._starts, offset)

    def line_text(self, offset: int) -> tuple[str, int]:
        """The line in which `offset` lies, and the offset within it."""
        text, start = self.text or "", self._starts[self.line(offset) - 1]
        end = text.find("\n", offset)
        return text[start : end if end >= 0 else len(text)], offset - start

    def context(self, start: int, end: int, reach: int = 12) -> str:
        """What stands from `start` to `end`, with at most `reach` characters of its line each side."""
        line, offset = self.line_text(start)
        return line[max(0, offset - reach) : offset + (end - start) + reach].strip()


@dataclass(frozen=True)
class Folder:
    """All originals, and what is wrong with the rest of the files."""

    path: Path
    originals: tuple[Original, ...]
    problems: tuple[str, ...]

    def find(self, sha256: str) -> Original | None:
        """The original with this checksum."""
        return next((item for item in self.originals if item.sha256 == sha256), None)

    def resembling(self, title: str | None) -> Original | None:
        """An original that prints `title`: perhaps the one that is meant, in another edition."""
        if not title:
            return None
        return next((item for item in self.originals if item.text and title in item.text), None)


def read_folder(path: Path) -> Folder:
    """Every document in `path`; hidden files, folders and explanations are not documents.

    Raises:
        NoOriginalsError: where the folder is missing, cannot be read or holds no document.
    """
    if not path.is_dir():
        raise NoOriginalsError(f"没有“{printable(str(path))}”这个文件夹。用 --sources 指明原文所在的文件夹。")
    try:
        paths = sorted(path.iterdir())
    except OSError as error:
        raise NoOriginalsError(f"文件夹“{printable(str(path))}”读不了（{os_problem(error)}）。") from None
    originals: list[Original] = []
    problems: list[str] = []
    for file in paths:
        if file.name.startswith(".") or file.name.endswith(EXPLANATIONS) or file.is_dir():
            continue
        found = _read(file)
        if isinstance(found, Original):
            originals.append(found)
        else:
            problems.append(found)
    if not originals and not problems:
        message = f"文件夹“{printable(str(path))}”里没有原文。每份原文存成一个 UTF-8 文本文件（.txt）放进去。"
        raise NoOriginalsError(message)
    return Folder(path, tuple(originals), (*problems, *_twice(originals)))


def _read(file: Path) -> Original | str:
    name = printable(file.name)
    try:
        if not file.is_file():
            return f"{name}：不是普通文件，没有读"
        if file.stat().st_size > MAX_BYTES:
            return f"{name}：超过 {MAX_BYTES // 1_000_000} MB，没有读"
        raw = file.read_bytes()
    except OSError as error:
        return f"{name}：文件读不了（{os_problem(error)}）"
    sha256 = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return Original(name, sha256, None)
    return Original(name, sha256, text)


def _twice(originals: list[Original]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for item in originals:
        if item.sha256 in seen:
            yield f"{item.name}：与 {seen[item.sha256]} 内容相同，只用前一份"
        seen.setdefault(item.sha256, item.name)
