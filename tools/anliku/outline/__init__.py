"""Library to neutral Documents, one kind of page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from anliku.model import Library
from anliku.outline.blocks import Document
from anliku.outline.kinds import case, challenge, home, indexes, maintenance, metric, practice, region, topic
from anliku.outline.writer import Writer


def documents(library: Library, title: str = "", introduction: str = "") -> Iterator[Document]:
    """Every Document of the library; `title` and `introduction` are for the home page."""
    writer = Writer(library)
    yield home.document(title, introduction, writer)
    yield from indexes.documents(writer)
    yield maintenance.document(writer)
    yield from (practice.document(item, writer) for item in library.practices.values())
    yield from (challenge.document(item, writer) for item in library.challenges.values())
    yield from (topic.document(item, writer) for item in library.topics.values())
    yield from (region.document(item, writer) for item in library.links.regions.values())
    yield from (metric.document(item, writer) for item in library.metrics.values())
    yield from (case.document(item, writer) for item in library.cases.values())
