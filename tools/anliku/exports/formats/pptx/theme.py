"""Colours, fonts and table style of the slides, as theme XML that an editor's own theme can replace."""

from __future__ import annotations

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HEADINGS, TEXT = "微软雅黑", "微软雅黑"
"""Chinese faces of headings and text: on every Windows office PC, with a real bold; WPS elsewhere replaces them."""
COLOURS = {
    "dk1": "1D2427",
    "lt1": "FFFFFF",
    "dk2": "0B5A5F",
    "lt2": "FBF9F4",
    "accent1": "0B5A5F",
    "accent2": "9C3A22",
    "accent3": "566064",
    "accent4": "84A9A6",
    "accent5": "B08D57",
    "accent6": "D9D5CA",
    "hlink": "0B5A5F",
    "folHlink": "566064",
}
"""Ink, paper, one deep blue-green; accent3 is muted text, accent6 hairlines."""
TABLE_STYLE = "{7A1C5E2B-4D63-4F0E-9C1D-0B5A5F1D2427}"


def theme(name: str) -> str:
    """A theme part: our colours and fonts, the plainest effects."""
    colours = "".join(f'<a:{key}><a:srgbClr val="{value}"/></a:{key}>' for key, value in COLOURS.items())
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{face}"/></a:{kind}Font>'
        for kind, face in (("major", HEADINGS), ("minor", TEXT))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme {A} name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colours}</a:clrScheme><a:fontScheme name="{name}">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def table_styles() -> str:
    """The table style of the slides, as the default one: hairlines between rows, no fills, a ruled head."""

    def edge(side: str, width: int, colour: str) -> str:
        fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        return f'<a:{side}><a:ln w="{width}" cmpd="sng">{fill}</a:ln></a:{side}>'

    def text(colour: str, *, bold: bool = False) -> str:
        weight = ' b="on"' if bold else ""
        font = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>'
        return f'<a:tcTxStyle{weight}>{font}<a:schemeClr val="{colour}"/></a:tcTxStyle>'

    plain = "".join(f"<a:{side}><a:ln><a:noFill/></a:ln></a:{side}>" for side in ("left", "right"))
    whole = edge("top", 19050, "accent1") + edge("bottom", 9525, "accent1") + edge("insideH", 6350, "accent6")
    inner = "<a:insideV><a:ln><a:noFill/></a:ln></a:insideV>"
    return (
        f'{DECLARATION}<a:tblStyleLst {A} def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="案例库表格">'
        f"<a:wholeTbl>{text('tx1')}<a:tcStyle><a:tcBdr>{plain}{whole}{inner}</a:tcBdr><a:fill><a:noFill/></a:fill>"
        f"</a:tcStyle></a:wholeTbl><a:firstCol>{text('tx1', bold=True)}<a:tcStyle><a:tcBdr/></a:tcStyle></a:firstCol>"
        f"<a:firstRow>{text('accent1', bold=True)}<a:tcStyle><a:tcBdr>{edge('bottom', 12700, 'accent1')}</a:tcBdr>"
        f"</a:tcStyle></a:firstRow><a:nwCell>{text('accent1', bold=True)}<a:tcStyle><a:tcBdr/></a:tcStyle></a:nwCell>"
        "</a:tblStyle></a:tblStyleLst>"
    )
