"""Writes a library of many generated cases, recombined from the real ones; for measuring only."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PROVINCES = (("四川省", "51"), ("重庆市", "50"), ("浙江省", "33"), ("广东省", "44"), ("湖北省", "42"), ("山东省", "37"))
FIRST = "春夏秋冬东南西北青红蓝白金银玉石江河湖海山林田园"
SECOND = "华安宁和顺兴福康平乐美明光新丰泰祥瑞清源"


def generate(target: Path, count: int, seed: int = 1) -> None:
    """Fill `target` with the real knowledge and `count` cases of about 4 KB of YAML each."""
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
    for number in range(count):
        case = _case(number, real, rng)
        text = yaml.dump(case, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
        (folder / f"{case['id']}.yml").write_text(text, encoding="utf-8")


def _case(number: int, real: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    base = rng.choice(real)
    name = rng.choice(FIRST) + rng.choice(SECOND) + rng.choice(("街道", "社区", "苑小区"))
    province, code = rng.choice(PROVINCES)
    practices = [_clean(item) for source in rng.sample(real, 2) for item in rng.sample(source["practices"], 3)]
    for index, item in enumerate(practices):
        item["id"] = f"p{index}"
    figures = [_clean(item) for item in rng.sample(base["figures"], 3)]
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
        "challenges": [_clean(item) for item in rng.sample(base["challenges"], 4)],
        "practices": practices,
    }


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
