"""The neutral blocks of a Document; kinds make them, formats (pages among them) show them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

RefKind = Literal["case", "practice", "challenge", "topic", "region", "metric", "term", "page"]


@dataclass(frozen=True)
class Ref:
    """A place in the library, whatever its address in one format; for `page`, `id` is a path."""

    kind: RefKind
    id: str
    anchor: str = ""


@dataclass(frozen=True)
class Link:
    """Text that leads to a place in the library."""

    text: str
    to: Ref
    found: bool = False
    """Made by the machine (a term at its first mention), not by an author."""


@dataclass(frozen=True)
class Cite:
    """A source mark: which source, and where in it."""

    case: str
    source: str
    at: str
    number: int
    here: bool = True
    """Whether the source list stands in the same document."""


@dataclass(frozen=True)
class Tag:
    """A short label set apart from the text, such as an evidence kind."""

    text: str
    tone: Literal["plain", "accent", "signal", "machine"] = "plain"


Inline = str | Link | Cite | Tag
Rich = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3 with its anchor; `aside` stands beside it, `kicker` above it."""

    text: str
    id: str
    level: int = 2
    aside: Rich = ()
    kicker: Rich = ()


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Rich
    tone: Literal["plain", "lead", "muted"] = "plain"


@dataclass(frozen=True)
class Items:
    """A list; steps where `ordered`."""

    items: tuple[Rich, ...]
    ordered: bool = False
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Pairs of name and value."""

    rows: tuple[tuple[str, Rich], ...]


@dataclass(frozen=True)
class Tile:
    """A figure to be seen from afar: the number, what it counts, whose and when."""

    number: str
    label: str
    scope: str
    cite: Cite | None = None


@dataclass(frozen=True)
class Tiles:
    """Figure tiles in a row."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first column heads its row."""

    head: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    caption: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One entry of an index: where it leads, what it is, and small facts beside it."""

    title: Link
    text: Rich = ()
    meta: tuple[Rich, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Rows:
    """Entries of an index or a list of related things."""

    rows: tuple[Row, ...]
    compact: bool = False


@dataclass(frozen=True)
class Strand:
    """One problem of a case, the practices that answered it, and what came of it."""

    id: str
    problem: Rich
    note: Rich
    practices: tuple[Rich, ...]
    results: tuple[Rich, ...]


@dataclass(frozen=True)
class Flow:
    """Problem, practice, result, side by side."""

    strands: tuple[Strand, ...]


@dataclass(frozen=True)
class Moment:
    """A dated event."""

    when: str
    what: Rich


@dataclass(frozen=True)
class Timeline:
    """Dated events in order."""

    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Prose:
    """Markdown written by curators; HTML in it is text."""

    markdown: str
    exclude: str = ""
    """The concept whose own labels are not linked."""


@dataclass(frozen=True)
class Callout:
    """Blocks set apart: an editor's hint, a gap, a warning."""

    title: str
    blocks: tuple[Block, ...]
    tone: Literal["editor", "gap", "machine"] = "editor"


@dataclass(frozen=True)
class Columns:
    """Groups of blocks side by side where there is room."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: whose number, the number, and as it was printed."""

    label: str
    value: Decimal
    printed: str


@dataclass(frozen=True)
class Chart:
    """Bars of one metric in one unit; formats that cannot draw show them as a table."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str


@dataclass(frozen=True)
class SearchBox:
    """The place to search from; formats without search leave it out."""

    hint: str


Block = (
    Heading
    | Paragraph
    | Items
    | Facts
    | Tiles
    | Table
    | Rows
    | Flow
    | Timeline
    | Prose
    | Callout
    | Columns
    | Chart
    | SearchBox
)


@dataclass(frozen=True)
class Document:
    """A page's worth of blocks.

    Attributes:
        to: the place in the library this document is.
        kicker: what kind of thing it is, and its place.
        title: plain text.
        lead: one or two sentences that say what it is.
        description: plain text for result lists of outside search engines.
    """

    to: Ref
    title: str
    blocks: tuple[Block, ...]
    kicker: Rich = ()
    lead: Rich = ()
    description: str = ""
    wide: bool = False
