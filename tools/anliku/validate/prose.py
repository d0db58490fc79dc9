"""Prose: links that lead somewhere safe, headings with something below them."""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from anliku.issues import Code, Issue, Location
from anliku.load import Records, read_text

_LINK = re.compile(
    r"""\]\(\s{0,9}<?(?P<inline>[^)\s>]*)                        # [text](target) and ![text](target), any nesting
    | ^[ ]{0,3}\[[^\[\]\n]{1,200}\]:\s{0,9}<?(?P<reference>[^\s>]+)  # [name]: target
    | <(?P<auto>[A-Za-z][A-Za-z0-9+.-]{1,30}:[^>\s]*)>          # <scheme:target>
    # HTML and attribute lists
    | \b(?:href|src|action|formaction|data|poster|srcset)\s{0,9}=\s{0,9}["']?\s{0,9}(?P<attribute>[^"'\s>]+)
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED_IN_URLS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b\ufeff]+")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
FOLDERS = ("practices", "challenges", "topics")


def links_lead_somewhere(records: Records, root: Path) -> Iterator[Issue]:
    """Links in prose are http(s) or lead to a page of this library."""
    pages = _pages(records)
    for loaded in records.concepts():
        yield from _links(loaded.record.body, loaded.body_line, loaded.file, pages, root)
    for path in sorted((root / "kb").rglob("*.md")):
        file = path.relative_to(root).as_posix()
        if file.split("/")[1] in FOLDERS:
            continue
        text, issues = read_text(path, file)
        yield from issues
        if text is not None:
            yield from _links(text, 1, file, pages, root)


def _pages(records: Records) -> set[str]:
    folders = ("cases", *FOLDERS, "metrics")
    names = {"index", "terms", "search", "maintenance"} | {f"{folder}/index" for folder in (*folders, "regions")}
    for folder in folders:
        names |= {f"{folder}/{loaded.record.id}" for loaded in getattr(records, folder)}
        names |= {f"{name}/{identifier}" for name, identifier in records.broken if name == folder}
    return names | {f"regions/{loaded.record.place.adcode}" for loaded in records.cases}


def _links(text: str, first_line: int, file: str, pages: set[str], root: Path) -> Iterator[Issue]:
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    shown = without_code(text)
    for found in _LINK.finditer(text):
        kind = found.lastgroup or "inline"
        target, start = found[kind], found.start(kind)
        row = bisect_right(starts, start) - 1
        location = Location(file, first_line + row, start - starts[row] + 1)
        # Code is not exempt here: what looks like code to us may be a link to another Markdown.
        if (issue := _unsafe(target, location)) is not None:
            yield issue
        elif shown[start : found.end(kind)] != target or (kind == "attribute" and target.startswith("#")):
            continue
        elif target.startswith("/"):
            hint = "写相对路径，如 ../practices/courtyard-meeting.md"
            yield Issue(location, Code.BROKEN_LINK, f"链接“{target[:60]}”以斜杠开头", hint)
        elif not _SCHEME.match(target) and not _leads(target, file.removeprefix("kb/"), pages, root):
            hint = "检查文件名；页面写作 ../practices/编号.md"
            yield Issue(location, Code.BROKEN_LINK, f"链接“{target[:60]}”没有对应的页面", hint)


def _unsafe(target: str, location: Location) -> Issue | None:
    """Whether a browser would take `target` for anything but http(s) or a place on this site."""
    for read in (target, _ESCAPED.sub("", target), unquote(target)):
        # Browsers undo entities, then drop tabs, line breaks and leading controls.
        plain = _IGNORED_IN_URLS.sub("", html.unescape(html.unescape(read)))
        if plain.replace("\\", "/").startswith("//") or (read is target and plain.startswith("\\")):
            message, hint = f"链接“{target[:40]}”会跳到别的网站", "外站写完整的 https:// 网址，本站写相对路径"
            return Issue(location, Code.UNSAFE_LINK, message, hint)
        scheme = _SCHEME.match(plain)
        if scheme and scheme[1].lower() not in ("http", "https"):
            hint = "只收 http、https 和本库页面的链接"
            return Issue(location, Code.UNSAFE_LINK, f"链接“{target[:40]}”不是网页地址", hint)
        if scheme and not _SCHEME.match(target):
            return Issue(location, Code.UNSAFE_LINK, f"链接“{target[:40]}”的网址写法不明", "照原样写 https:// 网址")
    return None


def _leads(target: str, page: str, pages: set[str], root: Path) -> bool:
    try:
        path = urlsplit(html.unescape(target)).path
        if not path:
            return True
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
        if name.startswith(".."):
            return False
        stem, suffix = posixpath.splitext(name)
        if suffix in (".md", ".html"):
            return stem in pages or (root / "kb" / f"{stem}.md").is_file()
        return (root / "kb" / name).is_file()
    except (OSError, ValueError):
        return False  # Too long, a NUL, a malformed host: no page is called that.


def without_code(text: str) -> str:
    """`text` of the same length, with code blocks and code spans blanked; an unclosed fence is no block."""
    lines = text.split("\n")
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = (number, fence[1])
        elif fence[1].startswith(opened[1]) and not line.strip().strip(fence[1][0]):
            for inside in range(opened[0], number + 1):
                lines[inside] = " " * len(lines[inside])
            opened = None
    return _CODE.sub(lambda code: " " * len(code[0]), "\n".join(lines))


def sections_are_filled(records: Records) -> Iterator[Issue]:
    """A heading in prose has text below it before the next heading of its level or higher."""
    for loaded in records.concepts():
        open_at: tuple[int, int, str] | None = None
        written = loaded.record.body.split("\n")
        for number, line in enumerate(without_code(loaded.record.body).split("\n")):
            heading = _HEADING.match(line)
            if heading and open_at and len(heading[1]) <= open_at[1]:
                yield _empty(loaded.file, open_at)
            if heading:
                open_at = (number + loaded.body_line, len(heading[1]), heading[2])
            elif written[number].strip():
                open_at = None
        if open_at:
            yield _empty(loaded.file, open_at)


def _empty(file: str, heading: tuple[int, int, str]) -> Issue:
    message = f"小节“{heading[2][:30]}”下面没有内容"
    return Issue(Location(file, heading[0], 1), Code.EMPTY_SECTION, message, "补上内容，或删掉标题")
