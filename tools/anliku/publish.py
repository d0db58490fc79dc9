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


class BuildRunningError(Exception):
    """Raised where another build of the same library is running."""


@contextmanager
def staging(work: Path, site: Path) -> Iterator[Path]:
    """A new folder to build in; on leaving without an exception it becomes `site`.

    Raises:
        BuildRunningError: where another process is building.
        OSError: where the folders cannot be written; `site` is then untouched.
    """
    work.mkdir(parents=True, exist_ok=True)
    with _lock(work / "lock"):
        _recover(work, site)
        folder = Path(tempfile.mkdtemp(prefix="site-", dir=work))
        try:
            yield folder
            folder.chmod(0o755)
            _swap(folder, site, work)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _recover(work: Path, site: Path) -> None:
    """Clear away what a killed build left, and put back a site it had taken down."""
    old = work / "site.old"
    if old.exists() and not site.exists():
        old.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    for stale in work.glob("site-*"):
        shutil.rmtree(stale, ignore_errors=True)


def _swap(new: Path, site: Path, work: Path) -> None:
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
        return
    if _exchange(new, site):
        return
    old = work / "site.old"
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
