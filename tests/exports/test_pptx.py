"""PowerPoint files, read as XML and with other tools, against the deck they were made from; and room for every text."""

from __future__ import annotations

import re
import sys
from functools import cache
from io import BytesIO
from itertools import combinations
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import pytest
import real
from anliku.exports import FORMATS, ExportError, Options
from anliku.exports.formats.pptx import master, theme
from anliku.exports.formats.pptx.chart import NAME_SHARE, NAMES, NUMBERS
from anliku.exports.formats.pptx.page import Pages
from anliku.link import link
from anliku.load import load
from anliku.outline.deck import ChartSlide, Slide, TableSlide, TextSlide, TitleSlide, deck, fit
from anliku.outline.pack import Pack, Selection, pack
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from anliku.tag import tag
from lxml import etree
from openpyxl import load_workbook
from PIL import Image, ImageFont
from pylopdf_fonts_zh_cn import sans_path
from toy import LIBRARY

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
POINT = 12700
LENGTHS = (45, 90, 180)
PACKS = [("topic", name) for name in sorted(real.library().topics)]
PACKS += [("case", name) for name in sorted(real.library().cases)]
SITE = "https://anli.example.gov.cn/shequ/"
Box = tuple[float, float, float, float]


@cache
def writer() -> Writer:
    return Writer(real.library())


@cache
def made(kind: str, name: str) -> Pack:
    library = real.library()
    group, title = (library.topics, "pref_label") if kind == "topic" else (library.cases, "title")
    return pack(Selection(kind, name, getattr(group[name], title), **{f"{kind}s": (name,)}), writer(), "1.0")  # type: ignore[arg-type,index,attr-defined]


@cache
def written(kind: str, name: str, minutes: int = 90, site_url: str = "") -> bytes:
    return FORMATS["pptx"].write(made(kind, name), writer(), Options(site_url=site_url, minutes=minutes, version="1.0"))  # type: ignore[arg-type]


class File:
    """A presentation as a person would take it apart: zip and XML, nothing of python-pptx."""

    def __init__(self, data: bytes) -> None:
        self.zip = ZipFile(BytesIO(data))
        self.presentation = self.xml("ppt/presentation.xml")
        self.slides = self.targets(
            "ppt/presentation.xml", "slide", [s.get(f"{R}id") for s in self.presentation.iter(f"{P}sldId")]
        )

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.zip.read(part))

    def targets(self, part: str, kind: str, ids: list[str | None] | None = None) -> list[str]:
        """The parts `part` leads to by relations of `kind`; of `ids` in their order, where given."""
        folder, name = part.rsplit("/", 1)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.zip.namelist():
            return []
        found = {
            rel.get("Id"): normpath(join(dirname(part), str(rel.get("Target")))).lstrip("/")
            for rel in self.xml(rels)
            if str(rel.get("Type")).endswith(f"/{kind}")
        }
        return [found[name] for name in ids] if ids is not None else list(found.values())

    def notes(self, slide: str) -> str:
        (part,) = self.targets(slide, "notesSlide")
        bodies = [shape for shape in self.xml(part).iter(f"{P}sp") if ph(shape).get("type") == "body"]
        return "\n".join(text_of(shape) for shape in bodies)

    def layout(self, slide: str) -> etree._Element:
        (part,) = self.targets(slide, "slideLayout")
        return self.xml(part)


def ph(shape: etree._Element) -> etree._Element:
    return next(shape.iter(f"{P}ph"))


def placeholders(tree: etree._Element) -> dict[str, etree._Element]:
    """Placeholder shapes by index; title is `0`."""
    return {
        ph(e).get("idx", "0"): e for e in tree.iter(f"{P}sp", f"{P}graphicFrame") if e.find(f".//{P}ph") is not None
    }


def text_of(shape: etree._Element) -> str:
    return "\n".join(paragraph_text(p) for p in shape.iter(f"{A}p"))


def paragraph_text(paragraph: etree._Element) -> str:
    return "".join("\n" if part.tag == f"{A}br" else part.text or "" for part in paragraph.iter(f"{A}t", f"{A}br"))


