"""Links in prose: whatever a browser would run or follow elsewhere is refused; the others lead to a page."""

from __future__ import annotations

import time

import pytest
from anliku.issues import Code, Location
from anliku.validate.prose import without_code
from toy import Toy

PARKING = "kb/challenges/parking.md"
TEXT = "先数清有多少车、多少位。"

UNSAFE = [
    "[看](javascript:alert(1))",
    "[看](JaVaScRiPt:alert(1))",
    "[看]( javascript:alert(1))",
    "[看](<javascript:alert(1)>)",
    "[看](\njavascript:alert(1))",
    "[看](java&#10;script:alert(1))",
    "[看](java&#x0A;script:alert(1))",
    "[看](java&Tab;script:alert(1))",
    "[看](&#106;avascript:alert(1))",
    "[看](javascript&colon;alert(1))",
    "[看](javascript&#58;alert(1))",
    "[看](&amp;#106;avascript:alert(1))",
    "[看](&#1;javascript:alert(1))",
    "[看](javascript%3Aalert(1))",
    "[看](javascript\\:alert(1))",
    "[看](vbscript:x)",
    "[看](data:text/html;base64,PHNjcmlwdD4=)",
    "[看](file:///etc/passwd)",
    "[看](mailto:a@example.org)",
    "![图](javascript:alert(1))",
    "![图](data:image/svg+xml,x)",
    "[![图](https://example.org/a.png)](javascript:alert(1))",
    "[一[二]三](javascript:alert(1))",
    "[一\n二](javascript:alert(1))",
    "[看][甲]\n\n[甲]: javascript:alert(1)",
    '[看][甲]\n\n  [甲]: <javascript:alert(1)> "题"',
    '[看][甲]\n\n[甲]:\n    javascript:alert(1) "题"',
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    '<a href="javascript:alert(1)">看</a>',
    "<a href = ' java&#10;script:alert(1)'>看</a>",
    "<form action=javascript:alert(1)>",
    '[看](parking.md){: href="javascript:alert(1)" }',
    "[看](//evil.example/)",
    "[看](///evil.example/)",
    "[看](\\\\evil.example\\x)",
    "[看](/\\evil.example)",
    "[看](&#47;/evil.example)",
    "[看](/&#47;evil.example)",
    "```\n[看](javascript:alert(1))",
    "`[看](javascript:alert(1))",
    "\\`[看](javascript:alert(1))\\`",
    "`` ` ``[看](javascript:alert(1))",
]


@pytest.mark.parametrize("text", UNSAFE)
def test_a_link_that_could_run_or_lead_away_unseen_is_refused(toy: Toy, text: str) -> None:
    toy.edit(PARKING, TEXT, f"{TEXT}\n\n{text}\n")
    assert Code.UNSAFE_LINK in toy.codes()
    toy.edit(PARKING, text, "")
    toy.write("kb/about.md", f"# 关于\n\n{text}\n")
    assert Code.UNSAFE_LINK in toy.codes()


