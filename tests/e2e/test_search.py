"""Search on the built site: from the header box of any page to the right section of the right page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, ViewportSize, expect

from e2e.conftest import Tab

pytestmark = pytest.mark.e2e

Tabs = Callable[..., Tab]

ONCE = pytest.mark.parametrize("base", ["file"], indirect=True)
"""For what is the same by double click and from a server."""

PHONE: ViewportSize = {"width": 375, "height": 740}

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
    expect(page.locator("#ak-search-list")).to_have_attribute("aria-busy", "false")
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


def focused(page: Page) -> str:
    """The text of what has the focus, without its count; empty where nothing has."""
    text = page.evaluate("document.activeElement === document.body ? '' : document.activeElement.textContent")
    return re.sub(r"(?:[0-9]+|去掉)$", "", text)


def test_another_kind_or_facet_begins_in_view_and_keeps_the_focus(tab: Tabs) -> None:
    page = tab().open("search.html?q=%E7%A4%BE%E5%8C%BA")
    status, first = page.locator("[data-part=status]"), page.locator(".ak-find__hit").first
    page.get_by_role("link", name=re.compile(r"看全部 \d+ 条各地怎么做")).click()
    expect(status).to_contain_text(re.compile(r"^各地怎么做 \d+ 条，共找到 \d+ 条"))
    expect(first).to_be_in_viewport()
    assert focused(page) == "各地怎么做"
    page.get_by_role("navigation", name="按类型看").get_by_role("link", name="案例").click()
    expect(status).to_contain_text(re.compile(r"^案例 \d+ 条，共"))
    assert focused(page) == "案例"
    place = page.locator(".ak-find__facet a[href*='place=']").first
    name = re.sub(r"[0-9]+$", "", place.inner_text().replace("\n", ""))
    place.click()
    expect(status).to_contain_text(re.compile(r"^符合所选条件的案例 \d+ 条，共"))
    assert focused(page) == name
    page.locator(".ak-find__picked").get_by_role("link", name=name).click()
    expect(status).to_contain_text(re.compile(r"^案例 \d+ 条，共"))
    assert focused(page) == "案例"


@ONCE
def test_facets_come_after_the_results_they_stand_beside_and_fold_above_them_on_a_phone(tab: Tabs) -> None:
    page = tab().open("search.html?q=%E7%A4%BE%E5%8C%BA")
    values = page.locator(".ak-find__facet").first
    expect(values).to_be_visible()
    expect(page.locator("[data-part=facets] summary")).to_have_count(0)
    expect(page.locator(".ak-find__list + [data-part=facets]")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"^全部 \d+ 项$")).first.click()
    assert page.evaluate("document.activeElement.matches('.ak-find__facet li:nth-child(9) a')")
    page.set_viewport_size(PHONE)
    expect(page.locator("[data-part=facets] + .ak-find__list")).to_be_visible()
    expect(values).to_be_hidden()
    summary = page.locator("[data-part=facets] summary")
    summary.click()
    page.locator(".ak-find__facet a[href*='place=']").first.click()
    expect(summary).to_contain_text(re.compile("已选 1 项：."))
    expect(values).to_be_hidden()
    expect(summary).to_be_focused()
    expect(page.locator(".ak-find__hit").first).to_be_in_viewport()


@ONCE
def test_facets_stay_with_another_query_and_may_leave_nothing(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("search.html?q=%E9%99%A2%E5%9D%9D%E4%BC%9A&place=zzz")
    status, box = page.locator("[data-part=status]"), page.locator("#ak-find-q")
    expect(status).to_have_text("“院坝会”在所选条件下没有结果")
    expect(page.locator(".ak-find__picked")).to_contain_text("zzz")
    box.fill("社区")
    expect(status).to_have_text("“社区”在所选条件下没有结果")
    assert "place=zzz" in page.url
    page.go_back()
    expect(status).to_have_text("“院坝会”在所选条件下没有结果")
    expect(box).to_have_value("院坝会")
    page.locator("[data-part=results]").get_by_role("link", name="去掉全部条件").click()
    expect(status).to_contain_text("找到")
    assert "place=" not in page.url
    assert focused(page) != ""
    assert opened.complaints == []


def test_who_comes_back_finds_the_results_as_they_were(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("search.html?q=%E7%A4%BE%E5%8C%BA&kind=implementation")
    hits = page.locator(".ak-find__hit h3 a")
    page.get_by_role("button", name="再看 20 条").click()
    expect(hits).to_have_count(40)
    expect(hits.nth(20)).to_be_focused()
    hits.nth(33).click()
    page.wait_for_url("**/cases/*")
    page.go_back()
    expect(hits).to_have_count(40)
    expect(hits.nth(33)).to_be_in_viewport()
    assert opened.complaints == []


@ONCE
def test_searching_again_for_nothing_new_is_no_step_back(tab: Tabs) -> None:
    page = tab().open("about.html")
    page.locator(".ak-search").get_by_role("button", name="搜索").click()
    page.wait_for_url("**/search.html")
    box, status = page.locator("#ak-find-q"), page.locator("[data-part=status]")
    expect(box).to_be_focused()
    steps = page.evaluate("history.length")
    button = page.locator(".ak-find__go")
    button.click()
    expect(status).to_have_text("请先写要找的内容。")
    expect(box).to_be_focused()
    box.fill("院坝会")
    box.press("Enter")
    expect(status).to_contain_text("找到")
    box.press("Enter")
    button.click()
    assert page.evaluate("history.length") == steps
    page.locator(".ak-search").get_by_role("button", name="搜索").click()
    expect(box).to_be_focused()
    expect(status).to_contain_text("找到")


HOLD = """
method => anlikuSearch.ready().then(reader => {
  const own = reader[method];
  reader[method] = (...given) => new Promise(resolve => {
    window.release = () => own(...given).then(resolve);
  });
})
"""
"""Keeps back what the reader answers until `release()`."""

ALTER = """
([method, values]) => anlikuSearch.ready().then(reader => {
  const own = reader[method];
  reader[method] = (...given) => own(...given).then(found => found && Object.assign(found, values));
})
"""
"""Puts `values` into what the reader answers."""


@ONCE
def test_options_of_an_older_query_cannot_be_chosen_by_key(tab: Tabs) -> None:
    page = tab().open("about.html")
    options, box, panel = typed(page, "院坝会"), page.get_by_role("combobox"), page.get_by_role("listbox")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.evaluate(HOLD, "panel")
    box.press_sequentially("议")
    expect(panel).to_have_attribute("aria-busy", "true")
    box.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    expect(page.locator(".ak-panel__note")).to_have_text("正在搜索…")
    box.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=%E9%99%A2%E5%9D%9D%E4%BC%9A%E8%AE%AE$"))


@ONCE
def test_a_slow_answer_is_announced(tab: Tabs) -> None:
    page = tab().open("search.html")
    page.evaluate(HOLD, "page")
    page.locator("#ak-find-q").fill("院坝会")
    status = page.locator("[data-part=status]")
    expect(status).to_have_text("正在搜索…")
    page.evaluate("release()")
    expect(status).to_contain_text("找到")


@ONCE
def test_suggestions_can_be_chosen_and_a_weak_answer_says_so(tab: Tabs) -> None:
    weak, values = "没有完全对得上的，下面这些可能有关。", {"suggested": ["议事厅", "规划师"], "weak": True}
    page = tab().open("about.html")
    page.evaluate(ALTER, ["panel", values])
    options, box = typed(page, "院坝会"), page.get_by_role("combobox")
    expect(page.locator(".ak-panel__note")).to_contain_text(weak)
    expect(page.get_by_role("group", name="您是不是要找：").get_by_role("option")).to_have_text(["议事厅", "规划师"])
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("#ak-find-q")).to_have_value("规划师")
    page.evaluate(ALTER, ["page", values])
    page.locator("#ak-find-q").fill("院坝会")
    expect(page.locator("[data-part=status]")).to_contain_text(weak)
    page.get_by_role("link", name="议事厅", exact=True).click()
    expect(page.locator("#ak-find-q")).to_have_value("议事厅")


def test_what_did_not_load_is_tried_again(tab: Tabs) -> None:
    opened = tab()
    page = opened.page
    page.route("**/search/core.js*", lambda route: route.abort())
    opened.open("about.html")
    page.get_by_role("combobox").fill("院坝会")
    expect(page.locator(".ak-search [role=status]")).to_contain_text("索引没有载入")
    page.get_by_role("combobox").press("Enter")
    status = page.locator("[data-part=status]")
    expect(status).to_contain_text("索引没有载入")
    page.unroute("**/search/core.js*")
    page.locator("#ak-find-q").press("Enter")
    expect(status).to_contain_text("找到")


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
    box = page.get_by_role("combobox", name="搜索实践库")
    box.fill("a" * 60)
    note = page.locator(".ak-panel__note")
    expect(note).to_contain_text("没有找到")
    assert note.evaluate("note => note.scrollWidth <= note.clientWidth")
