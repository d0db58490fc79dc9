"""The folders of a library: what is read, what is refused, and that nothing is ever raised."""

from __future__ import annotations

import os
import random
import shutil
import time

import pytest
from anliku.issues import Code, IssuesError, Location
from anliku.load import load, load_file
from anliku.load.library import Records
from toy import Toy

CASE = "cases/jia-yi-shed.yml"


def test_the_toy_library_is_read_whole(toy: Toy) -> None:
    records = toy.records()
    assert [loaded.record.id for loaded in records.cases] == ["jia-wu-canteen", "jia-yi-shed", "ren-gui-lift"]
    sizes = {
        name: len(getattr(records, name)) for name in ("practices", "challenges", "topics", "metrics", "tombstones")
    }
    assert sizes == {"practices": 5, "challenges": 4, "topics": 2, "metrics": 6, "tombstones": 1}
    assert records.issues == []
    assert records.broken == set()


@pytest.mark.parametrize("content", ["absent", "empty", "file", "hidden"])
def test_a_library_without_cases_says_how_to_begin(toy: Toy, content: str) -> None:
    shutil.rmtree(toy.root / "cases")
    if content == "file":
        toy.write("cases", "id: ab\n")
    elif content != "absent":
        (toy.root / "cases").mkdir()
    if content == "hidden":
        toy.write("cases/.gitkeep", "")
    issue = toy.only_issue()
    assert (issue.code, issue.location) == (Code.NO_CASES, Location("cases"))
    assert "anliku new" in issue.hint


def test_an_empty_folder_and_a_missing_one_are_no_crash(toy: Toy) -> None:
    for name in ("", "nowhere"):
        root = toy.root / "void" / name
        (toy.root / "void").mkdir(exist_ok=True)
        assert [issue.code for issue in load(root).issues] == [Code.NO_CASES]


def test_a_library_without_kb_reports_unknown_ids_only(toy: Toy) -> None:
    shutil.rmtree(toy.root / "kb")
    assert set(toy.codes()) == {Code.UNKNOWN_ID}


@pytest.mark.parametrize("file", ["cases/a.yaml", "cases/a.YML", "cases/a.txt", "cases/sub/a.yml", "kb/topics/a.yml"])
def test_a_file_that_would_not_be_read_is_reported(toy: Toy, file: str) -> None:
    toy.write(file, "id: ab\n")
    assert toy.only_issue().code is Code.STRAY_FILE


def test_a_table_with_the_wrong_extension_is_reported(toy: Toy) -> None:
    toy.path("kb/terms.yml").rename(toy.path("kb/terms.yaml"))
    issue = toy.only_issue()
    assert (issue.location.file, issue.hint) == ("kb/terms.yaml", "改名为 terms.yml")


def test_hidden_files_are_left_alone(toy: Toy) -> None:
    toy.write("cases/.DS_Store", b"\0\1")
    assert toy.issues() == ()


def test_a_broken_file_is_not_also_called_unknown_or_unused(toy: Toy) -> None:
    toy.write("kb/practices/courtyard-meeting.md", "---\n[\n---\n")
    assert toy.only_issue().location.file == "kb/practices/courtyard-meeting.md"


def test_file_names_that_are_no_text_can_be_printed(toy: Toy) -> None:
    os.mkdir(os.fsencode(toy.root) + b"/cases/\xff\n.yml")  # noqa: PTH102  # a Path cannot be made of these bytes
    issue = toy.only_issue()
    assert str(issue).isprintable()
    str(issue).encode()


def test_one_case_can_be_read_alone(toy: Toy) -> None:
    records = Records()
    load_file(toy.path(CASE), "draft.yml", records)
    assert [(loaded.file, loaded.record.id) for loaded in records.cases] == [("draft.yml", "jia-yi-shed")]
    load_file(toy.path("cases/nowhere.yml"), "nowhere.yml", records)
    assert [issue.location for issue in records.issues] == [Location("nowhere.yml")]


