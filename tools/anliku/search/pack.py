"""Pack: bytes as a script a browser can load from anywhere, and texts as few bytes; undone by the reader's inflate.js."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable

import numpy as np

SHORT = 200
"""Characters that take one byte: the commonest."""
_ESCAPE = 255
LETTERS_MOST = 4000
"""Characters that take two bytes or one; the others, rare as they are, take three for each UTF-16 unit."""
_UNIT_BITS = 15
_FIRST = 0x3000
"""Units 0x3000 to 0xAFFF carry 15 bits each: no quote, no line end and no surrogate is among them."""


class Alphabet:
    """Characters by how common they are; UTF-8 spends three bytes on each Han character, and deflate wins little back."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count the characters of `texts`; ties go by code point."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(text)
        ordered = sorted((char for char in counts if ord(char) < 0x10000), key=lambda char: (-counts[char], char))
        self.letters = "".join(ordered[:LETTERS_MOST])
        self._table = _Codes(self.letters)

    def encode(self, text: str) -> bytes:
        """`text` as bytes: a common character is its place, others a first byte from 200 and a second, or an escape."""
        return text.translate(self._table).encode("latin-1")


class _Codes(dict[int, str]):
    """What `str.translate` makes of each character; one the alphabet lacks is worked out when it is first met."""

    def __init__(self, letters: str) -> None:
        super().__init__((ord(char), self._code(place)) for place, char in enumerate(letters))

    @staticmethod
    def _code(place: int) -> str:
        if place < SHORT:
            return chr(place)
        return chr(SHORT + (place - SHORT) // 256) + chr((place - SHORT) % 256)

    def __missing__(self, code: int) -> str:
        units = chr(code).encode("utf-16-be", "surrogatepass")
        pairs = (units[at : at + 2].decode("latin-1") for at in range(0, len(units), 2))
        self[code] = "".join(chr(_ESCAPE) + pair for pair in pairs)
        return self[code]


def script(name: str, block: bytes) -> bytes:
    """A script that hands over `block`, compressed, under `name`.

    In UTF-16, whose mark at the beginning of a file every browser heeds before anything a server says: fifteen bits
    in two bytes, where base64 has twelve.
    """
    return f'\ufeffanlikuSearchBlock("{name}","{packed(block)}");\n'.encode("utf-16-le")


def packed(block: bytes) -> str:
    """`block`, compressed (raw deflate), fifteen bits to a character."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15, 9)
    squeezed = squeezer.compress(block) + squeezer.flush()
    bits = np.unpackbits(np.frombuffer(squeezed, np.uint8), bitorder="little")
    bits = np.concatenate((bits, np.zeros(-len(bits) % _UNIT_BITS, np.uint8)))
    values = bits.reshape(-1, _UNIT_BITS) @ (1 << np.arange(_UNIT_BITS))
    return (values + _FIRST).astype("<u2").tobytes().decode("utf-16-le")
