"""The two typographies: paragraph and character styles with their fonts, sizes and line heights."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

INK = "1D2427"
MUTED = "566064"
ACCENT = "0B5A5F"
SIGNAL = "9C3A22"
LINE = "BFC5C4"
_MM = 72 / 25.4


@dataclass(frozen=True)
class Font:
    """An East Asian font, the Latin font beside it, and what may stand in for it."""

    east: str
    latin: str
    instead: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph style; lengths in points, `first` in characters.

    Line heights are exact: CJK fonts differ in their own line height, and a fixed grid keeps the pages, and with them
    the page numbers in the table of contents, alike in Word, WPS and LibreOffice.
    """

    id: str
    name: str
    font: Font
    size: float
    line: float
    before: float = 0
    after: float = 0
    color: str = INK
    align: Literal["", "center", "right", "both"] = ""
    first: int = 0
    left: float = 0
    hanging: float = 0
    keep: bool = False
    new_page: bool = False
    outline: int | None = None
    rule: Literal["", "left", "bottom", "top"] = ""
    rule_color: str = LINE
    numbering: int = 0
    tab: float = 0
    spacing: float = 0
    next: str = ""


@dataclass(frozen=True)
class Char:
    """A character style; no font means that of the text around it."""

    id: str
    name: str
    font: Font | None = None
    color: str = ""
    size: float = 0
    raised: bool = False


@dataclass(frozen=True)
class Look:
    """A typography: page, styles, and whether small things are prose (`official`) or tables.

    Attributes:
        margins: top, right, bottom, left of an A4 page, in points.
        header: distance of the header and of the footer from the edge of the page, in points.
    """

    official: bool
    margins: tuple[float, float, float, float]
    header: tuple[float, float]
    paras: tuple[Para, ...]
    chars: tuple[Char, ...]
    by_id: dict[str, Para] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self.by_id.update({para.id: para for para in self.paras})

    @property
    def width(self) -> float:
        """Width of the text on a page, in points."""
        return 210 * _MM - self.margins[1] - self.margins[3]

    @property
    def height(self) -> float:
        """Height of the text on a page, in points."""
        return 297 * _MM - self.margins[0] - self.margins[2]

    @property
    def fonts(self) -> tuple[Font, ...]:
        """Every font in use, in order of first use."""
        own = (*(item.font for item in self.paras), *(item.font for item in self.chars if item.font))
        return tuple(dict.fromkeys(own))


BULLETS, STEPS, HEADINGS = 1, 2, 3
"""Numbering definitions that styles refer to."""

_SONG = Font("宋体", "Times New Roman", "SimSun")
_HEI = Font("黑体", "Arial", "SimHei")
_KAI = Font("楷体", "Times New Roman", "楷体_GB2312")
_TABLE = (
    Para("TableText", "表格文字", _SONG, 9, 14),
    Para("TableHead", "表头", _HEI, 9, 14, color=ACCENT),
    Para("FactsText", "要项文字", _SONG, 10, 16),
    Para("FactsName", "要项名", _HEI, 9.5, 16, color=MUTED),
    Para("Gap", "间隔", _SONG, 4, 8),
)

