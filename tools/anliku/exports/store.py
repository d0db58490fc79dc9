"""Made packs kept by content: an unchanged pack is not made again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path

from anliku.exports import FORMATS
from anliku.exports.options import Options
from anliku.exports.teaching import bundle
from anliku.model import Library
from anliku.outline.pack import Pack, Selection, pack
from anliku.outline.writer import Writer

_MAKERS = (
    "python-docx",
    "python-pptx",
    "xlsxwriter",
    "typst",
    "segno",
    "fonttools",
    "pylopdf-fonts-zh-cn",
    "jinja2",
    "markdown",
)
"""Packages whose version changes what a pack looks like."""


@dataclass(frozen=True)
class Order:
    """One file to be made: what it holds, and its format."""

    selection: Selection
    format: str

    @property
    def name(self) -> str:
        """The file's name, such as `topic-deliberation.pdf`."""
        return f"{self.selection.kind}-{self.selection.id}.{self.format}"


@dataclass(frozen=True)
class Made:
    """A made file and where it is kept."""

    order: Order
    path: Path
    date: str
    fresh: bool


def key_of(made: Pack, order: Order, options: Options) -> str:
    """What the bytes of an order depend on: its content, its options, and the programs that make it."""
    return sha256(repr((made, order.format, options, _programs())).encode()).hexdigest()


@cache
def _programs() -> str:
    """A digest of the makers' versions and of this package's own files."""
    digest = sha256()
    for name in _MAKERS:
        try:
            digest.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{name} -\n".encode())
    root = Path(__file__).parent.parent
    for folder in ("exports", "outline"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def make(library: Library, orders: Iterable[Order], options: Options, store: Path, workers: int = 0) -> Iterator[Made]:
    """Every order as a file in `store`, made where it is not there yet; in the order they are done.

    Raises:
        ExportError: where a pack cannot be made.
        OSError: where `store` cannot be written.
    """
    store.mkdir(parents=True, exist_ok=True)
    writer = Writer(library)
    packs: dict[Selection, Pack] = {}
    waiting: list[tuple[Order, Path, str]] = []
    for order in orders:
        made = packs.setdefault(order.selection, pack(order.selection, writer, options.version))
        path = store / f"{key_of(made, order, options)}.{order.format}"
        if path.exists():
            yield Made(order, path, made.date, fresh=False)
        else:
            waiting.append((order, path, made.date))
    count = workers or min(os.cpu_count() or 1, 8)
    if len(waiting) < 4 or count == 1:
        for order, path, date in waiting:
            keep(path, content_of(order, packs[order.selection], writer, options))
            yield Made(order, path, date, fresh=True)
        return
    # "spawn" and a pickled library work on every system; "fork" would copy a process that may run threads.
    with ProcessPoolExecutor(count, get_context("spawn"), _start, (library, options)) as pool:
        jobs = [pool.submit(_work, order, path) for order, path, _ in waiting]
        for (order, path, date), job in zip(waiting, jobs, strict=True):
            job.result()
            yield Made(order, path, date, fresh=True)


_desk: dict[str, tuple[Writer, Options]] = {}


def _start(library: Library, options: Options) -> None:
    _desk["own"] = Writer(library), options


def _work(order: Order, path: Path) -> None:
    writer, options = _desk["own"]
    made = pack(order.selection, writer, options.version)
    keep(path, content_of(order, made, writer, options))


def content_of(order: Order, made: Pack, writer: Writer, options: Options) -> bytes:
    """The bytes of one order; `zip` is the trainer's pack."""
    if order.format == "zip":
        return bundle(order.selection, writer, options)
    return FORMATS[order.format].write(made, writer, options)


def keep(path: Path, content: bytes) -> None:
    """Write `path` whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def prune(store: Path, kept: Iterable[Path]) -> None:
    """Remove packs of `store` that the last build did not ask for."""
    wanted = set(kept)
    for path in store.glob("*.*"):
        if path not in wanted and not path.name.startswith("."):
            path.unlink(missing_ok=True)
