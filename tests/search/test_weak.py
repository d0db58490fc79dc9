"""How often a query is told that nothing fits: seldom where the library has an answer, mostly where it has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from anliku.search import Searcher, index
from real import ROOT, library

ELSEWHERE = Path(__file__).parent / "elsewhere.txt"
"""Forty queries about other matters, written down before any of them was tried."""
HERE = sorted((ROOT / "benchmarks" / "queries").glob("problems-*.json"))
MOST_HERE, LEAST_ELSEWHERE = 0.05, 0.5


@pytest.fixture(scope="module")
def find() -> Searcher:
    return Searcher(index(library()))


def told(find: Searcher, queries: list[str]) -> float:
    """The share of queries that find nothing, or are told that nothing fits."""
    answers = [find.answer(query) for query in queries]
    return sum(answer.weak or not answer.results for answer in answers) / len(answers)


def test_a_problem_the_library_answers_is_seldom_told_that_nothing_fits(find: Searcher) -> None:
    queries = [item["query"] for file in HERE for item in json.loads(file.read_text(encoding="utf-8"))]
    assert len(queries) > 200
    assert told(find, queries) <= MOST_HERE


def test_another_matter_is_mostly_told_that_nothing_fits(find: Searcher) -> None:
    queries = ELSEWHERE.read_text(encoding="utf-8").splitlines()
    assert len(queries) == 40
    assert told(find, queries) >= LEAST_ELSEWHERE
