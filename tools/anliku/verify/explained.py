"""`ID.verify.yml` beside the originals: what a curator has looked at and explains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from anliku.issues import Severity
from anliku.load.convert import convert
from anliku.load.files import read_text
from anliku.load.tree import parse
from anliku.model.base import Record
from anliku.text.normalise import key
from anliku.verify.numbers import Numeral, numerals
from anliku.verify.originals import EXPLANATIONS, Folder
from anliku.verify.report import Finding, Kind

Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class Explanation(Record):
    """One thing that may be as it is, and why; exactly one of number, term, text and source."""

    number: Words | None = Field(default=None, title="数字", description="照原文，可带单位，如 3处、5%。")
    term: Words | None = Field(default=None, title="用语")
    text: Words | None = Field(default=None, title="固定提法", description="可以照录的文字，如文件里的固定提法。")
    source: Words | None = Field(default=None, title="来源", description="没有原文的来源的 id，如访谈。")
    near: Words | None = Field(default=None, title="旁边的文字", description="只解释同一行里有这段文字的那一处。")
    reason: Words = Field(title="理由")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(value is not None for value in (self.number, self.term, self.text, self.source)) != 1:
            raise PydanticCustomError("one_thing", "one of number, term, text, source")
        return self

    @property
    def shown(self) -> str:
        """What is explained, for people."""
        return self.number or self.term or self.text or self.source or ""

    def covers(self, numeral: Numeral, line: str) -> bool:
        """Whether it explains this number, which stands in `line`."""
        if self.number is None or (self.near and key(self.near) not in key(line)):
            return False
        return any(n.value == numeral.value and n.percent == numeral.percent for n in numerals(self.number))

    def names(self, term: str, line: str) -> bool:
        """Whether it explains this term."""
        return (
            self.term is not None
            and key(self.term) == key(term)
            and not (self.near and key(self.near) not in key(line))
        )


class Explanations(Record):
    """The file."""

    explained: tuple[Explanation, ...] = Field(default=(), title="已说明")


class Ledger:
    """The explanations of one case, and which of them were of use."""

    def __init__(self, file: str, explained: tuple[Explanation, ...] = (), problems: tuple[Finding, ...] = ()) -> None:
        self.file = file
        self.explained = explained
        self.problems = problems
        self._used: dict[int, None] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        """Wording that may stand as it is."""
        return tuple(item.text for item in self.explained if item.text)

    def number(self, numeral: Numeral, line: str = "") -> bool:
        """Whether a number is explained; remembers by what."""
        return self._use(lambda item: item.covers(numeral, line))

    def term(self, term: str, line: str) -> bool:
        """Whether a term is explained; remembers by what."""
        return self._use(lambda item: item.names(term, line))

    def source(self, name: str) -> bool:
        """Whether the absence of a source is explained; remembers by what."""
        return self._use(lambda item: item.source == name)

    def used(self) -> tuple[tuple[str, str], ...]:
        """What was explained, and why."""
        return tuple((self.explained[i].shown, self.explained[i].reason) for i in sorted(self._used))

    def unused(self) -> tuple[Finding, ...]:
        """Explanations of nothing; those of wording are always kept."""
        return tuple(
            Finding(Kind.EXPLANATION_UNUSED, f"说明“{item.shown}”已经用不上，可以删掉", item.shown, original=self.file)
            for index, item in enumerate(self.explained)
            if index not in self._used and item.text is None
        )

    def _use(self, fits: Callable[[Explanation], bool]) -> bool:
        for index, item in enumerate(self.explained):
            if fits(item):
                self._used[index] = None
                return True
        return False


def read_ledger(folder: Folder, case: str) -> Ledger:
    """The explanations for `case`; none where there is no file."""
    name = f"{case}{EXPLANATIONS}"
    path = folder.path / name
    if not path.exists():
        return Ledger(name)
    text, issues = read_text(path, name)
    found: Explanations | None = None
    if text is not None:
        tree = parse(text, name)
        issues += tree.issues
        if tree.data is not None:
            found, more = convert(tree, Explanations, name)
            issues += more
    problems = tuple(
        Finding(Kind.EXPLANATION_INVALID, _told(issue.message, issue.hint), original=name, line=issue.location.line)
        for issue in sorted(set(issues))
        if issue.severity is Severity.ERROR
    )
    return Ledger(name, found.explained if found else (), problems)


def _told(message: str, hint: str) -> str:
    return f"{message} → {hint}" if hint else message
