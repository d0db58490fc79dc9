"""One page of every kind of the toy library, letter for letter; and what must be true of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from anliku.link import link
from anliku.load import load
from anliku.pages import Page
from anliku.pipeline import assemble, site_pages
from anliku.tag import tag
from htmltree import read
from real import CACHE
from toy import LIBRARY

GOLDEN = (
    "index",
    "terms",
    "cases/index",
    "cases/jia-yi-shed",
    "cases/jia-wu-canteen",
    "cases/ren-gui-lift",
    "practices/index",
    "practices/courtyard-meeting",
    "practices/door-delivery",
    "challenges/index",
    "challenges/parking",
    "topics/index",
    "topics/consultation",
    "regions/index",
    "regions/990102",
    "metrics/index",
    "metrics/households",
    "metrics/green-area",
    "cases/wu-canteen",
    "practices/stair-retrofit",
    "practices/old-banquet",
)


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    library = link(tag(assemble(load(LIBRARY)), CACHE))
    return {page.path.removesuffix(".html"): page for page in site_pages(library, LIBRARY, "样例库")}


@pytest.mark.parametrize("path", GOLDEN)
def test_a_page_reads_as_it_did(pages: dict[str, Page], golden: Callable[[str, str], None], path: str) -> None:
    page = pages[path]
    contents = "".join(
        f"  {entry.text} #{entry.anchor}\n" + "".join(f"    {e.text} #{e.anchor}\n" for e in entry.children)
        for entry in page.toc
    )
    head = f"<!--\n{page.title}\n{page.description}\n{contents}-->\n"
    golden(f"pages/{path}.html", f"{head}{page.html}\n")


def test_the_list_of_pages_is_as_it_was(pages: dict[str, Page], golden: Callable[[str, str], None]) -> None:
    golden("pages/list.txt", "".join(f"{path}\n" for path in sorted(pages)))


def test_every_tag_of_every_page_is_closed_and_no_id_occurs_twice(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        tree = read(page.html)
        assert len(tree.ids) == len(set(tree.ids)), path
        assert len(list(tree.all("h1"))) == 1, path


def test_every_entry_of_the_contents_has_its_heading(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        anchors = [e.anchor for entry in page.toc for e in (entry, *entry.children)]
        assert set(anchors) <= set(read(page.html).ids), path


def test_no_page_has_a_blank_line_that_would_end_an_html_block_in_markdown(pages: dict[str, Page]) -> None:
    assert [path for path, page in pages.items() if path != "search" and "\n\n" in page.html] == []


def test_glossary_entries_stand_side_by_side_in_the_contents(pages: dict[str, Page]) -> None:
    assert [(entry.anchor, entry.children) for entry in pages["terms"].toc] == [
        ("t-grid-worker", ()),
        ("t-block-head", ()),
    ]


def test_a_renamed_record_leads_on_and_a_removed_one_says_why(pages: dict[str, Page]) -> None:
    assert read(pages["cases/wu-canteen"].html).links == ["../cases/jia-wu-canteen.html"]
    gone = read(pages["practices/old-banquet"].html)
    assert "已并入议事会" in gone.text
    assert gone.links == ["../practices/courtyard-meeting.html"]


def test_lineage_links_to_the_case_and_practice_it_names(pages: dict[str, Page]) -> None:
    page = read(pages["cases/jia-wu-canteen"].html)
    row = next(row for row in page.of_class("ak-facts__row") if row.text.startswith("学习自"))
    assert "jia-yi-shed.html" in row.text + " ".join(row.links)
    assert "../practices/courtyard-meeting.html" in row.links


def test_terms_are_linked_at_their_first_mention_but_not_on_their_own_page(pages: dict[str, Page]) -> None:
    case = read(pages["cases/jia-yi-shed"].html)
    terms = [a.attributes["href"] for a in case.of_class("ak-term")]
    assert "../terms.html#t-grid-worker" in terms
    own = read(pages["practices/courtyard-meeting"].html)
    assert "courtyard-meeting.html" not in {a.attributes["href"] for a in own.of_class("ak-term")}
