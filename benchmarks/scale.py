"""Times check and build on generated libraries: scale.py [COUNT ...] (1000 by default)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from console import Parser, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
from generate import MOST, count_of, generate
from measure import cost, weighed

DEFAULT_COUNT = 1000


def main(arguments: list[str] | None = None) -> int:
    """Print one row for each count and command; the worst exit code of them.

    Raises:
        RefusedError: where the real library has errors.
        MissingError: where the system counts neither time nor memory.
    """
    parser = Parser(prog="scale.py", description="在生成的大案例库上测量检查和构建的时间、内存。")
    parser.add_argument(
        "counts", nargs="*", metavar="COUNT", help=f"案例数，1 到 {MOST}，可写几个；默认 {DEFAULT_COUNT}"
    )
    given = parser.parse_args(arguments).counts
    counts = [count_of(text, parser) for text in given] or [DEFAULT_COUNT]
    worst = 0
    print(f"{'案例数':>8} {'命令':<10} {'CPU 秒':>8} {'用时秒':>8} {'内存 MB':>8}  网站 MB")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            generate(root, count)
            for command in ("check", "build"):
                worst = max(worst, _row(root, count, command))
    return worst


def _row(root: Path, count: int, command: str) -> int:
    took = cost([sys.executable, "-m", "anliku", "-C", str(root), command])
    size = weighed(root / "site")[0] / 1e6
    print(
        f"{count:>8} {command:<10} {took.cpu:>10.1f} {took.wall:>10.1f} {took.memory:>9.0f}  {size:.0f}"
        + ("" if took.code == 0 else f"  退出码 {took.code}"),
        flush=True,
    )
    if took.code:
        print(took.output, file=sys.stderr)
    return took.code


if __name__ == "__main__":
    sys.exit(run(main))
