"""The reader in a real browser, from disk, under the content security policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from anliku.search import Searcher
from search.conftest import Visit, write_site
from search.small import case, small_library
from search.test_searcher import FIRST

pytestmark = pytest.mark.e2e

QUERIES = [
    *(query for query, _, _ in FIRST.values()),
    *(
        "社区",
        "停车",
        "积分换停车",
        "老人吃饭难怎么办",
        "怎么办",
        "的",
        "坝鼗",
        "某省 停车",
        "zhiyuan jifen",
        "tcn",
        "14N",
        "居民每周商量",
    ),
    *("议事朋", "網格員", "𠮷野家", "  ", "a b", "三小时", "松岗街道用积分", "显著"),
]
ANSWER = """query => anlikuSearch.ready()
    .then(engine => engine.answer(query)
    .then(found => engine.index.cards(found.list.slice(0, 10).map(hit => hit.entry))
    .then(cards => ({
        list: cards.map((card, at) => [card.path, found.list[at].score]),
        also: found.also, suggested: found.suggested, question: found.question,
    }))))"""


def test_the_browser_ranks_as_python_does(site: Path, visit: Visit, searcher: Searcher) -> None:
    tab = visit(site, "cases/some.html")
    for query in QUERIES:
        answer = searcher.answer(query)
        assert tab.evaluate(ANSWER, query) == {
            "list": [[item.path, item.score] for item in answer.results],
            "also": list(answer.also),
            "suggested": list(answer.suggested),
            "question": answer.question,
        }, query


def test_slash_arrows_enter_and_escape(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    tab.keyboard.press("/")
    tab.keyboard.type("坝坝会")
    box = tab.get_by_role("combobox")
    tab.get_by_role("option").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("ArrowDown")
    chosen = tab.locator("[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "院坝会" in chosen.text_content()
    tab.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "坝坝会"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    href = tab.locator("[aria-selected=true]").get_attribute("href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{href.removeprefix('../')}", wait_until="commit")


def test_an_input_method_is_left_to_compose(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    tab.keyboard.press("/")
    tab.evaluate(
        """() => {
            const input = document.activeElement;
            input.dispatchEvent(new CompositionEvent("compositionstart"));
            input.value = "yuanba";
            input.dispatchEvent(new InputEvent("input", { isComposing: true }));
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, cancelable: true }));
        }"""
    )
    tab.wait_for_timeout(400)
    assert tab.get_by_role("option").count() == 0
    tab.evaluate(
        """() => {
            document.activeElement.value = "院坝会";
            document.activeElement.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    tab.get_by_role("option").first.wait_for()


def test_enter_leads_to_the_results_page(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    tab.keyboard.press("/")
    tab.keyboard.type("停车")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=*")
    tab.locator(".ak-find__hit").first.wait_for()
    assert tab.title().startswith("停车")


def hits(tab: Any) -> list[str]:
    tab.locator(".ak-find__hit").first.wait_for()
    return [item.text_content() for item in tab.locator(".ak-find__hit h3").all()]


def test_facets_narrow_count_and_stand_in_the_address(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=停车")
    every = hits(tab)
    value = tab.locator(".ak-find__facet", has_text="地区").get_by_role("link", name="山湾市")
    count = int(value.locator(".ak-find__count").text_content())
    value.click()
    tab.wait_for_function("document.querySelector('.ak-find__facet a[aria-current]')")
    narrowed = hits(tab)
    assert 0 < len(narrowed) == count < len(every)
    assert "place=" in tab.url
    tab.go_back()
    tab.wait_for_function("!document.querySelector('.ak-find__facet a[aria-current]')")
    assert hits(tab) == every


def test_an_address_can_be_shared(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=停车&kind=case&place=山湾市")
    assert hits(tab) == ["松岗街道：用积分换停车钟点"]
    assert tab.locator("[data-part=status]").text_content().startswith("找到 2 条")


def test_nothing_found_says_what_else_to_try(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=坝鼗")
    tab.get_by_role("link", name="院坝会").wait_for()
    assert tab.get_by_role("link", name="难题", exact=True).is_visible()


def test_what_was_searched_as_well_is_said(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=吃饭")
    tab.get_by_text("已同时搜索：").first.wait_for()


def test_text_from_strangers_is_shown_and_never_run(tmp_path: Path, visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    attack = case(
        "heyuan-evil",
        f"停车{evil}",
        f"摘要{evil}",
        [{"id": "bad", "practice": "points", "local_name": "停车<b>粗</b>", "what": f"停车{evil}"}],
    )
    root = write_site(small_library(attack), tmp_path / "site")
    tab = visit(root, "search.html?q=停车<img src=x onerror=alert(3)>")
    assert any(evil in text for text in hits(tab))
    tab.keyboard.press("/")
    tab.get_by_role("combobox").fill("停车<b>粗</b>")
    tab.get_by_role("option").first.wait_for()
    assert tab.locator("main img, header img, main b, header b, main script, header script").count() == 0


def test_the_box_is_a_form_without_scripts(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{site.as_uri()}/cases/some.html")
    tab.locator("input[name=q]").fill("停车")
    tab.locator("input[name=q]").press("Enter")
    tab.wait_for_url("**/search.html?q=*")
    tab.locator("noscript p").wait_for()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_off_the_side(site: Path, visit: Visit, width: int) -> None:
    tab = visit(site, "search.html?q=停车")
    tab.set_viewport_size({"width": width, "height": 800})
    hits(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