@cache
def opened(kind: str, name: str, minutes: int = 90, site_url: str = "") -> File:
    return File(written(kind, name, minutes, site_url))


def slides_of(kind: str, name: str, minutes: int = 90) -> list[tuple[Slide, str]]:
    """Every slide of the deck with the part it was written to."""
    return list(zip(deck(made(kind, name), writer(), minutes), opened(kind, name, minutes).slides, strict=True))  # type: ignore[arg-type]


# What the deck says is in the file.


@pytest.mark.parametrize(("kind", "name"), [("topic", "deliberation"), ("case", "wuhou")])
def test_every_slide_has_its_title_text_and_kicker_in_placeholders(kind: str, name: str) -> None:
    file = opened(kind, name)
    for slide, part in slides_of(kind, name):
        found = placeholders(file.xml(part))
        assert text_of(found["0"]) == slide.title
        assert file.xml(part).find(f".//{P}sp") is not None
        if isinstance(slide, TitleSlide):
            assert text_of(found["1"]) == "\n".join(text for text in (slide.subtitle, slide.lead) if text)
            continue
        assert text_of(found[str(master.KICKER)]) == slide.kicker + (f"　{slide.mark}" if slide.mark else "")
        if isinstance(slide, TextSlide):
            assert text_of(found["1"]).split("\n") == [*filter(None, [slide.lead]), *map(str, slide.points)]
        if isinstance(slide, ChartSlide):
            assert text_of(found[str(master.REMARK)]) == slide.remark


@pytest.mark.parametrize(("kind", "name"), [("topic", "deliberation"), ("case", "wuhou")])
def test_tables_are_native_with_a_marked_header_row_and_no_banding(kind: str, name: str) -> None:
    file = opened(kind, name)
    tables = [(slide, file.xml(part)) for slide, part in slides_of(kind, name) if isinstance(slide, TableSlide)]
    assert len(tables) >= 5
    for slide, tree in tables:
        (table,) = tree.iter(f"{A}tbl")
        rows = tuple(tuple(text_of(cell) for cell in row.iter(f"{A}tc")) for row in table.iter(f"{A}tr"))
        assert rows == (slide.head, *slide.rows)
        properties = table.find(f"{A}tblPr")
        assert properties.get("firstRow") == "1"
        assert properties.get("bandRow", "0") == "0"
        assert properties.findtext(f"{A}tableStyleId") == theme.TABLE_STYLE
        assert tree.find(f".//{P}graphicFrame//{P}cNvPr").get("descr")
    styles = file.xml("ppt/tableStyles.xml")
    assert styles.get("def") == theme.TABLE_STYLE
    assert styles.find(f".//{A}firstRow") is not None
    assert not list(styles.iter(f"{A}band1H"))


def test_charts_are_native_with_the_numbers_in_their_workbook_and_as_printed_on_the_bars() -> None:
    file = opened("topic", "deliberation")
    charts = [(slide, part) for slide, part in slides_of("topic", "deliberation") if isinstance(slide, ChartSlide)]
    assert charts
    for slide, part in charts:
        (target,) = file.targets(part, "chart")
        drawn = file.xml(target)
        assert drawn.find(f".//{C}barDir").get("val") == "bar"
        assert [v.text for v in drawn.find(f".//{C}cat").iter(f"{C}v")] == [bar.label for bar in slide.chart.bars]
        assert [float(v.text or "") for v in drawn.find(f".//{C}val").iter(f"{C}v")] == [
            float(b.value) for b in slide.chart.bars
        ]
        assert [text_of(label) for label in drawn.iter(f"{C}dLbl")] == [bar.printed for bar in slide.chart.bars]
        (book,) = file.targets(target, "package")
        sheet = load_workbook(BytesIO(file.zip.read(book)))["Sheet1"]
        rows = list(sheet.iter_rows(min_row=2, values_only=True))
        assert rows == [(bar.label, float(bar.value), bar.printed) for bar in slide.chart.bars]
        assert {int(size.get("sz")) for size in drawn.iter(f"{A}rPr", f"{A}defRPr") if size.get("sz")} <= {1800, 2000}


