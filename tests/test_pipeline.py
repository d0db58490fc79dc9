"""Files in, the same bytes out; errors stop, warnings do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.issues import Code, IssuesError
from anliku.pipeline import assemble, build_library, check, data_files, site_pages
from htmltree import read
from real import complete, hashes, run
from toy import Toy


def test_records_come_in_id_order_and_topics_in_theirs(toy: Toy) -> None:
    library = assemble(toy.records())
    assert list(library.cases) == ["jia-wu-canteen", "jia-yi-shed", "ren-gui-lift"]
    assert list(library.practices) == sorted(library.practices)
    assert list(library.topics) == ["consultation", "elder-care"]


def test_an_error_stops_the_build_with_every_error(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    toy.edit("cases/ren-gui-lift.yml", "status: 未知", "status: 不知")
    with pytest.raises(IssuesError) as caught:
        build_library(toy.root)
    assert [issue.location.file for issue in caught.value.issues] == ["cases/jia-yi-shed.yml", "cases/ren-gui-lift.yml"]


def test_a_warning_does_not_stop_the_build(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "每周商量一件事，先后", "每周商量一件事,先后")
    assert [issue.code for issue in check(toy.root)[1]] == [Code.PUNCTUATION]
    assert build_library(toy.root).cases["jia-yi-shed"].summary.count(",") == 1


def test_the_home_page_shows_the_prose_of_the_index_file(toy: Toy) -> None:
    pages = {page.path: page for page in site_pages(build_library(toy.root), toy.root, "样例库")}
    tree = read(pages["index.html"].html)
    assert "practices/courtyard-meeting.html" in tree.links
    assert "读起，也可以看" in tree.text
    toy.path("kb/index.md").unlink()
    pages = {page.path: page for page in site_pages(build_library(toy.root), toy.root, "样例库")}
    assert "关于本库" not in pages["index.html"].html


def test_paths_of_pages_and_files_are_safe_and_unique(toy: Toy) -> None:
    library = build_library(toy.root)
    paths = [page.path for page in site_pages(library, toy.root, "样例库")]
    paths += [path for path, _ in data_files(library)]
    assert len(paths) == len(set(paths))
    assert [path for path in paths if path.startswith("/") or ".." in path or "\\" in path] == []


def test_two_builds_in_two_folders_give_the_same_bytes(toy: Toy, tmp_path: Path) -> None:
    complete(toy.root)
    other = tmp_path / "又一处 库"
    toy.root.rename(other)
    copy = Toy(tmp_path / "b")
    run("-c", "import shutil,sys; shutil.copytree(*sys.argv[1:])", other, copy.root)
    # Another hash seed, another time zone, another file order in the folder, and no cache.
    (copy.root / "cases" / "jia-yi-shed.yml").rename(copy.root / "cases" / "x.yml")
    (copy.root / "cases" / "x.yml").rename(copy.root / "cases" / "jia-yi-shed.yml")
    first = run("-m", "anliku", "build", cwd=other, PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    second = run("-m", "anliku", "build", cwd=copy.root, PYTHONHASHSEED="2", TZ="UTC")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert hashes(other / "site") == hashes(copy.root / "site")
    assert len(hashes(other / "site")) > 50


def test_a_second_build_with_the_cache_gives_the_same_bytes(toy: Toy) -> None:
    complete(toy.root)
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    first = hashes(toy.root / "site")
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    assert hashes(toy.root / "site") == first
