"""Shards: the index as files, each a script that hands over one compressed block; read by search-engine.js.

    search/core.js      counts, kinds, words of the lexicon                       JSON
    search/sounds.js    Traditional characters, pinyin of characters, labels      JSON
    search/facets.js    facet values, and which entry has which                   JSON
    search/t/N.js       postings of the terms that hash to N                      binary, below
    search/c/N.js       the entries concept N lends score to                      binary, below
    search/g/N.js       the entries that hold a word of group N                   binary, below
    search/e/N.js       titles, addresses and texts of a stretch of entries       JSON

A postings block is a table and a body. Table: the number of terms, then for each its name (length, UTF-8), weight,
entries found, entries kept, bytes in the body; little-endian base 128. Body: the differences of the entry numbers,
all their low bytes first, then, where one of them needs it, all second and all third bytes; then a byte of impact each.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from operator import rshift, sub
from typing import Any

from anliku.model import Library
from anliku.search.engine import Result, Searcher
from anliku.search.entry import KINDS, Entry
from anliku.search.facets import DIMENSIONS, SHARED, Facet
from anliku.search.index import IMPACT_BITS, IMPACT_MASK, Index, Postings, index
from anliku.search.ranking import LENDING
from anliku.search.terms import shard_of
from anliku.text.normalise import traditional_to_simplified

FORMAT = 2
BYTE = 255
SHARD_BYTES = 7_000
"""Uncompressed size a postings shard is meant to have."""
SHARDS_MOST = 4096
"""Postings shards of a large library; beyond this they grow instead of multiplying."""
BLOCK_BYTES = 10_000
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
    starts: list[int] = []
    count = _shard_count(built.postings)
    for name, block in _parts(built, count, starts):
        digest.update(block)
        yield f"search/{name}.js", _script(name, block)
    # The core is written last: it carries the digest of the others, by which a browser drops what it kept of an old index.
    yield "search/core.js", _script("core", _json(_core(built, starts, count, digest.hexdigest()[:10])))


def _parts(built: Index, count: int, starts: list[int]) -> Iterator[tuple[str, bytes]]:
    """Every block but the core; the first entry of each block of entries is added to `starts`."""
    lexicon = built.lexicon
    yield "sounds", _json({"scripts": lexicon.scripts, "syllables": lexicon.syllables, "labels": lexicon.labels})
    yield "facets", _json(_facets(built))
    yield from _shards(built, count)
    for number, (start, cards) in enumerate(_blocks(built.entries)):
        starts.append(start)
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
        "scripts": _scripts(built),
    }


def _scripts(built: Index) -> str:
    """The Traditional characters the texts hold, each with its Simplified one; the rest is in `sounds`."""
    table = traditional_to_simplified()
    texts = (text for entry in built.entries for text in (entry.title, *(piece.text for piece in entry.pieces)))
    found = sorted(set[str]().union(*texts) & table.keys())
    return "".join(
        char + table[char] for char in found if char != table[char] and max(ord(char), ord(table[char])) < 0x10000
    )


def _families(built: Index) -> Iterator[tuple[int, int]]:
    start = built.concepts
    for size in built.families:
        yield start, start + size
        start += size


def _shard_count(postings: dict[str, Postings]) -> int:
    """A power of two, so that it seldom changes as the library grows."""
    size = sum(len(term) * 3 + 5 + 2 * len(found.packed) for term, found in postings.items())
    count = 8
    while count * SHARD_BYTES < size and count < SHARDS_MOST:
        count *= 2
    return count


def _shards(built: Index, count: int) -> Iterator[tuple[str, bytes]]:
    """Postings blocks; a concept that lends to nobody has an empty one, because the browser asks for it."""
    postings = built.postings
    names = [f"t/{number}" for number in range(count)] + [f"c/{number}" for number in _lending(built)]
    shards: dict[str, list[str]] = {name: [] for name in names}
    for term in postings:
        shards.setdefault(shard_of(term, count), []).append(term)
    for name, terms in shards.items():
        yield name, _postings_block([(term, postings[term]) for term in terms])


def _lending(built: Index) -> Iterator[int]:
    return (number for number, entry in enumerate(built.entries[: built.concepts]) if entry.kind in LENDING)


def _postings_block(rows: list[tuple[str, Postings]]) -> bytes:
    table, body = bytearray(), bytearray()
    _number(table, len(rows))
    for term, found in rows:
        start = len(body)
        numbers = array("I", map(rshift, found.packed, repeat(IMPACT_BITS)))
        steps = list(map(sub, numbers, chain((0,), numbers)))
        widest = max(steps, default=0)
        body += bytes(map(BYTE.__and__, steps))
        for shift in (8, 16):
            if widest >> shift:
                body += bytes(step >> shift & BYTE for step in steps)
        body += bytes(map(IMPACT_MASK.__and__, found.packed))
        name = term.encode()
        _number(table, len(name))
        table += name
        for value in (found.weight, found.found, len(found.packed), len(body) - start):
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
        size += 3 * (len(entry.title) + len(entry.context) + sum(len(piece.text) + 4 for piece in entry.pieces)) + 20
        if size >= BLOCK_BYTES:
            yield start, cards
            start, cards, size = number + 1, [], 0
    if cards:
        yield start, cards


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


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _script(name: str, block: bytes) -> bytes:
    packed = base64.b64encode(zlib.compress(block, 9)[2:-4]).decode()
    return f'anlikuSearchBlock("{name}","{packed}");\n'.encode()
