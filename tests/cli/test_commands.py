"""Every command: what it says, in Chinese, and the code it ends with."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from anliku.cli import main
from anliku.cli.main import _commands
from anliku.issues import Code
from real import complete, hashes, run
from toy import Toy


class Ran:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def text(self) -> str:
        return self.out + self.err


Command = Callable[..., Ran]


@pytest.fixture
def anliku(toy: Toy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command inside the toy library."""
    monkeypatch.chdir(toy.root)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: str) -> Ran:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return call


@pytest.fixture
def whole(toy: Toy) -> Toy:
    """The toy library with the theme and the hand-written pages, so that it can be built."""
    complete(toy.root)
    return toy


COMMANDS = tuple(_commands())

MISUSE: tuple[tuple[str, str], ...] = (
    ("", "命令"),
    ("chekc", "是不是“check”"),
    ("列出", "没有“列出”"),
    ("check --strictt", "不认识：--strictt"),
    ("check --json=x", "--json 后面不跟值"),
    ("check --skip", "--skip 后面要跟一个值"),
    ("build -o", "-o/--output 后面要跟一个值"),
    ("serve --port x", "--port 应是整数，不是“x”"),
    ("new", "还缺：ID"),
    ("new a1 b1", "不认识：b1"),
    ("list", "还缺：KIND"),
    ("list practice", "是不是“practices”"),
    ("export", "还缺：WHAT"),
    ("export pages", "空文件夹"),
    ("export topic", "还缺编号"),
    ("export topics deliberation", "是不是“topic”"),
    ("export topic x -f doc", "没有格式“doc”"),
    ("export topic x --minutes 30", "没有“30”"),
    ("-C", "-C/--root 后面要跟一个值"),
    ("-C nosuch check", "不是资料库"),
    ("new ../x", "不合格式"),
    ("new Wuhou", "不合格式"),
    ("new 武侯", "不合格式"),
    ("new a", "不合格式"),
)

ENGLISH = re.compile(
    r"\b(usage|error|options|optional|positional|arguments?|show this|exit|required|invalid|choose|expected|unrecognized"
    r"|following|default|Traceback|File|line)\b"
)


