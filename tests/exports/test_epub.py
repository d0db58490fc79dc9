"""Electronic books, opened with zipfile and lxml and compared with the outline; epubcheck itself is in test_office."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from typing import Any, get_args

import pytest
from anliku.exports.formats.epub import write
from anliku.exports.options import Options
from anliku.outline.blocks import Block, Table
from anliku.outline.pack import cites
from lxml import etree
from packs import NAMES, NASTY, every_block, filled, flat, headings, made, of, small

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
HTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
SITE = Options(site_url="https://anli.example.org/")


class Book:
    """The parts of a book, parsed."""

    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = self.zip.namelist()
        self.trees = {
            name: etree.fromstring(self.zip.read(name))
            for name in self.names
            if name.endswith((".xhtml", ".opf", ".xml", ".ncx", ".svg"))
        }
        self.package = self.trees["OEBPS/book.opf"]
        self.items = {item.get("id"): item for item in self.package.iter(f"{OPF}item")}
        self.spine = [self.items[ref.get("idref")].get("href") for ref in self.package.iter(f"{OPF}itemref")]

    def chapters(self) -> list[Any]:
        return [self.trees[f"OEBPS/{href}"] for href in self.spine if href.startswith("c") and href[1:2].isdigit()]

    def meta(self, name: str) -> list[str]:
        return [item.text for item in self.package.iter(f"{OPF}meta") if item.get("property") == name]


def words(element: Any) -> str:
    return "".join(element.itertext())


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Any, Any, Book]:
    whole, w = made(request.param)
    return whole, w, Book(write(whole, w, SITE))


def test_the_container_is_as_readers_expect(case: tuple[Any, Any, Book]) -> None:
    _, _, book = case
    first = book.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.zip.read("mimetype") == b"application/epub+zip"
    root = book.trees["META-INF/container.xml"]
    assert [e.get("full-path") for e in root.iter() if e.get("full-path")] == ["OEBPS/book.opf"]
    listed = {f"OEBPS/{item.get('href')}" for item in book.items.values()}
    assert listed == set(book.names) - {"mimetype", "META-INF/container.xml", "OEBPS/book.opf"}


def test_every_heading_stands_in_order(case: tuple[Any, Any, Book]) -> None:
    whole, _, book = case
    found = []
    for tree in book.chapters():
        prose = {e for div in tree.iter(f"{HTML}div") if div.get("class") == "prose" for e in div.iter()}
        found += [words(e) for e in tree.iter(f"{HTML}h1", f"{HTML}h2", f"{HTML}h3") if e not in prose]
    assert found == headings(whole)
    titles = [words(li[0]) for li in next(book.trees["OEBPS/nav.xhtml"].iter(f"{HTML}ol"))]
    assert titles == ["封面", *(chapter.title for chapter in whole.chapters), "来源", "版权与使用"]
    assert len(list(book.trees["OEBPS/toc.ncx"].iter(f"{NCX}navPoint"))) == len(book.spine) - 1


def test_every_citation_calls_a_note_that_pops_up_and_leads_back(case: tuple[Any, Any, Book]) -> None:
    whole, _, book = case
    for chapter, tree in zip(whole.chapters, book.chapters(), strict=True):
        marks = list(cites((chapter,)))
        calls = [a for a in tree.iter(f"{HTML}a") if a.get(TYPE) == "noteref"]
        notes = [a for a in tree.iter(f"{HTML}aside") if a.get(TYPE) == "footnote"]
        assert len(calls) == len(marks)
        assert len(notes) == len({(c.case, c.source, c.at) for c in marks})
        assert {a.get("href")[1:] for a in calls} == {note.get("id") for note in notes}
        backs = {a.get("href")[1:] for note in notes for a in note.iter(f"{HTML}a")}
        assert backs <= {a.get("id") for a in calls}


def test_every_inner_link_leads_somewhere(case: tuple[Any, Any, Book]) -> None:
    _, _, book = case
    ids = {name: {e.get("id") for e in tree.iter() if e.get("id")} for name, tree in book.trees.items()}
    for name, tree in book.trees.items():
        if not name.endswith(".xhtml"):
            continue
        for link in tree.iter(f"{HTML}a"):
            href = link.get("href")
            if href.startswith("https://"):
                continue
            file, _, fragment = href.partition("#")
            target = posixpath.join("OEBPS", file) if file else name
            assert target in book.names, href
            assert not fragment or fragment in ids[target], href


def test_tables_sources_and_questions_are_all_there(case: tuple[Any, Any, Book]) -> None:
    whole, _, book = case
    tables = sum(isinstance(b, Table) for chapter in whole.chapters for b in flat(chapter.blocks))
    grids = [t for tree in book.chapters() for t in tree.iter(f"{HTML}table") if t.get("class", "").startswith("grid")]
    prose = [t for t in grids if any(p.get("class") == "prose" for p in t.iterancestors())]
    assert len(grids) - len(prose) == tables
    assert len(list(book.trees["OEBPS/sources.xhtml"].iter(f"{HTML}li"))) == len(whole.sources)
    told = "".join(words(tree) for tree in book.chapters())
    assert [question for question in whole.questions if question not in told] == []
    bars = [
        tr
        for tree in book.chapters()
        for f in tree.iter(f"{HTML}figure")
        for tr in f.findall(f".//{HTML}tbody/{HTML}tr")
    ]
    assert len(bars) == sum(len(chart.bars) for chart in whole.charts)


def test_pages_with_drawings_say_so(case: tuple[Any, Any, Book]) -> None:
    _, _, book = case
    for item in book.items.values():
        if item.get("media-type") == "application/xhtml+xml":
            drawn = b"<svg" in book.zip.read(f"OEBPS/{item.get('href')}")
            assert ("svg" in (item.get("properties") or "")) == drawn, item.get("href")


def test_what_the_book_says_of_itself() -> None:
    whole, w = made("toy-consultation")
    book = Book(write(whole, w, Options()))
    assert [e.text for e in book.package.iter(f"{DC}language")] == ["zh-CN"]
    assert [e.text for e in book.package.iter(f"{DC}title")] == [whole.selection.title]
    assert book.meta("dcterms:modified") == [f"{whole.date}T00:00:00Z"]
    assert "tableOfContents" in book.meta("schema:accessibilityFeature")
    assert book.items["cover-picture"].get("properties") == "cover-image"
    title = "".join(words(e) for e in book.trees["OEBPS/cover.svg"] if e.get("font-weight") == "bold")
    assert title == whole.selection.title


def test_the_identifier_is_the_selection_s_and_nobody_else_s() -> None:
    def identifier(kind: str, name: str, version: str) -> str:
        whole, w = of(small(), kind, name, version)
        return next(Book(write(whole, w, Options())).package.iter(f"{DC}identifier")).text

    first = identifier("topic", "consultation", "1")
    assert first == identifier("topic", "consultation", "2")
    assert first != identifier("topic", "elder-care", "1")


def test_a_pack_without_a_date_is_still_a_book() -> None:
    whole, w = made("toy-consultation")
    book = Book(write(replace(whole, date=""), w, Options()))
    assert book.meta("dcterms:modified") == ["2000-01-01T00:00:00Z"]


def test_two_writes_are_equal_and_no_entry_has_a_clock() -> None:
    whole, w = made("toy-jia-yi-shed")
    content = write(whole, w, SITE)
    assert content == write(whole, w, SITE)
    assert {entry.date_time for entry in Book(content).zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_site_s_address_and_its_code_stand_only_where_it_is_known() -> None:
    whole, w = made("toy-jia-yi-shed")
    known = Book(write(whole, w, SITE)).zip.read("OEBPS/colophon.xhtml").decode()
    unknown = Book(write(whole, w, Options())).zip.read("OEBPS/colophon.xhtml").decode()
    assert "https://anli.example.org/cases/jia-yi-shed.html" in known
    assert "<svg" in known
    assert "https://" not in unknown.split("<body>")[1]
    assert "<svg" not in unknown


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_a_text_looks_like_it_stays_text(nasty: str) -> None:
    blocks = every_block(nasty)
    assert {type(block) for block in blocks} == set(get_args(Block))
    whole, w = filled(*blocks, title=nasty)
    book = Book(write(replace(whole, lead=nasty), w, Options()))
    plain, w = filled(*every_block(), title="字")
    same = Book(write(replace(plain, lead="字"), w, Options()))
    assert [e.tag for e in book.chapters()[0].iter()] == [e.tag for e in same.chapters()[0].iter()]
    assert words(book.chapters()[0]).count(nasty) == words(same.chapters()[0]).count(
        "字"
    ) - "第一段原文没有写对应的做法谁的数字本章出处".count("字")
    assert "搜索框" not in words(book.chapters()[0])


def test_characters_xml_cannot_hold_are_replaced() -> None:
    whole, w = filled(*every_block("甲\x00乙\x0b\ufffe"))
    assert "甲\ufffd乙\ufffd\ufffd" in words(Book(write(whole, w, Options())).chapters()[0])


def test_a_block_nobody_knows_is_an_error() -> None:
    whole, w = filled("不是块")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write(whole, w, Options())
