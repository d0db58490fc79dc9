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


NEEDED_FOR_EXPORTS: tuple[tuple[str, str], ...] = (
    ("libreoffice-writer", "另一个程序打开导出的 Word，转成 PDF 看标题在不在"),
    ("libreoffice-impress", "另一个程序打开导出的幻灯片"),
    ("default-jre-headless", "epubcheck 要用 Java"),
)
"""What `make test-exports` needs besides: packages and reasons."""


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


def office(program: str) -> bool:
    """Whether LibreOffice is there with one of its programs."""
    found = shutil.which("soffice")
    return found is not None and (Path(found).resolve().parent / program).exists()


def missing(needed: tuple[tuple[str, str], ...]) -> list[str]:
    """Packages of `needed` that are not there."""
    present = {
        "chromium": lambda: browser() is not None,
        "fonts-noto-cjk": chinese_font,
        "libreoffice-writer": lambda: office("swriter") or office("libswlo.so"),
        "libreoffice-impress": lambda: office("simpress") or office("libsdlo.so"),
        "default-jre-headless": lambda: shutil.which("java") is not None,
    }
    return [name for name, _ in needed if not present[name]()]


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
    """0 where everything is there in the end; `--exports` asks for what the export tests need too."""
    needed = NEEDED + (NEEDED_FOR_EXPORTS if "--exports" in sys.argv[1:] else ())
    packages = missing(needed)
    if packages:
        install(packages)
    packages = missing(needed)
    if not packages:
        return 0
    reasons = dict(needed)
    for name in packages:
        print(f"缺少 {name}：{reasons[name]}。", file=sys.stderr)
    print(f"请安装后再运行，例如：sudo apt-get install {' '.join(packages)}", file=sys.stderr)
    print("已装在别处的浏览器可以这样指明：ANLIKU_CHROMIUM=/路径/chromium make test", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
