"""A library folder to a finished site; the last good site stands until the new one is whole."""

from __future__ import annotations

from pathlib import Path

from anliku.pipeline import build_library
from anliku.publish import staging
from anliku.shell import run_mkdocs, site_settings

WORK = Path("build")


def build_site(root: Path, site: Path | None = None, *, packs: bool = True) -> Path:
    """The folder of the built site; without `packs` its pages offer no downloads, whatever mkdocs.yml says.

    Raises:
        IssuesError: where the library has errors.
        SiteError: where MkDocs warns or fails.
        BuildRunningError: where another build is running.
        NotASiteError: where something else than a site stands in its place.
        OSError: where a folder cannot be written.
    """
    library = build_library(root)
    target = (site or Path(site_settings(root).site_dir)).resolve()
    with staging(root / WORK, target) as folder:
        config = site_settings(root, folder)
        config.plugins["anliku"].library = library  # type: ignore[attr-defined]  # our own plugin
        if not packs:
            config.plugins["anliku"].config["packs"] = False
        run_mkdocs(config)
    return target
