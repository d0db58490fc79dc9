"""Times check and build on generated libraries: python benchmarks/scale.py [COUNT ...] (1000 by default)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import generate


def measure(root: Path, *command: str) -> tuple[float, float, int]:
    """CPU seconds, peak memory in MB, exit code of `anliku COMMAND`."""
    process = subprocess.Popen([sys.executable, "-m", "anliku", "-C", str(root), *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main() -> int:
    """Print one row for each count and command."""
    counts = [int(text) for text in sys.argv[1:]] or [1000]
    worst = 0
    print(f"{'案例数':>8} {'命令':<10} {'CPU 秒':>8} {'内存 MB':>8}  网站 MB")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            generate(root, count)
            for command in (("check",), ("build",)):
                cpu, memory, code = measure(root, *command)
                worst = max(worst, code)
                size = sum(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file()) / 1e6
                print(
                    f"{count:>8} {command[0]:<10} {cpu:>8.1f} {memory:>8.0f}  {size:.0f}"
                    + ("" if code == 0 else f"  退出码 {code}")
                )
    return worst


if __name__ == "__main__":
    sys.exit(main())
