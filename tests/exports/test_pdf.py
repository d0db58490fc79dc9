"""What a PDF handout holds, read with another program than wrote it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from anliku.exports import FORMATS, ExportError, Options
from anliku.exports.formats.pdf import TEMPLATE, write
from anliku.exports.formats.pdf.glyphs import Glyphs, known
from anliku.exports.prose import blocks_of
from anliku.link import link
from anliku.load import load
from anliku.outline.blocks import (
    Bar,
    Block,
    Callout,
    Chart,
    Cite,
    Columns,
    Document,
    Facts,
    Flow,
    Heading,
    Items,
    Link,
    Moment,
    Paragraph,
    Prose,
    Ref,
    Row,
    Rows,
    SearchBox,
    Strand,
    Table,
    Tag,
    Tile,
    Tiles,
    Timeline,
)
from anliku.outline.pack import Pack, Selection, cites, pack
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from anliku.tag import tag
from pylopdf_fonts_zh_cn import sans_path, serif_path
from pypdf import PdfReader
from real import CACHE, library
from toy import LIBRARY

SITE = "https://example.org/anliku/"
HEADING_SIZES = {11.5, 14.0, 21.0}


@pytest.fixture(scope="module")
def real() -> Writer:
    return Writer(library())


@pytest.fixture(scope="module")
def topic(real: Writer) -> Pack:
    found = real.library.topics["deliberation"]
    return pack(Selection("topic", found.id, found.pref_label, topics=(found.id,)), real, "0.1.0")


@pytest.fixture(scope="module")
def case(real: Writer) -> Pack:
    found = real.library.cases["wuhou"]
    return pack(Selection("case", found.id, found.title, cases=(found.id,)), real, "0.1.0")


@pytest.fixture(scope="module")
def topic_pdf(topic: Pack, real: Writer) -> PdfReader:
    return PdfReader(io.BytesIO(write(topic, real, Options(site_url=SITE))))


@pytest.fixture(scope="module")
def case_pdf(case: Pack, real: Writer) -> PdfReader:
    return PdfReader(io.BytesIO(write(case, real, Options())))


@pytest.fixture(scope="module")
def toy_writer() -> Writer:
    return Writer(link(tag(assemble(load(LIBRARY)), CACHE)))


@pytest.fixture(scope="module")
def toy_pack(toy_writer: Writer) -> Pack:
    cases = tuple(toy_writer.library.cases)
    return pack(Selection("selection", "toy", "样例选编", cases=cases), toy_writer, "0.1.0")


def of(blocks: tuple[Block, ...], title: str = "样章") -> Pack:
    """A pack of one chapter."""
    chapter = Document(Ref("page", "sample"), title, blocks)
    return Pack(Selection("selection", "x", "样例"), "选编资料", "一句话。", (chapter,), (), ("许可。",), "2026-01-02")


def read(made: Pack, w: Writer, options: Options | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(write(made, w, options or Options())))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060]", "", text)


def words(reader: PdfReader) -> str:
    """All text of all pages, without white space."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def structure(reader: PdfReader) -> Counter[str]:
    """How often each kind of structure element occurs."""
    found: Counter[str] = Counter()

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                walk(child)
        elif hasattr(element, "get"):
            if "/S" in element:
                found[element["/S"]] += 1
            if "/K" in element:
                walk(element["/K"])

    walk(reader.root_object["/StructTreeRoot"])
    return found


