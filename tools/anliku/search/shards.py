"""Shards: the index as files, each a script that hands over one compressed block; read by search-engine.js.

    search/core.js      counts, kinds, the lexicon                                JSON
    search/sounds.js    Traditional characters, pinyin of characters              JSON
    search/facets.js    facet values, and which entry has which                   JSON
    search/t/N.js       postings of the terms that hash to N                      binary, below
    search/e/N.js       titles, addresses and texts of a stretch of entries       JSON

A postings block is a table and a body. Table: the number of terms, then for each its name (length, UTF-8), weight,
entries found, entries kept, bytes in the body. Body: differences of entry numbers, then one byte of impact each.
Numbers are little-endian base 128.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

from anliku.model import Library
from anliku.search.engine import Result, Searcher
from anliku.search.entries import KINDS, Entry
from anliku.search.facets import DIMENSIONS
from anliku.search.index import Index, Postings, index
from anliku.search.terms import shard_of
from anliku.text.normalise import traditional_to_simplified

FORMAT = 1
SHARD_BYTES = 12_000
"""Uncompressed size a postings shard is meant to have."""
BLOCK_BYTES = 14_000
"""Uncompressed size at which a block of entries is closed."""

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
    digest = hashlib.sha256()
    files: list[tuple[str, bytes]] = []
    for name, block in _parts(built):
        digest.update(block)
        files.append((name, block))
    blocks = [name for name, _ in files if name.startswith("e/")]
    starts = [start for start, _ in _blocks(built.entries)]
    shards = sum(name.startswith("t/") for name, _ in files)
    assert len(starts) == len(blocks)
    core = _core(built, starts, shards, digest.hexdigest()[:10])
    for name, block in (("core", _json(core)), *files):
        yield f"search/{name}.js", _script(name, block)


def _parts(built: Index) -> Iterator[tuple[str, bytes]]:
    yield "sounds", _json({"scripts": built.lexicon.scripts, "syllables": built.lexicon.syllables})
    yield "facets", _json(_facets(built.entries))
    for number, block in enumerate(_shards(built.postings)):
        yield f"t/{number}", block
    for number, (_, cards) in enumerate(_blocks(built.entries)):
        yield f"e/{number}", _json(cards)


def _core(built: Index, starts: list[int], shards: int, digest: str) -> dict[str, Any]:
    kinds = [KINDS.index(entry.kind) for entry in built.entries[: built.concepts]]
    sizes = [[built.entries[at].kind for at in range(start, stop)] for start, stop in _families(built)]
    return {
        "format": FORMAT,
        "digest": digest,
        "kinds": KINDS,
        "concepts": kinds,
        "families": [[len(kinds), kinds.count("site")] for kinds in sizes],
        "shards": shards,
        "starts": [after - before for before, after in zip([0, *starts], starts, strict=False)],
        "groups": built.lexicon.groups,
        "asks": built.lexicon.asks,
        "fillers": built.lexicon.fillers,
        "troubles": built.lexicon.troubles,
        "labels": built.lexicon.labels,
        "scripts": _scripts(built),
    }


def _scripts(built: Index) -> str:
    """The Traditional characters the texts hold, each with its Simplified one; the rest is in `sounds`."""
    table = traditional_to_simplified()
    texts = (text for entry in built.entries for text in (entry.title, *(piece.text for piece in entry.pieces)))
    found = sorted(set().union(*map(set, texts)) & table.keys())
    return "".join(char + table[char] for char in found if table[char] != char and ord(char) < 0x10000)


def _families(built: Index) -> Iterator[tuple[int, int]]:
    start = built.concepts
    for size in built.families:
        yield start, start + size
        start += size


def _shards(postings: dict[str, Postings]) -> Iterator[bytes]:
    """Postings blocks; a power of two of them, so that their number seldom changes as the library grows."""
    size = sum(len(term) * 3 + 5 + 3 * len(found.packed) for term, found in postings.items())
    count = 8
    while count * SHARD_BYTES < size:
        count *= 2
    shards: list[list[str]] = [[] for _ in range(count)]
    for term in postings:
        shards[shard_of(term, count)].append(term)
    for terms in shards:
        yield _postings_block([(term, postings[term]) for term in terms])


def _postings_block(rows: list[tuple[str, Postings]]) -> bytes:
    table, body = bytearray(), bytearray()
    _number(table, len(rows))
    for term, found in rows:
        start, before = len(body), 0
        impacts = bytearray()
        for entry, impact in found.pairs():
            _number(body, entry - before)
            before = entry
            impacts.append(impact)
        body += impacts
        name = term.encode()
        _number(table, len(name))
        table += name
        for value in (found.weight, found.found, len(impacts), len(body) - start):
            _number(table, value)
    return bytes(table + body)


def _number(into: bytearray, value: int) -> None:
    while value > 127:
        into.append(value & 127 | 128)
        value >>= 7
    into.append(value)


def _blocks(entries: list[Entry]) -> Iterator[tuple[int, list[Any]]]:
    """Stretches of entries of about `BLOCK_BYTES`: the first number, and the cards."""
    start, cards, size = 0, [], 0
    for number, entry in enumerate(entries):
        card = _card(entry)
        cards.append(card)
        size += len(json.dumps(card, ensure_ascii=False).encode())
        if size >= BLOCK_BYTES:
            yield start, cards
            start, cards, size = number + 1, [], 0
    if cards:
        yield start, cards


def _card(entry: Entry) -> list[Any]:
    shown = [[item.label, item.text, item.anchor] if item.anchor else [item.label, item.text] for item in entry.pieces]
    return [entry.title, entry.path, entry.context, shown]


def _facets(entries: list[Entry]) -> dict[str, Any]:
    """Values with their dimension, distinct sets of values, and the set of each entry."""
    values: dict[tuple[str, str, str], int] = {}
    sets: dict[tuple[int, ...], int] = {}
    of_entry = []
    for entry in entries:
        own = tuple(sorted(values.setdefault(facet, len(values)) for facet in entry.facets))
        of_entry.append(sets.setdefault(own, len(sets)))
    return {"dimensions": DIMENSIONS, "values": list(values), "sets": list(sets), "entries": of_entry}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _script(name: str, block: bytes) -> bytes:
    packed = base64.b64encode(zlib.compress(block, 9)[2:-4]).decode()
    return f'anlikuSearchBlock("{name}","{packed}");\n'.encode()
