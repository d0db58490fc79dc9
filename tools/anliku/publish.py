"""A finished site takes the place of the last one, in one step; a broken build never does."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
MARK = "assets/javascripts/reader.js"
"""A file every site of ours has; a folder without it is never replaced."""


class BuildRunningError(Exception):
    """Raised where another build of the same library is running."""


class NotASiteError(Exception):
    """Raised where the target holds something that no build of ours put there."""


@contextmanager
def staging(work: Path, site: Path) -> Iterator[Path]:
    """A new folder to build in; on leaving without an exception it becomes `site`.

    Raises:
        BuildRunningError: where another process is building.
        NotASiteError: where `site` would be replaced and is no site of ours.
        OSError: where the folders cannot be written; `site` is then untouched.
    """
    work.mkdir(parents=True, exist_ok=True)
    with _lock(work / "lock"):
        _recover(work, site)
        if site.exists() and not _is_ours(site):
            raise NotASiteError(str(site))
        folder = Path(tempfile.mkdtemp(prefix="site-", dir=work))
        try:
            yield folder
            folder.chmod(0o755)
            with _on_the_same_disk(folder, site) as near:
                _swap(near, site)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _recover(work: Path, site: Path) -> None:
    """Clear away what a killed build left, and put back a site it had taken down."""
    old = _old(site)
    if old.exists() and not site.exists():
        old.rename(site)
    for stale in (old, _near(site), *work.glob("site-*")):
        shutil.rmtree(stale, ignore_errors=True)


def _old(site: Path) -> Path:
    """Where the last site waits between two renames: beside it, so that no other target can take it."""
    return site.with_name(f".{site.name}.old")


def _near(site: Path) -> Path:
    return site.with_name(f".{site.name}.new")


def _is_ours(site: Path) -> bool:
    """Whether the folder is empty or a site of ours: what is replaced is deleted."""
    return site.is_dir() and (not any(site.iterdir()) or (site / MARK).is_file())


@contextmanager
def _on_the_same_disk(new: Path, site: Path) -> Iterator[Path]:
    """`new`, or a copy of it beside `site` where that is on another disk and cannot be renamed to."""
    site.parent.mkdir(parents=True, exist_ok=True)
    if _device(new) == _device(site.parent):
        yield new
        return
    near = _near(site)
    try:
        shutil.copytree(new, near)
        yield near
    finally:
        shutil.rmtree(near, ignore_errors=True)


def _device(path: Path) -> int:
    return path.stat().st_dev


def _swap(new: Path, site: Path) -> None:
    if not site.exists():
        new.rename(site)
        return
    if _exchange(new, site):
        return
    old = _old(site)
    site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system cannot (renameat2 is Linux's)."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV):
        return False
    raise OSError(code, os.strerror(code), str(other))


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold `path` locked; the system lets go of it when the process ends, however it ends."""
    with path.open("a+b") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildRunningError(str(path)) from error
        yield
