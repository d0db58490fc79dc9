"""The vocabulary at the writer's hand: refs to records, linked terms, source marks, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from anliku.model import AsOf, Case, CaseChallenge, Derived, Figure, Library
from anliku.outline.blocks import Cite, Inline, Link, Ref, Rich, Tag, Tile
from anliku.text.matcher import Matcher

EVIDENCE = {
    "自述": "当事单位自己的说法",
    "媒体": "媒体采写",
    "第三方": "第三方评估或公开文件",
    "前后对比": "给出了前后对比的数字",
}
"""Kinds of evidence, weakest first, and how to read them."""


class Writer:
    """Turns records into inline text; one for a whole build."""

    def __init__(self, library: Library) -> None:
        """Take a library with tags and links."""
        self.library = library

    @cached_property
    def derived(self) -> dict[str, list[Derived]]:
        """The computed ratios of each case, by its id."""
        found: dict[str, list[Derived]] = {}
        for group in self.library.links.derived.values():
            for item in group:
                found.setdefault(item.over.case.id, []).append(item)
        return found

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher((label, target) for label, target in self._labels() if len(label) > 2)

    def _labels(self) -> Iterator[tuple[str, str]]:
        for kind, group in (
            ("practice", self.library.practices),
            ("challenge", self.library.challenges),
            ("topic", self.library.topics),
        ):
            for concept in group.values():
                yield from ((label, f"{kind}/{concept.id}") for label in (concept.pref_label, *concept.alt_label))
        for term in self.library.terms.values():
            yield from ((label, f"term/{term.id}") for label in (term.pref_label, *term.alt_label))

    def text(self, text: str | None, *exclude: str) -> Rich:
        """`text` with the terms of the vocabulary linked at their first mention in it.

        `exclude` names concepts (`practice/ID`) that are not linked, such as the page's own.
        """
        if not text:
            return ()
        parts: list[Inline] = []
        seen = set(exclude)
        position = 0
        for match in self._matcher.find(text):
            if match.target in seen:
                continue
            seen.add(match.target)
            kind, identifier = match.target.split("/")
            parts += [text[position : match.start], self._found(text[match.start : match.end], kind, identifier)]
            position = match.end
        parts.append(text[position:])
        return tuple(part for part in parts if part)

    @staticmethod
    def _found(text: str, kind: str, identifier: str) -> Link:
        if kind == "term":
            return Link(text, Ref("page", "terms", f"t-{identifier}"), found=True)
        to = {"practice": Ref("practice", identifier), "challenge": Ref("challenge", identifier)}
        return Link(text, to.get(kind, Ref("topic", identifier)), found=True)

    def case(self, identifier: str, anchor: str = "", text: str = "") -> Link:
        """A link to a case, or to a part of it."""
        return Link(text or self.library.cases[identifier].title, Ref("case", identifier, anchor))

    def practice(self, identifier: str) -> Link:
        """A link to a practice by its preferred label."""
        return Link(self.library.practices[identifier].pref_label, Ref("practice", identifier))

    def challenge(self, identifier: str) -> Link:
        """A link to a challenge by its preferred label."""
        return Link(self.library.challenges[identifier].pref_label, Ref("challenge", identifier))

    def narrowest(self, challenges: Iterable[str]) -> list[str]:
        """`challenges` without those that a narrower one among them already says."""
        names = list(challenges)
        said = {wider for name in names for wider in self.library.challenges[name].broader}
        return [name for name in names if name not in said]

    def wider(self, challenge: str, among: Iterable[str]) -> tuple[Rich, ...]:
        """A line that leads to the wider ones of `challenge` that are `among` some; none where there are none."""
        said = set(among).intersection(self.library.challenges[challenge].broader)
        return (("更宽的难题：", *joined(self.challenge(name) for name in sorted(said))),) if said else ()

    def narrower(self, challenge: str) -> Rich:
        """Links to the challenges that `challenge` is made of; empty where there are none."""
        names = self.library.links.narrower.get(f"challenge/{challenge}", ())
        return joined((self.challenge(name) for name in names), " · ")

    def topic(self, identifier: str) -> Link:
        """A link to a topic by its preferred label."""
        return Link(self.library.topics[identifier].pref_label, Ref("topic", identifier))

    def metric(self, identifier: str) -> Link:
        """A link to a metric by its preferred label."""
        return Link(self.library.metrics[identifier].pref_label, Ref("metric", identifier))

    def region(self, adcode: str) -> Link:
        """A link to a region by its full name."""
        return Link(self.library.links.regions[adcode].name, Ref("region", adcode))

    def place(self, case: Case) -> Rich:
        """The place line of a case: region linked, the rest as text."""
        region = self.region(case.place.adcode)
        rest = "".join(name for name in (case.place.subdistrict, case.place.community) if name)
        return (region, f" {rest}") if rest else (region,)

    @staticmethod
    def cite(case: Case, source: str, at: str, *, here: bool = True) -> Cite:
        """The mark of one claim of `case`."""
        number = next(index for index, item in enumerate(case.sources, 1) if item.id == source)
        return Cite(case.id, source, at, number, here)

    def cited(self, text: str | None, case: Case, source: str, at: str, *, here: bool = True) -> Rich:
        """Linked text with its source mark."""
        return (*self.text(text), self.cite(case, source, at, here=here))

    def tile(self, case: Case, figure: Figure) -> Tile:
        """A figure as a tile."""
        return Tile(
            figure.printed(),
            figure.label or self.metric_label(figure),
            f"{figure.scope} · {as_of(figure.as_of)}",
            self.cite(case, figure.source, figure.at),
        )

    def metric_label(self, figure: Figure) -> str:
        """The name of the figure's metric."""
        return self.library.metrics[figure.metric].pref_label

    def division(self, item: Derived) -> Rich:
        """What a computed ratio was computed from, with the marks of both figures."""
        parts: list[Inline] = []
        for measured in (item.over, item.per):
            figure = measured.figure
            name = f"{figure.label or self.metric_label(figure)} {figure.printed()}"
            parts += [" ÷ " if parts else "", name, self.cite(measured.case, figure.source, figure.at, here=False)]
        return tuple(part for part in parts if part)

    def figure(self, case: Case, figure: Figure, *, here: bool = True) -> Rich:
        """A figure in a line of text: what, number, whose, when, where from."""
        label = figure.label or self.metric_label(figure)
        note = f"，推算：{figure.derived}" if figure.derived else ""
        tail = f"（{figure.scope}，{as_of(figure.as_of)}{note}）"
        return (
            f"{label} ",
            Tag(figure.printed(), "accent"),
            tail,
            self.cite(case, figure.source, figure.at, here=here),
        )


