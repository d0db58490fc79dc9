"""Parts that carry a Look: styles, numbering, font table, settings."""

from __future__ import annotations

from anliku.exports.formats.docx.look import ACCENT, BULLETS, HEADINGS, INK, LINE, STEPS, Char, Font, Look, Para
from anliku.exports.formats.docx.xml import HEAD, NAMESPACES, attribute, twips

BUILT_IN = ("Normal", "Title", "Subtitle", "Body Text", "List Bullet", "List Number", "TOC Heading", "Hyperlink")


def styles(look: Look) -> str:
    """The styles part."""
    normal = look.by_id["Normal"]
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(normal.font)}{_size(normal.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    body = "".join([*(_para(item, look) for item in look.paras), *(_char(item) for item in look.chars)])
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{_FIXED}{body}{_table(look)}</w:styles>"


_FIXED = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
    '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


def _fonts(font: Font) -> str:
    east, latin = attribute(font.east), attribute(font.latin)
    return f'<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={east} w:cs="Times New Roman"/>'


def _size(size: float) -> str:
    return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _custom(name: str) -> str:
    return "" if name in BUILT_IN or name[0].islower() else ' w:customStyle="1"'


def _para(style: Para, look: Look) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    follows = f'<w:next w:val="{style.next}"/>' if style.next else ""
    color = f'<w:color w:val="{style.color}"/>'
    spacing = f'<w:spacing w:val="{twips(style.spacing)}"/>'
    return (
        f'<w:style w:type="paragraph"{default}{_custom(style.name)} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}{follows}<w:qFormat/><w:pPr>{_layout(style, look)}</w:pPr>'
        f"<w:rPr>{_fonts(style.font)}{color}{spacing}{_size(style.size)}</w:rPr></w:style>"
    )


def _layout(style: Para, look: Look) -> str:
    """Paragraph properties, in the order of the schema."""
    parts = ["<w:keepNext/><w:keepLines/>" if style.keep else "", "<w:pageBreakBefore/>" if style.new_page else ""]
    if style.numbering:
        level = f'<w:ilvl w:val="{style.outline}"/>' if style.outline else ""
        parts.append(f'<w:numPr>{level}<w:numId w:val="{style.numbering}"/></w:numPr>')
    if style.rule:
        space = {"left": 8, "bottom": 6, "top": 12}[style.rule]
        weight = 12 if style.rule == "left" else 4
        parts.append(
            f'<w:pBdr><w:{style.rule} w:val="single" w:sz="{weight}" w:space="{space}" w:color="{style.rule_color}"/></w:pBdr>'
        )
    if style.tab:
        leader = "none" if style.id == "Header" else "dot"
        parts.append(f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{twips(look.width)}"/></w:tabs>')
    line = f' w:line="{twips(style.line)}" w:lineRule="exact"' if style.line else ' w:line="240" w:lineRule="auto"'
    parts.append(f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}"{line}/>')
    if style.hanging:
        turn = f' w:hanging="{twips(style.hanging)}"'
    else:
        turn = f' w:firstLineChars="{style.first * 100}" w:firstLine="{twips(style.first * style.size)}"'
    parts.append(f'<w:ind w:left="{twips(style.left)}"{turn}/>')
    parts.append(f'<w:jc w:val="{style.align or "left"}"/>')
    parts.append("" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _char(style: Char) -> str:
    look = "".join(
        (
            _fonts(style.font) if style.font else "",
            f'<w:color w:val="{style.color}"/>' if style.color else "",
            _size(style.size) if style.size else "",
            '<w:vertAlign w:val="superscript"/>' if style.raised else "",
        )
    )
    return (
        f'<w:style w:type="character"{_custom(style.name)} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def _table(look: Look) -> str:
    """The table style: hairlines between rows, a stronger line above, below and under the head."""
    strong = "000000" if look.official else ACCENT
    inner = "000000" if look.official else LINE

    def edge(side: str, size: int, color: str) -> str:
        return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'

    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="LibraryTable"><w:name w:val="实践库表格"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f"{edge('top', 8, strong)}{edge('bottom', 8, strong)}{edge('insideH', 2, inner)}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="50" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{edge('bottom', 6, strong)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def numbering(look: Look, lists: int) -> str:
    """The numbering part: bullets, steps, headings, and one number for each of `lists` ordered lists.

    The numbers of the ordered lists begin at `FIRST_LIST`; each starts anew at 1.
    """
    ink = INK if look.official else ACCENT
    step = "（%1）" if look.official else "%1."
    bullet = _level(0, "bullet", "•", look, "ListBullet", f'<w:color w:val="{ink}"/>')
    levels = "".join(
        _level(level, kind, text, look, f"Heading{level + 1}")
        for level, (kind, text) in enumerate(
            (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
        )
    )
    kinds = (
        (BULLETS, "singleLevel", bullet),
        (STEPS, "singleLevel", _level(0, "decimal", step, look, "ListNumber", f'<w:color w:val="{ink}"/>')),
        (HEADINGS, "multilevel", levels),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number:08X}"/><w:multiLevelType w:val="{kind}"/>'
        f'<w:tmpl w:val="{number + 16:08X}"/>{content}</w:abstractNum>'
        for number, kind, content in kinds
        if number != HEADINGS or look.official
    )
    plain = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _, _ in kinds
        if number != HEADINGS or look.official
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    ordered = "".join(
        f'<w:num w:numId="{FIRST_LIST + index}"><w:abstractNumId w:val="{STEPS}"/>{restart}</w:num>'
        for index in range(lists)
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{abstract}{plain}{ordered}</w:numbering>"


FIRST_LIST = 11
"""Number of the first ordered list."""


def _level(level: int, kind: str, text: str, look: Look, style: str, color: str = "") -> str:
    """One level; its indents are those of the style, repeated where Word looks for them."""
    para = look.by_id[style]
    suffix = "nothing" if look.official and kind != "bullet" else "space" if look.official else "tab"
    if look.official:
        indent = f'<w:ind w:left="0" w:firstLineChars="200" w:firstLine="{twips(para.size * 2)}"/>'
    else:
        indent = f'<w:ind w:left="{twips(para.left)}" w:hanging="{twips(para.hanging)}"/>'
    linked = f'<w:pStyle w:val="{style}"/>' if style.startswith("Heading") else ""
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>' if kind == "bullet" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr><w:rPr>{fonts}{color}</w:rPr></w:lvl>'
    )


def font_table(look: Look) -> str:
    """The font table, with what stands in for a font that a machine has not."""
    latin = dict.fromkeys(font.latin for font in look.fonts)
    east = {font.east: font.instead for font in look.fonts}
    fonts = "".join(
        f"<w:font w:name={attribute(name)}><w:altName w:val={attribute(instead)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, instead in east.items()
    ) + "".join(
        f'<w:font w:name={attribute(name)}><w:charset w:val="00"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in latin
        if name not in east
    )
    return f"{HEAD}<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def settings(look: Look) -> str:
    """The settings part: Word 2013 and later, Chinese, separators of the footnotes."""
    both = "<w:evenAndOddHeaders/>" if look.official else ""
    uri = "http://schemas.microsoft.com/office/word"
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    colors = " ".join(
        f'w:{name}="{value}"'
        for name, value in (
            ("bg1", "light1"), ("t1", "dark1"), ("bg2", "light2"), ("t2", "dark2"),
            *((f"accent{index}", f"accent{index}") for index in range(1, 7)),
            ("hyperlink", "hyperlink"), ("followedHyperlink", "followedHyperlink"),
        )
    )  # fmt: skip
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{both}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat><w:useFELayout/>{compat}</w:compat>"
        f'<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:clrSchemeMapping {colors}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
