"""The flow: cases and kb -> load -> validate -> tag -> link -> Library -> artifacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from anliku import search
from anliku.exports.options import Options
from anliku.exports.site import Offer, offers
from anliku.issues import Issue, IssuesError, Severity
from anliku.link import link
from anliku.load import Records, load
from anliku.load.files import split_front_matter
from anliku.model import Library
from anliku.pages import Download, Page, pages, path_of
from anliku.tag import tag
from anliku.validate import validate

CACHE = Path("build/cache")


def check(root: Path) -> tuple[Records, tuple[Issue, ...]]:
    """The records below `root` and every issue they have."""
    records = load(root)
    return records, validate(records, root)


def build_library(root: Path) -> Library:
    """The library below `root`, tagged and linked.

    Raises:
        IssuesError: where anything is wrong that would make a page wrong.
    """
    records, issues = check(root)
    if errors := [issue for issue in issues if issue.severity is Severity.ERROR]:
        raise IssuesError(errors)
    return link(tag(assemble(records), root / CACHE))


def assemble(records: Records) -> Library:
    """Valid records as a Library, in id order; tags and links are still empty."""
    return Library(
        cases={case.id: case for case in sorted((row.record for row in records.cases), key=lambda r: r.id)},
        practices={p.id: p for p in sorted((row.record for row in records.practices), key=lambda r: r.id)},
        challenges={c.id: c for c in sorted((row.record for row in records.challenges), key=lambda r: r.id)},
        topics={t.id: t for t in sorted((row.record for row in records.topics), key=lambda r: (r.order, r.id))},
        metrics={row.record.id: row.record for row in records.metrics},
        families={row.record.id: row.record for row in records.families},
        terms={row.record.id: row.record for row in records.terms},
        tombstones=tuple(row.record for row in records.tombstones),
    )


def site_packs(library: Library, root: Path, site_url: str, version: str) -> tuple[Offer, ...]:
    """Every pack the site offers for download; unchanged ones come from the cache.

    Raises:
        ExportError: where a pack cannot be made.
    """
    return offers(library, Options(site_url=site_url, version=version), root / CACHE / "packs")


def site_pages(library: Library, root: Path, title: str, packs: Iterable[Offer] = ()) -> Iterator[Page]:
    """Every generated page, the search page included; `packs` are offered on the pages they belong to."""
    downloads: dict[str, list[Download]] = {}
    for offer in packs:
        file = Download(offer.path, offer.label, offer.size, offer.date)
        downloads.setdefault(path_of(offer.to), []).append(file)
    introduction = ""
    home = root / "kb" / "index.md"
    if home.is_file():
        text = home.read_text(encoding="utf-8")
        parts = split_front_matter(text)
        introduction = parts[1] if parts else text
    yield from pages(library, title, introduction, downloads)
    yield Page("search.html", "搜索", "在案例、做法、难题和专题里搜索。", search.results_page(), wide=True)


def data_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Generated files that are not pages: the search index."""
    yield from search.artifacts(library)
