"""Page: one generated page, before the theme is put around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TocEntry:
    """A heading of level 2, with those of level 3 below it."""

    text: str
    anchor: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True)
class Download:
    """A file a page offers: its address in the site, what it is, how large (bytes), and how new."""

    path: str
    label: str
    size: int
    date: str

    @property
    def shown_size(self) -> str:
        """The size as a reader is told it."""
        return f"{self.size / 1e6:.1f} MB" if self.size >= 1e6 else f"{max(1, round(self.size / 1e3))} KB"


@dataclass(frozen=True)
class Page:
    """A generated page.

    Attributes:
        path: relative to the site, such as `cases/wuhou.html`; one folder deep at most.
        html: the article, trusted: made by our templates from escaped text.
        wide: whether it uses the whole width, without a table of contents.
    """

    path: str
    title: str
    description: str
    html: str
    toc: tuple[TocEntry, ...] = ()
    wide: bool = False

    @property
    def base(self) -> str:
        """The way from the page to the site's root: `.` or `..`."""
        return ".." if "/" in self.path else "."
