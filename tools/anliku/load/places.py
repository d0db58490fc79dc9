"""Where the parts of a file stand: not kept, but read again from the file when an issue asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Self

from anliku.issues import Code, Issue, Location
from anliku.load.files import read_text, split_front_matter
from anliku.load.tree import Tree, parse

RECENT = 32
"""Trees that are kept: whoever asks about a file often asks many times before going on to the next."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a record was read from; positions of ten thousand files would be three times their records.

    Attributes:
        path: where it is.
        file: its name for people.
        digest: SHA-256 of the text that was read.
        front: whether the record is front matter, with prose below it.
    """

    path: Path
    file: str
    digest: bytes
    front: bool = False

    @classmethod
    def of(cls, text: str, path: Path, file: str, *, front: bool = False) -> Self:
        """The origin of what was read from `text`."""
        return cls(path, file, _digest(text), front)

    @property
    def tree(self) -> Tree:
        """The tree of the text that was read; an empty one where the file is no longer the same."""
        return _read_again(self)


def parse_front(front: str, body: str, body_line: int, file: str) -> Tree:
    """The tree of front matter; the prose, which begins at `body_line`, is its field `body`."""
    tree = parse(front, file, first_line=2)
    if isinstance(tree.data, dict):
        if "body" in tree.data:
            message, hint = "没有“body”这个字段", "正文写在第二个“---”之后"
            tree.issues.append(Issue(Location(file, *tree.keys[("body",)]), Code.FIELD_UNKNOWN, message, hint))
        tree.data["body"] = body
        tree.values[("body",)] = (body_line, 1)
    return tree


@lru_cache(maxsize=RECENT)
def _read_again(origin: Origin) -> Tree:
    text, _ = read_text(origin.path, origin.file)
    if text is None or _digest(text) != origin.digest:
        return Tree()
    parts = split_front_matter(text) if origin.front else None
    return parse_front(*parts, origin.file) if parts else parse(text, origin.file)


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()
