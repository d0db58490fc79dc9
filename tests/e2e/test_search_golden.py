"""The built site ranks the real library as Python does: the same flat top ten, with the same scores."""

from __future__ import annotations

import pytest
from anliku.search.shards import searcher
from playwright.sync_api import Page
from real import library

from e2e.conftest import Tab

pytestmark = pytest.mark.e2e

QUERIES = (
    *("共享奶奶", "院坝会", "社区规划师", "全科网格", "信托制物业", "1+4+N共治模式", "五福夜话", "自管委"),
    *("規劃師", "信託制物業", "共享嬭嬭", "坝坝会", "双报到", "多网合一", "吹哨"),
    *("gongxiangnainai", "yuan ba hui", "xintuozhi", "gxnn", "ybh", "sqgh", "qianghsegongsi"),
    *("共享乃乃", "院霸会", "社区规化师", "信任制物业", "自管味", "网格吹少"),
    *("老人一个人在家没人做饭怎么办", "楼上不同意装电梯", "物业撤走了谁来管", "怎么让居民出钱改造", "路断了要绕好远"),
    *("孩子放学没人接", "停车位被占了", "部门都说不归自己管", "老街坊的记忆", "开会总是那几个人"),
    *("老人吃飯怎么办", "楼上不同意装電梯怎么办", "村民搬进楼房后没人管事", "听车位不够了咋整"),
    *("武侯区", "玉林街道", "锦江区 老人", "社区", "的", "怎么办", "鼗鼗", "C919", "2020年改造"),
    *("狗乱叫", "猫", "狗", "臭死了"),
    *("永川老旧小区改造", "成都的做法有哪些", "民主村 老店", "武侯区怎么解决老人没人照看", "九龙坡区民主村", "武候区"),
    *(
        "居民参与不足",
        "重庆市九龙坡区民主村城市更新惠民生",
        "老人吃饭难",
        "民主树",
        "五福园",
        "gongxang nainai",
        "上海",
    ),
    *("今天天气怎么样", "人口普查", "停车 垃圾", "乐山信托制物业", "城市中老年人", "双流区"),
)
ANSWER = """query => anlikuSearch.ready()
    .then(reader => reader.flat(query, 10).then(found => Object.assign(found, { mode: reader.mode })))"""


@pytest.fixture
def page(tab: object) -> Page:
    opened: Tab = tab()  # type: ignore[operator]
    return opened.open("search.html")


@pytest.mark.parametrize(("before", "mode"), [("", "worker"), ("delete window.Worker;", "page")])
def test_browser_and_python_give_the_same_top_ten(page: Page, before: str, mode: str) -> None:
    page.add_init_script(before)
    page.reload()
    own = searcher(library())
    differing = []
    for query in QUERIES:
        answer = own.answer(query)
        expected = {
            "results": [
                {"path": item.path, "title": item.title, "kind": item.kind, "score": item.score}
                for item in answer.results
            ],
            "also": list(answer.also),
            "suggested": list(answer.suggested),
            "question": answer.question,
            "weak": answer.weak,
            "mode": mode,
        }
        if page.evaluate(ANSWER, query) != expected:
            differing.append(query)
    assert differing == []


def test_the_box_of_the_home_page_offers_the_quick_panel(page: Page) -> None:
    page.goto(page.url.replace("search.html", "index.html"))
    box = page.locator("#ak-hero-q")
    box.click()
    box.press_sequentially("院坝会")
    options = page.locator("#ak-hero-list [role=option]")
    options.last.wait_for()
    assert "院坝会" in (options.first.text_content() or "")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), item => item.id)")
    assert len(ids) == len(set(ids))
