"""The files of the index."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

from anliku.model import Library
from anliku.search import Index, Searcher, artifacts, index
from anliku.search.shards import FORMAT
from anliku.search.terms import shard_of
from search.small import small_library


def block(files: dict[str, bytes], name: str) -> Any:
    called = re.fullmatch(r'anlikuSearchBlock\("(.+)","(.*)"\);\n', files[f"search/{name}.js"].decode())
    assert called is not None
    assert called[1] == name
    return zlib.decompress(base64.b64decode(called[2]), -15)


def test_two_builds_give_the_same_bytes() -> None:
    assert dict(artifacts(small_library())) == dict(artifacts(small_library()))


def test_all_files_are_below_search(library: Library) -> None:
    assert all(name.startswith("search/") and name.endswith(".js") for name, _ in artifacts(library))


def test_every_entry_has_a_card_in_its_block(library: Library, searcher: Searcher) -> None:
    files = dict(artifacts(library))
    core = json.loads(block(files, "core"))
    assert core["format"] == FORMAT
    cards = [card for number in range(len(core["starts"])) for card in json.loads(block(files, f"e/{number}"))]
    assert [card[1] for card in cards] == [entry.path for entry in searcher.index.entries]


def test_every_term_lies_in_the_shard_it_is_looked_for_in(library: Library, searcher: Searcher) -> None:
    files = dict(artifacts(library))
    shards = json.loads(block(files, "core"))["shards"]
    for term in searcher.index.postings:
        assert term.encode() in block(files, shard_of(term, shards))


def test_parts_of_a_case_follow_it(searcher: Searcher) -> None:
    built: Index = searcher.index
    for entry, parent in zip(built.entries, built.parents(), strict=True):
        if parent >= 0:
            assert entry.id.split("/")[0] == built.entries[parent].id


def test_a_pair_inside_a_word_weighs_more_than_one_across_two() -> None:
    # 居民 商量: the text has 车棚里商量 and 居民每周商量 once each in the same number of entries.
    postings = index(small_library()).postings
    assert postings["周商"].found == postings["举手"].found
    assert postings["周商"].weight < postings["举手"].weight


def test_pairs_inside_a_label_are_never_across_words() -> None:
    # jieba cuts 亮灯 / 夜谈; the label holds them together.
    postings = index(small_library()).postings
    assert postings["灯夜"].weight == postings["亮灯"].weight
