"""What a class is shown, in which order, with whose words."""

from __future__ import annotations

from functools import cache

import pytest
import real
from anliku.link import link
from anliku.load import load
from anliku.model import Library
from anliku.outline.deck import MAX_SLIDES, PRACTICES, ChartSlide, Point, TableSlide, TextSlide, TitleSlide, deck, fit
from anliku.outline.deck.slides import HINT, TEACHING, Entry, Slide, points_height, table_slides, text_slides
from anliku.outline.pack import Pack, Selection, pack
from anliku.outline.writer import EVIDENCE, Writer
from anliku.pipeline import assemble
from anliku.tag import tag
from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path
from toy import LIBRARY

LENGTHS = (45, 90, 180)
TOPICS = sorted(real.library().topics)
CASES = sorted(real.library().cases)


@cache
def writer() -> Writer:
    return Writer(real.library())


def made(kind: str, name: str, w: Writer | None = None) -> Pack:
    w = w or writer()
    field = {
        "topic": "topics",
        "case": "cases",
        "practice": "practices",
        "challenge": "challenges",
        "region": "regions",
    }
    return pack(Selection(kind, name, name, **{field[kind]: (name,)}), w, "1.0")  # type: ignore[arg-type]


@cache
def real_deck(kind: str, name: str, minutes: int = 90) -> tuple[Slide, ...]:
    return deck(real_pack(kind, name), writer(), minutes)  # type: ignore[arg-type]


@cache
def real_pack(kind: str, name: str) -> Pack:
    return made(kind, name)


def every_pack() -> list[tuple[str, str]]:
    library = real.library()
    groups = {
        "topic": library.topics,
        "case": library.cases,
        "practice": library.practices,
        "challenge": library.challenges,
        "region": library.links.regions,
    }
    return [(kind, name) for kind, group in groups.items() for name in sorted(group)]


def kickers(slides: tuple[Slide, ...]) -> list[str]:
    return list(dict.fromkeys(slide.kicker for slide in slides if slide.kicker))


@cache
def toy_library() -> Library:
    return link(tag(assemble(load(LIBRARY)), real.CACHE))


@pytest.mark.parametrize("minutes", LENGTHS)
def test_every_pack_is_at_most_35_slides_that_begin_with_a_title_and_an_agenda_and_end_with_the_sources(
    minutes: int,
) -> None:
    for kind, name in every_pack():
        slides = real_deck(kind, name, minutes)
        assert len(slides) <= MAX_SLIDES, (kind, name)
        assert isinstance(slides[0], TitleSlide)
        assert slides[1].kicker == "议程"
        assert slides[-1].kicker == "出处"
        assert slides[-1].talk


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_teaches_five_to_eight_practices_by_evidence(name: str, minutes: int) -> None:
    made_pack = real_pack("topic", name)
    slides = real_deck("topic", name, minutes)
    told = [slide.to.id for slide in slides if slide.kicker == "是什么" and slide.to]
    carried = real.library().links.carried
    there = [chapter.to.id for chapter in made_pack.chapters if chapter.to.kind == "practice"]
    assert len(told) == min(len(there), PRACTICES[minutes])
    assert 5 <= len(told) <= 8
    cases = {name: len({item.case.id for item in carried.get(name, ())}) for name in there}
    assert [cases[name] for name in told] == sorted(cases.values(), reverse=True)[: len(told)]


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_goes_from_problem_over_how_and_result_to_comparison_and_discussion(name: str, minutes: int) -> None:
    found = kickers(real_deck("topic", name, minutes))
    order = [found.index(part) for part in ("议程", "难题", "是什么", "怎么做", "比较", "讨论", "出处")]
    assert order == sorted(order)


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("name", CASES)
def test_a_case_goes_from_background_over_challenges_and_what_was_done_to_results_and_discussion(
    name: str, minutes: int
) -> None:
    slides = real_deck("case", name, minutes)
    first = {kicker: number for number, slide in reversed(list(enumerate(slides))) if (kicker := slide.kicker[:3])}
    order = [first[part] for part in ("背景", "难题", "怎么做", "比较", "讨论", "出处")]
    assert order == sorted(order)
    done = {slide.to.anchor for slide in slides if slide.to and slide.to.anchor.startswith("p-")}
    assert 5 <= len(done) <= 8


