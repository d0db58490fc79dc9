"""The real content: every case, and the vocabulary they share."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from anliku.load.files import split_front_matter
from anliku.model import Case
from anliku.outline.blocks import Ref
from anliku.pages.address import path_of
from anliku.pipeline import check
from anliku.schema import schemas
from htmltree import read
from jsonschema import Draft202012Validator
from real import ROOT, library, pages

CASES = sorted(path.stem for path in (ROOT / "cases").glob("*.yml"))
SCHEMAS = ROOT / "kb" / "schema"
AUTHORED = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (
        *(ROOT / "cases").glob("*.yml"),
        *(ROOT / "kb").glob("*.yml"),
        *(path for folder in ("practices", "challenges", "topics") for path in (ROOT / "kb" / folder).glob("*.md")),
    )
)


def case_of(identifier: str) -> Case:
    return library().cases[identifier]


@pytest.mark.parametrize("case", CASES)
def test_a_case_file_becomes_the_case_of_its_name(case: str) -> None:
    assert case_of(case).id == case
    assert len(case_of(case).practices) >= 8


@pytest.mark.parametrize("case", CASES)
def test_every_implementation_is_of_a_known_practice_and_answers_known_challenges(case: str) -> None:
    for item in case_of(case).practices:
        assert item.practice in library().practices
        assert set(item.answers) <= set(library().challenges)


@pytest.mark.parametrize("case", CASES)
def test_the_page_of_a_case_shows_its_title_and_has_an_anchor_for_every_part(case: str) -> None:
    record = case_of(case)
    page = read(pages()[f"cases/{case}.html"].html)
    assert next(page.all("h1")).text == record.title
    expected = {f"p-{item.id}" for item in record.practices} | {f"s-{source.id}" for source in record.sources}
    expected |= {f"site-{site.id}" for site in record.sites}
    expected |= {figure.id for figure in record.figures if figure.id}
    assert expected <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("case", CASES)
def test_every_source_mark_of_a_case_page_leads_to_a_source_on_it(case: str) -> None:
    page = read(pages()[f"cases/{case}.html"].html)
    marks = [mark.attributes["href"] for mark in page.of_class("ak-cite")]
    assert len(marks) >= len(case_of(case).practices)
    assert {mark.removeprefix("#") for mark in marks} <= set(page.ids)


@pytest.mark.parametrize("case", CASES)
def test_a_case_page_prints_every_figure_as_the_source_does(case: str) -> None:
    text = read(pages()[f"cases/{case}.html"].html).text
    for item in case_of(case).practices:
        for figure in item.figures:
            assert figure.printed() in text


def test_the_five_first_cases_are_here() -> None:
    assert {"minzhucun", "yongchuan", "wufuyuan", "leshan", "wuhou"} <= set(CASES)


def test_the_repository_has_no_issues_not_even_warnings() -> None:
    _, issues = check(ROOT)
    assert issues == (), "\n".join(map(str, issues))


def test_the_vocabulary_is_as_wide_as_promised() -> None:
    assert len(library().practices) >= 40
    assert len(library().topics) >= 16
    assert len(library().challenges) >= 21


def test_every_record_has_a_page() -> None:
    found = library()
    refs = [Ref("case", name) for name in found.cases]
    refs += [Ref("practice", name) for name in found.practices]
    refs += [Ref("challenge", name) for name in found.challenges]
    refs += [Ref("topic", name) for name in found.topics]
    refs += [Ref("metric", name) for name in found.metrics]
    refs += [Ref("region", name) for name in found.links.regions]
    assert {path_of(ref) for ref in refs} <= set(pages())


def test_the_published_schemas_are_those_of_the_model() -> None:
    made = dict(schemas())
    assert {path.name for path in SCHEMAS.iterdir()} == set(made)
    for name, content in made.items():
        assert (SCHEMAS / name).read_bytes() == content, f"{name} 过时了，运行 anliku schema"


@pytest.mark.parametrize("name", [name for name, _ in schemas()])
def test_a_schema_is_a_valid_schema_and_speaks_chinese(name: str) -> None:
    schema = json.loads(dict(schemas())[name])
    Draft202012Validator.check_schema(schema)
    told = list(_descriptions(schema))
    assert told
    assert [text for text in told if not re.search(r"[\u4e00-\u9fff]", text)] == []


def _descriptions(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [text for item in schema for text in _descriptions(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema["description"]] if isinstance(schema.get("description"), str) else []
    own += [schema["title"]] if isinstance(schema.get("title"), str) and "properties" not in schema else []
    return own + [text for value in schema.values() for text in _descriptions(value)]


def _front(file: str) -> str:
    text = (ROOT / file).read_text(encoding="utf-8")
    if not file.endswith(".md"):
        return text
    parts = split_front_matter(text)
    assert parts is not None
    return parts[0]


@pytest.mark.parametrize("file", AUTHORED)
def test_a_file_names_a_schema_that_exists_and_fits_it(file: str) -> None:
    front = _front(file)
    named = re.search(r"^# yaml-language-server: \$schema=(\S+)$", front, re.MULTILINE)
    assert named, "第一行应是 # yaml-language-server: $schema=…"
    path = (ROOT / file).parent / named[1]
    assert path.resolve().parent == SCHEMAS.resolve()
    validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    # As the loader reads it: every scalar is text; and as an editor does, where numbers are numbers.
    for reader in (yaml.CBaseLoader, _EditorLoader):
        data = yaml.load(front, Loader=reader)  # noqa: S506 - both build plain data only
        problems = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(data)]
        assert problems == []


class _EditorLoader(yaml.CSafeLoader):
    """YAML as editors read it (1.2): a date is text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        ("case", {"id": "A b"}),
        ("case", {"level": "省"}),
        ("case", {"summary": None}),
        ("case", {"summary": ""}),
        ("case", {"sumary": "甲"}),
        ("case", {"last_verified": "2024年"}),
        ("case", {"figures": [{"metric": "area", "value": "约3", "unit": "亩", "source": "s1", "at": "一"}]}),
        ("topic", {"order": "一"}),
    ],
    ids=["id", "choice", "null", "empty", "unknown", "date", "number", "integer"],
)
def test_a_schema_refuses_what_the_loader_refuses(schema: str, wrong: dict[str, Any]) -> None:
    validator = Draft202012Validator(json.loads(dict(schemas())[f"{schema}.schema.json"]))
    file = "cases/leshan.yml" if schema == "case" else "kb/topics/deliberation.md"
    data = yaml.load(_front(file), Loader=yaml.CBaseLoader)  # noqa: S506 - builds plain data only
    assert not list(validator.iter_errors(data))
    assert list(validator.iter_errors({**data, **wrong}))


def test_no_path_of_this_list_is_missing_from_the_repository() -> None:
    assert all(Path(ROOT / file).is_file() for file in AUTHORED)
    assert len(AUTHORED) > 80
