"""The ground all records stand on: frozen, nothing extra, Chinese titles; shared field types."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{1,59}$"
DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
AS_OF_PATTERN = r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|未注年份)$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Locator = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


def _real_day(value: str) -> str:
    """`value`, where it names a day that exists; 2023-02-30 has the right form and is no day."""
    if not value[:1].isdigit():
        return value
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None
    return value


Date = Annotated[str, StringConstraints(pattern=DATE_PATTERN), AfterValidator(_real_day)]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_real_day)]


class Record(BaseModel):
    """A frozen piece of authored data; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def model_post_init(self, context: Any, /) -> None:
        """Share the set of the names this record was given: one for each record is a third of a library's memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _given(frozenset(self.model_fields_set)))


@lru_cache(maxsize=4096)
def _given(names: frozenset[str]) -> set[str]:
    """One set of `names` for all records: frozen, they never change it, and copies of them copy it."""
    return set(names)


class UncertainDate(Record):
    """A time the source prints without a year: its words, and the dates it may mean."""

    text: Label = Field(title="原文的说法", description="如“去年4月”。")
    candidates: tuple[Date, ...] = Field(
        default=(), title="可能的日期", description="如 [2023-04, 2024-04]；推不出就不写。"
    )

    def __str__(self) -> str:
        if not self.candidates:
            return f"{self.text}（年份未载）"
        return f"{self.text}（可能是 {' 或 '.join(self.candidates)}）"


def _as_of_kind(value: object) -> str:
    return "printed" if isinstance(value, str) else "uncertain"


AsOf = Annotated[
    Annotated[str, StringConstraints(pattern=AS_OF_PATTERN), AfterValidator(_real_day), Tag("printed")]
    | Annotated[UncertainDate, Tag("uncertain")],
    Discriminator(_as_of_kind),
]
"""`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `未注年份`, or `{text, candidates}`."""


class Claim(Record):
    """A statement that can be followed to its place in a source."""

    source: Id = Field(title="来源", description="本案例 sources 里的 id。")
    at: Locator = Field(title="出处位置", description="读者能找到的位置，如“三(二)1”或“第3节第2段”。")