@pytest.mark.parametrize("minutes", LENGTHS)
def test_no_text_of_any_pack_is_higher_than_its_slide(minutes: int) -> None:
    for kind, name in every_pack():
        for slide in real_deck(kind, name, minutes):
            assert fit.lines(slide.title, fit.WIDTH / fit.TITLE) <= (3 if isinstance(slide, TitleSlide) else 1)
            if isinstance(slide, TextSlide):
                assert points_height(slide.points, slide.lead) <= fit.HEIGHT, (kind, name, slide.title)
                assert slide.points or slide.lead
            if isinstance(slide, TableSlide):
                rows = (slide.head, *slide.rows)
                assert sum(fit.row_height(row, slide.widths) for row in rows) <= fit.HEIGHT, (kind, name, slide.title)
                assert sum(map(fit.column_width, slide.widths)) <= fit.WIDTH


def test_text_is_never_wider_in_a_real_font_than_reckoned() -> None:
    font = ImageFont.truetype(str(sans_path()), 100)
    library = real.library()
    every = [case.summary for case in library.cases.values()]
    every += [text for practice in library.practices.values() for text in (*practice.steps, practice.definition)]
    every += [source.title or "" for case in library.cases.values() for source in case.sources]
    for text in every:
        assert font.getlength(text) / 100 <= fit.extent(text) + 0.01, text
    ascent, descent = font.getmetrics()
    assert (ascent + descent) / 100 <= fit.LEADING


def test_the_steps_on_a_slide_are_the_practice_s_own_and_say_that_editors_advise_them() -> None:
    practice = real.library().practices["courtyard-meeting"]
    slides = real_deck("practice", practice.id)
    how = [slide for slide in slides if isinstance(slide, TextSlide) and slide.title.startswith("院坝会：怎么做")]
    assert [point.text for slide in how for point in slide.points] == list(practice.steps)
    assert {slide.mark for slide in how} == {HINT}
    assert next(slide.first for slide in how) == 1


def test_questions_and_exercise_are_the_topic_s_own_and_marked_as_teaching() -> None:
    topic = real.library().topics["deliberation"]
    slides = real_deck("topic", topic.id, 90)
    asked = [slide for slide in slides if isinstance(slide, TextSlide) and slide.title.startswith("一起讨论")]
    assert [point.text for slide in asked for point in slide.points] == list(topic.questions)
    trained = [slide for slide in slides if slide.title.startswith("动手练一练")]
    assert {slide.mark for slide in (*asked, *trained)} == {TEACHING}
    assert topic.exercise in trained[0].talk


def test_a_case_without_a_topic_borrows_the_questions_of_the_nearest_and_says_so() -> None:
    slides = real_deck("case", "wuhou")
    asked = [slide for slide in slides if isinstance(slide, TextSlide) and slide.title.startswith("一起讨论")]
    every = {question: topic for topic in real.library().topics.values() for question in topic.questions}
    for slide in asked:
        for point in slide.points:
            assert every[point.text].pref_label in slide.talk[0]


@pytest.mark.parametrize("name", CASES)
def test_every_slide_with_facts_of_a_case_has_its_sources(name: str) -> None:
    for slide in real_deck("case", name, 180):
        if slide.kicker in ("难题", "结果", "比较", "怎么做", "怎么做，结果"):
            assert slide.sources, slide.title
            assert all(f"案例库 {name}，" in source for source in slide.sources)


@pytest.mark.parametrize("name", TOPICS)
def test_every_result_in_a_topic_has_a_source_and_a_kind_of_evidence(name: str) -> None:
    for slide in real_deck("topic", name, 180):
        if isinstance(slide, TableSlide) and slide.kicker == "结果":
            assert len(slide.sources) >= 1
            assert len(slide.talk) >= len(slide.rows) - 1
            for row in slide.rows:
                assert row[-1] == "原文未载结果" or any(row[-1].endswith(f"（{kind}）") for kind in EVIDENCE), row


