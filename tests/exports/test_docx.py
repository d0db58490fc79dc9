"""Word files, opened with python-docx, openpyxl and lxml, against the outline they were made from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import ZipFile

import docx
import pytest
import real
from anliku.exports import FORMATS, Options
from anliku.model import Library
from anliku.outline.blocks import Bar, Callout, Chart, Cite, Document, Heading, Items, Link, Paragraph, Ref, Table, Tag
from anliku.outline.pack import Pack, PackSource, Selection, citation, cites, pack
from anliku.outline.writer import Writer
from anliku.pipeline import build_library
from docx.document import Document as Word
from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = ("标准", "公文式")


@cache
def real_writer() -> Writer:
    return Writer(real.library())


def topic_pack(library: Library, w: Writer, name: str) -> Pack:
    topic = library.topics[name]
    return pack(Selection("topic", name, topic.pref_label, topics=(name,)), w, "1.0")


def case_pack(library: Library, w: Writer, name: str) -> Pack:
    return pack(Selection("case", name, library.cases[name].title, cases=(name,)), w, "1.0")


@cache
def real_pack(kind: str) -> Pack:
    w = real_writer()
    return topic_pack(w.library, w, "deliberation") if kind == "topic" else case_pack(w.library, w, "wuhou")


@cache
def real_file(kind: str, style: str) -> bytes:
    return written(real_pack(kind), real_writer(), style)


def written(made: Pack, w: Writer, style: str = "标准", site_url: str = "") -> bytes:
    return FORMATS["docx"].write(made, w, Options(site_url=site_url, style=style))  # type: ignore[arg-type]


def opened(data: bytes) -> Word:
    return docx.Document(BytesIO(data))


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def styled(document: Word, style: str) -> list[str]:
    return [
        words(item)
        for item in document.element.body.iter(f"{W}p")
        if item.find(f"{W}pPr/{W}pStyle") is not None and item.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style
    ]


def headings_of(made: Pack) -> list[tuple[int, str]]:
    found = []
    for chapter in made.chapters:
        found.append((1, chapter.title))
        found += [(block.level, block.text) for block in chapter.blocks if isinstance(block, Heading)]
    return [*found, (1, "来源"), (1, "关于本资料")]


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["topic", "case"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def toy_writer(toy_root: Path) -> Writer:
    return Writer(build_library(toy_root))


def test_headings_are_those_of_the_outline(kind: str, style: str) -> None:
    document = opened(real_file(kind, style))
    found = [
        (int(item.style.name[-1]), item.text)
        for item in document.paragraphs
        if item.style is not None and item.style.name.startswith("Heading")
    ]
    expected = headings_of(real_pack(kind))
    if kind == "topic":  # curators' prose may bring headings of its own
        assert [item for item in found if item in expected] == expected
    else:
        assert found == expected


def test_every_citation_is_a_footnote_or_refers_to_one_of_its_chapter(kind: str, style: str) -> None:
    data, made, w = real_file(kind, style), real_pack(kind), real_writer()
    notes = [note for note in part(data, "word/footnotes.xml") if int(note.get(f"{W}id")) > 0]
    expected: list[str] = []
    repeats = 0
    for chapter in made.chapters:
        first = dict.fromkeys((cite.case, cite.source, cite.at) for cite in cites((chapter,)))
        marks = list(cites((chapter,)))
        repeats += len(marks) - len(first)
        by_key = {(cite.case, cite.source, cite.at): cite for cite in marks}
        expected += [citation(by_key[key], w) for key in first]
    assert sorted(words(note).strip() for note in notes) == sorted(expected)
    text = opened(data).element.body
    references = [int(item.get(f"{W}id")) for item in text.iter(f"{W}footnoteReference")]
    assert references == list(range(1, len(notes) + 1))
    again = [item for item in text.iter(f"{W}instrText") if item.text and "NOTEREF" in item.text]
    assert len(again) == repeats
    names = {item.get(f"{W}name") for item in text.iter(f"{W}bookmarkStart")}
    assert all((item.text or "").split()[1] in names for item in again)


def test_tables_have_captions_repeated_heads_and_rows_no_page_breaks(kind: str, style: str) -> None:
    document = opened(real_file(kind, style))
    tables = [block for chapter in real_pack(kind).chapters for block in chapter.blocks if isinstance(block, Table)]
    captioned = [text for text in styled(document, "Caption") if text.startswith("表")]
    assert [text.split("　", 1)[1] for text in captioned] == [table.caption for table in tables]
    assert [text.split("　")[0] for text in captioned] == [f"表{number}" for number in range(1, len(tables) + 1)]
    headed = [table for table in document.tables if table._tbl.find(f".//{W}tblHeader") is not None]
    shapes = [(len(table.rows), len(table.columns)) for table in headed]
    assert all((len(table.rows) + 1, len(table.head)) in shapes for table in tables)
    for table in headed:
        rows = table._tbl.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_the_table_of_contents_is_filled_and_leads_to_its_headings(kind: str, style: str) -> None:
    body = opened(real_file(kind, style)).element.body
    contents = next(body.iter(f"{W}sdtContent"))
    code = [item.text for item in contents.iter(f"{W}instrText") if item.text and item.text.startswith(" TOC")]
    assert len(code) == 1
    deepest = int(code[0].split("-")[1][0])
    links = list(contents.iter(f"{W}hyperlink"))
    expected = [text for level, text in headings_of(real_pack(kind)) if level <= deepest]
    assert all(name in words(link) for name, link in zip(expected, links, strict=True))
    names = {item.get(f"{W}name") for item in body.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in links} <= names
    pages = [int([text.text for text in link.iter(f"{W}t")][-1] or 0) for link in links]
    assert pages == sorted(pages)
    assert pages[0] == 1


def test_questions_and_teaching_marks_are_there(style: str) -> None:
    document, made = opened(real_file("topic", style)), real_pack("topic")
    steps = styled(document, "ListNumber")
    assert made.questions
    assert [text for text in steps if text in made.questions] == list(made.questions)
    text = words(document.element.body)
    assert "教学设计，非原案事实" in text
    assert "编者提示" in text


def test_sources_close_the_file(kind: str, style: str) -> None:
    document, made = opened(real_file(kind, style)), real_pack(kind)
    texts = [item.text for item in document.paragraphs]
    after = texts[len(texts) - 1 - texts[::-1].index("来源") :]
    assert [text for text in after if "　案例 " in text] == [f"{s.text}　案例 {s.case}" for s in made.sources]
    assert after[-len(made.colophon) :] == list(made.colophon)


def test_charts_are_native_and_editable(style: str) -> None:
    data, made = real_file("topic", style), real_pack("topic")
    assert made.charts
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for number, drawn in enumerate(made.charts, 1):
        space = part(data, f"word/charts/chart{number}.xml")
        values = [Decimal(item.text or "") for item in space.findall(f".//{chart}val//{chart}v")]
        assert values == [bar.value for bar in drawn.bars]
        assert [item.text for item in space.findall(f".//{chart}cat//{chart}v")] == [bar.label for bar in drawn.bars]
        with ZipFile(BytesIO(data)) as file:
            book = load_workbook(BytesIO(file.read(f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")))
        rows = list(book["Sheet1"].iter_rows(min_row=2, values_only=True))
        assert rows == [(bar.label, float(bar.value), bar.printed) for bar in drawn.bars]
        assert space.find(f"{chart}externalData") is not None
    captions = [text for text in styled(opened(data), "Caption") if text.startswith("图")]
    assert len(captions) == len(made.charts)


def test_every_part_is_well_formed_and_every_relationship_leads_somewhere(kind: str, style: str) -> None:
    with ZipFile(BytesIO(real_file(kind, style))) as file:
        names = set(file.namelist())
        assert file.testzip() is None
        trees = {name: etree.fromstring(file.read(name)) for name in names if name.endswith((".xml", ".rels"))}
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    used = {"[Content_Types].xml"}
    for name, tree in trees.items():
        if name.endswith(".rels"):
            used.add(name)
            base = dirname(dirname(name))
            inside = [item for item in tree if item.get("TargetMode") != "External"]
            targets = {normpath(join("/", base, item.get("Target") or "")).lstrip("/") for item in inside}
            assert targets <= names, name
            used |= targets
    assert used == names
    types = trees["[Content_Types].xml"]
    known = {item.get("PartName", "").lstrip("/") for item in types} | {item.get("Extension") for item in types}
    assert all(name in known or name.rsplit(".", 1)[1] in known for name in names - {"[Content_Types].xml"})


def test_styles_bookmarks_and_numbers_that_are_used_exist(kind: str, style: str) -> None:
    data = real_file(kind, style)
    styles = {item.get(f"{W}styleId") for item in part(data, "word/styles.xml").iter(f"{W}style")}
    numbers = {item.get(f"{W}numId") for item in part(data, "word/numbering.xml").iter(f"{W}num")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/footer1.xml"):
        tree = part(data, name)
        for tag in ("pStyle", "rStyle", "tblStyle"):
            assert {item.get(f"{W}val") for item in tree.iter(f"{W}{tag}")} <= styles
        assert {item.get(f"{W}val") for item in tree.iter(f"{W}numId")} <= numbers
    body = part(data, "word/document.xml")
    starts = [item.get(f"{W}name") for item in body.iter(f"{W}bookmarkStart")]
    ids = [item.get(f"{W}id") for item in body.iter(f"{W}bookmarkStart")]
    assert len(set(starts)) == len(starts)
    assert sorted(ids) == sorted(item.get(f"{W}id") for item in body.iter(f"{W}bookmarkEnd"))
    assert len(set(ids)) == len(ids)
    assert {item.get(f"{W}anchor") for item in body.iter(f"{W}hyperlink") if item.get(f"{W}anchor")} <= set(starts)


@pytest.mark.parametrize(
    ("style", "fonts"),
    [
        ("标准", {"Heading 1": "黑体", "Heading 2": "黑体", "Body Text": "宋体", "题签": "楷体"}),
        (
            "公文式",
            {
                "Title": "方正小标宋简体",
                "Heading 1": "黑体",
                "Heading 2": "楷体_GB2312",
                "Heading 3": "仿宋_GB2312",
                "Body Text": "仿宋_GB2312",
            },
        ),
    ],
)
def test_fonts_are_set_for_east_asian_text(style: str, fonts: dict[str, str]) -> None:
    document = opened(real_file("topic", style))
    found = {name: document.styles[name].element.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for name in fonts}
    assert found == fonts
    assert not list(document.styles.element.iter(f"{W}b"))


def test_official_typography_follows_the_standard() -> None:
    document = opened(real_file("topic", "公文式"))
    body = document.styles["Body Text"]
    assert body.font.size.pt == 16
    assert 28 <= body.paragraph_format.line_spacing.pt <= 29
    page = document.sections[-1]
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        37, 35, 28, 26,
    ]  # fmt: skip
    levels = part(real_file("topic", "公文式"), "word/numbering.xml").findall(f".//{W}lvl")
    texts = {level.find(f"{W}pStyle").get(f"{W}val"): level.find(f"{W}lvlText").get(f"{W}val") for level in levels
             if level.find(f"{W}pStyle") is not None}  # fmt: skip
    assert texts == {"Heading1": "%1、", "Heading2": "（%2）", "Heading3": "%3."}
    assert words(page.footer._element).strip() == "— 1 —"
    assert document.sections[0].footer.is_linked_to_previous
    assert "红头" not in words(document.element.body)


def test_headings_stay_with_their_text() -> None:
    document = opened(real_file("topic", "标准"))
    assert all(document.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_properties_come_from_the_pack(kind: str) -> None:
    about, made = opened(real_file(kind, "标准")).core_properties, real_pack(kind)
    assert (about.title, about.author) == (made.selection.title, "社区治理实践库")
    assert about.created is not None
    assert about.created.date().isoformat() == made.date


def test_the_same_pack_gives_the_same_bytes(kind: str, style: str) -> None:
    assert written(real_pack(kind), real_writer(), style) == real_file(kind, style)


def test_a_toy_pack_is_written_in_both_styles(toy_writer: Writer, style: str) -> None:
    library = toy_writer.library
    for made in (
        *(topic_pack(library, toy_writer, name) for name in library.topics),
        *(case_pack(library, toy_writer, name) for name in library.cases),
    ):
        document = opened(written(made, toy_writer, style))
        found = [item.text for item in document.paragraphs if item.style is not None and "Heading 1" in item.style.name]
        assert found == [text for level, text in headings_of(made) if level == 1]


def test_links_lead_inside_the_file_first_then_to_the_site(toy_writer: Writer) -> None:
    made = replace(
        topic_pack(toy_writer.library, toy_writer, "consultation"),
        chapters=(
            Document(Ref("practice", "here"), "一", (Paragraph((Link("回到本章", Ref("practice", "here")),)),)),
            Document(
                Ref("page", "two"),
                "二",
                (Paragraph((Link("站上", Ref("case", "far")), Link("词语", Ref("page", "terms", "t-x"), found=True))),),
            ),
        ),
    )
    document = opened(written(made, toy_writer, site_url="https://example.org/"))
    links = {words(item): item for item in document.element.body.iter(f"{W}hyperlink")}
    anchor = links["回到本章"].get(f"{W}anchor")
    assert anchor in {item.get(f"{W}name") for item in document.element.body.iter(f"{W}bookmarkStart")}
    outside = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert outside == {"https://example.org/cases/far.html", "https://example.org/practices/here.html"}
    assert "词语" not in links
    assert len(document.inline_shapes) == 1, "the QR code of the address"
    offline = opened(written(made, toy_writer))
    assert not [rel for rel in offline.part.rels.values() if rel.is_external]
    assert not offline.inline_shapes


def test_hostile_text_is_text(toy_writer: Writer, style: str) -> None:
    nasty = "<w:p>&amp; \x00\x0b\ufffe“]]>”"
    chapter = Document(
        Ref("page", "x"),
        nasty,
        (
            Heading(nasty, "a"),
            Paragraph((nasty, Tag(nasty))),
            Items(((nasty,),)),
            Table((nasty, "乙"), (((nasty,), ("",)),), nasty),
            Callout(nasty, (Paragraph((nasty,)),)),
            Chart(nasty, "人", (Bar(nasty, Decimal("1.5"), nasty),), nasty),
        ),
    )
    base = topic_pack(toy_writer.library, toy_writer, "consultation")
    made = replace(base, chapters=(chapter,), sources=(PackSource("c", "s", nasty),), lead=nasty, date="")
    document = opened(written(made, toy_writer, style))
    assert words(document.element.body).count("<w:p>&amp; “]]>”") >= 8


def test_an_unknown_block_is_an_error(toy_writer: Writer) -> None:
    base = topic_pack(toy_writer.library, toy_writer, "consultation")
    made = replace(base, chapters=(Document(Ref("page", "x"), "一", (object(),)),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="object"):
        written(made, toy_writer)


def test_a_citation_said_twice_in_a_chapter_keeps_its_number(toy_writer: Writer) -> None:
    case = next(iter(toy_writer.library.cases.values()))
    cite = Cite(case.id, case.sources[0].id, "第1段", 1)
    twice = Paragraph(("甲", cite, "乙", cite))
    base = topic_pack(toy_writer.library, toy_writer, "consultation")
    chapters = tuple(Document(Ref("page", name), name, (twice,)) for name in ("一", "二"))
    body = opened(written(replace(base, chapters=chapters), toy_writer)).element.body
    assert [item.get(f"{W}id") for item in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [words(item) for item in body.iter(f"{W}p") if words(item).startswith("甲")] == ["甲乙1", "甲乙2"]
