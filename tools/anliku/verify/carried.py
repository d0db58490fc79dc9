"""What a case says: its figures, the numbers and dates in its texts, and all its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from anliku.model import Case, Figure, UncertainDate
from anliku.model.metric import SCALES
from anliku.model.walk import Path, texts, walk_of
from anliku.text.normalise import key
from anliku.verify.numbers import Numeral, numerals

NOT_TEXT = frozenset(
    {"id", "at", "url", "sha256", "adcode", "practice", "challenge", "metric", "source", "site", "answers", "case"}
    | {"renamed_from", "practices", "last_verified", "rights", "evidence"}
)
"""Fields whose strings are no words of the case (`practices` holds ids where it holds strings)."""

_CLASSES = ("个处座所间项条件种类套份支张块篇", "人名位", "户", "次场回", "栋幢", "日天号")
_CLASS = {char: chars[0] for chars in _CLASSES for char in chars} | {"家": "个"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
TELLING = 100
"""From this value on a number alone is telling; below it the measure word must agree too."""


def measure(unit: str) -> str:
    """One character for measure words that stand for each other (处 and 个), "" where none follows."""
    first = unit[:1]
    return _CLASS.get(first, first) if first.isalpha() else ""


@dataclass(frozen=True)
class Quantity:
    """A number as a case has it."""

    value: Decimal
    measure: str
    percent: bool = False

    def agrees(self, numeral: Numeral) -> bool:
        """Whether `numeral` may be the same number."""
        if self.value != numeral.value or self.percent != numeral.percent:
            return False
        if self.percent or self.value >= TELLING or self.value % 1:
            return True
        other = measure(numeral.unit)
        return self.measure == other or (self.value >= 10 and "" in (self.measure, other))


def figure_quantities(figure: Figure) -> Iterator[Quantity]:
    """The number of a figure, or both ends of its range."""
    scale, unit = Decimal(1), figure.unit.strip()
    if unit[:1] in SCALES:
        scale, unit = SCALES[unit[0]], unit[1:]
    percent = unit.startswith(("%", "％", "百分点", "个百分点"))
    for value in (figure.value, figure.value_to):
        if value is not None:
            yield Quantity(value * scale, "" if percent else measure(unit), percent)


@dataclass(frozen=True)
class Carried:
    """The words and numbers of one case, and the labels its pages show beside them."""

    case: Case
    labels: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every text of the case."""
        own = (text for path, text in texts(self.case) if last_key(path) not in NOT_TEXT)
        return (*own, *self.labels)

    @cached_property
    def squeezed(self) -> str:
        """All words in the form in which they are compared, one text a line."""
        return "\n".join(map(key, self.words))

    @cached_property
    def quantities(self) -> dict[Decimal, tuple[Quantity, ...]]:
        """Every number of the case, by value."""
        found: dict[Decimal, dict[Quantity, None]] = {}
        for quantity in (*self._of_figures(), *self._of_dates(), *self._of_texts()):
            found.setdefault(quantity.value.normalize(), {})[quantity] = None
        return {value: tuple(group) for value, group in found.items()}

    def has(self, numeral: Numeral) -> bool:
        """Whether a figure, a date or a text of the case says `numeral`."""
        return any(q.agrees(numeral) for q in self.quantities.get(numeral.value.normalize(), ()))

    def mentions(self, term: str) -> bool:
        """Whether any text of the case contains `term`, punctuation aside."""
        return key(term) in self.squeezed

    def _of_figures(self) -> Iterable[Quantity]:
        for _, figure in walk_of(self.case, Figure):
            yield from figure_quantities(figure)

    def _of_dates(self) -> Iterable[Quantity]:
        candidates = (date for _, item in walk_of(self.case, UncertainDate) for date in item.candidates)
        dates = (text for path, text in texts(self.case) if path[-1] not in ("id", "at", "url", "value"))
        for text in (*candidates, *dates):
            if found := _DATE.fullmatch(text):
                for digits, unit in zip(found.groups(), "年月日", strict=True):
                    if digits:
                        yield Quantity(Decimal(digits), unit)

    def _of_texts(self) -> Iterable[Quantity]:
        for text in self.words:
            for numeral in numerals(text):
                yield Quantity(numeral.value, measure(numeral.unit), numeral.percent)


def last_key(path: Path) -> str:
    """The name of the field at `path`, also where the path ends in a list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")
