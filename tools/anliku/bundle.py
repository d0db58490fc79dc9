"""Bundle: the sources of the search reader as the one script a browser loads."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin

from anliku.issues import Issue, IssuesError
from anliku.load.files import read_text

SOURCES = Path("site_overrides/search")
SCRIPT = "assets/javascripts/search-reader.js"
READER = (
    *("inflate", "alphabet", "index", "text", "sounds", "spelling", "read"),
    *("rank", "engine", "facets", "show", "service"),
)
"""What `reader(host)` is made of; the parts share one scope, so that its own source can be made a worker."""
CLIENT = "client"
"""What starts it, on the page."""


def search_script(root: Path) -> tuple[str, bytes]:
    """Path from the site root and content of the search reader; the same sources give the same bytes.

    Raises:
        IssuesError: where sources are missing or cannot be read.
    """
    texts: dict[str, str] = {}
    issues: list[Issue] = []
    for name in (*READER, CLIENT):
        file = SOURCES / f"{name}.js"
        text, found = read_text(root / file, file.as_posix())
        texts[name] = text or ""
        issues += found
    if issues:
        raise IssuesError(issues)
    reader = "".join(texts[name] for name in READER)
    script = (
        '(function (search) {\n"use strict";\n'
        f'function reader(host) {{\n"use strict";\n{reader}\nreturn service(host);\n}}\n'
        f"{texts[CLIENT]}\n}})(window.anlikuSearch);\n"
    )
    return SCRIPT, f"{jsmin(script)}\n".encode()