@pytest.mark.parametrize(("line", "says"), MISUSE, ids=[line or "nothing" for line, _ in MISUSE])
def test_misuse_is_told_in_chinese_and_ends_with_2(anliku: Command, line: str, says: str) -> None:
    ran = anliku(*line.split())
    assert ran.code == 2
    assert says in ran.text
    assert not ENGLISH.search(ran.text)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_and_names_every_option(anliku: Command, command: str) -> None:
    ran = anliku(*filter(None, [command]), "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"用法：anliku {command}".rstrip())
    assert ran.out.count("用法：") == 1
    assert not ENGLISH.search(ran.out.replace("--root", ""))
    for entry in re.findall(r"^  (\S.*)$", ran.out, re.MULTILINE):
        assert re.search(r"[\u4e00-\u9fff]", entry), entry


def test_messages_of_the_command_line_read_as_they_did(
    anliku: Command, golden: Callable[[str, str], None], toy: Toy
) -> None:
    # Without those that list every command: a new command is no change of the others.
    lines: list[Sequence[str]] = [line.split() for line, _ in MISUSE[3:]]
    lines += [["check"], ["list", "practices"], ["list", "cases", "食堂"], ["tag", "nosuch"]]
    told = []
    for line in lines:
        ran = anliku(*line)
        told.append(f"$ anliku {' '.join(line)}\n{ran.text}→ {ran.code}\n")
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    toy.edit("cases/jia-yi-shed.yml", "practice: points-exchange", "practice: 积分兑换")
    toy.edit("cases/jia-wu-canteen.yml", "level: 区县", "level：区县")
    ran = anliku("check")
    told.append(f"$ anliku check\n{ran.text}→ {ran.code}\n")
    golden("cli.txt", "\n".join(told))


def test_the_version_is_that_of_the_package(anliku: Command) -> None:
    assert re.fullmatch(r"anliku \d+\.\d+\.\d+\n", anliku("--version").out)


def test_check_of_a_clean_library_ends_with_0(anliku: Command) -> None:
    ran = anliku("check", "--strict")
    assert (ran.code, ran.out) == (0, "检查通过：3 个案例，没有发现问题。\n")


def test_check_prints_every_problem_with_file_line_and_column_and_ends_with_1(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    toy.edit("kb/practices/points-exchange.md", "kind: 工作机制", "kind: 机制")
    ran = anliku("check")
    assert ran.code == 1
    assert re.search(r"^cases/jia-yi-shed\.yml:\d+:\d+: M005 .+ → .+", ran.out, re.MULTILINE)
    assert re.search(r"^kb/practices/points-exchange\.md:\d+:\d+: M005 ", ran.out, re.MULTILINE)
    assert "共 2 处错误、0 处提醒" in ran.out


def test_a_warning_fails_the_check_only_with_strict(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "每周商量一件事，先后", "每周商量一件事,先后")
    assert anliku("check").code == 0
    assert "（提醒）" in anliku("check").out
    assert anliku("check", "--strict").code == 1
    assert anliku("check", "--strict", "--skip", "V016").code == 0


def test_check_of_one_file_tells_only_of_that_file(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    toy.edit("cases/ren-gui-lift.yml", "status: 未知", "status: 不知")
    ran = anliku("check", "cases/ren-gui-lift.yml")
    assert ran.code == 1
    assert "ren-gui-lift" in ran.out
    assert "jia-yi-shed" not in ran.out
    assert anliku("check", "cases/jia-wu-canteen.yml").out == "检查通过：1 个文件，没有发现问题。\n"


def test_check_of_one_file_knows_the_rest_of_the_library(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "practice: points-exchange", "practice: nosuch")
    assert "V001" in anliku("check", "cases/jia-yi-shed.yml").out


def test_check_of_one_concept_reads_it_as_a_concept(anliku: Command, toy: Toy) -> None:
    assert anliku("check", "kb/practices/points-exchange.md", "kb/metrics.yml").code == 0
    toy.edit("kb/practices/points-exchange.md", "kind: 工作机制", "kind: 机制")
    ran = anliku("check", "kb/practices/points-exchange.md")
    assert ran.code == 1
    assert ran.out.count(": M005 ") == 1
    assert "共 1 处错误" in ran.out


@pytest.mark.parametrize("name", ["nosuch.yml", "kb/nosuch.md", "kb", "cases"])
def test_check_of_what_is_no_file_says_so(anliku: Command, name: str) -> None:
    ran = anliku("check", name)
    assert ran.code == 1
    assert f"{name}: L001 " in ran.out


def test_check_works_from_another_folder(anliku: Command, toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(toy.root.parent)
    toy.edit("cases/ren-gui-lift.yml", "status: 未知", "status: 不知")
    for ran in (
        anliku("-C", "library", "check"),
        anliku("-C", "library", "check", "library/cases/ren-gui-lift.yml"),
        anliku("-C", str(toy.root), "check", str(toy.path("cases/ren-gui-lift.yml"))),
    ):
        assert ran.out.startswith(f"{toy.where('cases/ren-gui-lift.yml', '不知')}: M005 ")


def test_check_as_json_is_a_list_of_published_issues(anliku: Command, toy: Toy) -> None:
    assert json.loads(anliku("check", "--json").out) == []
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    ran = anliku("check", "--json")
    assert ran.code == 1
    (issue,) = json.loads(ran.out)
    assert set(issue) == {"file", "line", "column", "code", "severity", "message", "hint"}
    assert (issue["file"], issue["code"], issue["severity"]) == ("cases/jia-yi-shed.yml", "M005", "error")


def test_new_writes_a_file_that_says_what_to_fill_in(anliku: Command, toy: Toy) -> None:
    ran = anliku("new", "chen-si-garden")
    assert ran.code == 0
    assert "cases/chen-si-garden.yml" in ran.out
    assert "\nid: chen-si-garden\n" in toy.read("cases/chen-si-garden.yml")
    assert "编号待填" not in toy.read("cases/chen-si-garden.yml")
    told = list(toy.issues())
    assert {issue.location.file for issue in told} == {"cases/chen-si-garden.yml"}
    assert {issue.code for issue in told} == {Code.FIELD_EMPTY}
    assert len(told) > 10


def test_a_new_file_passes_once_it_is_filled_in(anliku: Command, toy: Toy) -> None:
    anliku("new", "chen-si-garden")
    answers = {
        "title": "辰街道：楼下的菜园",
        "summary": "居民把荒地改成菜园。",
        "province": "某省",
        "city": "甲市",
        "district": "乙区",
        "adcode": '"990101"',
        "level": "小区",
        "status": "进行中",
        "last_verified": '"2024-06-01"',
        "kind": "网页",
        "rights": "未知",
        "challenge": "parking",
        "note": "车没处停。",
        "practice": "courtyard-meeting",
        "what": "每月开一次会。",
        "evidence": "自述",
        "at": "第1段",
    }
    text = toy.read("cases/chen-si-garden.yml")
    text = text.replace("- id: ", "- id: garden-talks ", 2).replace("- id: garden-talks s1", "- id: s1")
    for field, value in answers.items():
        text = re.sub(rf"^(\s*(?:- )?{field}:)[ ]*(?=#|$)", rf"\1 {value} ", text, flags=re.MULTILINE)
    toy.write("cases/chen-si-garden.yml", text)
    assert toy.issues() == ()


def test_the_commented_parts_of_the_template_are_examples_that_fit(anliku: Command, toy: Toy) -> None:
    from anliku.model import Case
    from yaml import CBaseLoader, load

    anliku("new", "chen-si-garden")
    text = re.sub(r"^( *)# ((?:- |\w+:).*|  .*)$", r"\1\2", toy.read("cases/chen-si-garden.yml"), flags=re.MULTILINE)
    data = load(text, Loader=CBaseLoader)  # noqa: S506 - builds plain data only
    for name, fields in (
        ("sites", Case),
        ("figures", Case),
        ("outcomes", Case),
        ("timeline", Case),
        ("transfer", Case),
    ):
        assert fields.model_fields[name]
        whole = toy.records().cases[0].record.model_dump(by_alias=True, exclude_defaults=True)
        Case.model_validate({**whole, name: data[name]})


def test_new_never_overwrites(anliku: Command, toy: Toy) -> None:
    before = toy.read("cases/jia-yi-shed.yml")
    ran = anliku("new", "jia-yi-shed")
    assert ran.code == 1
    assert "已经存在" in ran.err
    assert toy.read("cases/jia-yi-shed.yml") == before


@pytest.mark.parametrize("name", ["../x", "/x", "a/b", "..", "x.yml", "-x", "x" * 61, "x\n", "Ｘ１"])
def test_new_refuses_what_is_no_id_and_writes_nothing(anliku: Command, toy: Toy, name: str) -> None:
    before = hashes(toy.root.parent)
    assert anliku("new", "--", name).code == 2
    assert hashes(toy.root.parent) == before


def test_list_prints_ids_names_and_aliases(anliku: Command) -> None:
    ran = anliku("list", "practices", "坝坝会")
    assert (ran.code, ran.out) == (0, "courtyard-meeting\t院坝会（坝坝会、议事会）\n")
    assert anliku("list", "cases").out.count("\n") == 3
    assert anliku("list", "metrics", "没有的").code == 1


def test_tag_tells_declared_from_found(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "居民自己管起了停车。", "居民管起了停车，还没有长者食堂，办了助餐点。")
    ran = anliku("tag", "jia-yi-shed")
    assert ran.code == 0
    assert "编者标注（2）：院坝会、积分兑换" in ran.out
    assert "机器识别：长者食堂（outcomes 里有“助餐点”" in ran.out
    assert "关键词：" in ran.out
    assert anliku("tag").out.count("编者标注") == 3
    assert anliku("tag", "nosuch").code == 1


def test_tag_of_a_broken_library_tells_what_is_broken(anliku: Command, toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    ran = anliku("tag")
    assert ran.code == 1
    assert ": M005 " in ran.out


def test_schema_writes_the_schemas(anliku: Command, toy: Toy) -> None:
    assert anliku("schema").code == 0
    assert json.loads(toy.read("kb/schema/case.schema.json"))["title"]


def test_build_writes_a_site_and_says_where(anliku: Command, whole: Toy) -> None:
    ran = anliku("build")
    assert ran.code == 0, ran.text
    assert str(whole.path("site/index.html")) in ran.out
    assert whole.path("site/cases/jia-yi-shed.html").is_file()


def test_a_build_that_fails_leaves_the_last_site_byte_for_byte(anliku: Command, whole: Toy) -> None:
    assert anliku("build").code == 0
    before = hashes(whole.path("site"))
    whole.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    ran = anliku("build")
    assert ran.code == 1
    assert re.search(r"^cases/jia-yi-shed\.yml:\d+:\d+: M005 ", ran.out, re.MULTILINE)
    assert "网站没有改动" in ran.out
    assert hashes(whole.path("site")) == before
    whole.edit("cases/jia-yi-shed.yml", "status: 进行", "status: 已完成")
    whole.path("mkdocs.yml").write_text("site_name: [", encoding="utf-8")
    ran = anliku("build")
    assert ran.code == 1
    assert "网站没有改动" in ran.err
    assert hashes(whole.path("site")) == before


def test_a_build_while_another_runs_is_refused(anliku: Command, whole: Toy) -> None:
    from anliku.publish import staging

    with staging(whole.path("build"), whole.path("elsewhere")) as folder:
        (folder / "index.html").write_text("", encoding="utf-8")
        ran = anliku("build")
    assert ran.code == 1
    assert "另一个构建正在进行" in ran.err
    assert not whole.path("site").exists()


@pytest.mark.parametrize("target", [".", "cases", "kb", ".."])
def test_a_build_never_replaces_what_is_no_site(anliku: Command, whole: Toy, target: str) -> None:
    before = hashes(whole.path("cases"))
    ran = anliku("build", "-o", target)
    assert ran.code == 1
    assert "没有改动" in ran.err
    assert hashes(whole.path("cases")) == before


def test_export_pages_refuses_a_folder_that_holds_something(anliku: Command, whole: Toy) -> None:
    ran = anliku("export", "pages", "cases")
    assert ran.code == 1
    assert "不是空文件夹" in ran.err
    assert anliku("export", "pages", "mkdocs.yml").code == 1
    assert anliku("export", "pages", "out").code == 0


def test_export_of_a_broken_library_writes_nothing(anliku: Command, whole: Toy) -> None:
    whole.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: 进行")
    assert anliku("export", "pages", "out").code == 1
    assert not whole.path("out").exists()


@pytest.mark.parametrize("port", ["99999999", "-1"])
def test_a_port_that_cannot_be_is_told(anliku: Command, whole: Toy, port: str) -> None:
    ran = anliku("serve", f"--port={port}")
    assert ran.code == 1
    assert "换一个" in ran.err
    assert "Traceback" not in ran.text
    assert whole.path("build/preview/index.html").is_file()


def test_serve_shows_the_site_on_this_computer_and_stops_with_ctrl_c(whole: Toy) -> None:
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "anliku", "serve", "--port", "0"],
        cwd=whole.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        told = next(line for line in process.stdout if line.startswith("预览："))
        address = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert address
        with urllib.request.urlopen(f"{address[0]}cases/jia-yi-shed.html") as answer:  # noqa: S310 - our own server
            assert "丙街道" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, err) == (0, "")
    assert "预览已停止" in out


def test_ctrl_c_right_after_the_address_stops_the_preview_too(
    whole: Toy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(root: Path) -> tuple[tuple[str, int], ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr("anliku.cli.site._stamp", interrupted)
    assert main(["-C", str(whole.root), "serve", "--port", "0"]) == 0
    out, err = capsys.readouterr()
    assert "预览：" in out
    assert "预览已停止" in out
    assert err == ""


HEAVY = ("jieba", "mkdocs", "markdown", "jinja2", "pypinyin", "opencc")
WATCHED = (
    f"import sys; from anliku.cli import main; code = main(); print(code, [m for m in {HEAVY} if m in sys.modules])"
)


@pytest.mark.parametrize("arguments", [("new", "chen-si-garden"), ("list", "cases"), ("schema",)])
def test_commands_for_authors_load_neither_jieba_nor_mkdocs(toy: Toy, arguments: tuple[str, ...]) -> None:
    ran = run("-c", WATCHED, *arguments, cwd=toy.root)
    assert ran.stdout.splitlines()[-1] == "0 []", ran.stderr


@pytest.mark.parametrize("arguments", [("check",), ("check", "cases/jia-yi-shed.yml")])
def test_check_loads_neither_jieba_nor_mkdocs(toy: Toy, arguments: tuple[str, ...]) -> None:
    ran = run("-c", WATCHED, *arguments, cwd=toy.root)
    loaded = ran.stdout.splitlines()[-1]
    assert loaded.startswith("0 ["), ran.stderr
    assert "jieba" not in loaded
    assert "mkdocs" not in loaded


def test_help_loads_nothing_heavy(toy: Toy) -> None:
    code = f"import sys, atexit; from anliku.cli import main\natexit.register(lambda: print([m for m in {HEAVY} + ('yaml', 'pydantic') if m in sys.modules])); main(['--help'])"
    ran = run("-c", code, cwd=toy.root)
    assert ran.stdout.splitlines()[-1] == "[]"
    assert ran.returncode == 0


def test_python_m_anliku_is_the_same_command(toy: Toy) -> None:
    ran = run("-m", "anliku", "--help", cwd=toy.root)
    assert ran.returncode == 0
    assert ran.stdout.startswith("用法：anliku")
    assert run("-m", "anliku", "check", cwd=toy.root).returncode == 0
    assert run("-m", "anliku", "nosuch", cwd=toy.root).returncode == 2


def test_a_console_that_lacks_characters_does_not_end_the_program(toy: Toy) -> None:
    toy.edit("cases/jia-yi-shed.yml", "status: 进行中", "status: \U00030000")
    ran = run("-m", "anliku", "check", cwd=toy.root, PYTHONIOENCODING="ascii")
    assert ran.returncode == 1
    assert "M005" in ran.stdout
    assert ran.stderr == ""


def test_output_into_a_pipe_that_closes_ends_quietly(toy: Toy) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "anliku", "list", "practices"],
        cwd=toy.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert reader.stdout is not None
    reader.stdout.close()
    assert reader.stderr is not None
    with reader.stderr:
        assert "Traceback" not in reader.stderr.read()
    assert reader.wait(20) in (0, 1, 120)


def test_a_folder_that_cannot_be_written_is_told_in_chinese(anliku: Command, whole: Toy) -> None:
    whole.path("build").write_text("一个文件占了位置", encoding="utf-8")
    ran = anliku("build")
    assert ran.code == 1
    assert "文件操作失败" in ran.err
    assert not Path(whole.root / "site").exists()
