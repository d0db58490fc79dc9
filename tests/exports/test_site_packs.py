"""The packs of a site: offered on the pages they belong to, kept between builds, left out where switched off."""

from __future__ import annotations

import re
from pathlib import Path

from anliku.build import build_site
from real import complete
from toy import Toy


def links(page: Path) -> list[str]:
    return re.findall(r'href="\.\./(packs/[^"]+)" download', page.read_text(encoding="utf-8"))


def test_pages_offer_packs_with_size_and_date_and_an_unchanged_pack_is_kept(toy: Toy) -> None:
    complete(toy.root)
    toy.edit("mkdocs.yml", "packs: false", "packs: true")
    site = build_site(toy.root)
    for folder in ("topics", "practices", "cases"):
        for page in (site / folder).glob("*.html"):
            offered = links(page)
            assert offered or page.name == "index.html" or "ak-document" not in page.read_text(encoding="utf-8"), page
            assert all((site / path).stat().st_size > 0 for path in offered)
    topics = [page for page in (site / "topics").glob("*.html") if links(page)]
    text = topics[0].read_text(encoding="utf-8")
    assert re.search(r"\d+ KB", text)
    assert "内容核对至 2024" in text
    store = toy.root / "build" / "cache" / "packs"
    before = {path.name: path.stat().st_mtime_ns for path in store.iterdir()}
    build_site(toy.root)
    assert {path.name: path.stat().st_mtime_ns for path in store.iterdir()} == before
    bare = build_site(toy.root, packs=False)
    assert not (bare / "packs").exists()
