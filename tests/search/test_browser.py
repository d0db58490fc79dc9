"""The reader in a real browser, from disk, under the content security policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from anliku.search import Searcher
from playwright.sync_api import expect
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
        "坝院鼗",
        "sheqshitang",
        "东桥区柳荫街道议事棚停车",
        "西塘区没地方停车怎么办",
        "城河原停车",
        "某省 停车",
        "zhiyuan jifen",
        "tcn",
        "14N",
        "居民每周商量",
    ),
    *("议事朋", "網格員", "𠮷野家", "  ", "a b", "三小时", "松岗街道用积分", "显著"),
]
ANSWER = "query => anlikuSearch.ready().then(reader => reader.flat(query, 10))"
MODE = "() => anlikuSearch.ready().then(reader => reader.mode)"
NO_WORKER = "delete window.Worker;"
BROKEN_WORKERS = {
    "none": NO_WORKER,
    "forbidden": "window.Worker = function () { throw new Error('no'); };",
    "failing": """window.Worker = class {
        constructor() { setTimeout(() => this.onerror(new Event("error", { cancelable: true })), 20); }
        terminate() {}
    };""",
    "silent": "window.Worker = class { terminate() {} };",
    "dying": """window.Worker = class extends Worker {
        postMessage(told) {
            if (told.method) this.dispatchEvent(new Event("error"));
            else super.postMessage(told);
        }
    };""",
}


@pytest.mark.parametrize(("before", "mode"), [("", "worker"), (NO_WORKER, "page")], ids=["worker", "page"])
def test_the_browser_ranks_as_python_does(site: Path, visit: Visit, searcher: Searcher, before: str, mode: str) -> None:
    tab = visit(site, "cases/some.html", before)
    for query in QUERIES:
        answer = searcher.answer(query)
        assert tab.evaluate(ANSWER, query) == {
            "results": [
                {"path": item.path, "title": item.title, "kind": item.kind, "score": item.score}
                for item in answer.results
            ],
            "also": list(answer.also),
            "suggested": list(answer.suggested),
            "question": answer.question,
            "weak": answer.weak,
        }, query
    assert tab.evaluate(MODE) == mode


@pytest.mark.parametrize("before", BROKEN_WORKERS.values(), ids=BROKEN_WORKERS)
def test_where_a_worker_fails_the_page_searches_itself(site: Path, visit: Visit, before: str) -> None:
    tab = visit(site, "cases/some.html", before)
    tab.get_by_role("combobox").fill("坝坝会")
    tab.get_by_role("option").first.wait_for()
    assert "院坝会" in tab.get_by_role("option").first.text_content()
    assert tab.evaluate(MODE) == "page"


@pytest.mark.parametrize("before", ["", NO_WORKER], ids=["worker", "page"])
def test_only_the_newest_of_several_queries_is_worked_on(site: Path, visit: Visit, before: str) -> None:
    tab = visit(site, "cases/some.html", before)
    found = tab.evaluate(
        """() => anlikuSearch.ready().then(reader =>
            Promise.all(["院", "停车", "坝坝会"].map(query => reader.panel(query, 8))))"""
    )
    assert found[:2] == [None, None]
    assert found[2]["total"] > 0


def test_the_panel_of_a_question_leads_to_the_challenge_whatever_its_rank(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    kinds = tab.evaluate(
        """() => anlikuSearch.ready().then(reader => reader.panel("下班没地方停车怎么办", 2))
            .then(found => found.groups.map(group => group.kind))"""
    )
    flat = tab.evaluate(
        """() => anlikuSearch.ready().then(reader => reader.flat("下班没地方停车怎么办", 2))
            .then(found => found.results.map(item => item.kind))"""
    )
    assert "challenge" in kinds
    assert "challenge" not in flat


def test_a_page_costs_no_more_than_its_box_until_somebody_turns_to_it(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url.rpartition("/site/")[2]))
    tab.reload()
    tab.wait_for_timeout(300)
    assert [url for url in loaded if url.endswith(".js")] == ["assets/javascripts/search.js"]
    tab.get_by_role("combobox").focus()
    tab.evaluate(MODE)
    assert {url for url in loaded if url.startswith(("search/", "assets/javascripts/search-"))} == {
        "search/core.js",
        "search/reader.js",
        "assets/javascripts/search-reader.js",
    }


def test_facets_come_after_the_first_results_and_with_the_next(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    first, facets, again, narrowed = tab.evaluate(
        """async () => {
            const reader = await anlikuSearch.ready(), state = { q: "停车" };
            const first = await reader.page(state, 20), facets = await reader.facets(state);
            return [first, facets, await reader.page(state, 20), await reader.page({ q: "停车", place: "山湾市" }, 20)];
        }"""
    )
    assert first["facets"] is None
    assert again == {**first, "facets": facets}
    places = next(item for item in facets["dimensions"] if item["name"] == "place")["rows"]
    assert [row["count"] for row in places if row["value"] == "山湾市"] == [narrowed["total"]]
    assert narrowed["facets"]["chosen"] == 1


def test_what_answers_is_marked(site: Path, visit: Visit) -> None:
    tab = visit(site, "cases/some.html")
    found = tab.evaluate("() => anlikuSearch.ready().then(reader => reader.panel('举手表决', 8))")
    (first, *_) = found["groups"]
    excerpt = first["items"][0]["excerpt"]
    assert ["举手表决", True] in excerpt["text"]
    assert "".join(text for text, _ in excerpt["text"]).strip("…") in "网格员收集题目 当场举手表决"


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
    chosen = tab.locator(".ak-find__facet a[aria-current]")
    expect(chosen).to_have_count(1)
    narrowed = hits(tab)
    assert 0 < len(narrowed) == count < len(every)
    assert "place=" in tab.url
    tab.go_back()
    expect(chosen).to_have_count(0)
    assert hits(tab) == every


def test_an_address_can_be_shared(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=停车&kind=case&place=山湾市")
    assert hits(tab) == ["松岗街道：用积分换停车钟点"]
    assert tab.locator("[data-part=status]").text_content().startswith("符合所选条件的案例 1 条，共找到 7 条")


def test_nothing_found_says_what_else_to_try(site: Path, visit: Visit) -> None:
    tab = visit(site, "search.html?q=坝院鼗")
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
