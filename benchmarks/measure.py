"""What a command costs, and what a folder weighs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from console import MissingError, RefusedError

SHOWN = 20_000
"""Characters of the output of a failed command that are shown, its end."""


@dataclass(frozen=True)
class Cost:
    """What one finished command took, its own children included.

    Attributes:
        cpu: seconds of CPU.
        wall: seconds from start to end.
        memory: MB (2**20 bytes) of the process that took most, at its peak.
        code: its exit code.
        output: what it printed, both streams.
    """

    cpu: float
    wall: float
    memory: float
    code: int
    output: str


def cost(command: list[str]) -> Cost:
    """What `command` takes.

    Raises:
        MissingError: where the system counts no such thing (Windows).
    """
    if not hasattr(os, "wait4"):
        raise MissingError("这个系统不能量子进程的 CPU 时间和内存，请在 Linux 或 macOS 上运行。")
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            process.wait()  # it has heard the same Ctrl+C
            raise
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = peak_mb(usage.ru_maxrss)
        return Cost(usage.ru_utime + usage.ru_stime, wall, memory, process.returncode, _end(output))


def succeeded(command: list[str]) -> Cost:
    """What `command` takes.

    Raises:
        RefusedError: where it fails, with what it printed.
        MissingError: as `cost`.
    """
    found = cost(command)
    if found.code:
        raise RefusedError(
            f"这条命令失败了（退出码 {found.code}）：{' '.join(command)}", found.output or "它什么也没有说。"
        )
    return found


def peak_mb(maximum: int) -> float:
    """MB of `ru_maxrss`, which macOS counts in bytes and Linux in KB."""
    return maximum / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _end(output: IO[bytes]) -> str:
    output.seek(0)
    text = output.read().decode(errors="replace").strip()
    return text if len(text) <= SHOWN else f"……\n{text[-SHOWN:]}"


def weighed(folder: Path) -> tuple[int, int]:
    """Bytes and files below a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)
