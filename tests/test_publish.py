"""The last good site stands until the new one is whole, whatever happens in between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from anliku import publish
from anliku.publish import MARK, BuildRunningError, NotASiteError, staging
from conftest import Toy
from real import complete, hashes, run


def fill(folder: Path, text: str) -> None:
    """Make `folder` a site that says `text`."""
    (folder / MARK).parent.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("", encoding="utf-8")
    (folder / "index.html").write_text(text, encoding="utf-8")


def says(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def broken_build(site: Path, work: Path) -> None:
    """A build that fails, and sees the old site in its place while it runs."""
    with staging(work, site) as folder:
        assert says(site) == "旧"
        fill(folder, "新")
        raise RuntimeError("坏了")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return tmp_path / "build"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site."""
    fill(tmp_path / "site", "旧")
    return tmp_path / "site"


@pytest.fixture(params=["exchange", "renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds of system: one that can exchange two folders, and one that cannot."""
    if request.param == "renames":
        monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    return str(request.param)


def leftovers(site: Path, work: Path) -> set[str]:
    return {path.name for folder in (work, site.parent) for path in folder.iterdir()} - {"lock", "site", "build"}


@pytest.mark.usefixtures("system")
def test_a_finished_site_takes_the_place_of_the_old_one(site: Path, work: Path) -> None:
    (site / "gone.html").write_text("旧", encoding="utf-8")
    with staging(work, site) as folder:
        fill(folder, "新")
        assert says(site) == "旧"
    assert says(site) == "新"
    assert not (site / "gone.html").exists()
    assert leftovers(site, work) == set()


@pytest.mark.usefixtures("system")
def test_an_exception_leaves_the_old_site(site: Path, work: Path) -> None:
    before = hashes(site)
    with pytest.raises(RuntimeError, match="坏了"):
        broken_build(site, work)
    assert hashes(site) == before
    assert leftovers(site, work) == set()


def test_the_first_site_needs_no_old_one(tmp_path: Path, work: Path) -> None:
    with staging(work, tmp_path / "a" / "b" / "site") as folder:
        fill(folder, "新")
    assert says(tmp_path / "a" / "b" / "site") == "新"


def test_an_empty_folder_may_become_the_site(tmp_path: Path, work: Path) -> None:
    (tmp_path / "empty").mkdir()
    with staging(work, tmp_path / "empty") as folder:
        fill(folder, "新")
    assert says(tmp_path / "empty") == "新"


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, work: Path) -> None:
    mine = tmp_path / "文档"
    mine.mkdir()
    (mine / "论文.doc").write_text("要紧", encoding="utf-8")
    with pytest.raises(NotASiteError), staging(work, mine) as folder:
        fill(folder, "新")
    assert (mine / "论文.doc").read_text(encoding="utf-8") == "要紧"


def test_a_file_in_the_place_of_the_site_is_never_replaced(tmp_path: Path, work: Path) -> None:
    (tmp_path / "file").write_text("要紧", encoding="utf-8")
    with pytest.raises(NotASiteError), staging(work, tmp_path / "file"):
        raise AssertionError("不该走到这里")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "要紧"


@pytest.mark.usefixtures("system")
def test_a_site_on_another_disk_is_copied_there_first(site: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_device", lambda path: len(path.parts))
    with staging(work, site) as folder:
        fill(folder, "新")
    assert says(site) == "新"
    assert leftovers(site, work) == set()


@pytest.mark.usefixtures("system")
def test_a_copy_to_another_disk_that_fails_leaves_the_old_site(
    site: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_from: Path, to: Path) -> None:
        fill(to, "半")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "_device", lambda path: len(path.parts))
    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(OSError, match="No space"), staging(work, site) as folder:
        fill(folder, "新")
    assert says(site) == "旧"
    assert leftovers(site, work) == set()


def test_a_crash_between_the_two_renames_is_finished_at_the_next_start(
    site: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        """A power cut."""

    rename = Path.rename

    def once_then_crash(self: Path, target: Path) -> Path:
        if self == site:
            return rename(self, target)
        raise Crash

    monkeypatch.setattr(publish, "_exchange", lambda _one, _other: False)
    monkeypatch.setattr(Path, "rename", once_then_crash)
    with pytest.raises(Crash), staging(work, site) as folder:
        fill(folder, "新")
    assert not site.exists()
    monkeypatch.undo()
    with pytest.raises(RuntimeError, match="坏了"):
        broken_build(site, work)
    assert says(site) == "旧"
    assert leftovers(site, work) == set()


def test_a_crash_of_one_target_is_not_mended_with_the_site_of_another(site: Path, work: Path) -> None:
    site.rename(site.with_name(".site.old"))
    with staging(work, site.with_name("preview")) as folder:
        fill(folder, "预览")
    with staging(work, site) as folder:
        assert says(site) == "旧"
        fill(folder, "新")
    assert (says(site), says(site.with_name("preview"))) == ("新", "预览")


SLOW = """
import sys
from pathlib import Path
from anliku.publish import staging
with staging(Path(sys.argv[1]), Path(sys.argv[2])) as folder:
    (folder / "index.html").write_text("half", encoding="utf-8")
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def running(site: Path, work: Path) -> subprocess.Popen[str]:
    """Another process in the middle of its build."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(work), str(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(
    site: Path, work: Path, running: subprocess.Popen[str]
) -> None:
    end(running)
    assert says(site) == "旧"
    assert len(list(work.glob("site-*"))) == 1
    with staging(work, site) as folder:
        fill(folder, "新")
    assert says(site) == "新"
    assert leftovers(site, work) == set()


def test_two_builds_at_once_are_refused_and_the_first_goes_on(
    site: Path, work: Path, running: subprocess.Popen[str]
) -> None:
    try:
        with pytest.raises(BuildRunningError), staging(work, site):
            raise AssertionError("不该走到这里")
        assert len(list(work.glob("site-*"))) == 1
    finally:
        end(running)
    assert says(site) == "旧"


def test_a_site_is_readable_by_a_web_server(site: Path, work: Path) -> None:
    with staging(work, site) as folder:
        fill(folder, "新")
    assert site.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("code", ["EACCES", "EBUSY"])
def test_an_exchange_that_fails_is_told_and_leaves_the_old_site(
    site: Path, work: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refuse(_one: Path, _other: Path) -> bool:
        raise OSError(getattr(__import__("errno"), code), os.strerror(13))

    monkeypatch.setattr(publish, "_exchange", refuse)
    with pytest.raises(OSError, match="denied"), staging(work, site) as folder:
        fill(folder, "新")
    assert says(site) == "旧"
    assert leftovers(site, work) == set()


BUILD = """
import sys
from anliku import build
from anliku.cli import main
whole = build.run_mkdocs
def stop(config):
    whole(config)
    print("staged", flush=True)
    sys.stdin.read()
build.run_mkdocs = stop
main(["build"])
"""


def test_a_whole_build_that_is_killed_just_before_the_end_changes_nothing(toy: Toy) -> None:
    complete(toy.root)
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    before = hashes(toy.path("site"))
    toy.edit("cases/jia-yi-shed.yml", "title: 丙街道", "title: 新的丙街道")
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD], cwd=toy.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "staged\n"
    end(process)
    assert hashes(toy.path("site")) == before
    assert run("-m", "anliku", "build", cwd=toy.root).returncode == 0
    assert "新的丙街道" in toy.read("site/cases/jia-yi-shed.html")
    assert sorted(hashes(toy.path("site"))) == sorted(before)
    assert list(toy.path("build").glob("site-*")) == []
