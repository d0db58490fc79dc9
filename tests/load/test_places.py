"""Positions are read again from the file: exact, once for many questions, and never from another text."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.issues import Location
from anliku.load import Loaded, places
from anliku.load.files import split_front_matter
from anliku.load.places import RECENT, Origin, parse_front
from anliku.load.tree import Tree, parse
from anliku.model import Case, Practice
from toy import Toy

CASE = "cases/jia-yi-shed.yml"
PRACTICE = "kb/practices/courtyard-meeting.md"


def case(toy: Toy) -> Loaded[Case]:
    return next(loaded for loaded in toy.records().cases if loaded.file == CASE)


def practice(toy: Toy) -> Loaded[Practice]:
    return next(loaded for loaded in toy.records().practices if loaded.file == PRACTICE)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read again while a test runs, in order."""
    places._read_again.cache_clear()
    read: list[str] = []
    real = places.read_text

    def counted(path: Path, file: str) -> object:
        read.append(file)
        return real(path, file)

    monkeypatch.setattr(places, "read_text", counted)
    return read


def test_nothing_is_read_again_where_nothing_is_wrong(toy: Toy, reads: list[str]) -> None:
    assert toy.issues() == ()
    assert reads == []


def test_a_file_asked_about_many_times_is_read_again_once(toy: Toy, reads: list[str]) -> None:
    loaded = case(toy)
    for index in range(20):
        loaded.at(("practices", 0, "how", index))
    assert reads == [CASE]


def test_rows_of_one_table_share_one_reading(toy: Toy, reads: list[str]) -> None:
    assert len({row.at() for row in toy.records().metrics}) == 6
    assert reads == ["kb/metrics.yml"]


def test_few_trees_are_kept(toy: Toy) -> None:
    text = toy.read(CASE)
    for number in range(RECENT + 5):
        toy.write(f"copies/{number}.yml", text)
        path = toy.path(f"copies/{number}.yml")
        assert Origin.of(text, path, path.name).tree.values
    assert places._read_again.cache_info().currsize == RECENT


def test_every_position_of_a_case_is_that_of_the_first_reading(toy: Toy) -> None:
    first = parse(toy.read(CASE), CASE)
    again = case(toy).origin.tree
    assert (again.values, again.keys) == (first.values, first.keys)


def test_every_position_of_a_concept_is_that_of_the_first_reading_and_its_prose_has_one(toy: Toy) -> None:
    loaded, parts = practice(toy), split_front_matter(toy.read(PRACTICE))
    assert parts is not None
    first = parse_front(*parts, PRACTICE)
    assert (loaded.origin.tree.values, loaded.origin.tree.keys) == (first.values, first.keys)
    assert loaded.at(("body",)) == Location(PRACTICE, loaded.body_line, 1)
    assert loaded.at(("prefLabel",)) == toy.where(PRACTICE, "院坝会\nalt")


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_the_mark_at_the_beginning_make_no_other_text(toy: Toy, ending: str) -> None:
    wanted = toy.where(CASE, "周五公布议题")
    toy.write(CASE, b"\xef\xbb\xbf" + toy.read(CASE).replace("\n", ending).encode())
    assert case(toy).at(("practices", 0, "how", 1)) == wanted


@pytest.mark.parametrize("file", [CASE, PRACTICE])
def test_a_file_that_changed_meanwhile_gives_no_wrong_position(toy: Toy, file: str) -> None:
    loaded = case(toy) if file == CASE else practice(toy)
    toy.write(file, "# 新的一行\n" + toy.read(file))
    assert loaded.at(("id",)) == loaded.at(("practices", 0, "how", 1)) == Location(file, 1, 1)
    assert loaded.at(("id",), key=True) == Location(file, 1, 1)


@pytest.mark.parametrize("left", ["nothing", "folder", "no text"])
def test_a_file_that_is_gone_is_no_crash(toy: Toy, left: str) -> None:
    loaded = case(toy)
    toy.path(CASE).unlink()
    if left == "folder":
        toy.path(CASE).mkdir()
    if left == "no text":
        toy.write(CASE, b"\xff\xfe")
    assert loaded.at(("practices", 0)) == Location(CASE, 1, 1)
    assert loaded.origin.tree == Tree()


def test_an_edited_file_that_is_loaded_anew_has_its_new_positions(toy: Toy) -> None:
    before = case(toy).at(("practices", 0))
    toy.write(CASE, "# 新的一行\n" + toy.read(CASE))
    after = case(toy).at(("practices", 0))
    assert (after.line, after.column) == (before.line + 1, before.column)
