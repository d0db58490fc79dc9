"""The single page, opened with lxml and with Chromium and compared with the outline."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from anliku.exports.formats.html import FEW, write
from anliku.exports.options import Options
from anliku.outline.blocks import Heading, Table
from anliku.outline.pack import cites
from lxml import html
from packs import NAMES, NASTY, every_block, filled, flat, headings, made
from playwright.sync_api import Browser

SITE = Options(site_url="https://anli.example.org/")


def page(*arguments: Any) -> Any:
    return html.document_fromstring(write(*arguments).decode())


def with_class(tree: Any, name: str) -> list[Any]:
    return tree.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    whole, w = made(request.param)
    return whole, page(whole, w, SITE)


def test_every_heading_stands_in_order(case: tuple[Any, Any]) -> None:
    whole, tree = case
    found = [
        e.text_content()
        for e in tree.xpath("//main//h1|//main//h2|//main//h3")
        if not e.xpath("ancestor::div[@class='prose']")
    ]
    assert found == [*headings(whole), "来源", "版权与使用"]
    assert tree.xpath("//header[@class='cover']/h1")[0].text_content() == whole.selection.title


def test_the_contents_name_every_chapter_and_every_link_leads_somewhere(case: tuple[Any, Any]) -> None:
    whole, tree = case
    lines = [a.text_content() for a in tree.xpath("//nav/ol/li/a")]
    assert lines == [*(chapter.title for chapter in whole.chapters), "来源", "版权与使用"]
    assert bool(tree.xpath("//nav/ol/li/ol")) == (len(whole.chapters) <= FEW)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)


def test_every_citation_calls_an_endnote_of_its_chapter_and_each_leads_back(case: tuple[Any, Any]) -> None:
    whole, tree = case
    sections = tree.xpath("//main/section[@class='chapter'][not(@id)]")
    for chapter, section in zip(whole.chapters, sections, strict=True):
        marks = list(cites((chapter,)))
        calls = section.xpath(".//a[@role='doc-noteref']")
        notes = section.xpath(".//section[@role='doc-endnotes']//li")
        assert len(calls) == len(marks)
        assert len(notes) == len({(c.case, c.source, c.at) for c in marks})
        assert {a.get("href")[1:] for a in calls} == {note.get("id") for note in notes}
        backs = [a.get("href")[1:] for note in notes for a in note.xpath("a[@role='doc-backlink']")]
        assert sorted(backs) == sorted(a.get("id") for a in calls)


def test_tables_charts_sources_and_questions_are_all_there(case: tuple[Any, Any]) -> None:
    whole, tree = case
    tables = [b for chapter in whole.chapters for b in flat(chapter.blocks) if isinstance(b, Table)]
    grids = [t for t in with_class(tree, "grid") if not t.xpath("ancestor::div[@class='prose']")]
    assert [len(t.xpath("tbody/tr")) for t in grids] == [len(b.rows) for b in tables]
    assert all(t.xpath("thead/tr/th[@scope='col']") for t in grids)
    figures = tree.xpath("//figure")
    assert [len(f.xpath(".//svg/rect")) for f in figures] == [len(chart.bars) for chart in whole.charts]
    assert [
        [n.text for n in with_class(html.fromstring(html.tostring(f, encoding="unicode")), "number")] for f in figures
    ] == [[bar.printed for bar in chart.bars] for chart in whole.charts]
    assert len(tree.xpath("//section[@id='sources']/ol/li")) == len(whole.sources)
    told = tree.text_content()
    assert [text for text in (*whole.questions, *whole.colophon) if text not in told] == []


def test_the_page_asks_for_nothing_and_its_policy_names_its_style(case: tuple[Any, Any]) -> None:
    _, tree = case
    assert tree.xpath("//script|//link|//img|//iframe|//object|//form|//@style|//@src") == []
    assert [name for name in tree.xpath("//@*") if name.attrname.startswith("on")] == []
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = tree.xpath("//style")[0].text
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"url\(|@import|</", style)


def test_marks_of_teaching_and_of_editors_are_visible() -> None:
    whole, w = made("real-deliberation")
    tags = [e.text_content() for e in with_class(page(whole, w, Options()), "tag")]
    assert "教学设计，非原案事实" in tags
    assert tags.count("编者提示") > len(whole.chapters)


def test_links_lead_into_the_pack_first_then_to_the_site() -> None:
    whole, w = made("real-deliberation")
    inside = page(whole, w, Options())
    assert all(href.startswith("#") for href in inside.xpath("//main//section[@class='chapter'][not(@id)]//a/@href"))
    outside = page(whole, w, SITE).xpath("//main//a[starts-with(@href, 'https://anli.example.org/')]/@href")
    held = {f"practices/{chapter.to.id}.html" for chapter in whole.chapters if chapter.to.kind == "practice"}
    assert outside
    assert not [href for href in outside if href.removeprefix(SITE.site_url).split("#")[0] in held]


def test_the_site_s_address_and_its_code_stand_only_where_it_is_known() -> None:
    whole, w = made("toy-jia-yi-shed")
    assert with_class(page(whole, w, SITE), "qr")
    assert "https://anli.example.org/cases/jia-yi-shed.html" in page(whole, w, SITE).text_content()
    assert not with_class(page(whole, w, Options()), "qr")


def test_two_writes_are_equal() -> None:
    whole, w = made("toy-consultation")
    assert write(whole, w, SITE) == write(whole, w, SITE)


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_a_text_looks_like_it_stays_text(nasty: str) -> None:
    def shape(words: str) -> list[str]:
        whole, w = filled(*every_block(words), title=words)
        tree = page(replace(whole, lead=words, subtitle=words), w, Options())
        assert "搜索框" not in tree.text_content()
        assert words in tree.text_content()
        return [element.tag for element in tree.iter()]

    assert shape(nasty) == shape("字")


def test_headings_with_one_id_do_not_share_it() -> None:
    whole, w = filled(Heading("一", "same"), Heading("二", "same"))
    ids = page(whole, w, Options()).xpath("//main//h2/@id")
    assert ids == ["c1-same"]


def test_a_block_nobody_knows_is_an_error() -> None:
    whole, w = filled("不是块")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write(whole, w, Options())


@pytest.mark.e2e
@pytest.mark.parametrize("width", [1280, 375])
def test_a_browser_shows_it_styled_without_a_complaint(browser: Browser, tmp_path: Path, width: int) -> None:
    whole, w = made("real-wuhou")
    file = tmp_path / "pack.html"
    file.write_bytes(write(whole, w, SITE))
    said: list[str] = []
    asked: list[str] = []
    shown = browser.new_page(viewport={"width": width, "height": 800})
    shown.on("console", lambda message: said.append(message.text))
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 249, 244)"
    shown.close()
    assert said == []
    assert asked == [file.as_uri()]
