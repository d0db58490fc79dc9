"""Writes a library of many generated cases, recombined from the real ones: generate.py DIR COUNT [--seed N].

For measuring only: their places do not exist, and nothing in them happened.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from console import ROOT, Parser, RefusedError, plain, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checked import checked

MOST = 100_000
"""Cases that their ids have digits for; ten thousand are built in minutes, more than this in hours."""
PROVINCES = (("四川省", "51"), ("重庆市", "50"), ("浙江省", "33"), ("广东省", "44"), ("湖北省", "42"), ("山东省", "37"))
FIRST = "春夏秋冬东南西北青红蓝白金银玉石江河湖海山林田园"
SECOND = "华安宁和顺兴福康平乐美明光新丰泰祥瑞清源"


def generate(target: Path, count: int, seed: int = 1) -> None:
    """Fill `target` with the real knowledge and `count` cases of about 4 KB of YAML each.

    Raises:
        RefusedError: where the real library has errors.
    """
    checked(ROOT)
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for name in ("kb", "site_overrides"):
        shutil.copytree(ROOT / name, target / name, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    folder = target / "cases"
    folder.mkdir(exist_ok=True)
    real: list[dict[str, Any]] = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - it builds text only
        for path in sorted((ROOT / "cases").glob("*.yml"))
    ]
    unused = {item["practice"]: item for source in real for item in source["practices"]}
    for number in range(count):
        case = _case(number, real, rng)
        for item in case["practices"]:
            unused.pop(item["practice"], None)
        if number == count - 1:
            _add(case, unused.values())
        text = yaml.dump(case, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
        (folder / f"{case['id']}.yml").write_text(text, encoding="utf-8")


def _case(number: int, real: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    base = rng.choice(real)
    name = rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(("街道", "社区", "苑小区"))
    province, code = rng.choice(PROVINCES)
    practices = [_clean(item) for source in _some(real, 2, rng) for item in _some(source["practices"], 3, rng)]
    for index, item in enumerate(practices):
        item["id"] = f"p{index}"
    figures = [_clean(item) for item in _some(base.get("figures", []), 3, rng)]
    _once([*figures, *(figure for item in practices for figure in item.get("figures", ()))])
    return {
        "id": f"gen-{number:05d}",
        "title": f"{name}：{practices[0].get('local_name') or practices[0]['what'][:12]}",
        "summary": base["summary"].replace("社区", name, 1),
        "place": {
            "province": province,
            "city": f"{rng.choice(FIRST)}{rng.choice(SECOND)}市",
            "district": f"{rng.choice(FIRST)}{rng.choice(SECOND)}区",
            "community": name,
            "adcode": f"{code}{rng.randint(1, 20):02d}{rng.randint(1, 15):02d}",
        },
        "level": rng.choice(("小区", "社区", "街道", "片区")),
        "status": "未知",
        "last_verified": "2026-01-01",
        "sources": [{"id": "s1", "kind": "其他", "rights": "未知", "note": "性能测试用的生成案例。"}],
        "figures": figures,
        "challenges": [_clean(item) for item in _some(base["challenges"], 4, rng)],
        "practices": practices,
    }


def _add(case: dict[str, Any], items: Iterable[dict[str, Any]]) -> None:
    """Put into the last case what few cases leave over: a practice that no case has would be an error."""
    for item in items:
        case["practices"].append({**_clean(item), "id": f"p{len(case['practices'])}"})
    _once([*case["figures"], *(figure for item in case["practices"] for figure in item.get("figures", ()))])


def _some(items: list[Any], count: int, rng: random.Random) -> list[Any]:
    """`count` of `items`, all where there are no more, in any order."""
    return rng.sample(items, min(count, len(items)))


def _once(figures: list[dict[str, Any]]) -> None:
    """Take the id of a figure away where another of the case has it."""
    seen: set[str] = set()
    for figure in figures:
        if figure.get("id") in seen:
            del figure["id"]
        elif "id" in figure:
            seen.add(figure["id"])


def _clean(item: Any) -> Any:
    """A part of a case without what belongs to its own case: site, and other sources than `s1`."""
    if isinstance(item, list):
        return [_clean(part) for part in item]
    if not isinstance(item, dict):
        return item
    return {key: "s1" if key == "source" else _clean(value) for key, value in item.items() if key != "site"}


def count_of(text: str, parser: Parser) -> int:
    """A number of cases as it was written on the command line; leaves with 2 where it is none."""
    if not text.isdecimal() or not 1 <= int(text[:9]) <= MOST or len(text) > 9:
        parser.error(f"COUNT 应是 1 到 {MOST} 的整数，不是“{plain(text, 20)}”")
    return int(text)


def main(arguments: list[str] | None = None) -> int:
    """Write a library.

    Raises:
        RefusedError: where the folder is not empty, or the real library has errors.
    """
    parser = Parser(prog="generate.py", description="由真实案例拼出一个很大的资料库，只用来测量；内容都不是真的。")
    parser.add_argument("target", type=Path, metavar="DIR", help="写到哪个文件夹：新的，或空的")
    parser.add_argument("count", metavar="COUNT", help=f"几个案例，1 到 {MOST}")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="种子，默认 1")
    options = parser.parse_args(arguments)
    count = count_of(options.count, parser)
    target: Path = options.target
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedError(f"“{plain(str(target), 200)}”已经有了，而且不是空文件夹 → 换一个新的文件夹")
    generate(target, count, options.seed)
    print(f"{target}：{count} 个案例")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
