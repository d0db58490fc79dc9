"""Pieces: the labelled strips of text that excerpts are cut from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Told = str | Iterable[str] | None

_MARKS = re.compile(r"^[#>\s]*|[*_`|]+|!?\[([^\]]*)\]\([^)]*\)", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """A strip of an entry's text, with what it is and, inside a case, the anchor it stands at."""

    label: str
    text: str
    anchor: str = ""


def pieces(*told: tuple[str, Told] | tuple[str, Told, str]) -> tuple[Piece, ...]:
    """One piece for each tuple of label, text or texts, and optional anchor that says something."""
    made = []
    for label, text, *anchor in told:
        whole = text if isinstance(text, str) else "；".join(_unended(item) for item in text or ())
        if whole:
            made.append(Piece(label, whole, *anchor))
    return tuple(made)


def text_of(shown: Iterable[Piece]) -> str:
    """What pieces say, one line each."""
    return "\n".join(piece.text for piece in shown)


def prose(markdown: str) -> str:
    """The words of a Markdown text, without its marks; one line a paragraph."""
    return "\n".join(line.strip() for line in _MARKS.sub(r"\1", markdown).splitlines() if line.strip())


def _unended(text: str) -> str:
    return text.rstrip("。；;")
