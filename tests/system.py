"""Installs what the tests need besides Python packages, or says what to install. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

NEEDED: tuple[tuple[str, str], ...] = (
    ("chromium", "在真正的浏览器里打开生成的网站"),
    ("fonts-noto-cjk", "截图和版面测试要能显示汉字"),
)
"""Debian package and the reason for it; the one list of system software."""


def browser() -> str | None:
    """The path of a Chromium, `ANLIKU_CHROMIUM` first."""
    named = os.environ.get("ANLIKU_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def chinese_font() -> bool:
    """Whether the system can show Chinese."""
    if shutil.which("fc-list") is None:
        return sys.platform in ("darwin", "win32")
    listed = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=True)
    return bool(listed.stdout.strip())


def missing() -> list[str]:
    """Packages of NEEDED that are not there."""
    present = {"chromium": browser() is not None, "fonts-noto-cjk": chinese_font()}
    return [name for name, _ in NEEDED if not present[name]]


def install(packages: list[str]) -> None:
    """Install `packages` with apt where this user may."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    rights: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
            return
        rights = [sudo, "-n"]
    print(f"安装测试所需的系统软件：{'、'.join(packages)}……", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*rights, apt, *command], env=env, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    """0 where everything is there in the end."""
    packages = missing()
    if packages:
        install(packages)
    packages = missing()
    if not packages:
        return 0
    reasons = dict(NEEDED)
    for name in packages:
        print(f"缺少 {name}：{reasons[name]}。", file=sys.stderr)
    print(f"请安装后再运行，例如：sudo apt-get install {' '.join(packages)}", file=sys.stderr)
    print("已装在别处的浏览器可以这样指明：ANLIKU_CHROMIUM=/路径/chromium make test", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
