"""The toy library in `tests/library`, copied where a test may break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from system import browser as chromium
from toy import LIBRARY, Toy

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser without a screen, that asks nobody outside for anything."""
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def toy_root(tmp_path: Path) -> Path:
    """A copy of the toy library that a test may change."""
    root = tmp_path / "library"
    shutil.copytree(LIBRARY, root, ignore=shutil.ignore_patterns("_expected"))
    return root


@pytest.fixture
def toy(toy_root: Path) -> Toy:
    """The same copy, with helpers to change a file and list the issues."""
    return Toy(toy_root)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write tests/golden/ anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a file in tests/golden/, or writes that file with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"没有 {path}；看过新内容后运行 pytest --update-goldens"
        assert text == path.read_bytes().decode(), f"{path} 不同；确是有意的，运行 pytest --update-goldens"

    return compare


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; one for the whole run, for Playwright allows no second in a process."""
    path = chromium()
    assert path, "没有 Chromium；运行 make system"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()
