"""The prose of a library, piece by piece with its place, and the names that may stand as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from anliku.issues import Location
from anliku.load import Loaded, Records, read_text
from anliku.model import (
    Award,
    Case,
    Concept,
    Implementation,
    LocalTerm,
    Part,
    Place,
    Policy,
    Record,
    Site,
    Source,
    Term,
)
from anliku.model.case import Actor
from anliku.model.walk import texts, walk
from anliku.verify.carried import NOT_TEXT, last_key

_NAMES: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Case, ("title",)),
    (Source, ("title", "author", "author_note", "editor", "publisher", "series")),
    (Place, ("province", "city", "district", "subdistrict", "community")),
    (Site, ("name", "subdistrict")),
    (Actor, ("name",)),
    (Implementation, ("local_name", "also")),
    (Part, ("name",)),
    (Policy, ("title", "issuer", "number")),
    (Award, ("title", "issuer")),
    (LocalTerm, ("term",)),
    (Concept, ("pref_label", "alt_label", "hidden_label")),
    (Term, ("pref_label", "alt_label")),
)
"""Fields that hold names: exact as the source has them, so not compared, and exempt where prose repeats them."""
_KEYS = {"pref_label": "prefLabel", "alt_label": "altLabel", "hidden_label": "hiddenLabel"}


@dataclass(frozen=True)
class Passage:
    """A piece of prose and where it begins; `lines` where its lines are those of the file."""

    text: str
    begins: Location
    lines: bool = False

    def location(self, offset: int) -> Location:
        """Where `offset` is; the beginning of the field where YAML may have folded the text."""
        if not self.lines:
            return self.begins
        row = self.text.count("\n", 0, offset)
        return Location(self.begins.file, self.begins.line + row, offset - (self.text.rfind("\n", 0, offset) + 1) + 1)


def _name_fields(record: Record) -> tuple[str, ...]:
    return next((fields for kind, fields in _NAMES if isinstance(record, kind)), ())


def names(record: Record) -> Iterator[str]:
    """Every declared name below `record`."""
    for _, item in walk(record):
        for name in _name_fields(item):
            value = getattr(item, name)
            yield from value if isinstance(value, tuple) else (value,) if value else ()


def passages(loaded: Loaded[Record]) -> Iterator[Passage]:
    """The prose of one record: every text that is neither name, id nor locator."""
    skipped = {(*path, _KEYS.get(name, name)) for path, item in walk(loaded.record) for name in _name_fields(item)}
    for path, text in texts(loaded.record):
        if last_key(path) in NOT_TEXT or skipped.intersection((path, path[:-1])) or last_key(path) == "candidates":
            continue
        if path == ("body",):
            yield Passage(text, Location(loaded.file, loaded.body_line, 1), lines=True)
        else:
            yield Passage(text, loaded.at(path))


def kb_passages(records: Records, root: Path) -> Iterator[Passage]:
    """The prose of all concepts and tables, and of the hand-written pages."""
    for loaded in chain(records.concepts(), records.terms, records.families, records.metrics, records.tombstones):
        yield from passages(loaded)  # type: ignore[arg-type]  # Loaded is read-only, so covariant in fact
    for path in sorted((root / "kb").rglob("*.md")):
        file = path.relative_to(root).as_posix()
        if file.split("/")[1] in ("practices", "challenges", "topics"):
            continue
        text, _ = read_text(path, file)
        if text is not None:
            yield Passage(text, Location(file, 1, 1), lines=True)
