"""Places: what a place is called beside its full name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anliku.model import Case, Place

_UNIT = re.compile(r".+?(?:街道|社区|小区|片区|[省市区县旗镇乡])")
_ENDING = re.compile(r"(?:街道|社区|小区|片区|[省市区县旗镇乡])$")


def called(name: str) -> list[str]:
    """A name, its parts and both without the word for what it is: 沙河社区五福苑小区 is 五福苑 to everybody."""
    units = _UNIT.findall(name)
    if "".join(units) != name:
        return [name]
    short = [_ENDING.sub("", unit) for unit in units]
    return list(dict.fromkeys((name, *units, *(item for item in short if len(item) > 1))))


def levels(place: Place) -> list[str]:
    """The names of a place from the province down, each once."""
    names = (place.province, place.city, place.district, place.subdistrict, place.community)
    return list(dict.fromkeys(name for name in names if name))


def place_names(case: Case) -> Iterator[str]:
    """The full names of what a case lies in, from the province down, and of its sites."""
    yield from levels(case.place)
    for site in case.sites:
        yield site.name
        if site.subdistrict:
            yield site.subdistrict
