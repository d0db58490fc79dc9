"""Whether a folder is a built site with a search, and whether it was built from a given library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from anliku.load import Records
from console import RefusedError, plain

SHOWN = 10
"""Differences of one kind that are told one by one."""
_ANCHOR = re.compile(r'\bid="((?:p|site)-[^"]+)"')


def check_site(site: Path) -> None:
    """Do nothing where `site` has a results page and an index.

    Raises:
        RefusedError: with every part that is missing or is no block of an index.
    """
    name = plain(str(site), 200)
    advice = "先运行 anliku build，或用 --site 指明网站所在的文件夹"
    if not site.is_dir():
        fact = "不是文件夹" if site.exists() else "没有这个文件夹"
        raise RefusedError(f"网站“{name}”：{fact} → {advice}")
    if not (site / "search.html").is_file():
        raise RefusedError(f"网站“{name}”：里面没有 search.html → {advice}")
    problems = list(_index_problems(site / "search"))
    if problems:
        raise RefusedError(*(f"网站“{name}”：{text} → 重新运行 anliku build" for text in problems))


def _index_problems(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        yield "里面没有搜索索引（search/ 文件夹）"
        return
    for name in ("core", "reader"):
        if not (folder / f"{name}.js").is_file():
            yield f"搜索索引里没有 search/{name}.js"
    spoilt = [path.relative_to(folder.parent).as_posix() for path in sorted(folder.rglob("*.js")) if not _block(path)]
    yield from _listed(spoilt, "{} 不是索引的数据块")


def _block(path: Path) -> bool:
    """Whether `path` is a whole script as `anliku.search.pack.script` writes it."""
    try:
        text = path.read_bytes().decode("utf-16")
    except (OSError, UnicodeDecodeError):
        return False
    return text.startswith("anlikuSearchBlock(") and text.endswith('");\n')


def check_origin(site: Path, root: Path, records: Records) -> None:
    """Do nothing where `site` has the practices, cases and sections of the library at `root`, and no others.

    Raises:
        RefusedError: with what differs.
    """
    differences = [*_differences(site, records)]
    if differences:
        raise RefusedError(
            f"网站“{plain(str(site), 200)}”不是由资料库“{plain(str(root), 200)}”现在的内容生成的：",
            *(f"  {line}" for line in differences),
            "改过资料库就重新运行 anliku build；网站属于别的资料库，就用 --root 指明那个资料库。",
        )


def _differences(site: Path, records: Records) -> Iterator[str]:
    titles = expected_pages(records)
    former = _former_pages(records)
    there = {
        path.relative_to(site).as_posix()
        for folder in ("practices", "cases")
        for path in (site / folder).glob("*.html")
        if path.is_file() and path.name != "index.html"
    }
    yield from _listed(sorted(titles.keys() - there), "网站里没有 {}")
    yield from _listed(sorted(there - titles.keys() - former), "资料库里没有 {}")
    both = sorted(titles.keys() & there)
    texts = {path: (site / path).read_text(encoding="utf-8", errors="replace") for path in both}
    renamed = [path for path, text in texts.items() if titles[path] not in unescape(text)]
    yield from _listed(renamed, "{} 上没有资料库里现在的名称")
    sections = expected_sections(records)
    found = {f"{path}#{name}" for path, text in texts.items() for name in _ANCHOR.findall(text) if path[0] == "c"}
    yield from _listed(sorted(path for path in sections - found if path.split("#")[0] in texts), "网站里没有 {} 这一节")
    yield from _listed(sorted(found - sections), "资料库里没有 {} 这一节")


def expected_pages(records: Records) -> dict[str, str]:
    """Path and title of the page of every practice and case."""
    practices = {f"practices/{row.record.id}.html": row.record.pref_label for row in records.practices}
    return practices | {f"cases/{row.record.id}.html": row.record.title for row in records.cases}


def expected_sections(records: Records) -> set[str]:
    """Addresses of the sections of every case: what was done, and where."""
    found = set()
    for row in records.cases:
        page = f"cases/{row.record.id}.html"
        found |= {f"{page}#p-{item.id}" for item in row.record.practices}
        found |= {f"{page}#site-{item.id}" for item in row.record.sites}
    return found


def _former_pages(records: Records) -> set[str]:
    """Pages that say where a renamed or removed record has gone."""
    former = {f"practices/{old}.html" for row in records.practices for old in row.record.renamed_from}
    former |= {f"cases/{old}.html" for row in records.cases for old in row.record.renamed_from}
    return former | {f"{row.record.kind}s/{row.record.id}.html" for row in records.tombstones}


def _listed(names: list[str], form: str) -> Iterator[str]:
    yield from (form.format(name) for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"{form.format('……')}（同样的另有 {len(names) - SHOWN} 处）"