BROKEN = [
    "[看](/etc/passwd)",
    "[看](/practices/courtyard-meeting.html)",
    "[看](../../etc/passwd)",
    "[看](../../cases/jia-yi-shed.yml)",
    "[看](..%2F..%2Fetc%2Fpasswd)",
    "[看](&#46;&#46;/&#46;./etc/passwd)",
    "[看](nowhere.md)",
    "[看](nowhere.html#x)",
    "[看](../practices/parking.md)",
    "[看](../practices/)",
    "[看](parking)",
    "![图](nowhere.png)",
    "[看][甲]\n\n[甲]: nowhere.md",
    '<a href="nowhere.md">看</a>',
    f"[看]({'a' * 3000}.md)",
    "[看](%00.md)",
    "[看](x[.md)",
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_link_that_leads_to_no_page_is_reported(toy: Toy, text: str) -> None:
    toy.edit(PARKING, TEXT, f"{TEXT}\n\n{text}\n")
    assert Code.BROKEN_LINK in toy.codes()
    assert Code.UNSAFE_LINK not in toy.codes()


FINE = [
    "[看](https://example.org/a_(b)?c=d#e)",
    "[看](HTTP://example.org)",
    "<https://example.org/>",
    "[看](../practices/courtyard-meeting.md)",
    "[看](../practices/courtyard-meeting.html#p)",
    "[看](stairs.md)",
    "[看](#锚点)",
    "[看](../cases/jia-yi-shed.html)",
    "[看](../cases/index.md)",
    "[看](../regions/990101.html)",
    "[看](../metrics/ratio.html)",
    "[看](../index.md)",
    "[看](../terms.html)",
    "[看][甲]\n\n[甲]: ../practices/courtyard-meeting.md '题'",
    "`[看](nowhere.md)`",
    "```\n[看](nowhere.md)\n```",
    "~~~~ md\n```\n[看](nowhere.md)\n~~~~",
    "[方括号] (nowhere.md)",
    "数组[1]和(2)",
    "- [ ] 待办",
    "javascript: 是一种语言",
]


@pytest.mark.parametrize("text", FINE)
def test_other_links_and_what_only_looks_like_one_are_fine(toy: Toy, text: str) -> None:
    toy.edit(PARKING, TEXT, f"{TEXT}\n\n{text}\n")
    assert toy.issues() == ()


def test_an_image_in_kb_is_a_page_of_its_own(toy: Toy) -> None:
    toy.write("kb/assets/a.png", b"png")
    toy.edit(PARKING, TEXT, f"{TEXT}\n\n![图](../assets/a.png)\n")
    assert toy.issues() == ()


def test_a_link_is_placed_at_its_target_counting_from_the_top_of_the_file(toy: Toy) -> None:
    toy.edit(PARKING, TEXT, f"\n\n{TEXT}\n\n甲[看](nowhere.md)乙\n")
    assert toy.only_issue().location == toy.where(PARKING, "nowhere.md")
    toy.write("kb/about.md", "# 关于\n\n[看](elsewhere.md)\n")
    assert toy.issues()[0].location == Location("kb/about.md", 3, 5)


def test_a_link_to_a_broken_record_is_not_called_broken(toy: Toy) -> None:
    toy.edit(PARKING, TEXT, f"{TEXT}[看](stairs.md)")
    toy.edit("kb/challenges/stairs.md", "family: facilities\n", "")
    assert toy.codes() == [Code.FIELD_MISSING]


def test_hand_written_pages_are_read_with_the_same_care(toy: Toy) -> None:
    toy.write("kb/gbk.md", "# 停车\n".encode("gbk"))
    toy.path("kb/link.md").symlink_to("/etc/passwd")
    with toy.path("kb/index.md").open("r+b") as file:
        file.truncate(50_000_000)
    assert sorted(toy.codes()) == [Code.FILE_UNREADABLE, Code.FILE_TOO_LARGE, Code.FILE_NOT_UTF8]


def test_a_heading_with_nothing_below_it_is_reported_at_its_line(toy: Toy) -> None:
    toy.edit(PARKING, TEXT, "## 甲\n\n### 乙\n\n文字\n\n### 丙\n\n## 丁\n\n```\n## 代码\n```\n\n## 戊\n")
    assert [issue.location for issue in toy.issues()] == [toy.where(PARKING, "### 丙"), toy.where(PARKING, "## 戊")]
    assert set(toy.codes()) == {Code.EMPTY_SECTION}


@pytest.mark.parametrize("text", ["甲`乙`丙", "```\n甲\n```\n乙", "~~~\n甲", "`` a`b `` c", "\\`甲\\`", ""])
def test_blanking_code_keeps_every_position(text: str) -> None:
    blanked = without_code(text)
    assert len(blanked) == len(text)
    assert all(now in (was, " ") for now, was in zip(blanked, text, strict=True))


@pytest.mark.parametrize("piece", ["[", "](", "[a](", "`", "``` \n", "<", "href=", "[a]: \n", "\\", "&#", "<a "])
def test_repetitive_prose_takes_no_time(toy: Toy, piece: str) -> None:
    toy.write("kb/about.md", piece * (200_000 // len(piece)))
    toy.write(PARKING, toy.read(PARKING) + piece * (19_000 // len(piece)))
    started = time.process_time()
    toy.issues()
    assert time.process_time() - started < 10
