"""What a reader may choose for an export, and what a format says when it cannot work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from anliku.outline.blocks import Ref
from anliku.outline.deck import Minutes

Style = Literal["标准", "公文式"]


@dataclass(frozen=True)
class Options:
    """Choices of one export.

    Attributes:
        site_url: address the site is published at, with a trailing slash; empty where it is not known.
        style: typography of Word files; `公文式` follows GB/T 9704 without red head, number and seal.
        minutes: length of the class the slides are for.
        version: version of the program, for the colophon.
    """

    site_url: str = ""
    style: Style = "标准"
    minutes: Minutes = 90
    version: str = ""

    def url(self, to: Ref) -> str:
        """The published address of a place in the library; empty where the site's address is not known."""
        if not self.site_url:
            return ""
        folder = f"{_FOLDERS[to.kind]}/" if to.kind in _FOLDERS else ""
        anchor = f"#{to.anchor}" if to.anchor else ""
        return f"{self.site_url}{folder}{to.id}.html{anchor}"


_FOLDERS = {
    "case": "cases",
    "practice": "practices",
    "challenge": "challenges",
    "topic": "topics",
    "region": "regions",
    "metric": "metrics",
}


class ExportError(Exception):
    """Raised where a pack cannot become a file; the text is Chinese and says what to do."""
