"""The site in Chromium: from a server and by double click, light and dark, large and small, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from e2e.conftest import Tab
from e2e.kinds import CHECKED, PAGES

pytestmark = pytest.mark.e2e

Tabs = Callable[..., Tab]
WIDTHS = (320, 375, 1280)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 375, "height": 740}},
}


def test_pages_load_nothing_from_elsewhere_and_complain_of_nothing(tab: Tabs) -> None:
    opened = tab()
    for path in PAGES.values():
        page = opened.open(path)
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("data-ak-theme", "light")
    assert opened.elsewhere() == []
    assert opened.complaints == []
    assert len(opened.requests) > 3 * len(PAGES)


def test_links_and_anchors_lead_where_they_say(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("index.html")
    page.locator(".ak-row__title a[href^='cases/']").first.click()
    page.wait_for_url("**/cases/*.html")
    expect(page.locator(".ak-kicker")).to_contain_text("案例")
    page.locator(".ak-strand__practices a").first.click()
    page.wait_for_url("**/cases/*.html#p-*")
    expect(page.locator("h3:target")).to_be_in_viewport()
    page.locator("h3:target a[href*='practices/']").or_(page.locator(".ak-facts a[href*='practices/']")).first.click()
    page.wait_for_url("**/practices/*.html")
    page.locator(".ak-table tbody th a").first.click()
    page.wait_for_url("**/cases/*.html#p-*")
    expect(page.locator("h3:target")).to_be_in_viewport()
    page.locator(".ak-cite").first.click()
    page.wait_for_url("**#s-*")
    expect(page.locator("li:target")).to_be_in_viewport()
    page.locator(".ak-brand").click()
    page.wait_for_url("**/index.html")
    assert opened.complaints == []


def test_nothing_is_wider_than_the_screen(tab: Tabs) -> None:
    opened = tab()
    wide = []
    for name, path in PAGES.items():
        page = opened.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                culprits = page.evaluate(
                    """width => [...document.body.querySelectorAll('*')]
                      .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.ak-table, .ak-nav'))
                      .slice(0, 3).map(e => e.tagName + '.' + e.className)""",
                    width,
                )
                wide.append(f"{name} {width}: {culprits}")
    assert wide == []


def test_nothing_is_wider_than_the_screen_in_large_type(tab: Tabs) -> None:
    opened = tab(viewport={"width": 320, "height": 800})
    opened.open("index.html").get_by_role("button", name="大字").click()
    wide = []
    for name, path in PAGES.items():
        page = opened.open(path)
        expect(page.locator("html")).to_have_attribute("data-ak-size", "large")
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    assert wide == []


def size_of(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.ak-lead')).fontSize)"))


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_large_type_and_dark_work_and_last(tab: Tabs) -> None:
    opened = tab()
    page = opened.open("cases/wuhou.html")
    small, light = size_of(page), paper(page)
    large, dark = page.get_by_role("button", name="大字"), page.get_by_role("button", name="深色")
    expect(large).to_have_attribute("aria-pressed", "false")
    large.click()
    dark.click()
    expect(large).to_have_attribute("aria-pressed", "true")
    expect(dark).to_have_attribute("aria-pressed", "true")
    assert size_of(page) > small * 1.15
    assert paper(page) != light
    page.reload()
    expect(dark).to_have_attribute("aria-pressed", "true")
    assert size_of(page) > small * 1.15
    opened.open("practices/courtyard-meeting.html")
    expect(page.locator("html")).to_have_attribute("data-ak-size", "large")
    expect(page.locator("html")).to_have_attribute("data-ak-theme", "dark")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="深色").click()
    opened.open("cases/wuhou.html")
    assert (size_of(page), paper(page)) == (small, light)
    assert opened.complaints == []


def test_large_type_is_larger_on_a_phone_too(tab: Tabs) -> None:
    page = tab(viewport={"width": 375, "height": 740}).open("cases/wuhou.html")
    small = size_of(page)
    page.get_by_role("button", name="大字").click()
    assert size_of(page) > small * 1.15


def test_a_reader_whose_system_is_dark_gets_dark_pages(tab: Tabs) -> None:
    page = tab(color_scheme="dark").open("cases/wuhou.html")
    expect(page.locator("html")).to_have_attribute("data-ak-theme", "dark")
    expect(page.get_by_role("button", name="深色")).to_have_attribute("aria-pressed", "true")


def test_pages_are_readable_without_script(tab: Tabs) -> None:
    opened = tab(java_script_enabled=False)
    for name in ("home", "case", "practice", "challenge", "topic", "practices", "terms", "about"):
        page = opened.open(PAGES[name])
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
        expect(page.get_by_role("button", name="大字")).to_have_count(0)
        expect(page.locator(".ak-footer")).to_be_visible()
    page = opened.open("cases/wuhou.html")
    expect(page.locator(".ak-heading").last).to_be_visible()
    page.locator(".ak-search input").fill("院坝会")
    page.locator(".ak-search button").click()
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("h1")).to_have_text("搜索")
    # Chromium shows no <noscript> where only a debugger switched scripts off, so read what it holds.
    assert "搜索要用 JavaScript" in page.locator("noscript").inner_text()


def test_print_leaves_the_page_and_hides_what_paper_cannot_use(tab: Tabs) -> None:
    page = tab(color_scheme="dark").open("cases/wuhou.html")
    expect(page.locator(".ak-nav")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".ak-nav", ".ak-tools", ".ak-search", ".ak-contents", ".ak-footer__links"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#sources")).to_be_visible()
    assert paper(page) == "rgb(255, 255, 255)"


def test_the_keyboard_reaches_the_text_first(tab: Tabs) -> None:
    page = tab().open("cases/wuhou.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#ak-content")).to_be_focused()


def test_the_contents_of_a_page_stay_in_sight_on_a_wide_screen_only(tab: Tabs) -> None:
    page = tab().open("cases/wuhou.html")
    contents = page.get_by_role("navigation", name="本页目录")
    expect(contents).to_be_visible()
    contents.get_by_role("link", name="来源", exact=True).click()
    expect(page.locator("#sources")).to_be_in_viewport()
    expect(contents).to_be_in_viewport()
    page.set_viewport_size({"width": 375, "height": 740})
    expect(contents).to_be_hidden()


# The pages are the same bytes from both places, so by double click one look is enough.
@pytest.mark.parametrize(("base", "look"), [*(("http", look) for look in LOOKS), ("file", "light")], indirect=["base"])
def test_axe_finds_nothing_serious(tab: Tabs, look: str) -> None:
    opened = tab(**LOOKS[look])
    found = []
    for name in CHECKED:
        page = opened.open(PAGES[name])
        result = Axe().run(page, options={"resultTypes": ["violations"]})
        for violation in result.response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                nodes = [f"{node['html'][:120]} {node['failureSummary'][:160]}" for node in violation["nodes"][:3]]
                found.append(f"{name}: {violation['id']} {nodes}")
    assert found == []


def test_a_wrong_address_shows_a_page_that_needs_nothing_and_leads_back(browser: Any, server: str, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for address in ("nosuch.html", "cases/no/such/page.html"):
        answer = page.goto(server + address)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("h1")).to_have_text("没有这一页")
    assert [url for url in requests if not url.endswith(("nosuch.html", "page.html", "favicon.ico"))] == []
    page.get_by_role("link", name="全部做法").click()
    page.wait_for_url("**/practices/index.html")
    expect(page.locator("h1")).to_have_text("做法")
    context.close()
    assert (site / "404.html").is_file()