@pytest.mark.parametrize(("kind", "name"), [("topic", "deliberation"), ("case", "wuhou"), ("case", "leshan")])
def test_speaker_notes_hold_talking_points_and_sources(kind: str, name: str) -> None:
    file = opened(kind, name)
    for slide, part in slides_of(kind, name):
        notes = file.notes(part)
        for text in (*slide.talk, *slide.sources):
            assert text in notes, slide.title
    assert all(source.text in file.notes(file.slides[-1]) for source in made(kind, name).sources)


def test_numbered_points_are_automatic_lists_that_go_on_over_slides() -> None:
    file = opened("topic", "deliberation", 180)
    for slide, part in slides_of("topic", "deliberation", 180):
        if isinstance(slide, TextSlide) and slide.numbered:
            found = [int(number.get("startAt", "1")) for number in file.xml(part).iter(f"{A}buAutoNum")]
            count = sum(not point.label for point in slide.points)
            assert found == list(range(slide.first, slide.first + count))


def test_with_the_address_of_the_site_the_last_slide_has_it_with_a_qr_code_and_notes_have_pages() -> None:
    file = opened("topic", "deliberation", 90, SITE)
    last = file.slides[-1]
    address = f"{SITE}topics/deliberation.html"
    assert address in text_of(placeholders(file.xml(last))["1"])
    (link_part,) = file.xml(last).iter(f"{A}hlinkClick")
    assert link_part.get(f"{R}id")
    (image,) = file.targets(last, "image")
    picture = Image.open(BytesIO(file.zip.read(image)))
    assert picture.size[0] == picture.size[1] > 200
    assert file.xml(last).find(f".//{P}pic//{P}cNvPr").get("descr") == f"二维码：{address}"
    assert any(f"网页：{SITE}practices/" in file.notes(part) for part in file.slides)
    plain = opened("topic", "deliberation")
    assert not any(
        "image" in name or "http" in plain.notes(part) for part in plain.slides for name in plain.targets(part, "image")
    )


# The template.


def test_the_page_is_16_to_9_and_has_layouts_with_real_placeholders() -> None:
    file = opened("topic", "deliberation")
    size = file.presentation.find(f"{P}sldSz")
    assert (int(size.get("cx")), int(size.get("cy"))) == (12192000, 6858000)
    layouts = [file.xml(part) for part in sorted(file.targets("ppt/slideMasters/slideMaster1.xml", "slideLayout"))]
    assert [tree.find(f"{P}cSld").get("name") for tree in layouts] == ["标题", "章节", "正文", "表格", "图表", "出处"]
    kinds = [{ph(shape).get("type") for shape in placeholders(tree).values()} for tree in layouts]
    assert kinds[0] >= {"ctrTitle", "subTitle"}
    assert all("title" in found for found in kinds[1:])
    assert "tbl" in kinds[3]
    assert "chart" in kinds[4]
    assert all({"sldNum", "ftr"} <= found for found in kinds[2:])
    used = {file.layout(part).find(f"{P}cSld").get("name") for part in file.slides}
    assert used == {"标题", "章节", "正文", "表格", "图表"}


