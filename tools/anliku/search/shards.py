"""Shards: the index as files, each a script that hands over one compressed block; read by the reader's index.js.

    search/core.js      format, digest and alphabet; a line end; then counts,
                        kinds, words of the lexicon                               JSON, then JSON in the alphabet
    search/scripts.js   Traditional characters                                    JSON in the alphabet
    search/sounds.js    pinyin of characters                                      JSON in the alphabet
    search/labels.js    labels that may be suggested for a misspelt one           JSON in the alphabet
    search/facets.js    facet values, and which entry has which                   JSON in the alphabet
    search/t/N.js       postings of the terms that hash to N                      binary, below
    search/n/N.js       the concepts that characters and pairs speak for          binary, below
    search/s/N.js       the same for sounds: pinyin and initials                  binary, below
    search/c/N.js       the entries concept N lends score to                      binary, below
    search/g/N.js       the entries that hold a word of group N                   binary, below
    search/e/N.js       titles, addresses and texts of a stretch of entries       JSON in the alphabet

A postings block is a table and a body. Table: the number of terms and of planes, then for each term its name (length,
bytes in the alphabet), weight and number of entries; little-endian base 128. Body, for all terms after each other: the
differences of the entry numbers, all their low bytes first (one plane), then, where one of them needs it, all second
and all third bytes; then a byte of impact each.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from anliku.model import Library
from anliku.search.engine import Result, Searcher
from anliku.search.entry import KINDS, Entry
from anliku.search.facets import DIMENSIONS, SHARED, Facet
from anliku.search.index import Index, index
from anliku.search.lexicon import gb_2312
from anliku.search.pack import Alphabet, script
from anliku.search.ranking import LENDING
from anliku.search.table import IMPACT_BITS, IMPACT_MASK, Numbers, Table
from anliku.search.terms import SOUND_SHARE, TOLD_SHARDS, shard_of
from anliku.text.normalise import traditional_to_simplified

FORMAT = 9
SHARD_BYTES = 7_000
"""Uncompressed size a postings shard is meant to have."""
SHARDS_MOST = 2048
"""Postings shards of a large library; beyond this they grow instead of multiplying. More would be more files, fewer
would be more bytes for each query; `benchmarks/search_scale.py 10000` shows both."""
BLOCK_BYTES = 24_000
CONCEPT_BYTES = 4_000
"""Uncompressed size at which a block of entries is closed: of cases, and of concepts, which are few and often asked for."""
SAMPLED_MOST = 400
"""Blocks of entries whose characters are counted for the alphabet."""

_last: list[tuple[Library, Searcher]] = []


def searcher(library: Library) -> Searcher:
    """The searcher of `library`; the last one is kept, so that index and search share it."""
    if not _last or _last[0][0] is not library:
        _last[:] = [(library, Searcher(index(library)))]
    return _last[0][1]


def search(library: Library, query: str, limit: int = 10) -> list[Result]:
    """The first `limit` places of the flat list for `query`, as the browser shows them."""
    return list(searcher(library).answer(query, limit).results)


def artifacts(library: Library) -> Iterator[tuple[str, bytes]]:
    """Every file of the index with its path from the site root; the same library gives the same bytes."""
    built = searcher(library).index
    starts = list(_blocks(built))
    step = 1 + len(starts) // SAMPLED_MOST
    alphabet = Alphabet(_cards(built.entries, start, stop) for start, stop in starts[::step])
    digest = hashlib.sha256()
    count = _shard_count(built.postings)
    for name, block in _parts(built, count, starts, alphabet):
        digest.update(block)
        yield f"search/{name}.js", script(name, block)
    # The core is written last: it carries the digest of the others, by which a browser drops what it kept of an old index.
    head = {"format": FORMAT, "digest": digest.hexdigest()[:10], "letters": alphabet.letters}
    core = alphabet.encode(_text(_core(built, starts, count)))
    yield "search/core.js", script("core", _text(head).encode() + b"\n" + core)


Stretch = tuple[int, int]
"""First entry of a block, and the first after it."""


def _parts(built: Index, count: int, blocks: list[Stretch], alphabet: Alphabet) -> Iterator[tuple[str, bytes]]:
    """Every block but the core."""
    lexicon = built.lexicon
    yield "scripts", alphabet.encode(_text(lexicon.scripts))
    yield "sounds", alphabet.encode(_text(lexicon.syllables))
    yield "labels", alphabet.encode(_text(lexicon.labels))
    yield "facets", alphabet.encode(_text(_facets(built)))
    yield from _shards(built, count, alphabet)
    for number, (start, stop) in enumerate(blocks):
        yield f"e/{number}", alphabet.encode(_cards(built.entries, start, stop))


def _core(built: Index, blocks: list[Stretch], shards: int) -> dict[str, Any]:
    kinds = [KINDS.index(entry.kind) for entry in built.entries[: built.concepts]]
    sizes = [[built.entries[at].kind for at in range(start, stop)] for start, stop in _families(built)]
    return {
        "kinds": KINDS,
        "concepts": kinds,
        "families": [[len(kinds), kinds.count("site")] for kinds in sizes],
        "shards": shards,
        "blocks": [stop - start for start, stop in blocks],
        "groups": built.lexicon.groups,
        "asks": built.lexicon.asks,
        "fillers": built.lexicon.fillers,
        "troubles": built.lexicon.troubles,
        "syllables": " ".join(built.lexicon.spoken()),
        "scripts": _scripts(built),
    }


def _scripts(built: Index) -> str:
    """The Traditional characters the texts hold and those of GB 2312, each with its Simplified one.

    The rest is in a block of its own, which the browser asks for when a character is neither in the texts nor in GB 2312.
    """
    table = traditional_to_simplified()
    texts = (text for entry in built.entries for text in (entry.title, *(piece.text for piece in entry.pieces)))
    found = sorted(set[str](gb_2312()).union(*texts, *built.lexicon.labels) & table.keys())
    return "".join(
        char + table[char] for char in found if char != table[char] and max(ord(char), ord(table[char])) < 0x10000
    )


def _families(built: Index) -> Iterator[tuple[int, int]]:
    start = built.concepts
    for size in built.families:
        yield start, start + size
        start += size


def _shard_count(postings: Table) -> int:
    """A power of two up to the most, so that it seldom changes as the library grows."""
    size = sum(map(len, postings.terms)) * 2 + len(postings) * 3 + 2 * len(postings.packed)
    count = 8
    while count * SHARD_BYTES < size and count < SHARDS_MOST:
        count *= 2
    return min(count, SHARDS_MOST)


def _shards(built: Index, count: int, alphabet: Alphabet) -> Iterator[tuple[str, bytes]]:
    """Postings blocks; a concept that lends to nobody has an empty one, because the browser asks for it."""
    always = [f"t/{number}" for number in range(count)]
    always += [f"s/{number}" for number in range(max(1, count // SOUND_SHARE))]
    always += [f"c/{number}" for number in _lending(built)]
    told = [f"n/{number}" for number in range(TOLD_SHARDS)]
    for table, names in ((built.postings, always), (built.grouped, []), (built.told, told)):
        shards: dict[str, list[int]] = {name: [] for name in names}
        for row, term in enumerate(table.terms):
            shards.setdefault(shard_of(term, count), []).append(row)
        for name, rows in shards.items():
            yield name, _postings_block(table, rows, alphabet)


def _lending(built: Index) -> Iterator[int]:
    return (number for number, entry in enumerate(built.entries[: built.concepts]) if entry.kind in LENDING)


def _postings_block(table: Table, rows: list[int], alphabet: Alphabet) -> bytes:
    kept = [table.row(row) for row in rows]
    packed: Numbers = np.concatenate([*kept, np.zeros(0, np.uint32)])
    entries = packed >> IMPACT_BITS
    steps = np.diff(entries, prepend=np.uint32(0))
    sizes = np.array([len(own) for own in kept], np.int64)
    firsts = np.cumsum(sizes) - sizes
    steps[firsts] = entries[firsts]
    planes = [(steps >> shift).astype(np.uint8) for shift in (0, 8, 16) if not shift or (steps >> shift).any()]
    into = bytearray()
    _number(into, len(rows))
    _number(into, len(planes))
    for number, own in zip(rows, kept, strict=True):
        name = alphabet.encode(table.terms[number])
        _number(into, len(name))
        into += name
        _number(into, int(table.weights[number]))
        _number(into, len(own))
    return bytes(into) + b"".join(plane.tobytes() for plane in (*planes, (packed & IMPACT_MASK).astype(np.uint8)))


def _number(into: bytearray, value: int) -> None:
    while value > 127:
        into.append(value & 127 | 128)
        value >>= 7
    into.append(value)


def _blocks(built: Index) -> Iterator[Stretch]:
    """Stretches of entries of about `CONCEPT_BYTES` and `BLOCK_BYTES`."""
    entries = built.entries
    start, size = 0, 0
    for number, entry in enumerate(entries):
        size += 3 * (len(entry.title) + len(entry.context) + sum(len(piece.text) + 4 for piece in entry.pieces)) + 20
        if size >= (CONCEPT_BYTES if number < built.concepts else BLOCK_BYTES):
            yield start, number + 1
            start, size = number + 1, 0
    if start < len(entries):
        yield start, len(entries)


def _cards(entries: list[Entry], start: int, stop: int) -> str:
    return _text([_card(entry) for entry in entries[start:stop]])


def _card(entry: Entry) -> list[Any]:
    shown = [[item.label, item.text, item.anchor] if item.anchor else [item.label, item.text] for item in entry.pieces]
    return [entry.title, entry.path, entry.context, shown]


def _facets(built: Index) -> dict[str, Any]:
    """Values with their dimension, distinct sets of values, the set of each entry, and of each case what its parts share.

    A case has what its parts have as well; that is left to the browser, because nearly every case would be a set of its own.
    """
    values: dict[tuple[str, str, str], int] = {}
    sets: dict[tuple[int, ...], int] = {}

    def number(facets: Iterable[Facet]) -> int:
        own = tuple(sorted(values.setdefault(facet, len(values)) for facet in facets))
        return sets.setdefault(own, len(sets))

    of_entry = [number(entry.facets) for entry in built.entries[: built.concepts]]
    shared = []
    for start, stop in _families(built):
        whole = [facet for facet in built.entries[start].facets if facet[0] in SHARED]
        shared.append(number(whole))
        parts = {facet for entry in built.entries[start + 1 : stop] for facet in entry.facets}
        of_entry.append(number(facet for facet in built.entries[start].facets if facet not in {*whole, *parts}))
        for entry in built.entries[start + 1 : stop]:
            # A site has what its case has, and nothing of its own.
            own = () if entry.kind == "site" else (facet for facet in entry.facets if facet[0] not in SHARED)
            of_entry.append(number(own))
    return {"dimensions": DIMENSIONS, "values": list(values), "sets": list(sets), "entries": of_entry, "shared": shared}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