STANDARD = Look(
    official=False,
    margins=(28 * _MM, 28 * _MM, 26 * _MM, 28 * _MM),
    header=(15 * _MM, 14 * _MM),
    paras=(
        Para("Normal", "Normal", _SONG, 11, 19),
        Para("BodyText", "Body Text", _SONG, 11, 19, after=4, align="both", first=2),
        Para("Title", "Title", _HEI, 28, 42, before=10, after=14, next="Subtitle"),
        Para("Subtitle", "Subtitle", _KAI, 15, 24, before=150, color=ACCENT),
        Para("CoverMark", "封面题署", _HEI, 11, 18, color=ACCENT, rule="bottom", rule_color=ACCENT),
        Para("CoverLead", "封面导语", _KAI, 13, 24, before=18, align="both", rule="top"),
        Para("CoverDate", "封面日期", _SONG, 10.5, 16, color=MUTED),
        Para("Heading1", "heading 1", _HEI, 20, 30, after=10, keep=True, new_page=True, outline=0, rule="bottom",
             rule_color=ACCENT, next="BodyText"),
        Para("Heading2", "heading 2", _HEI, 14, 20, before=18, after=5, color=ACCENT, keep=True, outline=1,
             next="BodyText"),
        Para("Heading3", "heading 3", _HEI, 11.5, 18, before=11, after=3, keep=True, outline=2, next="BodyText"),
        Para("Kicker", "题签", _KAI, 10.5, 16, after=4, color=ACCENT, keep=True),
        Para("Aside", "边注", _KAI, 9.5, 14, after=4, color=MUTED, keep=True),
        Para("Lead", "导语", _KAI, 12.5, 21, after=10, align="both"),
        Para("Muted", "小注", _KAI, 10, 16, before=2, after=3, color=MUTED),
        Para("ListBullet", "List Bullet", _SONG, 11, 19, after=2, left=20, hanging=14, numbering=BULLETS),
        Para("ListNumber", "List Number", _SONG, 11, 19, after=2, left=24, hanging=18, numbering=STEPS),
        Para("Entry", "条目", _SONG, 10.5, 17, before=3, after=4),
        Para("Caption", "caption", _HEI, 9, 14, before=10, after=4, color=MUTED, keep=True),
        Para("Figure", "图", _SONG, 11, 0, before=6, keep=True),
        Para("CalloutTitle", "提示标题", _HEI, 10, 17, before=8, left=12, color=ACCENT, keep=True, rule="left",
             rule_color=ACCENT),
        Para("Callout", "提示文字", _SONG, 10, 17, left=12, rule="left", rule_color=ACCENT),
        Para("CalloutList", "提示条目", _SONG, 10, 17, left=24, hanging=12, rule="left", rule_color=ACCENT,
             numbering=BULLETS),
        Para("ColumnText", "栏文字", _SONG, 10, 16, after=2),
        Para("ColumnList", "栏条目", _SONG, 10, 16, after=2, left=12, hanging=12, numbering=BULLETS),
        Para("TileNumber", "数字块数字", _HEI, 17, 24, color=ACCENT, keep=True),
        Para("TileLabel", "数字块名称", _SONG, 10, 15, keep=True),
        Para("TileScope", "数字块范围", _KAI, 9, 13, color=MUTED),
        *_TABLE,
        Para("FootnoteText", "footnote text", _SONG, 8.5, 12.5, color=MUTED, left=14, hanging=14),
        Para("TOCHeading", "TOC Heading", _HEI, 18, 28, after=12, new_page=True),
        Para("TOC1", "toc 1", _SONG, 11, 21, tab=1),
        Para("TOC2", "toc 2", _SONG, 10, 18, left=22, tab=1),
        Para("TOC3", "toc 3", _SONG, 9.5, 16, left=44, color=MUTED, tab=1),
        Para("Header", "header", _KAI, 9, 13, color=MUTED, rule="bottom", tab=1),
        Para("Footer", "footer", _SONG, 9, 13, color=MUTED, align="center"),
    ),
    chars=(
        Char("FootnoteReference", "footnote reference", color=ACCENT, raised=True),
        Char("Hyperlink", "Hyperlink", color=ACCENT),
        Char("Tag", "标签", _KAI, ACCENT),
        Char("TagSignal", "标签提醒", _KAI, SIGNAL),
        Char("TagMachine", "标签机器", _KAI, MUTED),
        Char("TagFigure", "标签数字", _HEI, ACCENT),
        Char("EntryName", "条目名", _HEI),
        Char("EntryNote", "条目附记", _KAI, MUTED),
    ),
)  # fmt: skip

_FANGSONG = Font("仿宋_GB2312", "Times New Roman", "仿宋")
_KAI_GB = Font("楷体_GB2312", "Times New Roman", "楷体")
_XIAOBIAOSONG = Font("方正小标宋简体", "Times New Roman", "宋体")
_HEI_GB = Font("黑体", "Times New Roman", "SimHei")
_PITCH = 28.95
"""22 lines on the 225 mm of a page (GB/T 9704 5.2.3)."""
_TIGHT = -0.25
"""28 characters of 16 pt on the 156 mm of a line."""


