"""The slide master, its layouts and the notes master: real placeholders on one grid, in points."""

from __future__ import annotations

from dataclasses import dataclass

from anliku.exports.formats.pptx.theme import COLOURS, DECLARATION, A
from anliku.outline.deck import fit

NS = (
    f'{A} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
INK = COLOURS["dk1"]
PAGE = (960, 540)
LEFT = 54
KICKER, FOOTER, NUMBER, REMARK = 13, 11, 12, 16
"""Indices of the placeholders every layout shares."""
BODY_INDEX, TABLE_INDEX, CHART_INDEX = 1, 14, 15
BODY_TOP = 134
QR = 180
"""The side of the QR code."""

Box = tuple[float, float, float, float]
"""Left, top, width, height."""
BODY: Box = (LEFT, BODY_TOP, fit.WIDTH, fit.HEIGHT)
TITLE: Box = (LEFT, 70, fit.WIDTH, 52)
TITLE_OPENING: Box = (LEFT, 96, fit.WIDTH, 196)
QR_BOX: Box = (LEFT + fit.WIDTH - QR, BODY_TOP + 6, QR, QR)
BESIDE_QR: Box = (LEFT, BODY_TOP, fit.WIDTH - QR - 40, fit.HEIGHT)
SUBTITLE: Box = (LEFT, 320, fit.WIDTH, 160)
TITLE_SECTION: Box = (174, 176, fit.WIDTH - 120, 84)
ABOUT_SECTION: Box = (174, 276, fit.WIDTH - 120, 150)
NUMBER_SECTION: Box = (LEFT, 176, 110, 84)
OPENING_SIZE, SECTION_SIZE = 44, 48


@dataclass(frozen=True)
class Style:
    """How a placeholder's first level is set."""

    size: int
    colour: str = "tx1"
    bold: bool = False
    align: str = "l"
    face: str = "mn"

    def level(self, tag: str = "lvl1pPr", space: int = 0, bullet: str = "<a:buNone/>", indent: float = 0) -> str:
        """The XML of a paragraph level in this style."""
        weight = ' b="1"' if self.bold else ' b="0"'
        return (
            f'<a:{tag} marL="{emu(indent)}" indent="{-emu(indent)}" algn="{self.align}" eaLnBrk="1" latinLnBrk="0"'
            f' hangingPunct="0"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="{space * 100}"/>'
            f'</a:spcBef>{bullet}<a:defRPr lang="zh-CN" altLang="en-US" sz="{self.size * 100}"{weight} kern="1200">'
            f'<a:solidFill><a:schemeClr val="{self.colour}"/></a:solidFill><a:latin typeface="+{self.face}-lt"/>'
            f'<a:ea typeface="+{self.face}-ea"/><a:cs typeface="+{self.face}-cs"/></a:defRPr></a:{tag}>'
        )


KICKER_STYLE = Style(fit.BODY, "accent1")
SMALL = Style(12, "accent3")
BULLET = (
    '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>',
    '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="–"/>',
)


def emu(points: float) -> int:
    """`points` in English Metric Units."""
    return round(points * 12700)


def placeholder(number: int, name: str, kind: str, box: Box | None, text: str = "", **more: str) -> str:
    """A placeholder shape; `more` may give `idx`, `style` (a lstStyle's content), `anchor`, `sz`, `field`."""
    index = f' idx="{more["idx"]}"' if "idx" in more else ""
    size = f' sz="{more["sz"]}"' if "sz" in more else ""
    style = f"<a:lstStyle>{more['style']}</a:lstStyle>" if "style" in more else "<a:lstStyle/>"
    anchor = f' anchor="{more["anchor"]}"' if "anchor" in more else ""
    run = f'<a:r><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:r>' if text else '<a:endParaRPr lang="zh-CN"/>'
    if "field" in more:
        run = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:fld>'
    frame = f"<a:xfrm>{_offset(box)}</a:xfrm>" if box else ""
    insets = ' lIns="0" tIns="0" rIns="0" bIns="0"' if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{size}{index}/></p:nvPr></p:nvSpPr><p:spPr>{frame}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square"{insets}{anchor}><a:noAutofit/></a:bodyPr>{style}'
        f"<a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _offset(box: Box) -> str:
    left, top, width, height = map(emu, box)
    return f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'


def rule(number: int, name: str, box: Box, colour: str = "accent1", weight: float = 1.5) -> str:
    """A straight line."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr><a:xfrm>{_offset(box)}</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{emu(weight)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:spTree>"
    )


def _background(colour: str) -> str:
    return f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def _footer(number: int) -> str:
    right = Style(12, "accent3", align="r")
    return placeholder(
        number,
        "页脚",
        "ftr",
        (LEFT, 502, 700, 20),
        "",
        idx=str(FOOTER),
        sz="quarter",
        style=SMALL.level(),
        anchor="ctr",
    ) + placeholder(
        number + 1,
        "页码",
        "sldNum",
        (LEFT + 752, 502, 100, 20),
        "‹#›",
        idx=str(NUMBER),
        sz="quarter",
        style=right.level(),
        anchor="ctr",
        field="1",
    )


def master(layouts: int) -> str:
    """The slide master with so many layouts."""
    body = Style(fit.BODY)
    levels = "".join(
        body.level(f"lvl{level}pPr", fit.GAP, BULLET[min(level, 2) - 1], fit.INDENT * level) for level in range(1, 10)
    )
    other = "".join(Style(18).level(f"lvl{level}pPr") for level in range(1, 10))
    shapes = (
        rule(7, "书眉线", (LEFT, 30, fit.WIDTH, 0))
        + placeholder(2, "标题", "title", TITLE, "单击此处编辑标题", anchor="t")
        + placeholder(3, "正文", "body", BODY, "单击此处编辑正文", idx="1")
        + _footer(4)
    )
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(layouts))
    return (
        f"{DECLARATION}<p:sldMaster {NS}><p:cSld>{_background('bg2')}{_tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
        ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f'<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles>'
        f"<p:titleStyle>{Style(fit.TITLE, bold=True, face='mj').level()}</p:titleStyle>"
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _kicker(number: int = 10) -> str:
    return placeholder(
        number,
        "书眉",
        "body",
        (LEFT, 34, fit.WIDTH, 35),
        "所在部分",
        idx=str(KICKER),
        sz="quarter",
        style=KICKER_STYLE.level(),
        anchor="t",
    )


def _layout(name: str, kind: str, shapes: str, *, background: str = "", hide: bool = False) -> str:
    shown = ' showMasterSp="0"' if hide else ""
    return (
        f'{DECLARATION}<p:sldLayout {NS}{kind} preserve="1"{shown}><p:cSld name="{name}">{background}{_tree(shapes)}'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def layouts() -> dict[str, str]:
    """The layouts by name, in the order of the master's list."""
    title = placeholder(2, "标题", "title", None, "单击此处编辑标题")
    remark: Box = (LEFT, BODY_TOP + fit.HEIGHT - 36, fit.WIDTH, 36)
    chart: Box = (LEFT, BODY_TOP, fit.WIDTH, fit.HEIGHT - fit.REMARK)
    opening = Style(OPENING_SIZE, bold=True, face="mj").level()
    section = Style(SECTION_SIZE, "bg1", bold=True, face="mj").level()
    numeral = Style(SECTION_SIZE, "accent4", face="mj").level()
    subtitle = Style(fit.BODY, "accent3").level(space=fit.GAP)
    about = Style(fit.BODY, "bg1").level(space=fit.GAP)
    muted = Style(fit.BODY, "accent3").level()
    return {
        "标题": _layout(
            "标题",
            ' type="title"',
            placeholder(2, "标题", "ctrTitle", TITLE_OPENING, "单击此处编辑标题", style=opening, anchor="b")
            + placeholder(3, "副标题", "subTitle", SUBTITLE, "副标题", idx="1", style=subtitle, anchor="t")
            + rule(4, "短线", (LEFT, 306, 72, 0), weight=3)
            + _kicker(),
        ),
        "章节": _layout(
            "章节",
            ' type="secHead"',
            placeholder(2, "标题", "title", TITLE_SECTION, "单击此处编辑标题", style=section, anchor="b")
            + placeholder(3, "说明", "body", ABOUT_SECTION, "这一部分讲什么", idx="1", style=about, anchor="t")
            + placeholder(
                4, "序号", "body", NUMBER_SECTION, "一", idx=str(KICKER), sz="quarter", style=numeral, anchor="b"
            )
            + rule(5, "线", (LEFT, 268, fit.WIDTH, 0), "accent4", 1),
            background=_background("accent1"),
            hide=True,
        ),
        "正文": _layout(
            "正文",
            ' type="tx"',
            title
            + placeholder(3, "正文", "body", None, "单击此处编辑正文", idx=str(BODY_INDEX))
            + _kicker()
            + _footer(4),
        ),
        "表格": _layout(
            "表格",
            ' type="tbl"',
            title + placeholder(3, "表格", "tbl", BODY, "", idx=str(TABLE_INDEX)) + _kicker() + _footer(4),
        ),
        "图表": _layout(
            "图表",
            ' type="chart"',
            title
            + placeholder(3, "图表", "chart", chart, "", idx=str(CHART_INDEX))
            + placeholder(
                6, "图注", "body", remark, "单位、口径", idx=str(REMARK), sz="quarter", style=muted, anchor="b"
            )
            + _kicker()
            + _footer(4),
        ),
        "出处": _layout(
            "出处",
            ' userDrawn="1"',
            title
            + placeholder(3, "正文", "body", BESIDE_QR, "单击此处编辑正文", idx=str(BODY_INDEX))
            + _kicker()
            + _footer(4),
        ),
    }


def notes_master() -> str:
    """The notes master: the slide above, the speaker's text below."""
    text = Style(12)
    levels = "".join(text.level(f"lvl{level}pPr", 4) for level in range(1, 10))
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'{_offset((54, 48, 432, 243))}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '<a:ln w="6350"><a:solidFill><a:schemeClr val="accent6"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    shapes = (
        image
        + placeholder(3, "备注", "body", (54, 312, 432, 360), "单击此处编辑备注", idx="3", sz="quarter")
        + placeholder(4, "页码", "sldNum", (386, 684, 100, 20), "‹#›", idx="5", sz="quarter", field="1")
    )
    return (
        f"{DECLARATION}<p:notesMaster {NS}><p:cSld>{_background('bg1')}{_tree(shapes)}</p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3"'
        ' accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )
