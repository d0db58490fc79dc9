"""The thin MkDocs plugin: hands the generated pages to MkDocs, so that `mkdocs build` gives the same site."""

from __future__ import annotations

import logging
import shutil
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from anliku import __version__
from anliku.bundle import search_scripts
from anliku.exports.options import ExportError
from anliku.issues import IssuesError
from anliku.model import Library
from anliku.pages.prose import SafeMarkdown
from anliku.pipeline import build_library, data_files, site_packs, site_pages
from anliku.shell import Shells, secured

log = logging.getLogger("mkdocs.plugins.anliku")

_UNUSED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/javascripts/bundle.",
    "assets/images/favicon.png",
    "sitemap.xml",
    "search/",
)
"""Theme files no page of ours loads: Material's, and the sources our search reader is bundled from."""


class _Settings(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """What mkdocs.yml may say of the plugin."""

    packs = Type(bool, default=True)
    """Whether pages offer packs for download."""


class AnlikuPlugin(BasePlugin[_Settings]):  # type: ignore[no-untyped-call]  # as above
    """Adds the pages of the library; no settings of its own."""

    library: Library | None = None
    """Set beforehand by `anliku build`, which has it already."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make hand-written pages as safe as generated ones."""
        config.markdown_extensions.append(SafeMarkdown())  # type: ignore[arg-type]  # Markdown takes instances too
        config.theme.static_templates.discard("sitemap.xml")  # it dates pages by the clock; ours is in `_sitemap`
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the library before MkDocs wipes the last good site."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        try:
            library = self.library or build_library(root)
            self._scripts = search_scripts(root)
        except IssuesError as error:
            for issue in error.issues:
                log.error(str(issue))  # noqa: TRY400 - an issue is a message to an author, a traceback is none
            raise PluginError(f"共 {len(error.issues)} 处错误，网站没有改动；改好后再运行。") from error
        self._library = library
        try:
            self._packs = site_packs(library, root, config.site_url or "", __version__) if self.config.packs else ()
        except ExportError as error:
            raise PluginError(f"资料包生成失败：{error}") from error
        self._pages = site_pages(library, root, config.site_name, self._packs)
        self._addresses: set[str] = set()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Announce the pages that stand in the navigation, leave out what no page loads."""
        for path in _ANNOUNCED:
            known = files.get_file_from_path(path)
            if known is not None:
                files.remove(known)
            files.append(File.generated(config, path, content=""))
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map"):
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the shells."""
        self._nav = nav
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Keep the template environment for the shells."""
        self._shells = Shells(env, config, self._nav, files)
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """A hand-written page, secured; nothing, which MkDocs does not write, where a generated one will stand."""
        if page.file.src_uri in _ANNOUNCED:
            return ""
        self._addresses.add(page.url)
        return secured(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Secure the 404 page."""
        return secured(output_content) if template_name.endswith(".html") else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the generated pages, each as it is made, and the files that are no pages."""
        site = Path(config.site_dir)
        for page in self._pages:
            self._addresses.add(page.path)
            write_file(self._shells.fill(page).encode(), str(site / page.path))
        if config.site_url:
            write_file(_sitemap(config.site_url, sorted(self._addresses)), str(site / "sitemap.xml"))
        for offer in self._packs:
            (site / "packs").mkdir(exist_ok=True)
            shutil.copyfile(offer.source, site / offer.path)
        for path, content in (*self._scripts, *data_files(self._library)):
            write_file(content, str(site / path))


def _sitemap(site_url: str, paths: list[str]) -> bytes:
    urls = "".join(f"<url><loc>{escape(site_url.rstrip('/'))}/{path}</loc></url>\n" for path in paths)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n".encode()


_SECTIONS = ("cases", "practices", "challenges", "topics", "regions", "metrics")
_ANNOUNCED = tuple(
    f"{path}.md" for path in ("index", "terms", "search", "maintenance", *(f"{name}/index" for name in _SECTIONS))
)
"""Pages that MkDocs must know of, for the navigation, and that we write."""
