from __future__ import annotations

import json
from pathlib import Path

import pytest
from anliku.issues import Location
from anliku.verify import Kind, NoOriginalsError, UnknownCaseError
from verify.desk import CASE, ORIGINAL, OTHERS, Desk, lay_desk


@pytest.fixture(name="desk")
def _desk(toy_root: Path, tmp_path: Path) -> Desk:
    return lay_desk(toy_root, tmp_path / "originals")


def test_a_case_that_says_all_its_source_says_has_no_findings(desk: Desk):
    assert desk.findings() == []


def test_what_was_compared_is_counted(desk: Desk):
    report = desk.report()
    assert report.counts["数字"] == 7
    assert report.counts["推算"] == 1
    assert report.counts["未核对"] == 0
    assert report.counts["原文数字"] == report.counts["已载"] + report.counts["略过"]
    assert [(m.source, m.original) for m in report.sources] == [("s1", "shed.txt")]


def test_derived_figures_are_exempt_and_listed(desk: Desk):
    ((location, text),) = desk.report().derived
    assert location.file == "cases/jia-yi-shed.yml"
    assert "面积除以户数" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value: "1500"', 'value: "1550"'),
        ('value: "24"', 'value: "34"'),
        ('value: "96"', 'value: "69"'),
        ('value: "70"', 'value: "7"'),
        ('value: "1.2"', 'value: "12"'),
    ],
)
def test_a_wrong_number_is_found_at_its_place(desk: Desk, old: str, new: str):
    desk.plant(case=(old, new))
    finding = next(f for f in desk.findings() if f.kind is Kind.FIGURE_NOT_FOUND)
    line = next(i for i, text in enumerate(desk.case.read_text().splitlines(), 1) if new in text)
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("cases/jia-yi-shed.yml", line)
    assert finding.location.column > 1


def test_a_small_number_must_stand_before_its_own_measure_word(desk: Desk):
    desk.plant(case=('value: "3", unit: 处', 'value: "2", unit: 处'))
    kinds = [f.kind for f in desk.findings()]
    assert kinds == [Kind.FIGURE_OTHER_UNIT, Kind.NUMBER_NOT_CARRIED]


@pytest.mark.parametrize("qualifier", ["qualifier: 超, scope", "scope"])
def test_another_qualifier_is_found(desk: Desk, qualifier: str):
    desk.plant(case=("qualifier: 约, scope", qualifier))
    assert desk.only(Kind.FIGURE_OTHER_QUALIFIER).text.endswith("24次")


def test_both_ends_of_a_range_are_looked_for(desk: Desk):
    desk.plant(
        original=("70余万元", "30—50万元"),
        case=('"70", unit: 万元, qualifier: 余, before_scale: true', '"30", value_to: "60", unit: 万元'),
    )
    kinds = [f.kind for f in desk.findings()]
    assert kinds == [Kind.FIGURE_NOT_FOUND, Kind.NUMBER_NOT_CARRIED]


def test_a_number_the_case_leaves_out_is_found_with_a_short_context(desk: Desk):
    desk.plant(original=("更换雨棚3处", "更换雨棚3处、修路灯47盏"))
    finding = desk.only(Kind.NUMBER_NOT_CARRIED)
    assert finding.text == "47盏"
    assert (finding.original, finding.line) == ("shed.txt", ORIGINAL[: ORIGINAL.index("更换")].count("\n") + 1)
    before, after = finding.context.split("47")
    assert len(before) <= 12
    assert len(after) <= 12


@pytest.mark.parametrize("number", ["四十七盏", "近百名党员", "五名志愿者", "百分之十二的人"])
def test_a_number_in_chinese_that_counts_something_is_found_too(desk: Desk, number: str):
    desk.plant(original=("更换雨棚3处", f"更换雨棚3处，来了{number}"))
    assert desk.only(Kind.NUMBER_NOT_CARRIED).text[0] in number


@pytest.mark.parametrize(
    "text",
    [
        "千家万户一起来，三方一致，百姓说好，三三两两坐着",
        "“1+3”与1+1>2",
        "第3版下转5版",
        "升级为2.0版本，用上5G",
        "电话:13800138000",
        "进入21世纪",
    ],
)
def test_what_counts_nothing_is_left_out(desk: Desk, text: str):
    desk.lay(f"{ORIGINAL}\n{text}\n")
    assert [f for f in desk.findings() if f.kind is Kind.NUMBER_NOT_CARRIED] == []


@pytest.mark.parametrize("text", ["1. 议事", "(2)记分", "3、兑换", "（4）回复"])
def test_list_numbering_is_left_out(desk: Desk, text: str):
    desk.lay(f"{ORIGINAL}\n{text}\n")
    assert desk.findings() == []


def test_a_year_without_a_date_in_the_case_is_found(desk: Desk):
    desk.plant(case=('{when: "2022-03"', '{when: "2021-03"'))
    assert desk.only(Kind.NUMBER_NOT_CARRIED).text == "2022年"


@pytest.mark.parametrize(
    ("old", "new", "term"),
    [
        ("local_name: 议事棚", "local_name: 车棚会", None),
        ("{name: 记分+兑换}", "{name: 积分}", "记分+兑换"),
        ("闭环议事机制的三步", "三步", "闭环议事机制"),
        ("name: 巧手维修队", "name: 师傅", "巧手维修队"),
        ("{name: 收题—公布—表决, ", "{name: 三步, ", "收题—公布—表决"),
    ],
)
def test_a_named_thing_the_case_leaves_out_is_found(desk: Desk, old: str, new: str, term: str | None):
    desk.plant(case=(old, new))
    found = [f.text for f in desk.findings()]
    assert found == ([term] if term else []), "议事棚 stands in the title as well"


