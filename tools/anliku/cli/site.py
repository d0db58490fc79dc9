"""Commands that make pages: build, serve, export."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from argparse import Namespace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from anliku.cli.author import report
from anliku.issues import IssuesError

WATCHED = ("cases", "kb", "site_overrides", "mkdocs.yml")


def build(options: Namespace, root: Path) -> int:
    """Build the site; 1 where anything is wrong, and the last good site stands."""
    target = Path(options.output) if options.output else None
    return _build(root, target, packs=not options.no_packs)


def _build(root: Path, target: Path | None, *, packs: bool) -> int:
    from anliku.build import build_site
    from anliku.publish import BuildRunningError, NotASiteError
    from anliku.shell import SiteError

    started = time.monotonic()
    try:
        site = build_site(root, target, packs=packs)
    except IssuesError as error:
        code = report(error.issues)
        print("网站没有改动。")
        return code
    except SiteError as error:
        print(f"生成网站失败，网站没有改动：\n{error}", file=sys.stderr)
        return 1
    except BuildRunningError:
        print("另一个构建正在进行，等它结束再运行。", file=sys.stderr)
        return 1
    except NotASiteError as error:
        print(f"“{error}”里不是本工具生成的网站，没有改动。换一个空文件夹：anliku build -o DIR", file=sys.stderr)
        return 1
    print(f"网站已生成，用时 {time.monotonic() - started:.1f} 秒。打开：{site / 'index.html'}")
    return 0


def serve(options: Namespace, root: Path) -> int:
    """Serve the site on this computer only; build again when a file changes."""
    target = root / "build" / "preview"
    code = _build(root, target, packs=False)
    if not target.exists():
        return code
    handler = partial(_Quiet, directory=str(target))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except (OSError, OverflowError):
        print(f"端口 {options.port} 用不了，换一个，如：anliku serve --port 8123", file=sys.stderr)
        return 1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Everything that follows is the preview: wherever Ctrl+C meets it, stopping is what was asked for.
    with contextlib.suppress(KeyboardInterrupt):
        print(
            f"预览：http://127.0.0.1:{server.server_port}/index.html"
            "  （按 Ctrl+C 停止；改了文件会重新生成，刷新网页即可）",
            flush=True,
        )
        state = _stamp(root)
        while True:
            time.sleep(1)
            now = _stamp(root)
            if now != state:
                state = now
                _build(root, target, packs=False)
    server.shutdown()
    server.server_close()
    print("\n预览已停止。")
    return 0


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def _stamp(root: Path) -> tuple[tuple[str, int], ...]:
    found = []
    for name in WATCHED:
        path = root / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            with contextlib.suppress(FileNotFoundError):
                found.append((str(file), file.stat().st_mtime_ns))
    return tuple(found)
