"""Queries made from the library's own names, by a seed: label_queries.py OUT.json [--seed N] [--root DIR].

For each name drawn: the name, a part of it, an alias, its pinyin, its initials, its Traditional form and a slip of
the keyboard. What is expected is the practice that bears the name, or the section of the case that does.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from console import ROOT, Parser, RefusedError, plain, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
from anliku.text.normalise import key, traditional_to_simplified
from anliku.text.pinyin import initials, pinyin
from checked import checked

HAN = re.compile(r"^[\u4e00-\u9fff]{3,9}$")
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"


def names(root: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Type (`name`, `alias`), name, and what should be found, for every name of Han characters only.

    Raises:
        RefusedError: where the library has errors.
    """
    records = checked(root)
    own: dict[str, str] = {}
    for row in records.cases:
        for item in row.record.practices:
            own.setdefault(item.practice, row.record.id)
            for name in (item.local_name, *item.also, *(part.name for part in item.parts)):
                if name and HAN.match(key(name)):
                    yield "name", key(name), _expected(row.record.id, name)
    for practice in (row.record for row in records.practices):
        case = own.get(practice.id)
        if case is None:
            continue
        for kind, labels in (("name", (practice.pref_label,)), ("alias", practice.alt_label)):
            for label in labels:
                if HAN.match(key(label)):
                    yield kind, key(label), _expected(case, label)


def _expected(case: str, label: str) -> dict[str, Any]:
    return {"kind": "practice", "case": case, "label": label, "surface": None, "grade": 2}


@cache
def _traditional() -> dict[str, str]:
    return {new: old for old, new in sorted(traditional_to_simplified().items(), reverse=True) if old != new}


@cache
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number in range(0x4E00, 0x9FA6):
        char = chr(number)
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            continue
        found.setdefault("".join(pinyin(char)), []).append(char)
    return found


def _slip(name: str, rng: random.Random) -> str:
    """One character of `name` as another of the same sound, as a wrong one, left out, doubled, or swapped."""
    at = rng.randrange(len(name))
    alike = [char for char in _by_sound().get("".join(pinyin(name[at])), []) if char != name[at]]
    swapped = min(at, len(name) - 2)
    ways = [
        name[:at] + rng.choice(alike or [name[at] * 2]) + name[at + 1 :],
        name[:at] + rng.choice(alike or [name[at] * 2]) + name[at + 1 :],
        name[:at] + rng.choice(COMMON) + name[at + 1 :],
        name[:at] + name[at + 1 :] if len(name) > 3 else name[: at + 1] + name[at:],
        name[:swapped] + name[swapped + 1] + name[swapped] + name[swapped + 2 :],
    ]
    return rng.choice([way for way in ways if way != name] or ways)


def queries(root: Path, count: int, seed: int, any_case: bool = False) -> list[dict[str, Any]]:
    """`count` queries of each type; with `any_case` a section of any case will do."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    every = sorted({(kind, name): expected for kind, name, expected in names(root)}.items())
    own: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for (kind, name), expected in every:
        own.setdefault(kind, []).append((name, expected))
    made: list[dict[str, Any]] = []

    def add(kind: str, source: list[tuple[str, dict[str, Any]]], form: Any) -> None:
        for name, expected in rng.sample(source, min(count, len(source))):
            made.append({"query": form(name), "type": kind, "expect": [expected]})

    named, aliases = own.get("name", []), own.get("alias", [])
    both = named + aliases
    long = [row for row in both if len(row[0]) >= 4]
    add("name", named, str)
    add("alias", aliases, str)
    add("partial", [row for row in both if len(row[0]) >= 5], lambda name: _part(name, rng))
    add("pinyin", long, lambda name: "".join(pinyin(name)))
    add("pinyin-initials", long, initials)
    add("typo", long, lambda name: _slip(name, rng))
    scripted = [row for row in both if any(char in _traditional() for char in row[0])]
    add("traditional", scripted, lambda name: "".join(_traditional().get(char, char) for char in name))
    if any_case:
        for query in made:
            query["expect"] = [{**item, "case": None} for item in query["expect"]]
    return made


def _part(name: str, rng: random.Random) -> str:
    size = rng.randint(3, len(name) - 1)
    start = rng.randint(0, len(name) - size)
    return name[start : start + size]


def main(arguments: list[str] | None = None) -> int:
    """Write the queries.

    Raises:
        RefusedError: where the library is wrong or has no name to ask for.
    """
    parser = Parser(prog="label_queries.py", description="由库里的名称生成查询集（改写、错字、拼音、繁体）。")
    parser.add_argument("target", type=Path, metavar="OUT.json", help="写到哪个文件；已有的会被换掉")
    parser.add_argument("--count", type=int, default=40, metavar="N", help="每种几条，默认 40；名称不够就用完为止")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，默认 1")
    parser.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help="资料库，默认本仓库")
    options = parser.parse_args(arguments)
    if options.count < 1:
        parser.error(f"--count 至少是 1，不是 {options.count}")
    made = queries(options.root, options.count, options.seed)
    if not made:
        raise RefusedError(f"资料库“{plain(str(options.root), 200)}”里没有三到九个汉字的名称，没有可问的。")
    options.target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{options.target}：{len(made)} 条")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