@pytest.mark.parametrize("part", ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"])
def test_the_theme_names_chinese_fonts_and_our_colours(part: str) -> None:
    tree = opened("topic", "deliberation").xml(part)
    for kind in ("majorFont", "minorFont"):
        fonts = next(tree.iter(f"{A}{kind}"))
        assert fonts.find(f"{A}ea").get("typeface") == "微软雅黑"
        assert fonts.find(f"{A}font[@script='Hans']").get("typeface") == "微软雅黑"
    assert tree.find(f".//{A}accent1/{A}srgbClr").get("val") == "0B5A5F"
    assert len(list(next(tree.iter(f"{A}clrScheme")))) == 12


def test_slides_name_no_font_and_no_colour_of_their_own() -> None:
    file = opened("topic", "deliberation")
    for part in file.slides:
        tree = file.xml(part)
        assert not list(tree.iter(f"{A}srgbClr", f"{A}latin", f"{A}ea")), part
        assert {run.get("lang") for run in tree.iter(f"{A}rPr") if run.getparent().tag == f"{A}r"} <= {"zh-CN"}


def test_every_slide_but_titles_has_number_and_footer_and_none_has_an_empty_placeholder() -> None:
    file = opened("case", "wuhou")
    for slide, part in slides_of("case", "wuhou"):
        found = placeholders(file.xml(part))
        assert all(text_of(shape).strip() for shape in found.values()), slide.title
        if not isinstance(slide, TitleSlide):
            assert next(found[str(master.NUMBER)].iter(f"{A}fld")).get("type") == "slidenum"
            assert "社区治理实践库" in text_of(found[str(master.FOOTER)])


def test_shape_ids_are_unique_on_every_slide() -> None:
    file = opened("topic", "deliberation", 90, SITE)
    for part in file.slides:
        ids = [shape.get("id") for shape in file.xml(part).iter(f"{P}cNvPr")]
        assert len(ids) == len(set(ids)), part


# Room for every text: heights with the metrics of a real font.


@cache
def font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(sans_path()), 1000)


@cache
def advance(char: str) -> float:
    return font().getlength(char) / 1000


LINE = sum(ImageFont.truetype(str(sans_path()), 1000).getmetrics()) / 1000
NOT_FIRST = set("，。、；：？！）》〉】」』”’％%…—·,.;:?!)]}")
NOT_LAST = set("（《〈【「『“‘([{")


def real_lines(text: str, size: float, width: float) -> int:
    """How many lines a program sets `text` in, with real advances and the usual rules for marks at line ends."""
    count = 0
    for part in text.split("\n"):
        count += 1
        units = re.findall(r"[!-~]+|.", part)
        clusters: list[str] = []
        for unit in units:
            if clusters and (unit[0] in NOT_FIRST or clusters[-1][-1] in NOT_LAST):
                clusters[-1] += unit
            else:
                clusters.append(unit)
        used = 0.0
        for cluster in clusters:
            wide = sum(map(advance, cluster)) * size
            if used and used + wide > width:
                count, used = count + 1, 0.0
            while used + wide > width:
                count, wide = count + 1, wide - width
            used += wide
    return count


def frame(element: etree._Element, tree: etree._Element, layout: etree._Element, top: etree._Element) -> Box:
    """The box of a placeholder on its slide, its layout or its master, in points."""
    key = ph(element)
    index, kind = key.get("idx", "0"), key.get("type", "body")
    candidates = [element, placeholders(layout).get(index)]
    wanted = {"title": "title", "ctrTitle": "title"}.get(kind, "body")
    candidates += [shape for shape in placeholders(top).values() if ph(shape).get("type") == wanted]
    for shape in candidates:
        box = shape.find(f"./{P}spPr/{A}xfrm") if shape is not None else None
        box = box if box is not None or shape is None else shape.find(f"./{P}xfrm")
        if box is not None and box.find(f"{A}ext") is not None:
            offset, extent = box.find(f"{A}off"), box.find(f"{A}ext")
            numbers = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
            return tuple(int(number) / POINT for number in numbers)  # type: ignore[return-value]
    raise AssertionError(etree.tostring(tree))


def inherited(element: etree._Element, layout: etree._Element, top: etree._Element) -> tuple[float, float, float]:
    """Size, indent and space before of a placeholder's first level."""
    style = placeholders(layout)[ph(element).get("idx", "0")].find(f".//{A}lstStyle/{A}lvl1pPr")
    if style is None:
        name = "titleStyle" if ph(element).get("type") == "title" else "bodyStyle"
        style = top.find(f".//{P}{name}/{A}lvl1pPr")
    size = int(style.find(f"{A}defRPr").get("sz")) / 100
    return size, int(style.get("marL")) / POINT, int(style.find(f"{A}spcBef/{A}spcPts").get("val")) / 100


