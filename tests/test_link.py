"""The graph of the toy library, from both ends, with reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from anliku.link import SIMILAR_CASES, link, measured
from anliku.load import load
from anliku.model import CaseTags, Library, Mention
from anliku.pipeline import assemble
from anliku.tag import tag
from real import CACHE
from toy import LIBRARY, Toy

SHED, CANTEEN, LIFT = "jia-yi-shed", "jia-wu-canteen", "ren-gui-lift"


@pytest.fixture(scope="module")
def library() -> Library:
    return link(tag(assemble(load(LIBRARY)), CACHE))


def test_a_practice_lists_every_implementation_case_by_case(library: Library) -> None:
    carried = [(item.case.id, item.implementation.id) for item in library.links.carried["courtyard-meeting"]]
    assert carried == [(CANTEEN, "canteen-talks"), (SHED, "shed-talks"), (LIFT, "stair-talks")]


def test_a_challenge_lists_the_cases_that_met_it(library: Library) -> None:
    assert [item.case.id for item in library.links.faced["parking"]] == [CANTEEN, SHED]


def test_practices_that_answered_a_challenge_in_more_cases_come_first_then_those_that_could(library: Library) -> None:
    assert library.links.answered["low-participation"] == ("courtyard-meeting", "points-exchange")
    assert library.links.answered["elder-meals"] == ("door-delivery", "elder-canteen")
    assert library.links.answered["stairs"] == ("courtyard-meeting", "small-retrofit")


def test_broader_is_narrower_from_the_other_side(library: Library) -> None:
    assert library.practices["door-delivery"].broader == ("elder-canteen",)
    assert library.links.narrower["practice/elder-canteen"] == ("door-delivery",)


def test_related_said_once_holds_for_both(library: Library) -> None:
    assert library.practices["points-exchange"].related == ()
    assert library.links.related["practice/points-exchange"] == ("courtyard-meeting",)
    assert library.links.related["practice/courtyard-meeting"] == ("points-exchange",)
    assert library.links.related["topic/consultation"] == ("elder-care",)


def test_a_practice_and_a_challenge_of_one_id_keep_their_own_neighbours(toy: Toy) -> None:
    door = "kb/practices/door-delivery.md"
    text = toy.read(door).replace("broader: [elder-canteen]", "broader: [parking]\nrelated: [parking]")
    toy.write(door, text)
    toy.write(
        "kb/practices/parking.md", text.replace("id: door-delivery", "id: parking").replace("送餐上门", "错时停车")
    )
    links = link(tag(assemble(load(toy.root)), CACHE)).links
    assert links.narrower["practice/parking"] == ("door-delivery", "parking")
    assert "challenge/parking" not in links.narrower
    assert links.related["practice/parking"] == ("door-delivery",)
    assert "door-delivery" not in links.related.get("challenge/parking", ())


def test_similar_cases_share_a_practice_or_a_challenge_and_say_which(library: Library) -> None:
    by_case = {item.case: item for item in library.links.similar[SHED]}
    assert set(by_case) == {CANTEEN, LIFT}
    assert by_case[CANTEEN].practices == ("courtyard-meeting",)
    assert by_case[CANTEEN].challenges == ("parking",)
    assert by_case[LIFT].challenges == ()


def test_similarity_is_the_same_with_the_same_reasons_from_both_sides(library: Library) -> None:
    for case, others in library.links.similar.items():
        for other in others:
            back = next(item for item in library.links.similar[other.case] if item.case == case)
            assert back.score == other.score
            assert set(back.practices) == set(other.practices)
            assert set(back.challenges) == set(other.challenges)
            assert set(back.keywords) == set(other.keywords)


def test_similar_cases_come_by_score_and_then_by_id(library: Library) -> None:
    for others in library.links.similar.values():
        assert list(others) == sorted(others, key=lambda item: (-item.score, item.case))
        assert len(others) <= SIMILAR_CASES


def test_a_shared_keyword_alone_makes_no_similar_case(library: Library) -> None:
    practice = library.cases[LIFT].practices[0]
    alone = library.cases[LIFT].model_copy(update={"practices": (practice,)})
    tags = {name: CaseTags(keywords=(("扶手", 9.0),)) for name in library.cases}
    changed = link(replace(library, cases={**library.cases, LIFT: alone}, tags=tags))
    assert changed.links.similar[LIFT] == ()


def test_practices_occur_together_only_from_two_cases_on(library: Library) -> None:
    assert library.links.together == {}
    item = library.cases[SHED].practices[1]
    lift = library.cases[LIFT]
    more = lift.model_copy(update={"practices": (*lift.practices, item)})
    together = link(replace(library, cases={**library.cases, LIFT: more})).links.together
    assert [(found.practice, found.cases) for found in together["points-exchange"]] == [
        ("courtyard-meeting", (SHED, LIFT))
    ]
    assert [found.practice for found in together["courtyard-meeting"]] == ["points-exchange"]


def test_a_mention_is_listed_with_the_practice_it_names(library: Library) -> None:
    mention = Mention("elder-canteen", "长者食堂", "outcomes", "办了长者食堂")
    tags = {**library.tags, SHED: CaseTags(mentions=(mention,))}
    assert link(replace(library, tags=tags)).links.mentioned["elder-canteen"] == ((SHED, mention),)


def test_every_figure_is_found_under_its_metric_with_the_practice_it_belongs_to(library: Library) -> None:
    households = library.links.measured["households"]
    assert [(m.case.id, m.implementation.id if m.implementation else None) for m in households] == [
        (CANTEEN, None),
        (SHED, None),
        (LIFT, "handrails"),
    ]
    total = sum(len(list(measured(case))) for case in library.cases.values())
    assert total == sum(map(len, library.links.measured.values()))


def test_a_topic_gathers_its_practices_challenges_and_cases(library: Library) -> None:
    assert library.links.topic_practices["consultation"] == ("courtyard-meeting", "points-exchange")
    assert library.links.topic_challenges["consultation"] == ("low-participation", "parking")
    assert library.links.topic_cases["consultation"] == (SHED, CANTEEN, LIFT)
    assert library.links.topic_cases["elder-care"] == (CANTEEN, LIFT)


def test_a_region_is_named_in_full_and_lists_its_cases(library: Library) -> None:
    region = library.links.regions["990101"]
    assert (region.name, region.province, region.cases) == ("某省甲市乙区", "某省", (SHED,))
    assert list(library.links.regions) == ["980201", "990101", "990102"]


def test_the_graph_is_the_same_whatever_the_order_of_files(toy: Toy) -> None:
    records = toy.records()
    first = link(tag(assemble(records), CACHE))
    for group in (records.cases, records.practices, records.challenges, records.topics):
        group.reverse()  # type: ignore[attr-defined]
    assert link(tag(assemble(records), CACHE)).links == first.links


def test_a_case_that_another_learned_from_knows_it(toy: Toy) -> None:
    links = link(assemble(load(toy.root))).links
    assert [(case, way.relation) for case, way in links.descended["jia-yi-shed"]] == [("jia-wu-canteen", "学习自")]