def test_punctuation_and_quotes_make_no_difference_to_a_term(desk: Desk):
    desk.plant(case=("{name: 收题—公布—表决, ", "{name: 收题、公布、表决, "))
    assert desk.findings() == []


def test_a_copied_run_is_found_where_it_stands(desk: Desk):
    copied = "老邻居愿意坐下来，把话一句一句讲清楚"
    desk.plant(case=("从前开会没有人来。", copied))
    finding = desk.only(Kind.COPIED_RUN)
    assert finding.text == copied
    assert finding.location is not None
    assert finding.location.line == desk.case.read_text()[: desk.case.read_text().index(copied)].count("\n") + 1
    assert "17 字" in finding.message


def test_fourteen_identical_characters_are_not_yet_a_copy(desk: Desk):
    desk.plant(case=("从前开会没有人来。", "老邻居愿意坐下来把话一句一句，真好"))
    assert desk.findings() == []


def test_a_run_made_of_declared_names_is_no_copy(desk: Desk):
    desk.plant(case=("从前开会没有人来。", "报道题为“某省甲市：丙街道的车棚变了样”。"))
    assert desk.findings() == []


def test_copied_runs_are_found_in_the_prose_of_the_knowledge_pages(desk: Desk):
    page = desk.root / "kb" / "practices" / "courtyard-meeting.md"
    text = page.read_text(encoding="utf-8").rstrip() + "\n\n这里的老邻居愿意坐下来把话一句一句讲清楚。\n"
    page.write_text(text, encoding="utf-8")
    finding = desk.only(Kind.COPIED_RUN)
    assert finding.location == Location("kb/practices/courtyard-meeting.md", text.count("\n"), 1)


def test_a_wrong_checksum_is_a_missing_original_with_a_hint(desk: Desk):
    (desk.sources / "shed.txt").write_text(ORIGINAL + "改过", encoding="utf-8")
    finding = desk.only(Kind.SOURCE_MISSING)
    assert "shed.txt 印有同一标题" in finding.message
    result = desk.verify()
    assert result.cases[0].counts["未核对"] == 6
    assert any("没有案例用到它" in remark for remark in result.remarks)


def test_a_source_without_checksum_says_so(desk: Desk):
    desk.lay(case=CASE.replace("    sha256: SHA256\n", ""))
    assert "sha256sum" in desk.only(Kind.SOURCE_WITHOUT_SHA256).message


def test_an_original_that_is_not_utf8_says_so(desk: Desk):
    import hashlib

    raw = ORIGINAL.encode("gbk", errors="replace")
    (desk.sources / "shed.txt").write_bytes(raw)
    desk.case.write_text(CASE.replace("SHA256", hashlib.sha256(raw).hexdigest()), encoding="utf-8")
    assert "不是 UTF-8" in desk.only(Kind.SOURCE_UNREADABLE).message


def test_an_original_that_cannot_be_opened_is_remarked(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "shed.txt":
            raise PermissionError(13, "refused")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = desk.verify()
    assert result.remarks == ("shed.txt：文件读不了（没有权限）",)
    assert [f.kind for f in result.findings()] == [Kind.SOURCE_MISSING]


def test_the_same_document_twice_is_remarked(desk: Desk):
    (desk.sources / "zweite.txt").write_bytes((desk.sources / "shed.txt").read_bytes())
    assert any("内容相同" in remark for remark in desk.verify().remarks)
    assert desk.findings() == []


def test_line_ends_and_byte_order_mark_do_not_disturb(desk: Desk):
    desk.lay("\ufeff" + ORIGINAL.replace("\n", "\r\n"))
    assert desk.findings() == []


def test_a_broken_case_says_to_check_first(desk: Desk):
    desk.case.write_text("id: jia-yi-shed\n", encoding="utf-8")
    assert "anliku check" in desk.only(Kind.CASE_UNREADABLE).message


def test_no_folder_and_an_empty_folder_are_misuse(desk: Desk):
    (desk.sources / "shed.txt").unlink()
    with pytest.raises(NoOriginalsError, match="没有原文"):
        desk.verify()
    desk.sources.rmdir()
    with pytest.raises(NoOriginalsError, match="没有“"):
        desk.verify()


def test_only_the_cases_asked_for_are_compared(desk: Desk):
    (desk.root / "cases" / "other.yml").write_text(OTHERS.format(id="other"), encoding="utf-8")
    assert [report.case for report in desk.verify(["jia-yi-shed"]).cases] == ["jia-yi-shed"]
    assert [f.kind for f in desk.verify().findings()] == [Kind.SOURCE_WITHOUT_SHA256]
    with pytest.raises(UnknownCaseError, match="已有：jia-yi-shed、other"):
        desk.verify(["nowhere"])


def test_the_same_folder_gives_the_same_json(desk: Desk):
    desk.plant(original=("更换雨棚3处", "更换雨棚3处、修路灯47盏"))
    one, two = (json.dumps(desk.verify().as_json(), ensure_ascii=False) for _ in range(2))
    assert one == two
