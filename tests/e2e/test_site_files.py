"""Every file of the built site: links, ids, policy, nothing from elsewhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from htmltree import Element, read

pytestmark = pytest.mark.e2e

LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "form": "action"}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Element]:
    """Every HTML file, by path."""
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): read(path.read_text(encoding="utf-8")) for path in found}


@pytest.fixture(scope="module")
def articles(pages: dict[str, Element]) -> dict[str, Element]:
    """All but the 404 page, whose links start at the root of the server."""
    return {path: page for path, page in pages.items() if path != "404.html"}


def target(path: str, link: str) -> tuple[str, str]:
    """File and fragment that a relative link on `path` leads to."""
    parts = urlsplit(link)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    return file, unquote(parts.fragment)


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(articles: dict[str, Element], site: Path) -> None:
    ids = {path: set(page.ids) for path, page in articles.items()}
    broken = []
    for path, page in articles.items():
        for link in page.links:
            if urlsplit(link).scheme in ("http", "https"):
                continue
            file, fragment = target(path, link)
            if (
                urlsplit(link).scheme
                or link.startswith("/")
                or not (site / file).is_file()
                or (fragment and fragment not in ids.get(file, set()))
            ):
                broken.append(f"{path}: {link}")
    assert broken == []
    assert sum(len(page.links) for page in articles.values()) > 5000


def test_links_of_the_404_page_lead_to_files_from_the_root_of_the_server(pages: dict[str, Element], site: Path) -> None:
    links = pages["404.html"].links
    assert links
    assert [link for link in links if not re.match(r"/[^/]", link) or not (site / link[1:]).is_file()] == []


def test_no_id_occurs_twice_in_a_page(pages: dict[str, Element]) -> None:
    twice = {path: {i for i in page.ids if page.ids.count(i) > 1} for path, page in pages.items()}
    assert {path: found for path, found in twice.items() if found} == {}


def test_labels_and_references_name_an_id_of_their_page(pages: dict[str, Element]) -> None:
    lost = []
    for path, page in pages.items():
        ids = set(page.ids)
        for element in page.all():
            for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                lost += [f"{path}: {name}={i}" for i in element.attributes.get(name, "").split() if i not in ids]
    assert lost == []


def test_everything_a_page_loads_is_a_file_of_the_site(articles: dict[str, Element], site: Path) -> None:
    lost = []
    for path, page in articles.items():
        for element in page.all():
            link = element.attributes.get(LOADING.get(element.name, ""), "")
            if link and not (site / target(path, link)[0]).is_file():
                lost.append(f"{path}: <{element.name}> {link}")
    assert lost == []


def test_every_page_has_a_strict_policy_before_anything_else(site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        head, found, rest = html.partition('<meta http-equiv="Content-Security-Policy"')
        assert found, file
        assert not re.search(r"<(script|style|link|img)", head), file
        policy = rest[: rest.index(">")]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"https?:|\*", policy), file


def test_no_page_has_inline_handlers_styles_or_frames(pages: dict[str, Element]) -> None:
    found = []
    for path, page in pages.items():
        for element in page.all():
            names = [name for name in element.attributes if name.startswith("on") or name == "style"]
            if names or element.name in ("iframe", "object", "embed", "base"):
                found.append(f"{path}: <{element.name}> {names}")
    assert found == []


def test_every_page_says_its_language_title_and_description(articles: dict[str, Element]) -> None:
    titles: dict[str, str] = {}
    for path, page in articles.items():
        assert next(page.all("html")).attributes["lang"].startswith("zh"), path
        title = next(page.all("title")).text.strip()
        assert title, path
        assert titles.setdefault(title, path) == path, f"{path} 和 {titles[title]} 同名：{title}"
        names = {meta.attributes.get("name"): meta.attributes.get("content", "") for meta in page.all("meta")}
        assert names["viewport"] == "width=device-width,initial-scale=1", path
        assert names["description"].strip(), path


def test_every_page_has_one_main_heading(pages: dict[str, Element]) -> None:
    assert [path for path, page in pages.items() if len(list(page.all("h1"))) != 1] == []


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    sheets = sorted(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_links_to_other_sites_tell_them_nothing(articles: dict[str, Element]) -> None:
    for path, page in articles.items():
        policy = [
            meta.attributes.get("content") for meta in page.all("meta") if meta.attributes.get("name") == "referrer"
        ]
        assert policy == ["no-referrer"], path


def test_no_file_of_the_work_folder_is_in_the_site(site: Path) -> None:
    allowed = {".html", ".css", ".js", ".svg", ".json", ".png", ".ico", ".woff2", ".txt", ".xml"}
    assert {path.suffix for path in site.rglob("*") if path.is_file()} <= allowed
    assert list(site.rglob(".*")) == []
