"""A site is graded by the library it was built from, and by no other (benchmarks/site_check.py, search_quality.py)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import search_quality
from benchmarks.conftest import GOOD, write_site
from checked import checked
from console import ROOT, RefusedError
from real import built_copy
from search_quality import inputs, main, root_of
from site_check import check_origin, check_site, expected_sections
from toy import LIBRARY, Toy

QUERY = {"query": "院坝会", "type": "name", "expect": [GOOD]}
Write = Callable[[Any], Path]


def told(toy: Toy, site: Path) -> str:
    with pytest.raises(RefusedError) as refused:
        check_origin(site, toy.root, checked(toy.root))
    return "\n".join(refused.value.problems)


def test_a_site_of_the_library_passes(toy: Toy, fake_site: Path) -> None:
    check_site(fake_site)
    check_origin(fake_site, toy.root, checked(toy.root))


def test_a_site_that_was_really_built_passes(tmp_path: Path) -> None:
    root = built_copy(LIBRARY, tmp_path / "library")
    check_site(root / "site")
    check_origin(root / "site", root, checked(root))


def test_pages_of_former_ids_are_no_difference(toy: Toy, fake_site: Path) -> None:
    toy.edit("kb/practices/courtyard-meeting.md", "prefLabel:", "renamed_from: [yard-meeting]\nprefLabel:")
    (fake_site / "practices" / "yard-meeting.html").write_text("编号已变更", encoding="utf-8")
    check_origin(fake_site, toy.root, checked(toy.root))


def test_a_page_too_few_and_one_too_many_are_told(toy: Toy, fake_site: Path) -> None:
    (fake_site / "practices" / "courtyard-meeting.html").unlink()
    (fake_site / "cases" / "other.html").write_text("别处", encoding="utf-8")
    text = told(toy, fake_site)
    assert "不是由资料库" in text
    assert "网站里没有 practices/courtyard-meeting.html" in text
    assert "资料库里没有 cases/other.html" in text
    assert "anliku build" in text
    assert "--root" in text


def test_sections_that_differ_are_told(toy: Toy, fake_site: Path) -> None:
    section = min(expected_sections(checked(toy.root)))
    page, anchor = section.split("#")
    text = (fake_site / page).read_text(encoding="utf-8")
    (fake_site / page).write_text(text.replace(f'id="{anchor}"', 'id="p-other"'), encoding="utf-8")
    assert f"网站里没有 {section} 这一节" in told(toy, fake_site)
    assert f"资料库里没有 {page}#p-other 这一节" in told(toy, fake_site)


def test_a_name_changed_since_the_build_is_told(toy: Toy, fake_site: Path) -> None:
    toy.edit("kb/practices/courtyard-meeting.md", "prefLabel: 院坝会", "prefLabel: 楼下议事")
    assert "practices/courtyard-meeting.html 上没有资料库里现在的名称" in told(toy, fake_site)


def test_many_differences_are_counted(toy: Toy, fake_site: Path) -> None:
    for number in range(30):
        (fake_site / "cases" / f"other-{number:02}.html").write_text("别处", encoding="utf-8")
    text = told(toy, fake_site)
    assert text.count("资料库里没有 cases/") == 10
    assert "另有 20 处" in text


def test_a_folder_that_is_no_site_is_told(toy: Toy, fake_site: Path, tmp_path: Path) -> None:
    def fault(site: Path) -> str:
        with pytest.raises(RefusedError) as refused:
            check_site(site)
        return "\n".join(refused.value.problems)

    assert "没有这个文件夹" in fault(tmp_path / "nosuch")
    assert "不是文件夹" in fault(fake_site / "search.html")
    assert "没有 search.html" in fault(toy.root)
    (fake_site / "search" / "core.js").unlink()
    (fake_site / "search" / "labels.js").write_text("garbage", encoding="utf-8")
    (fake_site / "search" / "facets.js").write_bytes(b"")
    assert fault(fake_site).splitlines() == [
        f"网站“{fake_site}”：{text} → 重新运行 anliku build"
        for text in (
            "搜索索引里没有 search/core.js",
            "search/facets.js 不是索引的数据块",
            "search/labels.js 不是索引的数据块",
        )
    ]
    shutil.rmtree(fake_site / "search")
    assert "没有搜索索引" in fault(fake_site)


def test_labels_are_those_of_the_folder_the_site_stands_in(toy: Toy, fake_site: Path, tmp_path: Path) -> None:
    assert root_of(fake_site) == toy.root
    assert root_of(tmp_path) == ROOT


def test_a_site_beside_no_library_is_not_graded_with_this_repository(
    toy: Toy, tmp_path: Path, query_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = write_site(toy.root, tmp_path / "elsewhere" / "site")
    queries = query_file([QUERY])
    with pytest.raises(RefusedError, match="不是由资料库"):
        main(["--queries", str(queries), "--site", str(site)])
    monkeypatch.setattr(search_quality, "results", lambda _site, queries: [[] for _ in queries])
    assert main(["--queries", str(queries), "--site", str(site), "--root", str(toy.root)]) == 0


def test_a_broken_library_is_told_and_not_graded(toy: Toy, fake_site: Path, query_file: Write) -> None:
    toy.write("cases/ren-gui-lift.yml", "id: [")
    with pytest.raises(RefusedError) as refused:
        inputs(query_file([QUERY]), fake_site, toy.root)
    assert refused.value.problems[0].startswith("cases/ren-gui-lift.yml:")
    assert "有 1 处错误" in refused.value.problems[-1]


def test_problems_of_library_queries_and_site_are_told_together(toy: Toy, query_file: Write) -> None:
    toy.write("cases/ren-gui-lift.yml", "id: [")
    with pytest.raises(RefusedError) as refused:
        inputs(query_file([{**QUERY, "type": 5}]), toy.root / "nosuch", toy.root)
    text = "\n".join(refused.value.problems)
    assert "ren-gui-lift.yml" in text
    assert "第 1 条的 type" in text
    assert "没有这个文件夹" in text


def test_a_root_that_is_no_library_is_told(fake_site: Path, query_file: Write, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="不是资料库"):
        inputs(query_file([QUERY]), fake_site, tmp_path / "nosuch")


def test_the_marks_are_those_of_the_library_given(
    fake_site: Path, query_file: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [["practices/courtyard-meeting.html"], []]
    monkeypatch.setattr(search_quality, "results", lambda _site, _queries: found)
    slip = {**QUERY, "query": "院\u202e坝\x1b[31m" + "长" * 100}
    arguments = ["--queries", str(query_file([QUERY, slip])), "--site", str(fake_site)]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["all"] == {"n": 2, "recall@10": 0.5, "mrr": 0.5}
    assert main(arguments) == 0
    shown = capsys.readouterr().out
    assert "[name] 院�坝�[31m长" in shown
    assert "长" * 60 not in shown