def challenge_anchor(case: Case, challenge: CaseChallenge) -> str:
    """The anchor of one challenge of `case`: `c-ID`, and `c-ID-2` … where it is met more than once."""
    same = [item for item in case.challenges if item.challenge == challenge.challenge]
    number = next(index for index, item in enumerate(same, 1) if item is challenge)
    return f"c-{challenge.challenge}" + (f"-{number}" if number > 1 else "")


def figure_anchor(figure: Figure) -> str:
    """The anchor of a figure in the table of its case: `f-ID`, or none where it has no id."""
    return f"f-{figure.id.removeprefix('f-')}" if figure.id else ""


def as_of(value: AsOf | None) -> str:
    """A time in words."""
    if value is None:
        return "时间未载"
    if not isinstance(value, str) or value == "未注年份":
        return str(value)
    year, *rest = value.split("-")
    return f"{year}年" + "".join(f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False))


def derived_text(item: Derived) -> str:
    """A computed ratio as it is shown, such as `约1.92万元`."""
    scaled = item.value >= 10_000 and not item.unit.startswith(("万", "亿"))
    value, scale = (item.value / 10_000, "万") if scaled else (item.value, "")
    return f"约{format(value, 'f')}{scale}{item.unit}"


def joined(parts: Iterable[Rich | Inline], separator: str = "、") -> Rich:
    """Rich parts with a separator between them."""
    out: list[Inline] = []
    for index, part in enumerate(parts):
        if index:
            out.append(separator)
        out.extend(part if isinstance(part, tuple) else (part,))
    return tuple(out)


def plain(rich: Rich) -> str:
    """The words of rich text."""
    return "".join(
        part if isinstance(part, str) else part.text if isinstance(part, Link | Tag) else "" for part in rich
    )
