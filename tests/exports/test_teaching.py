"""Case teaching: the text stops at the decision, the reveal tells it, and what is invented says so."""

from __future__ import annotations

import io
import zipfile

from anliku.exports.options import Options
from anliku.exports.selection import single
from anliku.exports.teaching import bundle
from anliku.link import link
from anliku.load import load
from anliku.outline.blocks import Heading, Tag
from anliku.outline.teaching import INVENTED, neutral_title, teaching_packs
from anliku.outline.writer import Writer
from anliku.pipeline import assemble
from toy import LIBRARY

SMALL = link(assemble(load(LIBRARY)))
W = Writer(SMALL)


def text_of(part: object) -> str:
    return repr(part)


def test_the_case_text_gives_nothing_away() -> None:
    for case in SMALL.cases.values():
        (name, text), (_, reveal), _ = teaching_packs(case, W, "0")
        assert name == "案例正文"
        assert case.title not in text_of(text.chapters)
        for item in case.practices:
            assert item.what not in text_of(text.chapters)
            assert item.what[:8] in text_of(reveal.chapters)
            if item.outcome:
                assert item.outcome not in text_of(text.chapters)
        assert neutral_title(case, W) == text.selection.title != case.title


def test_what_is_invented_for_teaching_says_so() -> None:
    for case in SMALL.cases.values():
        _, _, (_, notes) = teaching_packs(case, W, "0")
        for chapter in notes.chapters[:2]:
            for block in chapter.blocks:
                if isinstance(block, Heading) and block.level == 2:
                    assert Tag(INVENTED) in block.aside


def test_the_trainers_pack_holds_every_part_and_is_the_same_twice() -> None:
    selection = single(SMALL, "case", [next(iter(SMALL.cases))])[0]
    content = bundle(selection, W, Options(version="0"))
    assert content == bundle(selection, W, Options(version="0"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
    expected = {
        "练习与答案要点.docx",
        "讲义.docx",
        "讲义.pdf",
        "课件.pptx",
        "数据.xlsx",
        "案例正文.docx",
        "揭示页.docx",
        "使用说明.docx",
        "请先读我.txt",
    }
    assert names == expected
