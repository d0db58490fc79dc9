"""Curators' Markdown: whatever is tried, nothing runs and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from anliku.outline.blocks import Link, Ref
from anliku.pages.prose import ProseRenderer, SafeMarkdown, safe_target
from htmltree import read
from markdown import Markdown


class Terms:
    """A writer that knows one term."""

    def text(self, text: str, *exclude: str) -> tuple[Any, ...]:
        before, term, after = text.partition("院坝会")
        if not term or "practice/courtyard-meeting" in exclude:
            return (text,)
        return tuple(
            part for part in (before, Link(term, Ref("practice", "courtyard-meeting"), found=True), after) if part
        )


@pytest.fixture(scope="module")
def prose() -> ProseRenderer:
    return ProseRenderer(Terms())  # type: ignore[arg-type]


TRICKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{background:url(//evil.example)}</style>",
    "<a href='javascript:alert(1)'>点</a>",
    "<div markdown='1'>*甲*</div>\n\n<b>乙</b>",
    "<!-- <script>alert(1)</script> -->",
    "<?php alert(1) ?>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[点](javascript:alert(1))",
    "[点](JaVaScRiPt:alert(1))",
    "[点]( javascript:alert(1))",
    "[点](java\tscript:alert(1))",
    "[点](java&Tab;script:alert(1))",
    "[点](&#106;avascript:alert(1))",
    "[点](&#x6A;avascript:alert(1))",
    "[点](&amp;#106;avascript:alert(1))",
    "[点](&amp;amp;#106;avascript:alert(1))",
    "[点](javascript&colon;alert(1))",
    "[点](javascript&amp;colon;alert(1))",
    "[点](\x01javascript:alert(1))",
    "[点](<javascript:alert(1)>)",
    "[点](vbscript:msgbox)",
    "[点](data:text/html,<script>alert(1)</script>)",
    "[点](data:text/html;base64,PHNjcmlwdD4=)",
    "[点](file:///etc/passwd)",
    "[点](//evil.example)",
    "[点](/\\evil.example)",
    "[点](\\\\\\\\evil.example)",
    "[点](&sol;/evil.example)",
    "[点](mailto:a@example.org)",
    "<javascript:alert(1)>",
    "<a@example.org>",
    "[点]: javascript:alert(1)\n\n[点]",
    "[点][一]\n\n[一]: data:text/html,x '题'",
    "![图](https://evil.example/x.png)",
    "![图](javascript:alert(1))",
    "![图][一]\n\n[一]: https://evil.example/x.png",
    "[![图](x.png)](javascript:alert(1))",
    "[a](b.md \"x' onmouseover='alert(1)\")",
    '[a](b.md "x\\" onmouseover=\\"alert(1)")',
    '[a](https://example.org/"onclick=alert(1))',
    "[<img src=x onerror=alert(1)>](b.md)",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| 甲 | <img src=x onerror=alert(1)> |\n|---|---|\n| <script>x</script> | [点](javascript:x) |",
    "- <b>甲</b>\n    - <script>乙</script>",
    "> <script>alert(1)</script>",
    "# <script>alert(1)</script>\n\n甲",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03",
    "院坝会<img src=x onerror=alert(1)>院坝会",
    "[院坝会](javascript:alert(1))",
    "{: onclick=alert(1) }",
    "甲\n{: onclick=alert(1) }",
)


def opened_by_a_browser(href: str) -> str:
    """What a browser makes of an attribute: spaces and controls inside a scheme do not count."""
    return re.sub(r"[\x00-\x20]", "", unescape(href))


@pytest.mark.parametrize("text", TRICKS)
def test_prose_stays_inert(prose: ProseRenderer, text: str) -> None:
    for html in (prose.html(text, "topics/a.html"), Markdown(extensions=[SafeMarkdown(), "tables"]).convert(text)):
        allowed = set("a blockquote code em h1 h2 h3 h4 h5 h6 li ol p pre strong table tbody td th thead tr ul".split())
        tree = read(html)
        assert {element.name for element in tree.all()} - {""} <= allowed
        for element in tree.all():
            assert set(element.attributes) <= {"href", "title", "class"}
        for link in tree.links:
            # Read as a browser does, and once more, as a careless tool might.
            for target in (link, unescape(link)):
                assert re.match(r"https?://|[^:/\\][^:]*$|#", opened_by_a_browser(target)), target


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://example.org/a?b=1&copy=2#c", "https://example.org/a?b=1&copy=2#c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("../practices/courtyard-meeting.md", "../practices/courtyard-meeting.html"),
        ("courtyard-meeting.md#how", "courtyard-meeting.html#how"),
        ("#how", "#how"),
        ("../terms.html", "../terms.html"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("//example.org", ""),
        ("http://[", ""),
        ("a:b", ""),
    ],
)
def test_a_target_is_kept_where_it_is_a_page(target: str, safe: str) -> None:
    assert safe_target(target) == safe


def test_html_and_images_are_shown_as_text(prose: ProseRenderer) -> None:
    assert prose.html("<b>甲</b>", "a.html") == "<p>&lt;b&gt;甲&lt;/b&gt;</p>"
    assert prose.html("![图](a.png)", "a.html") == "<p>![图](a.png)</p>"


def test_headings_of_prose_stand_below_those_of_the_page(prose: ProseRenderer) -> None:
    tree = read(prose.html("# 一\n\n## 二\n\n##### 五", "a.html"))
    assert [element.name for element in tree.all() if element.name.startswith("h")] == ["h3", "h4", "h6"]


def test_terms_are_linked_in_running_text_only(prose: ProseRenderer) -> None:
    text = "## 院坝会\n\n[院坝会](b.md)、`院坝会`、院坝会"
    linked = list(read(prose.html(text, "topics/a.html")).of_class("ak-term"))
    assert [a.attributes["href"] for a in linked] == ["../practices/courtyard-meeting.html"]
    assert list(read(prose.html(text, "topics/a.html", "practice/courtyard-meeting")).of_class("ak-term")) == []


def test_one_renderer_keeps_nothing_from_one_text_to_the_next(prose: ProseRenderer) -> None:
    prose.html("[甲]: https://example.org\n\n[甲]", "a.html")
    assert prose.html("[甲]", "a.html") == "<p>[甲]</p>"
