"""A zip file whose bytes depend on its content only."""

from __future__ import annotations

import io
import zipfile


def settled(content: bytes) -> bytes:
    """The same archive with one fixed time, one system and one compression for all members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name), compresslevel=6)
    return buffer.getvalue()
