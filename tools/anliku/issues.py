"""Location, Issue and the codes: what is wrong, where it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """Every issue code: L for reading, M for one record, V across records; docs/issues.md has an example of each."""

    FILE_UNREADABLE = "L001"
    """The file cannot be opened, or is a link or a device."""
    FILE_TOO_LARGE = "L002"
    """The file is larger than any record can be."""
    FILE_NOT_UTF8 = "L003"
    """The file is not UTF-8 (often GBK)."""
    YAML_SYNTAX = "L004"
    """YAML cannot make sense of this place."""
    YAML_ALIAS = "L005"
    """YAML anchors and aliases are refused: a small file could become a huge one."""
    YAML_TAG = "L006"
    """YAML tags are refused."""
    YAML_DUPLICATE_KEY = "L007"
    """A field stands twice in one place."""
    NOT_A_MAPPING = "L008"
    """Fields were expected and something else stands here."""
    YAML_TOO_DEEP = "L009"
    """Nesting beyond any legal record."""
    FRONT_MATTER_MISSING = "L010"
    """A concept file without `---` front matter."""
    NO_CASES = "L011"
    """The library has no case."""
    STRAY_FILE = "L012"
    """A file that nothing will read."""
    FIELD_MISSING = "M001"
    """A required field is absent."""
    FIELD_UNKNOWN = "M002"
    """A field that does not exist."""
    FIELD_TYPE = "M003"
    """Text, list or fields, and another of them was expected."""
    FIELD_PATTERN = "M004"
    """An id, code, URL or checksum of the wrong form."""
    FIELD_CHOICE = "M005"
    """Not one of the words allowed here."""
    FIELD_EMPTY = "M006"
    """A field without content: absent means the key is absent."""
    FIELD_LENGTH = "M007"
    """Text or list too long."""
    FIELD_NUMBER = "M008"
    """Not a number, or one out of range."""
    FIELD_INVALID = "M009"
    """Wrong in another way, or too many problems to list."""
    FIELD_DATE = "M010"
    """A time of the wrong form, or a day no calendar has."""
    UNKNOWN_ID = "V001"
    """An id that leads to no record, or a label in its place."""
    ID_NOT_FILE_NAME = "V002"
    """Id and file name differ."""
    DUPLICATE_ID = "V003"
    """An id used twice."""
    DUPLICATE_LABEL = "V004"
    """A preferred label used twice."""
    ALIAS_CLAIMED_TWICE = "V005"
    """An alias that two concepts claim."""
    ORPHAN_CONCEPT = "V006"
    """A concept nothing points to."""
    BROKEN_LINK = "V007"
    """A link in prose that leads to no page."""
    EMPTY_SECTION = "V008"
    """A heading with nothing below it."""
    UNKNOWN_SOURCE = "V009"
    """A source the case does not list."""
    UNIT_MISMATCH = "V010"
    """A unit the metric cannot be counted in."""
    FIGURE_WITHOUT_SCOPE = "V011"
    """A figure without an owner or a time."""
    UNKNOWN_SITE = "V012"
    """A site the case does not list."""
    RELATION_CYCLE = "V013"
    """A concept broader than itself, by whatever way round."""
    UNSAFE_LINK = "V014"
    """A link that is neither http(s) nor a place on this site."""
    HTML_IN_TEXT = "V015"
    """HTML in text: shown as it stands, never run."""
    PUNCTUATION = "V016"
    """Half-width punctuation or full-width digits in Chinese text."""
    LOCATOR_MISSING = "V017"
    """Attributed to a source, without the place in it."""
    ID_REUSED = "V018"
    """An id that was given up has come back."""
    DATE_ORDER = "V019"
    """A period that ends before it starts."""
    CONTROL_CHARACTER = "V020"
    """An invisible character."""
    RESERVED_ID = "V021"
    """An id whose page would take the place of an index page."""


class Severity(StrEnum):
    """How bad an issue is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file.

    Attributes:
        file: path relative to the library root, with forward slashes.
        line: 1-based line, 0 where the whole file is meant.
        column: 1-based column, 0 where the whole line is meant.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, order=True)
class Issue:
    """One problem: a fact in `message`, what to do in `hint`, both Chinese."""

    location: Location
    code: Code
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR)

    def __post_init__(self) -> None:
        """Keep to one line: what is quoted from a file may hold line breaks or terminal codes."""
        for name in ("message", "hint"):
            if not (text := getattr(self, name)).isprintable():
                object.__setattr__(self, name, _one_line(text))

    def __str__(self) -> str:
        mark = "" if self.severity is Severity.ERROR else "（提醒）"
        hint = f" → {self.hint}" if self.hint else ""
        return f"{self.location}: {self.code} {mark}{self.message}{hint}"

    def as_json(self) -> dict[str, str | int]:
        """The published form: `{file, line, column, code, severity, message, hint}`."""
        return {
            **asdict(self.location),
            "code": self.code.value,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
        }


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text)


class IssuesError(Exception):
    """Raised where work cannot go on; carries every issue found so far."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues)))
        super().__init__("\n".join(str(issue) for issue in self.issues))
