"""Addresses of pages, and the way from one to another."""

from __future__ import annotations

import pytest
from anliku.outline.blocks import Ref
from anliku.pages.address import href, path_of


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        (Ref("case", "wuhou"), "cases/wuhou.html"),
        (Ref("practice", "a"), "practices/a.html"),
        (Ref("challenge", "a"), "challenges/a.html"),
        (Ref("topic", "a"), "topics/a.html"),
        (Ref("region", "510107"), "regions/510107.html"),
        (Ref("metric", "a"), "metrics/a.html"),
        (Ref("term", "a"), "terms.html"),
        (Ref("page", "cases/index"), "cases/index.html"),
        (Ref("page", "about"), "about.html"),
    ],
)
def test_every_kind_of_record_has_its_folder(ref: Ref, path: str) -> None:
    assert path_of(ref) == path


@pytest.mark.parametrize(
    ("to", "here", "link"),
    [
        (Ref("case", "a"), "index.html", "cases/a.html"),
        (Ref("case", "a"), "cases/b.html", "../cases/a.html"),
        (Ref("case", "a", "p-x"), "practices/b.html", "../cases/a.html#p-x"),
        (Ref("case", "a", "p-x"), "cases/a.html", "#p-x"),
        (Ref("case", "a"), "cases/a.html", "a.html"),
        (Ref("page", "terms", "t-x"), "terms.html", "#t-x"),
        (Ref("page", "index"), "cases/a.html", "../index.html"),
    ],
)
def test_links_are_relative_so_that_the_site_works_anywhere(to: Ref, here: str, link: str) -> None:
    assert href(to, here) == link
