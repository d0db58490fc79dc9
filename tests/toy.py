"""A library of one's own, and ways to spoil it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from anliku.issues import Code, Issue, Location
from anliku.load import Records, load
from anliku.validate import validate

LIBRARY = Path(__file__).parent / "library"
"""The toy library: three cases and the knowledge they need."""


@dataclass(frozen=True)
class Toy:
    """A library of one's own, and ways to spoil it."""

    root: Path

    def path(self, file: str) -> Path:
        return self.root / file

    def read(self, file: str) -> str:
        return self.path(file).read_text(encoding="utf-8")

    def write(self, file: str, content: str | bytes) -> None:
        """Put `content` into `file`, byte for byte."""
        self.path(file).parent.mkdir(parents=True, exist_ok=True)
        self.path(file).write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace `old`, which must be there exactly once, by `new`."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def where(self, file: str, piece: str) -> Location:
        """The position of `piece`, which must be in `file` exactly once."""
        text = self.read(file)
        assert text.count(piece) == 1, f"{piece!r} occurs {text.count(piece)} times in {file}"
        before = text[: text.index(piece)]
        return Location(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)

    def records(self) -> Records:
        return load(self.root)

    def issues(self) -> tuple[Issue, ...]:
        """Everything that is wrong with the library, reading and rules together."""
        return validate(self.records(), self.root)

    def only_issue(self) -> Issue:
        """The one thing that is wrong with it."""
        issues = self.issues()
        assert len(issues) == 1, "\n".join(map(str, issues)) or "no issues"
        return issues[0]

    def codes(self) -> list[Code]:
        return [issue.code for issue in self.issues()]
