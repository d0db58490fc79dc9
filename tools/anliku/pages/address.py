"""Addresses: where in the site a place of the library is found."""

from __future__ import annotations

from anliku.outline.blocks import Ref

FOLDERS = {
    "case": "cases",
    "practice": "practices",
    "challenge": "challenges",
    "topic": "topics",
    "region": "regions",
    "metric": "metrics",
}


def path_of(ref: Ref) -> str:
    """The page of `ref`, relative to the site root, such as `cases/wuhou.html`."""
    if ref.kind == "page":
        return f"{ref.id}.html"
    if ref.kind == "term":
        return "terms.html"
    return f"{FOLDERS[ref.kind]}/{ref.id}.html"


def href(to: Ref, here: str) -> str:
    """The link from the page `here` to `to`."""
    path = path_of(to)
    fragment = f"#{to.anchor}" if to.anchor else ""
    if path == here:
        return fragment or path.rsplit("/", 1)[-1]
    return f"{'../' if '/' in here else ''}{path}{fragment}"