def test_a_chart_keeps_numbers_as_printed_and_cites_every_bar() -> None:
    made_pack = made("topic", "deliberation")
    chart = next(slide for slide in deck(made_pack, writer()) if isinstance(slide, ChartSlide))
    assert [bar.printed for bar in chart.chart.bars] == [bar.printed for bar in made_pack.charts[0].bars]
    assert [bar.value for bar in chart.chart.bars] == [bar.value for bar in made_pack.charts[0].bars]
    assert len(chart.talk) == len(chart.chart.bars)
    assert len(chart.sources) >= 2
    assert fit.lines(chart.remark, fit.WIDTH / fit.BODY) == 1


def test_a_deck_of_several_cases_shows_each_of_them_and_does_not_say_it_has_no_practice() -> None:
    every = pack(Selection("selection", "x", "五个案例", cases=tuple(CASES)), writer(), "1.0")
    slides = deck(every, writer())
    shown = [
        row for slide in slides if isinstance(slide, TableSlide) and slide.title[:4] == "这些案例" for row in slide.rows
    ]
    assert len(shown) == len(CASES)
    assert isinstance(slides[0], TitleSlide)
    assert slides[0].lead.startswith(f"收有 {len(CASES)} 个案例：")


def test_a_pack_of_nothing_is_a_title_and_a_closing_slide() -> None:
    slides = deck(pack(Selection("selection", "x", "空"), writer(), "1.0"), writer())
    assert [type(slide) for slide in slides] == [TitleSlide, TextSlide]


@pytest.mark.parametrize(("kind", "group"), [("topic", "topics"), ("case", "cases"), ("practice", "practices")])
def test_a_small_library_has_decks_too(kind: str, group: str) -> None:
    w = Writer(toy_library())
    for name in getattr(w.library, group):
        slides = deck(made(kind, name, w), w, 45)
        assert 2 < len(slides) <= MAX_SLIDES
        assert all(slide.title for slide in slides)


@pytest.mark.parametrize(
    ("text", "most", "room", "shown"),
    [
        ("一二三四五。", 1, 10, "一二三四五。"),
        ("一二三四五六。七八九十", 1, 8, "一二三四五六。"),
        ("一二三，四五六，七八九十", 1, 9, "一二三，四五六……"),
        ("一二三四五六七八九十", 1, 6, "一二三四……"),
        ("一二三四五六七八九十", 2, 5, "一二三四五六七八九十"),
    ],
)
def test_long_text_ends_with_a_sentence_or_says_that_it_goes_on(text: str, most: int, room: float, shown: str) -> None:
    assert fit.clipped(text, most, room) == shown


def test_what_ends_a_clipped_text_is_never_cut_off() -> None:
    assert fit.clipped("一二三四五六七八九十", 1, 10, "（自述）") == "一二三四……（自述）"


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("一二三四", 4, 1),
        ("一二三四。", 4, 2),
        ("一二三（四", 4, 2),
        ("一\n二", 4, 2),
        ("一二 abcdefgh", 6, 2),
        ("a" * 20, 4, 4),
    ],
)
def test_lines_are_reckoned_with_closing_marks_and_whole_words(text: str, room: float, count: int) -> None:
    assert fit.lines(text, room) == count


def test_points_that_do_not_fit_go_on_evenly_and_keep_their_numbers() -> None:
    points = tuple(Point(f"第{number}点") for number in range(1, 13))
    first, second = text_slides(TextSlide(title="甲", points=points, numbered=True))
    assert (len(first.points), len(second.points)) == (6, 6)
    assert (first.first, second.first) == (1, 7)
    assert second.title == "甲（2）"


def test_where_pages_are_few_each_is_as_full_as_it_gets() -> None:
    points = tuple(Point(f"第{number}点") for number in range(1, 13))
    (only,) = text_slides(TextSlide(title="甲", points=points), 1)
    assert len(only.points) == 8


def test_rows_left_out_are_counted_in_the_notes() -> None:
    blank = TableSlide(title="甲", head=("子", "丑"), rows=(), widths=(10, 20))
    entries = [Entry((f"{number}", "话"), (f"讲{number}",), (f"源{number}",)) for number in range(20)]
    (only,) = table_slides(blank, entries, 1)
    assert only.talk[-1] == f"另有 {20 - len(only.rows)} 行没有列在幻灯片上，见讲义。"
    assert only.sources == tuple(f"源{number}" for number in range(len(only.rows)))
