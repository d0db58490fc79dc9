"""The generated pages as plain Markdown files, for a generator that knows no plugin of ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from anliku.bundle import search_scripts
from anliku.model import Library
from anliku.pages import Page
from anliku.pipeline import data_files, site_pages

_SETTINGS = """\
# 由 anliku export pages 写出；用 MkDocs + Material、Zensical 等生成器都能构建。
site_name: {title}
docs_dir: docs
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
extra_css:
  - assets/stylesheets/anliku.css
  - assets/stylesheets/search.css
extra_javascript:
  - assets/javascripts/reader.js
  - assets/javascripts/search.js
plugins: []
markdown_extensions:
  - tables
  - sane_lists
"""


def write_pages(library: Library, root: Path, target: Path, title: str) -> int:
    """The number of generated pages written below `target` (a new or empty folder).

    Raises:
        FileExistsError: where `target` holds anything.
        IssuesError: where a source of the search script is missing or cannot be read.
        OSError: where it cannot be written.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(str(target))
    scripts = search_scripts(root)
    docs = target / "docs"
    count = 0
    for page in site_pages(library, root, title):
        _write(docs / f"{page.path.removesuffix('.html')}.md", markdown(page).encode())
        count += 1
    for authored in sorted((root / "kb").rglob("*.md")):
        name = authored.relative_to(root / "kb")
        if name.parts[0] not in ("practices", "challenges", "topics") and not (docs / name).exists():
            _write(docs / name, authored.read_bytes())
    for path, content in (*scripts, *data_files(library)):
        _write(docs / path, content)
    shutil.copytree(root / "site_overrides" / "assets", docs / "assets", dirs_exist_ok=True)
    _write(target / "mkdocs.yml", _SETTINGS.format(title=json.dumps(title, ensure_ascii=False)).encode())
    return count


def markdown(page: Page) -> str:
    """The Markdown file of a page: front matter, then its HTML without blank lines."""
    front = {"title": page.title, "description": page.description, "hide": ["navigation"]}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "---\n" + "\n".join(lines) + f'\n---\n\n<div class="ak-page">\n{page.html}\n</div>\n'


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
