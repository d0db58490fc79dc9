"""The table of contents: a field with its entries already in it."""

from __future__ import annotations

from anliku.exports.formats.docx.body import Entry
from anliku.exports.formats.docx.look import Look
from anliku.exports.formats.docx.xml import field, inner_link, para, run

ENTRIES = {False: 45, True: 30}
"""Entries that a reader still takes in, fewer in the large type of 公文式; a longer table leaves deeper headings out."""
_DIGITS = "零一二三四五六七八九"


def depth(entries: list[Entry], look: Look) -> int:
    """The deepest level of headings that the table shows."""
    most = ENTRIES[look.official]
    fitting = [level for level in (1, 2, 3) if sum(entry.level <= level for entry in entries) <= most]
    return max(fitting, default=1)


def contents(entries: list[Entry], pages: dict[str, int], look: Look) -> str:
    """The table, as a block that Word offers to update."""
    deepest = depth(entries, look)
    numbers = _numbers(entries) if look.official else [""] * len(entries)
    shown = [(entry, number) for entry, number in zip(entries, numbers, strict=True) if entry.level <= deepest]
    lines = []
    for index, (entry, number) in enumerate(shown):
        page = field(f"PAGEREF {entry.bookmark} \\h", str(pages.get(entry.bookmark, 1)))
        link = inner_link(entry.bookmark, f"{run(number + entry.text)}<w:r><w:tab/></w:r>{page}")
        begin = _begin(deepest) if index == 0 else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if index == len(shown) - 1 else ""
        lines.append(para(f"TOC{entry.level}", begin + link + end))
    title = para("TOCHeading", run("目　录" if look.official else "目录"))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _begin(deepest: int) -> str:
    code = f'<w:instrText xml:space="preserve"> TOC \\o "1-{deepest}" \\h \\z </w:instrText>'
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'


def _numbers(entries: list[Entry]) -> list[str]:
    """The numbers that Word's numbering gives the headings: 一、 （一） 1."""
    counts = [0, 0, 0]
    numbers = []
    for entry in entries:
        counts[entry.level - 1] += 1
        counts[entry.level :] = [0] * (3 - entry.level)
        count = counts[entry.level - 1]
        numbers.append({1: f"{numeral(count)}、", 2: f"（{numeral(count)}）", 3: f"{count}."}[entry.level])
    return numbers


def numeral(number: int) -> str:
    """A number from 1 to 999 as Chinese writes it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        parts += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        parts += "零"
    return parts + (_DIGITS[ones] if ones else "")
