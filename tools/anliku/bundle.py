"""Bundle: the sources of the search reader as what a browser loads."""

from __future__ import annotations

from pathlib import Path

from rjsmin import jsmin

from anliku.issues import Issue, IssuesError
from anliku.load.files import read_text
from anliku.search.pack import script

SOURCES = Path("site_overrides/search")
SCRIPT = "assets/javascripts/search-reader.js"
ON_PAGE = "assets/javascripts/search-onpage.js"
READER = (
    *("inflate", "alphabet", "index", "text", "sounds", "spelling", "cut", "read", "known"),
    *("belief", "rank", "engine", "facets", "show", "service"),
)
"""What `reader(host)` is made of; the parts share one scope, so that its source can be made a worker."""
CLIENT = ("inflate", "client")
"""What starts it, on the page."""


def search_scripts(root: Path) -> tuple[tuple[str, bytes], ...]:
    """Paths from the site root and contents of what reads the index; the same sources give the same bytes.

    The script that is loaded on demand; the reader as a block, from which that script makes a worker; and the reader
    as a script, for browsers that have no worker.

    Raises:
        IssuesError: where sources are missing or cannot be read.
    """
    texts: dict[str, str] = {}
    issues: list[Issue] = []
    for name in dict.fromkeys((*READER, *CLIENT)):
        file = SOURCES / f"{name}.js"
        text, found = read_text(root / file, file.as_posix())
        texts[name] = text or ""
        issues += found
    if issues:
        raise IssuesError(issues)
    reader = "".join(texts[name] for name in READER)
    reader = jsmin(f'function (host) {{\n"use strict";\n{reader}\nreturn service(host);\n}}\n')
    client = "".join(texts[name] for name in CLIENT)
    client = jsmin(f'(function (search) {{\n"use strict";\n{client}\n}})(window.anlikuSearch);\n')
    return (
        (SCRIPT, f"{client}\n".encode()),
        ("search/reader.js", script("reader", reader.encode())),
        (ON_PAGE, f"window.anlikuSearch.reader={reader};\n".encode()),
    )
