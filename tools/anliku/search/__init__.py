"""Search: the index writer, and the same search in Python that the browser runs."""

from anliku.search.engine import Answer, Result, Searcher
from anliku.search.entry import Entry, EntryKind
from anliku.search.index import Index, index
from anliku.search.page import results_page
from anliku.search.shards import artifacts, search

__all__ = [
    "Answer",
    "Entry",
    "EntryKind",
    "Index",
    "Result",
    "Searcher",
    "artifacts",
    "index",
    "results_page",
    "search",
]
