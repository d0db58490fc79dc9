"""The files of the index."""

from __future__ import annotations

import json
import zlib

from anliku.model import Library
from anliku.search import Index, Searcher, artifacts, index
from anliku.search.pack import Alphabet, script
from anliku.search.shards import FORMAT
from anliku.search.terms import shard_of
from search.small import small_library
from search.unpack import block, letters, postings, read_core


def test_two_builds_give_the_same_bytes() -> None:
    assert dict(artifacts(small_library())) == dict(artifacts(small_library()))


def test_all_files_are_below_search(library: Library) -> None:
    assert all(name.startswith("search/") and name.endswith(".js") for name, _ in artifacts(library))


def test_every_entry_has_a_card_in_its_block(library: Library, searcher: Searcher) -> None:
    files = dict(artifacts(library))
    core = read_core(files)
    assert core["format"] == FORMAT
    texts = [letters(block(files, f"e/{number}"), core["letters"]) for number in range(len(core["blocks"]))]
    blocks = [json.loads(text) for text in texts]
    assert [len(cards) for cards in blocks] == core["blocks"]
    assert [card[1] for cards in blocks for card in cards] == [entry.path for entry in searcher.index.entries]


def test_every_term_lies_in_its_shard_with_all_its_postings(library: Library, searcher: Searcher) -> None:
    files = dict(artifacts(library))
    core = read_core(files)
    for table in (searcher.index.postings, searcher.index.grouped):
        for term, row in table.items():
            rows = postings(block(files, shard_of(term, core["shards"])), core["letters"])
            assert rows[term] == (row.weight, list(row.pairs()))


def test_a_script_is_read_the_same_whatever_a_server_says_of_its_encoding() -> None:
    made = script("x", b"some bytes")
    assert made.startswith(b"\xff\xfe")
    assert zlib.crc32(block({"search/x.js": made}, "x")) == zlib.crc32(b"some bytes")


def test_the_alphabet_holds_what_it_was_not_made_from() -> None:
    alphabet = Alphabet(["居民居民", "商量"])
    assert alphabet.letters == "居民商量"
    for text in ("居民商量", "鼗𠮷a", ""):
        assert letters(alphabet.encode(text), alphabet.letters) == text


def test_parts_of_a_case_follow_it(searcher: Searcher) -> None:
    built: Index = searcher.index
    for entry, parent in zip(built.entries, built.parents(), strict=False):
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
