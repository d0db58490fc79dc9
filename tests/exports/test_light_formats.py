"""Workbook, book, single page and Markdown, opened again and compared with the outline."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from anliku.exports import FORMATS
from anliku.exports.options import Options
from anliku.exports.selection import single
from anliku.link import link
from anliku.load import load
from anliku.model import Library
from anliku.outline.blocks import Heading
from anliku.outline.pack import Pack, cites, pack
from anliku.outline.sheets import sheets
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from openpyxl import load_workbook
from toy import LIBRARY, Toy

SMALL = link(assemble(load(LIBRARY)))
HOSTILE = "<script>alert(1)</script> ![x](javascript:x) # **粗** | =1+1"


def made(library: Library, kind: str, name: str) -> tuple[Pack, Writer]:
    w = Writer(library)
    (selection,) = single(library, kind, [name])  # type: ignore[arg-type]
    return pack(selection, w, "0"), w


PACKS = [made(SMALL, kind, name) for kind, group in (("topic", SMALL.topics), ("case", SMALL.cases)) for name in group]
IDS = [whole.selection.id for whole, _ in PACKS]


def distinct(whole: Pack) -> int:
    """Notes of a pack where each chapter numbers its own."""
    return sum(len({(c.case, c.source, c.at) for c in cites((chapter,))}) for chapter in whole.chapters)


@pytest.mark.parametrize("name", ["epub", "xlsx", "html", "md"])
def test_the_same_pack_gives_the_same_bytes(name: str) -> None:
    whole, w = PACKS[0]
    assert FORMATS[name].write(whole, w, Options()) == FORMATS[name].write(whole, w, Options())


@pytest.mark.parametrize(("whole", "w"), PACKS, ids=IDS)
def test_a_workbook_has_every_row_and_numbers_are_numbers(whole: Pack, w: Writer) -> None:
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(whole, w, Options())))
    assert book.sheetnames == ["说明", "案例", "做法", "数字", "来源"]
    for sheet in sheets(whole, w):
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [name for name, _ in sheet.head]
        assert page.max_row == len(sheet.rows) + 1
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref is not None
    heads = [cell.value for cell in book["数字"][1]]
    values = [row[heads.index("数值")] for row in book["数字"].iter_rows(min_row=2, values_only=True)]
    assert values
    assert all(isinstance(value, int | float) for value in values)


@pytest.mark.parametrize(("whole", "w"), PACKS, ids=IDS)
def test_a_book_is_well_formed_and_has_a_file_for_every_chapter(whole: Pack, w: Writer) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["epub"].write(whole, w, Options()))) as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        pages = [name for name in names if re.fullmatch(r"OEBPS/c\d+\.xhtml", name)]
        assert len(pages) == len(whole.chapters)
        notes = 0
        for name in names:
            if name.endswith((".xhtml", ".opf", ".xml")):
                tree = ET.fromstring(book.read(name))
                ids = [element.get("id") for element in tree.iter() if element.get("id")]
                assert len(ids) == len(set(ids)), name
                notes += sum(1 for element in tree.iter() if element.get("role") == "doc-footnote")
        assert notes == distinct(whole)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.ids += [found["id"]] if found.get("id") else []
        if (found.get("href") or "").startswith("#"):
            self.targets.append((found["href"] or "")[1:])
        self.outside += [value for name, value in attrs if name == "src" and value]


@pytest.mark.parametrize(("whole", "w"), PACKS, ids=IDS)
def test_a_single_page_holds_everything_and_loads_nothing(whole: Pack, w: Writer) -> None:
    reader = _Reader()
    reader.feed(FORMATS["html"].write(whole, w, Options()).decode())
    assert reader.outside == []
    assert "script" not in reader.tags
    assert "link" not in reader.tags
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids)


@pytest.mark.parametrize(("whole", "w"), PACKS, ids=IDS)
def test_markdown_has_every_heading_and_every_note_it_calls(whole: Pack, w: Writer) -> None:
    written = FORMATS["md"].write(whole, w, Options()).decode()
    for chapter in whole.chapters:
        assert f"\n## {chapter.title}\n" in written.replace("\\", "")
        for block in chapter.blocks:
            if isinstance(block, Heading):
                assert f"{'#' * (block.level + 1)} {block.text}\n" in written.replace("\\", "")
    called = set(re.findall(r"\[\^(\d+)\](?!:)", written))
    told = set(re.findall(r"^\[\^(\d+)\]:", written, re.MULTILINE))
    assert called == told
    assert len(told) == len({(c.case, c.source, c.at) for c in cites(whole.chapters)})


def test_text_of_strangers_stays_text(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "title: 丙街道：把闲置车棚改成议事棚", f"title: '{HOSTILE}'")
    library = link(assemble(load(toy.root)))
    whole, w = made(library, "case", "jia-yi-shed")
    page = FORMATS["html"].write(whole, w, Options()).decode()
    assert "<script" not in page
    markdown = FORMATS["md"].write(whole, w, Options()).decode().split("\n---\n", 1)[1]
    assert "<script" not in markdown.replace("\\<", "")
    assert "![x]" not in markdown
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(whole, w, Options())))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(FORMATS["epub"].write(whole, w, Options()))) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                assert all(not element.tag.endswith("script") for element in ET.fromstring(archive.read(name)).iter())
