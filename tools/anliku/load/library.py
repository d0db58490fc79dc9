"""The folders of a library to its records, and the positions of everything in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from anliku.issues import Code, Issue, Location
from anliku.load.convert import Misnamed, convert
from anliku.load.files import os_problem, read_text, split_front_matter
from anliku.load.places import Origin, parse_front
from anliku.load.tree import Path as KeyPath
from anliku.load.tree import Tree, parse
from anliku.model import Case, Challenge, Concept, Family, Metric, Practice, Record, Term, Tombstone, Topic

R = TypeVar("R", bound=Record)

CONCEPTS: dict[str, type[Concept]] = {"practices": Practice, "challenges": Challenge, "topics": Topic}
TABLES: dict[str, type[Record]] = {"metrics": Metric, "families": Family, "terms": Term, "tombstones": Tombstone}


@dataclass(frozen=True, slots=True)
class Loaded(Generic[R]):
    """A record, its file, and a way to find where each part of it stands."""

    record: R
    origin: Origin
    base: KeyPath = ()
    body_line: int = 0

    @property
    def file(self) -> str:
        """The name of its file, for people."""
        return self.origin.file

    def at(self, path: KeyPath = (), *, key: bool = False) -> Location:
        """Where the deepest known part of `path` stands; of its key where `key`."""
        tree = self.origin.tree
        full = (*self.base, *path)
        if key and full in tree.keys:
            return Location(self.file, *tree.keys[full])
        while len(full) > len(self.base) and full not in tree.values:
            full = full[:-1]
        return Location(self.file, *tree.values.get(full, (1, 1)))


@dataclass
class Records:
    """All that was read, valid or not told apart by `issues`."""

    cases: list[Loaded[Case]] = field(default_factory=list)
    practices: list[Loaded[Practice]] = field(default_factory=list)
    challenges: list[Loaded[Challenge]] = field(default_factory=list)
    topics: list[Loaded[Topic]] = field(default_factory=list)
    metrics: list[Loaded[Metric]] = field(default_factory=list)
    families: list[Loaded[Family]] = field(default_factory=list)
    terms: list[Loaded[Term]] = field(default_factory=list)
    tombstones: list[Loaded[Tombstone]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    broken: set[tuple[str, str]] = field(default_factory=set)
    """Folder and id of what could not become a record: a reference to one is not unknown.

    The id is `*` where a whole table could not be read.
    """
    misnamed: list[Misnamed] = field(default_factory=list)
    """Values of a wrong form where an id belongs; their issues are in `issues` too."""

    def is_broken(self, group: str, identifier: str) -> bool:
        """Whether the record is there but could not be read."""
        return (group, identifier) in self.broken or (group, "*") in self.broken

    def concepts(self) -> Iterator[Loaded[Concept]]:
        """Practices, challenges and topics, in that order."""
        for group in (self.practices, self.challenges, self.topics):
            yield from group  # type: ignore[misc]  # Loaded is read-only, so covariant in fact


def load(root: Path, *, cases: bool = True) -> Records:
    """Every record below `root`; nothing is raised for a bad file, its issues are collected."""
    records = Records()
    if cases:
        _cases(root, records)
    for folder, kind in CONCEPTS.items():
        group = getattr(records, folder)
        for path in _files(root / "kb" / folder, ".md", root, records):
            if (loaded := _concept(path, _shown(path, root), kind, records)) is not None:
                group.append(loaded)
    for name, table in TABLES.items():
        path = root / "kb" / f"{name}.yml"
        if (wrong := path.with_suffix(".yaml")).exists():
            location = Location(_shown(wrong, root))
            records.issues.append(Issue(location, Code.STRAY_FILE, f"“{wrong.name}”不会被读入", f"改名为 {path.name}"))
        if path.is_symlink() or path.exists():
            getattr(records, name).extend(_rows(path, _shown(path, root), table, records))
    return records


def load_file(path: Path, file: str, records: Records) -> None:
    """Add the one case at `path` to `records`; `file` is the name to print."""
    if (loaded := _case(path, file, records)) is not None:
        records.cases.append(loaded)


def _cases(root: Path, records: Records) -> None:
    folder = root / "cases"
    paths = list(_files(folder, ".yml", root, records))
    for path in paths:
        load_file(path, _shown(path, root), records)
    if not paths:
        hint = "在资料库根目录运行；用 anliku new ID 新建第一个案例"
        records.issues.append(Issue(Location("cases"), Code.NO_CASES, "cases/ 里没有案例文件", hint))


def _files(folder: Path, suffix: str, root: Path, records: Records) -> Iterator[Path]:
    if not folder.is_dir():
        return
    whole = Location(_shown(folder, root))
    if folder.is_symlink():
        records.issues.append(Issue(whole, Code.FILE_UNREADABLE, "这是一个链接，不是文件夹", "换成文件夹本身"))
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        records.issues.append(Issue(whole, Code.FILE_UNREADABLE, f"文件夹读不了（{os_problem(error)}）", "检查权限"))
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.suffix == suffix and not path.is_dir():
            yield path
            continue
        hint = f"这里只放 {suffix} 文件，每条记录一个，不要子文件夹"
        location = Location(_shown(path, root))
        records.issues.append(Issue(location, Code.STRAY_FILE, f"“{printable(path.name)}”不会被读入", hint))


def _shown(path: Path, root: Path) -> str:
    return printable(path.relative_to(root).as_posix())


def printable(name: str) -> str:
    """A file name that can be printed: names need not be text, nor fit on one line."""
    name = name.encode(errors="replace").decode()
    return "".join(char if char.isprintable() else "?" for char in name)


def _case(path: Path, file: str, records: Records) -> Loaded[Case] | None:
    text, issues = read_text(path, file)
    records.issues.extend(issues)
    case = None
    if text is not None:
        case = _record(parse(text, file), Case, file, records)
    if text is None or case is None:
        records.broken.add(("cases", path.stem))
        return None
    return Loaded(case, Origin.of(text, path, file))


def _record(tree: Tree, kind: type[R], file: str, records: Records) -> R | None:
    records.issues.extend(tree.issues)
    if tree.data is None:
        return None
    record, issues = convert(tree, kind, file, (), records.misnamed)
    records.issues.extend(issues)
    return record


def _concept(path: Path, file: str, kind: type[R], records: Records) -> Loaded[R] | None:
    records.broken.add((path.parent.name, path.stem))
    text, issues = read_text(path, file)
    records.issues.extend(issues)
    if text is None:
        return None
    parts = split_front_matter(text)
    if parts is None:
        opened = text.split("\n", 1)[0].rstrip() == "---"
        message = "文件开头的字段部分没有结束" if opened else "缺少文件开头的字段部分"
        hint = "字段写完后单独写一行“---”" if opened else "文件开头写一行“---”，字段写完后再写一行“---”"
        records.issues.append(Issue(Location(file, 1, 1), Code.FRONT_MATTER_MISSING, message, hint))
        return None
    record = _record(parse_front(*parts, file), kind, file, records)
    if record is None:
        return None
    records.broken.discard((path.parent.name, path.stem))
    return Loaded(record, Origin.of(text, path, file, front=True), body_line=parts[2])


def _rows(path: Path, file: str, kind: type[R], records: Records) -> Iterator[Loaded[R]]:
    text, issues = read_text(path, file)
    records.issues.extend(issues)
    tree = parse(text, file) if text is not None else Tree()
    records.issues.extend(tree.issues)
    group = path.stem
    if text is None or not isinstance(tree.data, list):
        records.broken.add((group, "*"))
        if tree.data is not None:
            location = Location(file, *tree.values[()])
            records.issues.append(Issue(location, Code.NOT_A_MAPPING, "这个文件应是一个列表", "每条以“- id: …”开头"))
        return
    if tree.issues:
        records.broken.add((group, "*"))
    origin = Origin.of(text, path, file)
    for index, row in enumerate(tree.data):
        record, issues = convert(tree, kind, file, (index,), records.misnamed)
        records.issues.extend(issues)
        if record is not None:
            yield Loaded(record, origin, (index,))
        else:
            records.broken.add((group, str(row.get("id", "*")) if isinstance(row, dict) else "*"))
