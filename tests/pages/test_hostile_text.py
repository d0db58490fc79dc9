"""Case text is data: whatever it holds is shown, never run."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from anliku.link import link
from anliku.load import load
from anliku.model import Case, Challenge, Library, Practice, Record, Term, Topic
from anliku.model.walk import texts, walk
from anliku.pages import Page
from anliku.pipeline import assemble, site_pages
from anliku.shell import contents
from anliku.tag import tag
from htmltree import Element, read
from real import CACHE
from toy import LIBRARY

BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&#60;b&#62;{{7*7}}javascript:alert(1)"
ALLOWED = set(
    "a aside button caption code dd div dl dt em form h1 h2 h3 h4 h5 h6 header input label li nav noscript ol p pre "
    "section span strong table tbody td th thead tr ul".split()
)
IDENTIFIERS = frozenset(
    "id practice challenge site source metric answers practices broader related topics renamed_from family see "
    "adcode url sha256 retrieved case".split()
)
"""Fields whose form the loader checks: an id, a code, a URL, a date."""


def spoilt(record: Any) -> Any:
    """`record` with `BAD` added to every text it holds, past the validation a file must pass."""
    changes: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if isinstance(value, Record):
            changes[name] = spoilt(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            changes[name] = tuple(spoilt(item) for item in value)
        elif name in IDENTIFIERS or _is_choice(field.annotation):
            continue
        elif isinstance(value, str) and not re.fullmatch(r"[0-9-]+|未注年份", value):
            changes[name] = value + BAD
        elif isinstance(value, tuple):
            changes[name] = tuple(item + BAD if isinstance(item, str) else item for item in value)
    return record.model_copy(update=changes)


def _is_choice(annotation: Any) -> bool:
    return get_origin(annotation) is Literal or any(
        _is_choice(part) for part in get_args(annotation) if get_origin(part) in (Literal, Union)
    )


@pytest.fixture(scope="module")
def hostile() -> Library:
    records = load(LIBRARY)
    library = assemble(records)
    changed = {
        name: {key: spoilt(record) for key, record in getattr(library, name).items()}
        for name in ("cases", "practices", "challenges", "topics", "metrics", "families", "terms")
    }
    tombstones = tuple(spoilt(row) for row in library.tombstones)
    return link(tag(Library(**changed, tombstones=tombstones), CACHE))


@pytest.fixture(scope="module")
def pages(hostile: Library) -> dict[str, Page]:
    return {page.path: page for page in site_pages(hostile, LIBRARY, f"库{BAD}")}


def dangers(tree: Element) -> list[str]:
    """What a browser would run or load from elsewhere."""
    found = []
    for element in tree.all():
        if element.name and element.name not in ALLOWED:
            found.append(f"<{element.name}>")
        for name, value in element.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                found.append(f"{name}={value}")
            if name in ("href", "src", "action") and not re.match(r"https?://|[\w./#-]*$", value):
                found.append(f"{name}={value}")
    return found


def test_the_texts_really_are_hostile(hostile: Library) -> None:
    for kind, group in (("case", hostile.cases), ("practice", hostile.practices), ("challenge", hostile.challenges)):
        for record in group.values():
            spoiled = [path for path, text in texts(record) if BAD in text]
            assert len(spoiled) >= 3, kind
    assert all(isinstance(item, Record) for case in hostile.cases.values() for _, item in walk(case))
    assert {type(group) for group in (Case, Practice, Challenge, Topic, Term)}


def test_no_page_of_hostile_text_has_anything_to_run(pages: dict[str, Page]) -> None:
    assert {path: found for path, page in pages.items() if (found := dangers(read(page.html)))} == {}


def test_hostile_text_is_shown_as_it_stands(pages: dict[str, Page]) -> None:
    for path in ("cases/jia-yi-shed.html", "practices/courtyard-meeting.html", "challenges/parking.html"):
        assert BAD in next(read(pages[path].html).all("h1")).text
    assert read(pages["cases/jia-yi-shed.html"].html).text.count("<script>alert(1)</script>") > 40
    assert "49" not in next(read(pages["topics/consultation.html"].html).all("h1")).text


def test_hostile_headings_are_text_in_the_contents_too(pages: dict[str, Page]) -> None:
    nav = contents(pages["cases/jia-yi-shed.html"].toc)
    assert dangers(read(nav)) == []
    assert "&lt;script&gt;" in nav


def test_hostile_titles_and_descriptions_stay_text_until_they_are_escaped(pages: dict[str, Page]) -> None:
    page = pages["cases/jia-yi-shed.html"]
    assert page.title.endswith(BAD)
    assert BAD in page.description


def test_dataclasses_of_the_page_hold_nothing_but_text_and_the_trusted_html() -> None:
    assert is_dataclass(Page)
    assert {field.name for field in fields(Page)} == {"path", "title", "description", "html", "toc", "wide"}
