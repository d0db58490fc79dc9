"""Undoes what pack.py and shards.py do, as the reader's inflate.js and index.js do."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

FIRST = 0x3000


def block(files: dict[str, bytes], name: str) -> bytes:
    """The bytes the script `search/NAME.js` hands over."""
    text = files[f"search/{name}.js"].decode("utf-16")
    called = re.fullmatch(r'anlikuSearchBlock\("(.+)","(.*)"\);\n', text)
    assert called is not None
    assert called[1] == name
    bits = sum((ord(char) - FIRST) << (15 * place) for place, char in enumerate(called[2]))
    return zlib.decompressobj(-15).decompress(bits.to_bytes(15 * len(called[2]) // 8 + 1, "little"))


def read_core(files: dict[str, bytes]) -> Any:
    """Head and rest of the core as one."""
    head, rest = block(files, "core").split(b"\n", 1)
    core = json.loads(head)
    return {**core, **json.loads(letters(rest, core["letters"]))}


def letters(encoded: bytes, alphabet: str) -> str:
    """A text in the alphabet of the core."""
    units, at = [], 0
    while at < len(encoded):
        byte = encoded[at]
        if byte < 200:
            units.append(alphabet[byte])
            at += 1
        elif byte < 255:
            units.append(alphabet[200 + (byte - 200) * 256 + encoded[at + 1]])
            at += 2
        else:
            units.append(chr(encoded[at + 1] << 8 | encoded[at + 2]))
            at += 3
    return "".join(units).encode("utf-16", "surrogatepass").decode("utf-16")


def postings(encoded: bytes, alphabet: str) -> dict[str, tuple[int, list[tuple[int, int]]]]:
    """Weight, and entries with impacts, of each term of a postings block."""
    at = 0

    def number() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = encoded[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    terms, planes = number(), number()
    rows = []
    for _ in range(terms):
        size = number()
        name = letters(encoded[at : at + size], alphabet)
        at += size
        rows.append((name, number(), number()))
    total = sum(kept for _, _, kept in rows)
    found, place = {}, at
    for name, weight, kept in rows:
        entry, pairs = 0, []
        for item in range(place, place + kept):
            entry += sum(encoded[item + plane * total] << (8 * plane) for plane in range(planes))
            pairs.append((entry, encoded[item + planes * total]))
        found[name] = weight, pairs
        place += kept
    return found
