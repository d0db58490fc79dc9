"""The page shell: the policy it carries, the slots it fills, and complaints of MkDocs passed on."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from anliku.pages import TocEntry
from anliku.shell import SiteError, contents, run_mkdocs, secured, site_settings
from htmltree import read
from real import complete

HEAD = '<!doctype html><html><head><meta charset="utf-8">'


def policy_of(html: str) -> dict[str, list[str]]:
    meta = next(m for m in read(html).all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy")
    parts = (part.split() for part in meta.attributes["content"].split(";"))
    return {name: values for name, *values in parts}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_inline_scripts_and_styles_by_their_hash_only() -> None:
    script, other, style = "var 甲 = 1;\n", "x()", "body{color:red}"
    html = f"{HEAD}<script>{script}</script><script defer>{other}</script><style>{style}</style></head><body>"
    policy = policy_of(secured(html))
    assert policy["script-src"] == ["'self'", hash_of(script), hash_of(other)]
    assert policy["style-src"] == ["'self'", hash_of(style)]


def test_the_policy_allows_nothing_else() -> None:
    policy = policy_of(secured(f'{HEAD}<script src="a.js"></script></head><body>'))
    assert policy == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }


def test_data_in_a_script_element_needs_no_hash() -> None:
    html = secured(f'{HEAD}<script id="x" type="application/json">{{"a":1}}</script></head>')
    assert policy_of(html)["script-src"] == ["'self'"]


def test_the_policy_stands_before_anything_that_could_run() -> None:
    html = secured(f"{HEAD}<style>a{{}}</style><script>x()</script></head>")
    assert html.index("Content-Security-Policy") < min(html.index("<style"), html.index("<script"))


def test_the_same_script_twice_is_listed_once() -> None:
    html = secured(f"{HEAD}<script>x()</script><script>x()</script></head>")
    assert policy_of(html)["script-src"] == ["'self'", hash_of("x()")]


def test_the_contents_of_a_page_nest_once_and_escape_their_text() -> None:
    nav = contents((TocEntry("甲 <b>", "a", (TocEntry("乙", "b"),)), TocEntry("丙", "c")))
    assert read(nav).links == ["#a", "#b", "#c"]
    assert "甲 &lt;b&gt;" in nav
    assert contents(()) == ""


def test_missing_settings_are_a_site_error(tmp_path: Path) -> None:
    with pytest.raises(SiteError):
        site_settings(tmp_path)


def test_settings_without_our_plugin_are_a_site_error_that_says_what_to_add(toy_root: Path) -> None:
    complete(toy_root)
    settings = toy_root / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        .replace("  - anliku:\n", "  - search:\n")
        .replace("      packs: false\n", "      lang: ja\n"),
        encoding="utf-8",
    )
    with pytest.raises(SiteError, match="- anliku"):
        site_settings(toy_root)


def test_a_warning_of_mkdocs_is_a_site_error(toy_root: Path, tmp_path: Path) -> None:
    complete(toy_root)
    settings = toy_root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("terms.md", "nosuch.md")
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(SiteError, match=re.escape("nosuch.md")):
        run_mkdocs(site_settings(toy_root, tmp_path / "site"))
