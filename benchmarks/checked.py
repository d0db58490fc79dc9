"""A library whose every record was read: measures of half a library are measures of another one."""

from __future__ import annotations

from pathlib import Path

from anliku.issues import Severity
from anliku.load import Records
from anliku.pipeline import check
from console import RefusedError, plain


def is_library(root: Path) -> bool:
    """Whether `root` holds the folders of a library."""
    return (root / "cases").is_dir() and (root / "kb").is_dir()


def checked(root: Path) -> Records:
    """The records below `root`.

    Raises:
        RefusedError: where it is no library, or one with errors; every error is told.
    """
    name = plain(str(root), 200)
    if not is_library(root):
        raise RefusedError(f"“{name}”里没有 cases/ 和 kb/，不是资料库 → 换成有这两个文件夹的那一层")
    records, issues = check(root)
    errors = [str(issue) for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        raise RefusedError(*errors, f"资料库“{name}”有 {len(errors)} 处错误，改好、重新生成网站以后再量。")
    return records
