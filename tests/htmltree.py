"""HTML read as a tree of elements, with the standard library only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Element:
    """An element, its attributes, and what is in it."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, name: str = "") -> Iterator[Element]:
        """Every element below this one, itself included; only those called `name` where given."""
        if not name or self.name == name:
            yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all(name)

    def of_class(self, name: str) -> Iterator[Element]:
        """Every element that has a class."""
        return (element for element in self.all() if name in element.attributes.get("class", "").split())

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [element.attributes["id"] for element in self.all() if "id" in element.attributes]

    @property
    def links(self) -> list[str]:
        """Where every link leads, in order."""
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]

    @property
    def text(self) -> str:
        """The text, without any markup."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def inner(self) -> str:
        """One spelling of what is in the element: white space between words counts, how much of it does not."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(" ".join(child.split()))
            else:
                attributes = "".join(f' {key}="{value}"' for key, value in sorted(child.attributes.items()))
                parts.append(f"<{child.name}{attributes}>{child.inner}</{child.name}>")
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in {element.name for element in self._open}:
            raise ValueError(f"</{tag}> closes nothing")
        while self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> Element:
    """The tree of `html`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
