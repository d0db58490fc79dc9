"""Markdown, read with markdown-it (CommonMark) and compared with the outline."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from anliku.exports.formats.md import SHORT, plain, write
from anliku.exports.options import Options
from anliku.outline.blocks import Paragraph as Words
from anliku.outline.blocks import Table, Tag
from anliku.outline.pack import citation, cites
from anliku.outline.writer import plain as words_of
from markdown_it import MarkdownIt
from packs import NAMES, NASTY, every_block, filled, flat, headings, made

SITE = Options(site_url="https://anli.example.org/")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def text_of(whole: Any, w: Any, options: Options = Options()) -> str:  # noqa: B008 - frozen
    return write(whole, w, options).decode()


def tokens(markdown: str) -> list[Any]:
    """Tokens of all levels; without the front matter."""
    found = []
    for token in READER.parse(markdown.split("\n---\n", 1)[1]):
        found += [token, *(token.children or [])]
    return found


def heads(markdown: str) -> list[tuple[str, str]]:
    """Tag and words of every heading."""
    listed = READER.parse(markdown.split("\n---\n", 1)[1])
    return [
        (token.tag, "".join(child.content for child in inner.children or []))
        for token, inner in pairwise(listed)
        if token.type == "heading_open"
    ]


def shown(markdown: str) -> str:
    """What a reader of one line sees."""
    (_, inner, _) = READER.parse(markdown)
    return "".join(child.content for child in inner.children or [])


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Any, Any, str]:
    whole, w = made(request.param)
    return whole, w, text_of(whole, w, SITE)


def test_every_heading_stands_in_order(case: tuple[Any, Any, str]) -> None:
    whole, _, written = case
    found = [text for _, text in heads(written)]
    wanted = [whole.selection.title, *headings(whole), "来源", "版权与使用"]
    # Curators' prose may have headings of its own, so the outline's are looked for in their order.
    rest = iter(found)
    assert [text for text in wanted if text not in rest] == []
    assert [text for tag, text in heads(written) if tag == "h1"] == [whole.selection.title]
    chapters = [text for tag, text in heads(written) if tag == "h2"]
    assert chapters == [*(chapter.title for chapter in whole.chapters), "来源", "版权与使用"]


def test_front_matter_says_what_it_is(case: tuple[Any, Any, str]) -> None:
    whole, _, written = case
    lines = written.split("\n---\n")[0].removeprefix("---\n").splitlines()
    front = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in lines)}
    assert front == {
        "title": whole.selection.title,
        "subtitle": whole.subtitle,
        "date": whole.date,
        "license": "CC BY 4.0",
    }


def test_every_citation_has_one_note_that_tells_it(case: tuple[Any, Any, str]) -> None:
    whole, w, written = case
    marks = list(cites(whole.chapters))
    called = re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", written)
    told = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", written, re.MULTILINE))
    assert len(called) == len(marks)
    assert list(told) == [str(number) for number in range(1, len(told) + 1)]
    assert set(called) == set(told)
    assert {shown(text) for text in told.values()} == {citation(cite, w) for cite in marks}


def test_there_is_no_html_and_no_code_in_it(case: tuple[Any, Any, str]) -> None:
    _, _, written = case
    kinds = {token.type for token in tokens(written)}
    assert not kinds & {"html_block", "html_inline", "code_block", "code_inline", "fence", "image", "lheading_open"}
    assert "**" not in "".join(token.content for token in tokens(written) if token.type == "text")


def test_short_tables_are_tables_and_others_are_lists(case: tuple[Any, Any, str]) -> None:
    whole, _, written = case
    tables = [b for chapter in whole.chapters for b in flat(chapter.blocks) if isinstance(b, Table)]
    short = [b for b in tables if all(len(words_of(cell)) <= SHORT for row in b.rows for cell in row)]
    drawn = sum(token.type == "table_open" for token in tokens(written))
    assert drawn >= len(short)
    assert drawn <= len(short) + len(whole.charts) + written.count("| --- |")


def test_questions_sources_and_colophon_are_all_there(case: tuple[Any, Any, str]) -> None:
    whole, _, written = case
    told = "".join(token.content for token in tokens(written) if token.type in ("text", "text_special"))
    assert [
        text for text in (*whole.questions, *whole.colophon) if re.sub(r"\s", "", text) not in re.sub(r"\s", "", told)
    ] == []
    sources = written.split("\n## 来源\n")[1].split("\n## ")[0]
    assert len(re.findall(r"^\d+\. ", sources, re.MULTILINE)) == len(whole.sources)


def test_addresses_of_sources_are_links() -> None:
    whole, w = made("toy-jia-yi-shed")
    assert "<https://example.org/shed.html>" in text_of(whole, w)
    assert "网上版本：<https://anli.example.org/cases/jia-yi-shed.html>" in text_of(whole, w, SITE)
    assert "网上版本" not in text_of(whole, w)


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_a_text_looks_like_it_stays_text(nasty: str) -> None:
    assert shown(plain(nasty)) == " ".join(nasty.split())
    linking = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    assert "<a" not in linking.render(plain(nasty))

    def shape(words: str) -> list[str]:
        whole, w = filled(*every_block(words), title=words)
        written = text_of(replace(whole, lead=words), w, SITE)
        assert "搜索框" not in written
        # Strong words are plain where asterisks would be shown, and words may be split in several tokens.
        ignored = ("text", "text_special", "strong_open", "strong_close")
        return [token.type for token in tokens(written) if token.type not in ignored]

    assert shape(nasty) == shape("字" * len(nasty))


@pytest.mark.parametrize("address", ["http://example.org", "https://example.org", "www.example.org", "a@example.org"])
def test_a_bare_address_in_a_text_becomes_no_link_on_github(address: str) -> None:
    assert address not in plain(address)
    assert shown(plain(address)) == address


@pytest.mark.parametrize(
    ("figure", "after", "strong"),
    [("50%", "以上", False), ("50%", "（某区）", True), ("约3户", "以上", True), ("“三”", "以上", False)],
)
def test_numbers_are_strong_where_commonmark_can_show_it(figure: str, after: str, strong: bool) -> None:
    whole, w = filled(Words(("占", Tag(figure, "accent"), after)))
    written = text_of(whole, w)
    assert (f"**{figure}**" in written) == strong
    assert any(token.type == "strong_open" for token in tokens(written)) == strong


def test_two_writes_are_equal() -> None:
    whole, w = made("toy-consultation")
    assert write(whole, w, SITE) == write(whole, w, SITE)


def test_a_block_nobody_knows_is_an_error() -> None:
    whole, w = filled("不是块")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write(whole, w, Options())