def _body(id_: str, name: str, font: Font = _FANGSONG) -> Para:
    return Para(id_, name, font, 16, _PITCH, color="000000", align="both", first=2, spacing=_TIGHT)


OFFICIAL = Look(
    official=True,
    margins=(37 * _MM, 26 * _MM, 35 * _MM, 28 * _MM),
    header=(20 * _MM, 23 * _MM),
    paras=(
        replace(_body("Normal", "Normal"), first=0),
        _body("BodyText", "Body Text"),
        Para("Title", "Title", _XIAOBIAOSONG, 22, 36, before=29, color="000000", align="center"),
        Para("Subtitle", "Subtitle", _KAI_GB, 16, _PITCH, after=14, color="000000", align="center"),
        _body("CoverLead", "封面导语"),
        Para("CoverDate", "封面日期", _KAI_GB, 14, 24, before=6, color="000000", align="right"),
        replace(_body("Heading1", "heading 1", _HEI_GB), before=10, keep=True, outline=0, numbering=HEADINGS,
                next="BodyText"),
        replace(_body("Heading2", "heading 2", _KAI_GB), keep=True, outline=1, numbering=HEADINGS, next="BodyText"),
        replace(_body("Heading3", "heading 3"), keep=True, outline=2, numbering=HEADINGS, next="BodyText"),
        replace(_body("Kicker", "题签", _KAI_GB), size=14, line=24, keep=True, spacing=0),
        replace(_body("Aside", "边注", _KAI_GB), size=14, line=24, keep=True, spacing=0),
        _body("Lead", "导语", _KAI_GB),
        _body("Muted", "小注", _KAI_GB),
        replace(_body("ListBullet", "List Bullet"), numbering=BULLETS),
        replace(_body("ListNumber", "List Number"), numbering=STEPS),
        _body("Entry", "条目"),
        Para("Caption", "caption", _HEI_GB, 12, 20, before=8, after=4, color="000000", align="center", keep=True),
        Para("Figure", "图", _FANGSONG, 16, 0, before=8, align="center", keep=True),
        replace(_body("CalloutTitle", "提示标题", _KAI_GB), keep=True),
        _body("Callout", "提示文字"),
        replace(_body("CalloutList", "提示条目"), numbering=BULLETS),
        Para("TableText", "表格文字", _FANGSONG, 10.5, 16, color="000000"),
        Para("TableHead", "表头", _HEI_GB, 10.5, 16, color="000000"),
        Para("Gap", "间隔", _FANGSONG, 4, 10),
        Para("FootnoteText", "footnote text", _FANGSONG, 9, 13, color="000000", left=15, hanging=15),
        Para("TOCHeading", "TOC Heading", _HEI_GB, 16, _PITCH, before=14, color="000000", align="center"),
        Para("TOC1", "toc 1", _FANGSONG, 14, 24, color="000000", tab=1),
        Para("TOC2", "toc 2", _FANGSONG, 14, 24, left=28, color="000000", tab=1),
        Para("TOC3", "toc 3", _FANGSONG, 12, 20, left=56, color="000000", tab=1),
        Para("Header", "header", _FANGSONG, 9, 13, color="000000"),
        Para("Footer", "footer", Font("宋体", "宋体", "SimSun"), 14, 18, left=16, color="000000"),
        Para("FooterRight", "页码居右", Font("宋体", "宋体", "SimSun"), 14, 18, color="000000", align="right"),
    ),
    chars=(
        Char("FootnoteReference", "footnote reference", raised=True),
        Char("Hyperlink", "Hyperlink"),
        Char("Tag", "标签", _KAI_GB),
        Char("TagSignal", "标签提醒", _KAI_GB),
        Char("TagMachine", "标签机器", _KAI_GB),
        Char("TagFigure", "标签数字"),
        Char("EntryName", "条目名", _KAI_GB),
        Char("EntryNote", "条目附记", _KAI_GB),
    ),
)  # fmt: skip
