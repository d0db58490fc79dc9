"""Files that are not what they should be: encodings, sizes, kinds, line ends."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from anliku.issues import Code, Location
from anliku.load.files import CONTROLS, read_text, split_front_matter
from toy import Toy

CASE = "cases/jia-yi-shed.yml"


def test_a_byte_order_mark_is_fine(toy: Toy) -> None:
    for file in (CASE, "kb/practices/courtyard-meeting.md", "kb/metrics.yml"):
        toy.write(file, b"\xef\xbb\xbf" + toy.path(file).read_bytes())
    assert toy.issues() == ()


def test_windows_and_old_mac_line_ends_are_fine_and_lines_count_the_same(toy: Toy) -> None:
    for ending in ("\r\n", "\r"):
        toy.write(CASE, toy.read(CASE).replace("status: 进行中", "status: 不明").replace("\n", ending))
        assert toy.only_issue().location == Location(CASE, 14, 9)
        toy.write(CASE, toy.path(CASE).read_bytes().decode().replace(ending, "\n").replace("不明", "进行中"))


def test_crlf_does_not_move_the_lines_of_prose(toy: Toy) -> None:
    file = "kb/practices/courtyard-meeting.md"
    toy.edit(file, "../challenges/parking.md", "../challenges/nowhere.md")
    before = toy.only_issue()
    toy.write(file, toy.read(file).replace("\n", "\r\n"))
    assert toy.only_issue() == before


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_chinese_file_of_another_encoding_is_refused_at_its_first_character(toy: Toy, encoding: str) -> None:
    toy.write(CASE, "id: ab\ntitle: 议事\n".encode(encoding))
    issue = toy.only_issue()
    assert (issue.code, issue.location) == (Code.FILE_NOT_UTF8, Location(CASE, 2, 8))
    assert "GBK" in issue.hint


def test_the_column_of_a_bad_byte_counts_characters_not_bytes(toy: Toy) -> None:
    toy.write(CASE, "id: ab\r\ntitle: 议事棚".encode() + b"\xff")
    assert toy.only_issue().location == Location(CASE, 2, 11)
    toy.write(CASE, b"\xef\xbb\xbf" + "id: ab\r\ntitle: 议事棚".encode() + b"\xff")
    assert toy.only_issue().location == Location(CASE, 2, 11)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused(toy: Toy, encoding: str) -> None:
    toy.write(CASE, toy.read(CASE).encode(encoding))
    assert Code.FILE_NOT_UTF8 in toy.codes()
    assert set(toy.codes()) <= {Code.FILE_NOT_UTF8, Code.CONTROL_CHARACTER}


def test_utf_16_with_its_mark_is_named(toy: Toy) -> None:
    toy.write(CASE, toy.read(CASE).encode("utf-16"))
    assert "UTF-16" in toy.only_issue().message


def test_nul_bytes_are_reported_where_they_are(toy: Toy) -> None:
    toy.edit(CASE, "title: 丙街道", "title: 丙\0街道")
    issues = toy.issues()
    assert {issue.code for issue in issues} == {Code.CONTROL_CHARACTER, Code.YAML_SYNTAX}
    assert {issue.location for issue in issues} == {toy.where(CASE, "\0")}


def test_control_characters_hidden_in_escapes_are_found_too(toy: Toy) -> None:
    toy.edit(CASE, "title: 丙街道：把闲置车棚改成议事棚", r'title: "丙街道\e[31m\0"')
    assert toy.only_issue().code is Code.CONTROL_CHARACTER
    assert toy.only_issue().location == toy.where(CASE, '"丙街道')


@pytest.mark.parametrize("char", ["\u2028", "\u0085", "\u202e", "\u200b", "\ufeff", "\x7f"])
def test_invisible_characters_in_text_are_reported(toy: Toy, char: str) -> None:
    toy.edit(CASE, "居民每周在车棚里", f"居民{char}每周在车棚里")
    found = [issue for issue in toy.issues() if issue.code is Code.CONTROL_CHARACTER]
    assert [issue.location for issue in found] == [toy.where(CASE, char)]


def test_a_line_separator_does_not_push_later_lines_down(toy: Toy) -> None:
    toy.edit(CASE, "居民每周在车棚里", "居民\u2028每周\u0085在\u2029车棚里")
    toy.edit(CASE, "started: ", "startet: ")
    unknown = next(issue for issue in toy.issues() if issue.code is Code.FIELD_UNKNOWN)
    text = toy.path(CASE).read_bytes().decode()
    assert unknown.location.line == text[: text.index("startet")].count("\n") + 1


def test_joiners_inside_emoji_and_tabs_are_no_control_characters() -> None:
    assert not CONTROLS & set("\t\n\u200d\u00a0\u3000")


def test_a_file_of_50_mb_is_refused_without_reading_it(toy: Toy) -> None:
    with toy.path(CASE).open("r+b") as file:
        file.truncate(50_000_000)
    started = time.process_time()
    assert toy.only_issue().code is Code.FILE_TOO_LARGE
    assert time.process_time() - started < 2


def test_a_symlink_is_refused_wherever_it_leads(toy: Toy) -> None:
    for number, target in enumerate(["/etc/passwd", "jia-yi-shed.yml", "nowhere", "/dev/zero", "."]):
        path = toy.path(f"cases/link-{number}.yml")
        path.symlink_to(target)
        issue = toy.only_issue()
        assert issue.location == Location(f"cases/link-{number}.yml")
        assert issue.code in (Code.FILE_UNREADABLE, Code.STRAY_FILE)
        assert "root:" not in str(issue)
        path.unlink()


def test_a_table_that_is_a_dangling_symlink_is_not_taken_for_absent(toy: Toy) -> None:
    toy.path("kb/terms.yml").unlink()
    toy.path("kb/terms.yml").symlink_to("nowhere.yml")
    assert toy.only_issue().code is Code.FILE_UNREADABLE


def test_a_linked_folder_is_refused(toy: Toy) -> None:
    toy.path("kb/topics").rename(toy.root / "elsewhere")
    toy.path("kb/topics").symlink_to(toy.root / "elsewhere")
    assert (Code.FILE_UNREADABLE, Location("kb/topics")) in {(i.code, i.location) for i in toy.issues()}


def test_a_pipe_does_not_hang_the_reader(toy: Toy) -> None:
    os.mkfifo(toy.path("cases/pipe.yml"))
    os.mkfifo(toy.path("kb/pipe.md"))
    assert [issue.code for issue in toy.issues()] == [Code.FILE_UNREADABLE] * 2


def test_a_folder_named_like_a_file_is_reported(toy: Toy) -> None:
    for folder in ("cases/x.yml", "kb/practices/x.md", "kb/notes.md"):
        toy.path(folder).mkdir()
    toy.path("kb/terms.yml").unlink()
    toy.path("kb/terms.yml").mkdir()
    found = {(issue.location.file, issue.code) for issue in toy.issues()}
    assert found == {
        ("cases/x.yml", Code.STRAY_FILE),
        ("kb/practices/x.md", Code.STRAY_FILE),
        ("kb/notes.md", Code.FILE_UNREADABLE),
        ("kb/terms.yml", Code.FILE_UNREADABLE),
    }


@pytest.mark.parametrize(
    ("error", "says"), [(PermissionError(13, "Permission denied"), "没有权限"), (OSError(5, "I/O error"), "系统错误 5")]
)
def test_a_system_error_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    path = tmp_path / "a.yml"
    path.write_text("id: ab\n")

    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    text, (issue,) = read_text(path, "a.yml")
    assert text is None
    assert says in issue.message
    assert "denied" not in str(issue)


def test_a_file_that_is_gone_is_told_in_chinese(tmp_path: Path) -> None:
    _, (issue,) = read_text(tmp_path / "a.yml", "a.yml")
    assert (issue.code, issue.location) == (Code.FILE_UNREADABLE, Location("a.yml"))
    assert "没有这个文件" in issue.message


def test_front_matter_and_prose_are_split_and_the_prose_knows_its_line() -> None:
    assert split_front_matter("---\nid: ab\n---\n\n\n正文\n\n") == ("id: ab", "正文", 6)
    assert split_front_matter("---\nid: ab\n---") == ("id: ab", "", 4)
    assert split_front_matter("---  \nid: ab\n--- \n    代码\n") == ("id: ab", "    代码", 4)
    assert split_front_matter("id: ab\n") is None
    assert split_front_matter("---\nid: ab\n") is None
    assert split_front_matter("") is None
