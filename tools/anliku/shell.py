"""The theme's page shell, rendered once per section and filled with every generated page."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from anliku.pages import Page, TocEntry

_SLOTS = {name: f"@@anliku-{name}@@" for name in ("title", "description", "path", "toc", "content")}
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


class Shells:
    """Renders the theme around pages; one shell for each section of the site."""

    def __init__(self, env: Any, config: MkDocsConfig, nav: Navigation, files: Files) -> None:
        """Take what MkDocs has at the time of `on_env`."""
        self._env, self._config, self._nav, self._files = env, config, nav, files
        self._shells: dict[tuple[str, bool, bool], list[str]] = {}

    def fill(self, page: Page) -> str:
        """The whole HTML of `page`."""
        here = page.path.split("/")[0] if "/" in page.path else page.path
        key = (here, page.wide, bool(page.toc))
        if key not in self._shells:
            self._shells[key] = re.split("(" + "|".join(_SLOTS.values()) + ")", self._render(page))
        name = self._config.site_name
        values = {
            "title": escape(name if page.path == "index.html" else f"{page.title} - {name}"),
            "description": escape(page.description),
            "path": escape("" if page.path == "index.html" else page.path),
            "toc": contents(page.toc),
            "content": page.html,
        }
        by_slot = {slot: values[key] for key, slot in _SLOTS.items()}
        return "".join(by_slot.get(part, part) for part in self._shells[key])

    def _render(self, page: Page) -> str:
        """The shell of the section `page` is in, with slots where pages differ."""
        source = page.path.removesuffix(".html") + ".md"
        file = File(source, None, self._config.site_dir, use_directory_urls=False)
        shell = MkDocsPage(page.title, file, self._config)
        shell.content = _SLOTS["content"] + "<h1"
        shell.meta = {
            "title": page.title,
            "anliku_title": _SLOTS["title"],
            "description": _SLOTS["description"],
            "anliku_path": _SLOTS["path"],
            "anliku_toc": _SLOTS["toc"] if page.toc else "",
            "anliku_wide": page.wide,
        }
        self._mark(page, shell)
        context = get_context(self._nav, self._files, self._config, shell)
        html = self._env.get_template("main.html").render(context)
        self._unmark()
        return secured(html.replace(_SLOTS["content"] + "<h1", _SLOTS["content"]))

    def _mark(self, page: Page, shell: MkDocsPage) -> None:
        """Make the theme show where in the navigation `page` is."""
        folder = page.path.split("/")[0]
        for entry in self._nav.pages:
            if entry.url == page.path or ("/" in page.path and entry.url == f"{folder}/index.html"):
                entry.active = True
                shell.parent = entry.parent

    def _unmark(self) -> None:
        for entry in self._nav.pages:
            entry.active = False


def contents(entries: Sequence[TocEntry]) -> str:
    """The table of contents of a page."""
    if not entries:
        return ""
    lines = ['<nav class="ak-contents" aria-label="本页目录"><p class="ak-contents__title">本页目录</p><ul>']
    for entry in entries:
        inner = "".join(f'<li><a href="#{c.anchor}">{escape(c.text)}</a></li>' for c in entry.children)
        lines.append(
            f'<li><a href="#{entry.anchor}">{escape(entry.text)}</a>{f"<ul>{inner}</ul>" if inner else ""}</li>'
        )
    return "".join(lines) + "</ul></nav>"


def secured(html: str) -> str:
    """`html` with a strict Content-Security-Policy as its first meta.

    Inline scripts and styles of the theme are allowed by hash, computed here; nothing else inline runs.
    """
    scripts = " ".join(dict.fromkeys(_hash(body) for body in _SCRIPT.findall(html)))
    styles = " ".join(dict.fromkeys(_hash(body) for body in _STYLE.findall(html)))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}".strip(),
            f"style-src 'self' {styles}".strip(),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(r"(<meta charset=\"utf-8\">)", lambda found: f"{found[1]}\n{meta}", html, count=1)


def _hash(body: str) -> str:
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    return f"'sha256-{digest}'"


class SiteError(Exception):
    """Raised where MkDocs cannot make the site; the text says why, in its words."""


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _translated() -> Iterator[None]:
    """Keep MkDocs silent; what it complains of becomes the text of a SiteError."""
    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(heard)
    try:
        yield
    except (Abort, MkDocsException) as error:
        # Abort says only that the build failed, in English; what was heard says why.
        why = () if isinstance(error, Abort) and heard.lines else (str(error),)
        raise SiteError("\n".join((*heard.lines, *why))) from error
    finally:
        logger.removeHandler(heard)
        logger.propagate = propagate


def site_settings(root: Path, site_dir: Path | None = None) -> MkDocsConfig:
    """MkDocs' settings of the library at `root`.

    Raises:
        SiteError: where mkdocs.yml is missing or wrong.
    """
    overrides = {"site_dir": str(site_dir)} if site_dir else {}
    with _translated():
        config = load_config(str(root / "mkdocs.yml"), strict=True, **overrides)
    if "anliku" not in config.plugins:
        raise SiteError("mkdocs.yml 的 plugins 里没有 anliku，加上一行“  - anliku”")
    return config


def run_mkdocs(config: MkDocsConfig) -> None:
    """Build the site of `config`.

    Raises:
        SiteError: where MkDocs fails or so much as warns.
    """
    with _translated():
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
