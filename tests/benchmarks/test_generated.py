"""Generated libraries and queries: any number of cases is valid, and bad targets are told (generate.py, label_queries.py)."""

from __future__ import annotations

import json
from pathlib import Path

import generate
import label_queries
import pytest
from checked import checked
from console import RefusedError
from toy import Toy


@pytest.mark.parametrize("count", [1, 3])
def test_a_library_of_few_cases_is_valid(tmp_path: Path, count: int) -> None:
    assert generate.main([str(tmp_path / "made"), str(count)]) == 0
    assert len(checked(tmp_path / "made").cases) == count


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "100001", "9" * 5000, ""])
def test_a_count_that_is_none_is_misuse(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        generate.main([str(tmp_path / "made"), text])
    assert end.value.code == 2
    assert "COUNT 应是 1 到 100000 的整数" in capsys.readouterr().err


def test_nothing_is_generated_over_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "some").write_text("", encoding="utf-8")
    for target in (tmp_path, tmp_path / "some"):
        with pytest.raises(RefusedError, match="不是空文件夹"):
            generate.main([str(target), "1"])


def test_more_queries_than_there_are_names_is_all_there_are(toy: Toy, tmp_path: Path) -> None:
    target = tmp_path / "made.json"
    assert label_queries.main([str(target), "--root", str(toy.root), "--count", "100000"]) == 0
    assert {row["type"] for row in json.loads(target.read_text(encoding="utf-8"))} >= {"name", "alias", "typo"}


def test_a_library_without_aliases_has_queries_of_other_types(toy: Toy) -> None:
    for path in sorted((toy.root / "kb" / "practices").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if not line.startswith("altLabel:")]
        path.write_text("\n".join(kept), encoding="utf-8")
    assert "alias" not in {row["type"] for row in label_queries.queries(toy.root, 3, 1)}


def test_queries_of_a_broken_library_are_refused(toy: Toy, tmp_path: Path) -> None:
    toy.write("cases/ren-gui-lift.yml", "id: [")
    with pytest.raises(RefusedError, match="ren-gui-lift"):
        label_queries.main([str(tmp_path / "made.json"), "--root", str(toy.root)])
    assert not (tmp_path / "made.json").exists()


def test_a_count_of_queries_below_one_is_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        label_queries.main([str(tmp_path / "made.json"), "--count", "0"])
    assert end.value.code == 2
    assert "--count 至少是 1，不是 0" in capsys.readouterr().err
