"""The two doors give one site: `anliku build` and plain `mkdocs build`; and plain pages hold the same articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from htmltree import Element, read
from real import ROOT, built_copy, complete, hashes, run
from toy import Toy

PAGES = ("cases/", "practices/", "challenges/", "topics/", "regions/", "metrics/")


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library, copied and built by `anliku build`."""
    return built_copy(ROOT, tmp_path_factory.mktemp("real") / "library")


def test_mkdocs_build_gives_the_same_files_byte_for_byte(real_site: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    built = run("-m", "mkdocs", "build", "--strict", "--quiet", "-d", target, cwd=real_site)
    assert built.returncode == 0, built.stderr
    ours, theirs = hashes(real_site / "site"), hashes(target)
    assert sorted(ours) == sorted(theirs)
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert len([path for path in ours if path.endswith(".html")]) > 150


def test_mkdocs_build_of_a_broken_library_fails_with_every_issue_before_it_wipes_the_site(toy: Toy) -> None:
    complete(toy.root)
    toy.write("site/index.html", "旧")
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    toy.edit("cases/ren-gui-lift.yml", "status: 未知", "status: 不知")
    built = run("-m", "mkdocs", "build", cwd=toy.root)
    assert built.returncode == 1
    assert re.search(r"cases/jia-yi-shed\.yml:\d+:\d+: M005", built.stderr)
    assert re.search(r"cases/ren-gui-lift\.yml:\d+:\d+: M005", built.stderr)
    assert "共 2 处错误" in built.stderr
    assert "Traceback" not in built.stderr
    assert toy.read("site/index.html") == "旧"


def test_a_site_with_an_address_gets_canonical_links_and_a_site_map_without_dates(toy: Toy) -> None:
    complete(toy.root)
    toy.edit("mkdocs.yml", 'site_url: ""', "site_url: https://example.org/ku/")
    built = run("-m", "anliku", "build", cwd=toy.root)
    assert built.returncode == 0, built.stdout + built.stderr
    case = read(toy.read("site/cases/jia-yi-shed.html"))
    canonical = [e.attributes["href"] for e in case.all("link") if e.attributes.get("rel") == "canonical"]
    assert canonical == ["https://example.org/ku/cases/jia-yi-shed.html"]
    addresses = re.findall(r"<loc>(.*?)</loc>", toy.read("site/sitemap.xml"))
    assert "https://example.org/ku/cases/jia-yi-shed.html" in addresses
    assert addresses == sorted(set(addresses))
    assert "lastmod" not in toy.read("site/sitemap.xml")
    missing = [a for a in addresses if not toy.path("site/" + a.removeprefix("https://example.org/ku/")).is_file()]
    assert missing == []
    assert 'href="/ku/index.html"' in toy.read("site/404.html")


def test_the_footer_shows_who_runs_the_site_where_the_settings_say_so(toy: Toy) -> None:
    complete(toy.root)
    footer = "  footer: {organizer: '<b>某局', icp: 某ICP备1号, site_code: '9900'}\n"
    toy.edit("mkdocs.yml", "  footer: {}\n", footer)
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    (shown,) = read(toy.read("site/cases/jia-yi-shed.html")).of_class("ak-footer")
    assert "主办单位：" in shown.text
    assert "某ICP备1号" in shown.text
    assert "网站标识码：9900" in shown.text


def test_hand_written_pages_are_as_safe_as_generated_ones(toy: Toy) -> None:
    complete(toy.root)
    toy.write("kb/about.md", "# 关于\n\n<script>alert(1)</script>\n\n## 甲 <b>\n\n<img src=about.md>乙\n")
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    (article,) = read(toy.read("site/about.html")).all("article")
    assert "<script>alert(1)</script>" in article.text
    assert {"script", "img", "b"} & {element.name for element in article.all()} == set()


def test_no_file_of_the_theme_is_shipped_that_no_page_loads(real_site: Path) -> None:
    shipped = {path for path in hashes(real_site / "site") if path.startswith("assets/")}
    assert [path for path in shipped if "lunr" in path or "workers" in path or path.endswith(".map")] == []
    assert "assets/javascripts/reader.js" in shipped


@pytest.fixture(scope="module")
def plain_site(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`anliku export pages`, built by MkDocs + Material without our plugin."""
    target = tmp_path_factory.mktemp("plain") / "export"
    exported = run("-m", "anliku", "export", "pages", target, cwd=real_site)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    assert "anliku" not in re.sub(r"#.*|anliku\.css", "", (target / "mkdocs.yml").read_text(encoding="utf-8"))
    built = run("-m", "mkdocs", "build", "--quiet", cwd=target)
    assert built.returncode == 0, built.stderr
    return target / "site"


def article(page: Path, name: str) -> Element:
    tree = read(page.read_text(encoding="utf-8"))
    return next(tree.of_class(name))


def test_plain_pages_hold_the_same_articles(real_site: Path, plain_site: Path) -> None:
    ours = real_site / "site"
    paths = sorted(path.relative_to(ours).as_posix() for path in ours.rglob("*.html"))
    generated = [p for p in paths if p.startswith(PAGES) or p in ("index.html", "terms.html", "search.html")]
    assert len(generated) > 150
    different = []
    for path in generated:
        if article(ours / path, "md-content__inner").inner != article(plain_site / path, "ak-page").inner:
            different.append(path)
    assert different == []


def test_plain_pages_have_the_hand_written_ones_and_the_index_beside_them(plain_site: Path, real_site: Path) -> None:
    assert (plain_site / "about.html").is_file()
    ours = {path: digest for path, digest in hashes(real_site / "site").items() if path.startswith("search/")}
    theirs = {path: digest for path, digest in hashes(plain_site).items() if path in ours}
    assert theirs == ours
