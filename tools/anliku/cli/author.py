"""Commands for those who write cases: check, new, list, tag, schema. None of them needs MkDocs."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from anliku.cli.output import print_json
from anliku.issues import Issue, Severity


def check(options: Namespace, root: Path) -> int:
    """Print every issue; 1 where there is an error (or, with --strict, a warning)."""
    from anliku.load import Records, load, load_file
    from anliku.validate import validate

    if options.files:
        records = load(root, cases=False)
        cases = root / "cases"
        records.broken |= {("cases", path.stem) for path in cases.glob("*.yml")}
        paths = {_shown(Path(name), root): Path(name) for name in options.files}
        for name, path in paths.items():
            if not (name.startswith("kb/") and path.is_file()):  # those are read already
                load_file(path, name, records)
        wanted: set[str] | None = set(paths)
    else:
        records: Records = load(root)  # type: ignore[no-redef]
        wanted = None
    issues = [
        issue
        for issue in validate(records, root)
        if issue.code.value not in options.skip and (wanted is None or issue.location.file in wanted)
    ]
    return report(
        issues,
        strict=options.strict,
        as_json=options.json,
        checked=f"{len(wanted)} 个文件" if wanted else f"{len(records.cases)} 个案例",
    )


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def report(issues: Iterable[Issue], *, strict: bool = False, as_json: bool = False, checked: str = "") -> int:
    """Print issues and their number; returns the exit code."""
    found = list(issues)
    errors = [issue for issue in found if strict or issue.severity is Severity.ERROR]
    if as_json:
        print_json([issue.as_json() for issue in found])
        return 1 if errors else 0
    for issue in found:
        print(issue)
    if not found:
        print(f"检查通过：{checked}，没有发现问题。")
    else:
        print(f"\n共 {len(errors)} 处错误、{len(found) - len(errors)} 处提醒。", end="")
        print("改好后再运行一次。代码含义见 docs/issues.md。" if errors else "提醒不影响生成网站。")
    return 1 if errors else 0


def new(options: Namespace, root: Path) -> int:
    """Write `cases/ID.yml` from the commented template; never over a file that is there."""
    from anliku.model.base import ID_PATTERN

    if not re.fullmatch(ID_PATTERN, options.id):
        print(
            f"编号“{options.id}”不合格式：只用小写字母、数字和连字符，2 到 60 个字符，如 jinjiang-wufuyuan。",
            file=sys.stderr,
        )
        return 2
    path = root / "cases" / f"{options.id}.yml"
    template = files("anliku.cli").joinpath("case_template.yml").read_text(encoding="utf-8")
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(template.replace("编号待填", options.id))
    except FileExistsError:
        print(f"{path} 已经存在，没有改动。换一个编号，或直接编辑它。", file=sys.stderr)
        return 1
    print(f"已新建 {path}。按里面的说明填写，再运行：anliku check {path}")
    return 0


def listing(options: Namespace, root: Path) -> int:
    """Print ids and names of one kind."""
    from anliku.load import load

    records = load(root)
    rows = sorted((row.record for row in getattr(records, options.kind)), key=lambda record: record.id)
    shown = 0
    for record in rows:
        name = getattr(record, "title", "") or getattr(record, "pref_label", "")
        also = "、".join(getattr(record, "alt_label", ()))
        if options.text in f"{record.id} {name} {also}":
            shown += 1
            print(f"{record.id}\t{name}{f'（{also}）' if also else ''}")
    if not shown:
        print(f"没有找到“{options.text}”。")
    return 0 if shown else 1


def tag(options: Namespace, root: Path) -> int:
    """Print what is declared, what was found and why, and the keywords of cases."""
    from anliku.issues import IssuesError
    from anliku.pipeline import build_library

    try:
        library = build_library(root)
    except IssuesError as error:
        return report(error.issues)
    unknown = [name for name in options.ids if name not in library.cases]
    if unknown:
        print(f"没有案例“{'、'.join(unknown)}”；已有：{'、'.join(library.cases)}", file=sys.stderr)
        return 1
    for name in options.ids or library.cases:
        tags = library.tags[name]
        label = {practice.id: practice.pref_label for practice in library.practices.values()}
        print(f"{name}  {library.cases[name].title}")
        print(f"  编者标注（{len(tags.declared)}）：{'、'.join(label[p] for p in tags.declared)}")
        for mention in tags.mentions:
            doubt = "存疑，" if mention.doubtful else ""
            print(
                f"  机器识别：{label[mention.practice]}（{doubt}{mention.where} 里有“{mention.label}”：…{mention.context}…）"
            )
        print(f"  关键词：{'、'.join(f'{word} {weight:.1f}' for word, weight in tags.keywords)}\n")
    return 0


def schema(_options: Namespace, root: Path) -> int:
    """Write the JSON Schemas."""
    from anliku.schema import schemas

    folder = root / "kb" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas():
        (folder / name).write_bytes(content)
        print(folder / name)
    return 0