def text_height(element: etree._Element, width: float, size: float, indent: float, gap: float) -> float:
    total = 0.0
    for number, paragraph in enumerate(element.iter(f"{A}p")):
        properties = paragraph.find(f"{A}pPr")
        own = properties.get("marL") if properties is not None else None
        left = int(own) / POINT if own is not None else indent
        sizes = [int(run.get("sz")) / 100 for run in paragraph.iter(f"{A}rPr") if run.get("sz")]
        large = max(sizes, default=size)
        total += real_lines(paragraph_text(paragraph), large, width - left) * large * LINE + (gap if number else 0)
    return total


def smallest(element: etree._Element, size: float) -> float:
    return min([size, *(int(run.get("sz")) / 100 for run in element.iter(f"{A}rPr") if run.get("sz"))])


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize(("kind", "name"), PACKS)
def test_no_text_overflows_and_no_shapes_overlap_on_any_slide(kind: str, name: str, minutes: int) -> None:
    file = opened(kind, name, minutes)
    top = file.xml("ppt/slideMasters/slideMaster1.xml")
    assert len(file.slides) <= 35
    for number, part in enumerate(file.slides, 1):
        boxes = checked(file, part, top, f"{kind} {name} {minutes}：第 {number} 张")
        for (one, first), (other, second) in combinations(boxes.items(), 2):
            apart = (
                first[0] + first[2] <= second[0] + 0.5
                or second[0] + second[2] <= first[0] + 0.5
                or first[1] + first[3] <= second[1] + 0.5
                or second[1] + second[3] <= first[1] + 0.5
            )
            assert apart, f"{part}：{one} 与 {other} 重叠"


def checked(file: File, part: str, top: etree._Element, where: str) -> dict[str, Box]:
    """The boxes of everything on a slide, each of them tall enough for its text and within the page."""
    tree, layout = file.xml(part), file.layout(part)
    boxes: dict[str, Box] = {}
    for index, element in placeholders(tree).items():
        left, upper, width, height = frame(element, tree, layout, top)
        table = element.find(f".//{A}tbl")
        if table is not None:
            height = table_height(table, where)
        elif element.tag == f"{P}sp":
            size, indent, gap = inherited(element, layout, top)
            needed = text_height(element, width, size, indent, gap)
            assert needed <= height + 0.5, f"{where}：{text_of(element)}"
            if ph(element).get("type") not in ("ftr", "sldNum"):
                assert smallest(element, size) >= 24, f"{where}：{text_of(element)}"
        assert left >= 0
        assert upper >= 0
        assert left + width <= 960, where
        assert upper + height <= 540, where
        boxes[index] = (left, upper, width, height)
    for picture in tree.iter(f"{P}pic"):
        offset, extent = picture.find(f".//{A}off"), picture.find(f".//{A}ext[@cx]")
        boxes["picture"] = tuple(int(v) / POINT for v in (*offset.attrib.values(), *extent.attrib.values()))  # type: ignore[assignment]
    return boxes


def table_height(table: etree._Element, where: str) -> float:
    """The height of a table after its rows have grown to their text; none of them needs to grow."""
    columns = [int(column.get("w")) / POINT for column in table.iter(f"{A}gridCol")]
    assert sum(columns) == pytest.approx(fit.WIDTH, abs=0.5)
    total = 0.0
    for row in table.iter(f"{A}tr"):
        height = int(row.get("h")) / POINT
        for width, cell in zip(columns, row.iter(f"{A}tc"), strict=True):
            edges = {side: int(cell.find(f"{A}tcPr").get(f"mar{side}")) / POINT for side in "LRTB"}
            needed = text_height(cell, width - edges["L"] - edges["R"], fit.CELL, 0, 0) + edges["T"] + edges["B"]
            assert needed <= height + 0.5, f"{where}：{text_of(cell)}"
            assert smallest(cell, fit.CELL) >= 18
        total += height
    assert total <= fit.HEIGHT + 0.5, where
    return total


