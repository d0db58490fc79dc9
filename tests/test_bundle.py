"""The search reader as one script: the same bytes every time, from sources that keep to what they may use."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import rjsmin
from anliku.bundle import CLIENT, ON_PAGE, READER, SCRIPT, SOURCES, search_scripts
from anliku.issues import Code, IssuesError
from real import ROOT, complete, run
from search.unpack import block
from toy import Toy

PARTS = sorted((ROOT / SOURCES).iterdir())
PAGE = sorted((ROOT / "site_overrides/assets/javascripts").glob("*.js"))
NEWER = r"\|\|=|&&=|\?\?=|\.at\(|#[a-z]+\s*[=(;]|structuredClone|findLast|replaceAll|Object\.hasOwn|\bstatic \{"
"""What Chromium 86 or Firefox 78 do not know."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A root with the sources of this repository, to spoil."""
    shutil.copytree(ROOT / SOURCES, tmp_path / SOURCES)
    return tmp_path


def text_of(part: Path) -> str:
    return part.read_text(encoding="utf-8")


def test_every_source_is_in_the_bundle() -> None:
    assert [part.name for part in PARTS] == sorted(f"{name}.js" for name in {*READER, *CLIENT})


def test_two_bundles_are_the_same_bytes_whatever_the_line_ends(sources: Path) -> None:
    for part in (sources / SOURCES).iterdir():
        part.write_bytes(part.read_bytes().replace(b"\n", b"\r\n"))
    assert search_scripts(sources) == search_scripts(ROOT)


def test_the_bundle_is_small_and_holds_no_comments() -> None:
    files = dict(search_scripts(ROOT))
    assert list(files) == [SCRIPT, "search/reader.js", ON_PAGE]
    assert len(files[SCRIPT]) + len(files["search/reader.js"]) < len(files[ON_PAGE]) * 0.6
    assert b"/*" not in files[SCRIPT] + files[ON_PAGE]
    whole = files[ON_PAGE].decode().removeprefix("window.anlikuSearch.reader=").removesuffix(";\n")
    assert block({"search/reader.js": files["search/reader.js"]}, "reader").decode() == whole


def test_the_minifier_gives_the_same_with_and_without_its_c_module() -> None:
    slow = rjsmin._make_jsmin(python_only=True)  # there is no public way to ask for it
    for part in PARTS:
        assert slow(text_of(part)) == rjsmin.jsmin(text_of(part)), part


def test_no_two_sources_declare_the_same_name() -> None:
    told = [
        name
        for part in PARTS
        for line in re.findall(r"^(?:const|let|function|async function|class) (.+)", text_of(part), re.MULTILINE)
        for name in (re.findall(r"(?:^|, )([\w$]+)(?= = )", line) or [re.match(r"[\w$]+", line)[0]])  # type: ignore[index]
    ]
    assert sorted(told) == sorted(set(told))


@pytest.mark.parametrize("part", [part for part in PARTS if part.stem != "client"], ids=lambda part: part.stem)
def test_the_reader_knows_no_page(part: Path) -> None:
    names = "document|window|self|location|localStorage|fetch|importScripts|postMessage"
    assert re.findall(rf"(?<![.\w])(?:{names})[.(\[]", text_of(part)) == []


@pytest.mark.parametrize("part", [*PARTS, *PAGE], ids=lambda part: part.stem)
def test_scripts_keep_to_old_browsers_and_to_text_nodes(part: Path) -> None:
    assert re.findall(NEWER, text_of(part)) == []
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text_of(part)) == []
    )
    assert len(text_of(part).splitlines()) < 300


def test_every_missing_or_unreadable_source_is_named(sources: Path) -> None:
    (sources / SOURCES / "rank.js").unlink()
    (sources / SOURCES / "show.js").write_bytes(b"\xff\xfe")
    with pytest.raises(IssuesError) as caught:
        search_scripts(sources)
    assert [issue.location.file for issue in caught.value.issues] == [
        "site_overrides/search/rank.js",
        "site_overrides/search/show.js",
    ]
    assert caught.value.issues[0].code == Code.FILE_UNREADABLE


def test_a_build_without_a_source_says_which_and_leaves_the_site(toy: Toy) -> None:
    complete(toy.root)
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    before = toy.read("site/index.html")
    toy.path("site_overrides/search/rank.js").unlink()
    for command in (("-m", "anliku", "build"), ("-m", "anliku", "export", "pages", "out"), ("-m", "mkdocs", "build")):
        ran = run(*command, cwd=toy.root)
        assert ran.returncode == 1
        assert "site_overrides/search/rank.js" in ran.stdout + ran.stderr
        assert "没有这个文件" in ran.stdout + ran.stderr
        assert "Traceback" not in ran.stderr
    assert toy.read("site/index.html") == before
    assert not toy.path("out").exists()


def test_a_site_has_the_bundle_and_none_of_its_sources(toy: Toy) -> None:
    complete(toy.root)
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    assert toy.path(f"site/{SCRIPT}").read_bytes() == dict(search_scripts(ROOT))[SCRIPT]
    shipped = {path.read_bytes() for path in toy.path("site").rglob("*.js")}
    assert shipped & {part.read_bytes() for part in PARTS} == set()
    assert toy.path("site/search/core.js").is_file()
    assert run("-m", "anliku", "export", "pages", "out", cwd=toy.root).returncode == 0
    assert toy.path(f"out/docs/{SCRIPT}").read_bytes() == dict(search_scripts(ROOT))[SCRIPT]
    assert not toy.path("out/docs/search/rank.js").exists()