def test_positions_lead_to_the_deepest_part_that_is_in_the_file(toy: Toy) -> None:
    loaded = next(loaded for loaded in toy.records().cases if loaded.file == CASE)
    assert loaded.at(("practices", 0, "how", 1)) == toy.where(CASE, "周五公布议题")
    assert loaded.at(("practices", 0, "note")) == loaded.at(("practices", 0)) == toy.where(CASE, "id: shed-talks")
    assert loaded.at(("status",), key=True) == toy.where(CASE, "status")
    assert loaded.at() == Location(CASE, 1, 1)


def test_positions_in_tables_do_not_leave_their_row(toy: Toy) -> None:
    loaded = toy.records().metrics[2]
    assert loaded.at(("comparable",)) == loaded.at() == toy.where("kb/metrics.yml", "{id: meetings-held")


def test_an_issues_error_carries_what_was_found(toy: Toy) -> None:
    toy.write(CASE, "[")
    assert IssuesError(toy.issues()).issues == toy.issues()


FILES = [CASE, "kb/practices/courtyard-meeting.md", "kb/metrics.yml", "kb/index.md"]


@pytest.mark.parametrize("file", FILES)
def test_truncated_files_give_issues_and_never_an_exception(toy: Toy, file: str) -> None:
    raw = toy.path(file).read_bytes()
    for end in range(0, len(raw), max(1, len(raw) // 60)):
        toy.write(file, raw[:end])
        for issue in toy.issues():
            assert str(issue).isprintable()


@pytest.mark.parametrize("file", FILES)
def test_files_with_random_damage_give_issues_and_never_an_exception(toy: Toy, file: str) -> None:
    chance = random.Random(file)  # noqa: S311  # damage, not secrets
    raw = toy.path(file).read_bytes()
    for _ in range(60):
        damaged = bytearray(raw)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            piece = chance.choice([b"\x00", b"\xff", b"[", b"{", b"}", b'"', b"'", b": ", b"- ", b"\n", b"\t", "：".encode(), b"&", b"*", b"!", b"|", b"#", b"%", b"", b"\n---\n", b"](", b"<"])  # fmt: skip
            damaged[at : at + chance.randint(0, 3)] = piece
        toy.write(file, bytes(damaged))
        for issue in toy.issues():
            assert str(issue).isprintable()


def test_random_bytes_give_issues_and_never_an_exception(toy: Toy) -> None:
    chance = random.Random(7)  # noqa: S311  # noise, not secrets
    for _ in range(60):
        toy.write(CASE, chance.randbytes(chance.randint(1, 300)))
        assert toy.issues()
        soup = "".join(chance.choice("ab：: -[]{},'\"\n\n  #&*!|>%@`？\t甲\u3000") for _ in range(200))
        toy.write(CASE, soup)
        toy.write("kb/topics/elder-care.md", f"---\n{soup}\n---\n{soup}")
        assert toy.issues()


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{n}: 甲\n" for n in range(70_000)),
        "id: ab\nhow:\n" + "  - 甲\n" * 100_000,
        "- " + "[]," * 300_000,
        "title: " + "<" * 900_000,
        "title: '" + "<" + " " * 900_000 + "'",
        'title: "' + "\\n" * 400_000 + '"',
        "title：甲\n" * 60_000,
        "a: " + "b：c\n " * 100_000,
        "? " + "a" * 900_000,
        "\u2028\n" * 200_000,
    ],
    ids=["keys", "items", "flow", "angles", "spaces", "escapes", "colons", "folded", "longkey", "controls"],
)
def test_a_large_hostile_file_is_done_in_seconds(toy: Toy, text: str) -> None:
    toy.write(CASE, text.encode()[:999_000].decode(errors="ignore"))
    started = time.process_time()
    assert toy.issues()
    assert time.process_time() - started < 20
