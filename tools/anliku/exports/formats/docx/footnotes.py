"""Footnotes: the notes of a file, their references, and the part that holds them."""

from __future__ import annotations

from anliku.exports.formats.docx.places import Places
from anliku.exports.formats.docx.xml import HEAD, NAMESPACES, field, para, run

_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


class Footnotes:
    """Collects notes in order; a note said again in the same chapter refers to its first number."""

    def __init__(self, places: Places) -> None:
        self.texts: list[str] = []
        self._places = places
        self._seen: dict[object, int] = {}

    def begin_chapter(self) -> None:
        """Forget what was said in the chapters before."""
        self._seen.clear()

    def reference(self, same: object, text: str) -> str:
        """The mark of a note with `text`; `same` tells notes apart within a chapter."""
        if same in self._seen:
            number = self._seen[same]
            return field(f"NOTEREF _Note{number:06d} \\f \\h", str(number), "FootnoteReference")
        self.texts.append(text)
        number = self._seen[same] = len(self.texts)
        mark = f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number}"/></w:r>'
        return self._places.named(f"_Note{number:06d}", mark)

    def part(self) -> str:
        """The footnotes part: the two separators Word expects, then the notes."""
        line = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/></w:pPr>'
        kinds = (("-1", "separator", "separator"), ("0", "continuationSeparator", "continuationSeparator"))
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{line}<w:r><w:{element}/></w:r></w:p></w:footnote>'
            for number, kind, element in kinds
        )
        own = f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>"
        notes = "".join(
            f'<w:footnote w:id="{number}">{para("FootnoteText", own + run(" " + text))}</w:footnote>'
            for number, text in enumerate(self.texts, 1)
        )
        return f"{HEAD}<w:footnotes {NAMESPACES}>{separators}{notes}</w:footnotes>"
