"""Search on the built site: from the header box of any page to the right section of the right page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from e2e.conftest import Tab

pytestmark = pytest.mark.e2e

Tabs = Callable[..., Tab]

PRACTICES = {
    "共享奶奶": "practices/shared-grandma.html",
    "规划师": "practices/community-planner.html",
    "院坝会": "practices/courtyard-meeting.html",
}
"""What is searched for, and the practice that must come first among the practices."""

SECTIONS = {
    "共享奶奶": "cases/wuhou.html#p-",
    "规划师": "cases/wuhou.html#p-",
    "院坝会": "cases/",
}
"""What is searched for, and where the first case section found must lead."""


def typed(page: Page, query: str) -> Locator:
    """The options that the header box offers for `query`."""
    box = page.get_by_role("combobox", name="搜索实践库")
    box.click()
    box.press_sequentially(query)
    options = page.locator("#ak-search-list [role=option]")
    expect(options.last).to_contain_text("看全部")
    return options


@pytest.mark.parametrize("query", PRACTICES)
def test_the_header_box_leads_to_the_practice(tab: Tabs, query: str) -> None:
    opened = tab()
    page = opened.open("cases/leshan.html")
    options = typed(page, query)
    expect(options.locator(f"xpath=self::*[contains(@href, '{PRACTICES[query]}')]").first).to_be_visible()
    expect(options.first).to_contain_text(query)
    options.locator(f"xpath=self::*[contains(@href, '{PRACTICES[query]}')]").first.click()
    page.wait_for_url(f"**/{PRACTICES[query]}*")
    expect(page.locator(".ak-kicker")).to_contain_text("做法")
    expect(page.locator("article")).to_contain_text(query)
    assert opened.elsewhere() == []
    assert opened.complaints == []


def test_a_name_is_marked_whole_where_it_stands_whole(tab: Tabs) -> None:
    options = typed(tab().open("about.html"), "民主村")
    expect(options.first.locator("mark").first).to_have_text("民主村")


@pytest.mark.parametrize("query", SECTIONS)
def test_the_results_page_leads_to_the_section_of_the_case(tab: Tabs, query: str) -> None:
    opened = tab()
    page = opened.open("practices/index.html")
    box = page.get_by_role("combobox", name="搜索实践库")
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("[data-part=status]")).to_contain_text("找到")
    result = page.locator(f"[data-part=results] a[href*='{SECTIONS[query]}'][href*='#p-']").first
    expect(result).to_be_visible()
    result.click()
    page.wait_for_url(f"**/{SECTIONS[query]}*")
    section = page.locator("h3:target")
    expect(section).to_be_in_viewport()
    # The words stand in the heading, in the name of the practice above it, or in the text right below.
    told = page.evaluate(
        """() => {
          let text = "", node = document.querySelector("h3:target");
          do { text += node.textContent; node = node.nextElementSibling; } while (node && !/^H[23]$/.test(node.tagName));
          return text;
        }"""
    )
    assert query in told
    assert opened.elsewhere() == []
    assert opened.complaints == []


@pytest.mark.parametrize("query", ["停车位不够怎么办", "楼顶违建不肯拆怎么办", "社区怎么自己赚钱"])
def test_a_question_is_answered_by_practices_and_challenges_first(tab: Tabs, query: str) -> None:
    page = tab().open("search.html")
    page.locator("#ak-find-q").fill(query)
    page.keyboard.press("Enter")
    headings = page.locator("[data-part=results] h2")
    headings.first.wait_for()
    kinds = [re.sub(r"[0-9]+$", "", text.strip()) for text in headings.all_text_contents()]
    assert set(kinds[:2]) == {"做法", "难题"}
    assert len(kinds) > 2


def test_the_keyboard_finds_without_a_mouse(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("about.html")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="搜索实践库")
    expect(box).to_be_focused()
    options = typed(page, "院坝会")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    address = options.first.get_attribute("href") or ""
    box.press("Enter")
    page.wait_for_url(f"**/{address.removeprefix('./')}")
    assert opened.complaints == []


def test_the_box_of_the_home_page_searches_too(tab: Tabs) -> None:
    page = tab().open("index.html")
    box = page.get_by_role("combobox", name="说说遇到的问题，或输入做法、地名")
    box.fill("楼顶违建不肯拆怎么办")
    box.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("[data-part=results] a[href*='challenges/illegal-structures.html']").first).to_be_visible()


def test_one_kind_is_shown_twenty_at_a_time_and_back_leads_to_all(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("search.html?q=%E7%A4%BE%E5%8C%BA")
    hits, groups = page.locator(".ak-find__hit"), page.locator(".ak-find__group")
    expect(groups.nth(1)).to_be_visible()
    before = page.locator("[data-part=results]").inner_text()
    page.get_by_role("link", name=re.compile(r"看全部 (2[1-9]|[3-9]\d|\d{3,}) 条")).first.click()
    expect(hits).to_have_count(20)
    page.get_by_role("button", name="再看 20 条").click()
    expect(hits.nth(20)).to_be_visible()
    page.go_back()
    expect(groups.nth(1)).to_be_visible()
    assert page.locator("[data-part=results]").inner_text() == before
    expect(page.locator(".ak-find__facet").first).to_be_visible()
    assert opened.complaints == []


LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => window.longTasks.push(entry.duration)))
  .observe({ entryTypes: ["longtask"] });
"""


def blocked(opened: Tab) -> list[float]:
    """The times a reader could not type for 50 ms or more, from the first key to the results of two queries."""
    opened.page.add_init_script(LONG_TASKS)
    page = opened.open("about.html")
    page.wait_for_timeout(300)
    page.evaluate("longTasks.length = 0")
    box = page.get_by_role("combobox", name="搜索实践库")
    for query in ("老人一个人在家没人做饭怎么办", "gongxiangnainai"):
        box.fill("")
        box.press_sequentially(query, delay=40)
        expect(page.locator("#ak-search-list [role=option]").last).to_contain_text("看全部")
    page.wait_for_timeout(100)
    assert page.evaluate("anlikuSearch.ready().then(reader => reader.mode)") == "worker"
    assert opened.complaints == []
    return list(page.evaluate("longTasks"))


def test_typing_is_never_blocked_by_the_search(tab: Tabs) -> None:
    # A busy machine may hold any page up once; a search on the page itself would do so every time.
    assert any(blocked(tab()) == [] for _ in range(4))


def test_a_hostile_query_is_shown_and_not_run(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    expect(page.locator("[data-part=status]")).to_contain_text("onerror")
    assert page.locator("article img").count() == 0
    assert opened.complaints == []
    assert opened.elsewhere() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_results_and_panel(tab: Tabs, scheme: str) -> None:
    opened = tab(color_scheme=scheme)
    page = opened.open("search.html?q=%E9%99%A2%E5%9D%9D%E4%BC%9A")
    expect(page.locator("[data-part=status]")).to_contain_text("找到")
    found = serious(page)
    page = opened.open("about.html")
    typed(page, "院坝会")
    assert found + serious(page) == []


def serious(page: Page) -> list[str]:
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{v['id']}: {[node['html'][:150] for node in v['nodes'][:3]]}"
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_results_and_panel_are_not_wider_than_the_screen(tab: Tabs, width: int) -> None:
    opened = tab(viewport={"width": width, "height": 800})
    page = opened.open("search.html?q=%E9%99%A2%E5%9D%9D%E4%BC%9A")
    expect(page.locator("[data-part=status]")).to_contain_text("找到")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page = opened.open("about.html")
    typed(page, "院坝会")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