@pytest.mark.parametrize("minutes", LENGTHS)
def test_names_and_numbers_of_bars_have_room(minutes: int) -> None:
    for kind, name in PACKS:
        for slide in deck(made(kind, name), writer(), minutes):  # type: ignore[arg-type]
            if not isinstance(slide, ChartSlide):
                continue
            room = (fit.HEIGHT - fit.REMARK) * 0.96 / len(slide.chart.bars)
            largest = max(bar.value for bar in slide.chart.bars)
            for bar in slide.chart.bars:
                assert real_lines(bar.label, NAMES, fit.WIDTH * NAME_SHARE) * NAMES * LINE <= room
                reach = fit.WIDTH * (1 - NAME_SHARE) * float(bar.value / largest) / 1.3
                assert reach + sum(map(advance, bar.printed)) * NUMBERS <= fit.WIDTH * (1 - NAME_SHARE)


def test_the_text_beside_the_qr_code_keeps_clear_of_it() -> None:
    file = opened("topic", "deliberation", 90, SITE)
    top = file.xml("ppt/slideMasters/slideMaster1.xml")
    boxes = checked(file, file.slides[-1], top, "末张")
    text, picture = boxes["1"], boxes["picture"]
    assert text[0] + text[2] <= picture[0]
    assert picture[0] + picture[2] <= 960


# The file as a whole.


def test_the_same_pack_is_the_same_bytes() -> None:
    options = Options(site_url=SITE, minutes=90, version="1.0")
    again = FORMATS["pptx"].write(made("topic", "deliberation"), writer(), options)
    assert again == written("topic", "deliberation", 90, SITE)


def test_times_in_the_file_are_fixed_and_the_date_is_the_pack_s() -> None:
    file = opened("topic", "deliberation")
    assert {info.date_time for info in file.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = file.xml("docProps/core.xml")
    values = {child.tag.split("}")[1]: child.text for child in core}
    assert values["created"] == values["modified"] == f"{made('topic', 'deliberation').date}T00:00:00Z"
    assert values["title"] == made("topic", "deliberation").selection.title
    assert values["creator"] == "社区治理实践库"
    assert values["language"] == "zh-CN"


def test_every_part_is_well_formed_and_nothing_of_another_template_is_left() -> None:
    file = opened("topic", "deliberation")
    names = file.zip.namelist()
    assert len(names) == len(set(names))
    for name in names:
        if name.endswith((".xml", ".rels")):
            file.xml(name)
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]
    assert sum(name.startswith("ppt/slideLayouts/slideLayout") for name in names) == 6
    assert sum(name.startswith("ppt/theme/") for name in names) == 2


@pytest.mark.parametrize(
    ("kind", "name"), [("topic", "elder-care"), ("case", "jia-wu-canteen"), ("practice", "courtyard-meeting")]
)
def test_a_small_library_makes_slides(kind: str, name: str) -> None:
    w = Writer(link(tag(assemble(load(LIBRARY)), real.CACHE)))
    small = pack(Selection(kind, name, name, **{f"{kind}s": (name,)}), w, "1.0")  # type: ignore[arg-type]
    file = File(FORMATS["pptx"].write(small, w, Options(minutes=45)))
    top = file.xml("ppt/slideMasters/slideMaster1.xml")
    for part in file.slides:
        checked(file, part, top, f"{name} {part}")
    assert len(file.slides) == len(deck(small, w, 45))


def test_a_pack_of_nothing_makes_slides_too() -> None:
    empty = pack(Selection("selection", "x", "空"), writer(), "1.0")
    assert len(File(FORMATS["pptx"].write(empty, writer(), Options(site_url=SITE))).slides) == 2


def test_a_missing_package_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExportError, match="xlsxwriter 没有装；请运行"):
        FORMATS["pptx"].write(made("case", "wuhou"), writer(), Options())


def test_a_slide_of_unknown_kind_is_an_error() -> None:
    class Strange:
        title = "怪"

    with pytest.raises(TypeError, match="Strange"):
        Pages.add(object.__new__(Pages), Strange())  # type: ignore[arg-type]
