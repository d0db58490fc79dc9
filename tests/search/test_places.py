"""What places are called."""

from __future__ import annotations

import pytest
from anliku.search.places import called


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("河原市", ["河原市", "河原"]),
        ("柳荫街道", ["柳荫街道", "柳荫"]),
        ("柳林社区安居小区", ["柳林社区安居小区", "柳林社区", "安居小区", "柳林", "安居"]),
        ("东桥花园", ["东桥花园"]),
        ("柳林社区花园", ["柳林社区花园"]),
        ("社区", ["社区"]),
    ],
)
def test_a_place_is_called_by_its_parts_and_without_the_word_for_what_it_is(name: str, names: list[str]) -> None:
    assert called(name) == names