def bookmarks(entries: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield level, entry.title


def walked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside callouts, columns and prose included."""
    for block in blocks:
        if isinstance(block, Prose):
            yield from walked(blocks_of(block.markdown))
            continue
        yield block
        if isinstance(block, Callout):
            yield from walked(block.blocks)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from walked(column)


def blocks_in(made: Pack) -> list[Block]:
    return [block for chapter in made.chapters for block in walked(chapter.blocks)]


@pytest.mark.parametrize("name", ["topic", "case"])
def test_bookmarks_are_the_headings_of_the_outline(name: str, request: pytest.FixtureRequest) -> None:
    made: Pack = request.getfixturevalue(name)
    expected = ["目录"]
    for chapter in made.chapters:
        expected.append(chapter.title)
        expected += [block.text for block in walked(chapter.blocks) if isinstance(block, Heading)]
    expected += ["来源", "关于这份资料"]
    found = list(bookmarks(request.getfixturevalue(f"{name}_pdf").outline))
    assert [title for _, title in found] == expected
    top = [title for level, title in found if level == 1]
    assert top == ["目录", *(chapter.title for chapter in made.chapters), "来源", "关于这份资料"]


def test_it_declares_pdf_ua_with_title_language_and_tags(topic: Pack, topic_pdf: PdfReader) -> None:
    root = topic_pdf.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("zh")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert topic_pdf.metadata is not None
    assert topic_pdf.metadata.title == topic.selection.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_the_only_date_in_it_is_that_of_the_pack(topic: Pack, topic_pdf: PdfReader) -> None:
    assert topic_pdf.metadata is not None
    day = topic.date.replace("-", "")
    assert str(topic_pdf.metadata["/CreationDate"]).startswith(f"D:{day}")
    assert str(topic_pdf.metadata["/ModDate"]).startswith(f"D:{day}")


@pytest.mark.parametrize("name", ["topic", "case"])
def test_every_source_mark_is_a_footnote_once_in_a_chapter(name: str, request: pytest.FixtureRequest) -> None:
    made: Pack = request.getfixturevalue(name)
    expected = sum(len({(cite.case, cite.source, cite.at) for cite in cites((chapter,))}) for chapter in made.chapters)
    assert expected > 10
    assert structure(request.getfixturevalue(f"{name}_pdf"))["/Note"] == expected


@pytest.mark.parametrize("name", ["topic", "case"])
def test_tables_flows_timelines_and_charts_are_tagged_tables(name: str, request: pytest.FixtureRequest) -> None:
    blocks = blocks_in(request.getfixturevalue(name))
    rows = 0
    tables = 0
    for block in blocks:
        inner = (
            block.rows if isinstance(block, Table)
            else block.strands if isinstance(block, Flow)
            else block.moments if isinstance(block, Timeline)
            else block.bars if isinstance(block, Chart)
            else None
        )  # fmt: skip
        if inner is not None:
            tables, rows = tables + 1, rows + len(inner) + 1
    found = structure(request.getfixturevalue(f"{name}_pdf"))
    assert found["/Table"] == found["/THead"] == tables
    assert found["/TR"] == rows


def test_questions_marks_and_sources_are_printed(topic: Pack, topic_pdf: PdfReader) -> None:
    text = words(topic_pdf)
    assert topic.questions
    for question in topic.questions:
        assert squeezed(question) in text
    assert "教学设计，非原案事实" in text
    assert "编者提示" in text
    for paragraph in topic.colophon:
        assert squeezed(paragraph)[:30] in text


def test_headings_lists_and_tiles_of_the_case_are_tagged(case: Pack, case_pdf: PdfReader) -> None:
    found = structure(case_pdf)
    levels = Counter(block.level for block in blocks_in(case) if isinstance(block, Heading))
    assert found["/H2"] == levels[2]
    assert found["/H3"] == levels[3]
    assert found["/H1"] == len(case.chapters) + 3
    text = words(case_pdf)
    tiles = [tile for block in blocks_in(case) if isinstance(block, Tiles) for tile in block.tiles]
    assert tiles
    assert all(squeezed(tile.number + tile.label) in text for tile in tiles)


def test_fonts_are_embedded_subsets_of_the_two_packaged_fonts(topic_pdf: PdfReader) -> None:
    names = set()
    for page in topic_pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            whole = font.get_object()
            descriptor = whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor
            names.add(str(whole["/BaseFont"]))
    assert len(names) == 2
    assert {name.split("+")[1].split("-")[0] for name in names} == {"NotoSansSC", "NotoSerifSC"}
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)


@pytest.mark.parametrize("name", ["topic", "case"])
def test_no_heading_stands_at_the_foot_of_a_page(name: str, request: pytest.FixtureRequest) -> None:
    assert not stranded(request.getfixturevalue(f"{name}_pdf"))


def test_headings_stay_with_whatever_follows_at_every_height_of_the_page(toy_writer: Writer) -> None:
    kinds = [block for block in samples() if not isinstance(block, Heading | SearchBox)]
    blocks: list[Block] = []
    for number in range(120):
        blocks += [
            Heading(f"第{number}节", f"h-{number}", 2 if number % 3 else 3, aside=(Tag("编者提示"),), kicker=("上题",)),
            kinds[number % len(kinds)],
            Paragraph(("长短不一的段落。" * (number * 7 % 23 + 1),)),
        ]
    reader = read(of(tuple(blocks)), toy_writer)
    assert len(reader.pages) > 20
    assert not stranded(reader)


def stranded(reader: PdfReader) -> list[tuple[int, str]]:
    """Headings that are the last thing on a page above the footnotes."""
    found = []
    for number, page in enumerate(reader.pages, 1):
        texts: list[tuple[float, float, str]] = []

        def visit(text: str, _cm: Any, tm: list[float], _font: Any, size: float, kept: Any = texts) -> None:
            height = round(abs(size * tm[3]), 1)
            if text.strip() and tm[5] > 75 and height > 8.1:
                kept.append((tm[5], height, text.strip()))

        page.extract_text(visitor_text=visit)
        lowest = min((y for y, _, _ in texts), default=0)
        found += [(number, text) for y, size, text in texts if y < lowest + 2 and size in HEADING_SIZES]
    return found


def test_the_same_pack_gives_the_same_bytes(toy_pack: Pack, toy_writer: Writer) -> None:
    options = Options(site_url=SITE)
    assert write(toy_pack, toy_writer, options) == write(toy_pack, toy_writer, options)
    assert FORMATS["pdf"].write(toy_pack, toy_writer, options) == write(toy_pack, toy_writer, options)


def test_the_address_and_its_code_are_shown_only_where_the_site_is_known(toy_pack: Pack, toy_writer: Writer) -> None:
    address = Options(site_url=SITE).url(toy_pack.chapters[0].to)
    with_site = read(toy_pack, toy_writer, Options(site_url=SITE))
    without = read(toy_pack, toy_writer)
    assert squeezed(address) in words(with_site)
    assert structure(with_site)["/Figure"] == 1
    assert structure(without)["/Figure"] == 0
    assert not uris(without)
    assert address in uris(with_site)


def uris(reader: PdfReader) -> set[str]:
    annotations = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    return {str(a["/A"]["/URI"]) for a in annotations if "/URI" in a.get("/A", {})}


def test_links_jump_within_the_handout_before_they_leave_it(toy_writer: Writer) -> None:
    inside, outside, found = Ref("page", "sample"), Ref("case", "elsewhere"), Ref("case", "machine")
    text = (Link("此处", inside), Link("别处", outside), Link("机器所识", found, found=True))
    reader = read(of((Paragraph(text),)), toy_writer, Options(site_url=SITE))
    assert uris(reader) == {f"{SITE}cases/elsewhere.html", f"{SITE}sample.html"}
    targets = [a.get_object() for page in reader.pages[2:] for a in page.get("/Annots", [])]
    assert sum("/URI" not in a.get("/A", {}) for a in targets) >= 1


def test_text_is_never_run_as_typst(toy_writer: Writer) -> None:
    nasty = '#panic("x") *粗* _斜_ $x^2$ @ref <l> // 注 \\ #import "a.typ" = 题 `码` "直引号" -- ~'
    made = of(
        (
            Heading(nasty, "a b<c>", 2),
            Paragraph((nasty, Tag(nasty))),
            Table((nasty, "乙"), (((nasty,), ("1",)),), nasty),
        ),
        nasty,
    )
    reader = read(replace(made, selection=Selection("selection", "x", nasty)), toy_writer)
    assert words(reader).count(squeezed(nasty)) >= 5
    assert reader.metadata is not None
    assert reader.metadata.title == nasty


def test_a_character_without_glyph_is_an_error_that_says_where(toy_writer: Writer) -> None:
    made = of((Callout("编者提示", (Items((("笑脸😀在这里",),)),)), Paragraph(("藏文ཀ也没有",))), "第一章")
    with pytest.raises(ExportError) as caught:
        write(made, toy_writer, Options())
    message = str(caught.value)
    for part in ("😀", "U+1F600", "第一章", "笑脸", "ཀ", "U+0F40"):
        assert part in message


def test_invisible_and_compatibility_characters_are_spelt_out(toy_writer: Writer) -> None:
    text = "零\u200b宽\ufeff字\u2060符\u00ad，不断\u00a0空格，康熙部首⼯⼈，异体葛\U000e0100，换\n行"
    reader = read(of((Paragraph((text,)),)), toy_writer)
    assert "零宽字符，不断空格，康熙部首工人，异体葛，换行" in words(reader)


def test_a_glyph_is_looked_up_in_both_fonts() -> None:
    have = known((sans_path(), serif_path()))
    glyphs = Glyphs(have)
    assert glyphs.fit("社区治理㎡①", "甲")
    glyphs.check()
    Glyphs(frozenset(map(ord, "-·工"))).check()
    narrow = Glyphs(frozenset(map(ord, "-·工")))
    assert narrow.fit("\u2011⼯\u30fb", "甲") == "-工·"
    narrow.fit("社", "甲")
    with pytest.raises(ExportError, match="社"):
        narrow.check()


def test_the_fonts_have_every_character_of_the_template() -> None:
    have = known((sans_path(), serif_path()))
    for file in TEMPLATE.parent.glob("*.typ"):
        assert not {char for char in file.read_text("utf-8") if char != "\n" and ord(char) not in have}, file


def test_typst_is_told_to_fail_and_not_to_guess(
    toy_pack: Pack, toy_writer: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    template = tmp_path / "warns.typ"
    template.write_text('#set document(title: "甲")\n#set text(font: "No Such Font", lang: "zh")\n= 题', "utf-8")
    monkeypatch.setattr("anliku.exports.formats.pdf.TEMPLATE", template)
    with pytest.raises(ExportError, match="没有排成"):
        write(toy_pack, toy_writer, Options())
    template.write_text("#panic()", "utf-8")
    with pytest.raises(ExportError, match="没有排成"):
        write(toy_pack, toy_writer, Options())


def samples() -> tuple[Block, ...]:
    """One of each kind of block."""
    return (
        Heading("小标题", "h", 2, aside=("3 项", Tag("编者提示")), kicker=("上题",)),
        Paragraph(("正文段落甲。", Tag("12户", "accent"), Tag("存疑", "signal"), Tag("机器", "machine"))),
        Items((("步骤一",), ("步骤二",)), ordered=True),
        Facts((("第一步", ("贴通知",)), ("谁要同意", ("居民",)))),
        Tiles((Tile("12户", "签字", "某院 · 2023年"), Tile("3次", "会议", "某院 · 2023年"))),
        Table(("甲", "乙"), ((("一行",), ("长长的文字" * 6,)),), "表题"),
        Rows((Row(Link("某案例", Ref("case", "a")), ("说明",), (("旁注",),)),)),
        Flow(
            (Strand("s", ("难题甲",), ("说明",), (("做法甲",),), (("结果甲",),)), Strand("t", ("难题乙",), (), (), ()))
        ),
        Timeline((Moment("2023年", ("开会",)), Moment("2024年", ("验收",)))),
        Prose("一段话。\n\n## 里面的标题\n\n- 甲\n- 乙\n"),
        Callout("编者说明", (Paragraph(("提醒。",)),), "gap"),
        Columns(((Paragraph(("适合",), "muted"), Items((("老院落",),))), (Paragraph(("不适合",), "muted"),))),
        Chart("户数", "户", tuple(Bar(f"院落{n}", Decimal(n), f"{n}户") for n in range(3)), "只供对照。"),
        SearchBox("搜一搜"),
    )


def test_every_kind_of_block_is_shown_and_the_search_box_left_out(toy_writer: Writer) -> None:
    assert {type(block) for block in samples()} == set(get_args(Block))
    text = words(read(of(samples()), toy_writer))
    for part in (
        "小标题3项编者提示", "正文段落甲。12户存疑机器", "1.步骤一", "第一步贴通知", "12户", "签字", "表题", "一行",
        "某案例", "旁注", "难题甲", "做法甲", "结果甲", "原文没有写结果", "2023年", "开会", "里面的标题", "编者说明", "提醒。",
        "适合", "老院落", "户数", "数值（户）", "院落2", "2户", "只供对照。",
    ):  # fmt: skip
        assert part in text, part
    assert "搜一搜" not in text


def test_an_unknown_block_is_an_error(toy_writer: Writer) -> None:
    with pytest.raises(TypeError, match="str"):
        write(of(("不是块",)), toy_writer, Options())


def test_a_long_table_repeats_its_head_on_every_page(toy_writer: Writer) -> None:
    rows = tuple(((f"第{n}行",), ("说明文字" * 8,)) for n in range(120))
    reader = read(of((Table(("表头甲", "表头乙"), rows, "长表"),)), toy_writer)
    pages = [page.extract_text() for page in reader.pages[2:-1]]
    assert len(pages) > 2
    assert all("表头甲" in text for text in pages)
    assert structure(reader)["/THead"] == 1


def test_a_repeated_source_keeps_its_number_within_a_chapter(toy_writer: Writer) -> None:
    case = next(iter(toy_writer.library.cases.values()))
    first, second = (Cite(case.id, case.sources[0].id, at, 1) for at in ("一(一)", "一(二)"))
    chapters = tuple(
        Document(Ref("page", f"p{n}"), f"章{n}", (Paragraph(("甲", first, "乙", second, "丙", first)),))
        for n in range(2)
    )
    reader = read(replace(of(()), chapters=chapters), toy_writer)
    assert structure(reader)["/Note"] == 4
    assert words(reader).count("甲[1]乙[2]丙[1]") == 2


def test_heading_levels_never_skip(toy_writer: Writer) -> None:
    reader = read(of((Heading("三级在前", "a", 3), Heading("二级", "b", 2), Heading("三级", "c", 3))), toy_writer)
    found = structure(reader)
    assert (found["/H2"], found["/H3"]) == (2, 1)


def test_pages_are_numbered_and_carry_the_chapter(case: Pack, case_pdf: PdfReader) -> None:
    texts = [page.extract_text() for page in case_pdf.pages]
    assert all(str(number) in text for number, text in enumerate(texts[1:], 2))
    assert sum(squeezed(text).startswith(squeezed(case.chapters[0].title)) for text in texts[3:-1]) > 10
    contents = squeezed(texts[1])
    assert "目录" in contents
    assert "难题→做法→结果" in contents


def test_a_pack_without_cases_has_no_date_and_is_still_fixed(toy_writer: Writer) -> None:
    made = replace(of(()), date="")
    assert write(made, toy_writer, Options()) == write(made, toy_writer, Options())
