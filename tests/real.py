"""The real library of this repository, built once for all tests that read it; and helpers to copy and build."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from anliku.model import Library
from anliku.pages import Page
from anliku.pipeline import build_library, site_pages

ROOT = Path(__file__).parent.parent
CACHE = ROOT / "build" / "cache"
AUTHORED = ("cases", "kb", "site_overrides", "mkdocs.yml")
NAME = "社区治理实践库"


@cache
def library() -> Library:
    """The library, tagged and linked."""
    return build_library(ROOT)


@cache
def pages() -> dict[str, Page]:
    """Every generated page, by path."""
    return {page.path: page for page in site_pages(library(), ROOT, NAME)}


def copy_of(source: Path, root: Path) -> Path:
    """A library at `root` with the records of `source` and the theme of this repository."""
    root.mkdir(parents=True)
    for name in AUTHORED:
        origin = source / name if (source / name).exists() else ROOT / name
        copy = shutil.copytree if origin.is_dir() else shutil.copy2
        copy(origin, root / name)
    complete(root)
    return root


def built_copy(source: Path, root: Path) -> Path:
    """A copy of a library at `root`, with its site built by `anliku build`."""
    copy_of(source, root)
    ran = run("-m", "anliku", "build", cwd=root)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return root


def without_packs(root: Path) -> None:
    """Switch off the packs of a site: only tests of the packs themselves wait for them."""
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "packs: true" in text
    settings.write_text(text.replace("packs: true", "packs: false"), encoding="utf-8")


def complete(root: Path) -> None:
    """Add to a toy library the hand-written pages and the theme that a whole site needs."""
    for path in ("site_overrides", "mkdocs.yml", "kb/about.md", "kb/contribute", "kb/training"):
        origin = ROOT / path
        if (root / path).exists():
            continue
        if origin.is_dir():
            shutil.copytree(origin, root / path)
        else:
            shutil.copy2(origin, root / path)
    if "packs: true" in (root / "mkdocs.yml").read_text(encoding="utf-8"):
        without_packs(root)


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below `folder`, by relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(*command: str | Path, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """A finished process of this Python, output captured."""
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
    )
