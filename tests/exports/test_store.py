"""Packs kept by content: made once, made again only when something they depend on changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from anliku.exports import FORMATS
from anliku.exports.options import ExportError, Options
from anliku.exports.site import OFFERED, offers
from anliku.exports.store import Order, keep, make, prune
from anliku.link import link
from anliku.load import load
from anliku.outline.pack import Selection
from anliku.pipeline import assemble
from toy import LIBRARY, Toy

SMALL = link(assemble(load(LIBRARY)))
ORDER = Order(Selection("practice", "courtyard-meeting", "院坝会", practices=("courtyard-meeting",)), "md")


def test_an_unchanged_pack_is_not_made_again(tmp_path: Path) -> None:
    first = list(make(SMALL, [ORDER], Options(), tmp_path))
    again = list(make(SMALL, [ORDER], Options(), tmp_path))
    assert [item.fresh for item in (*first, *again)] == [True, False]
    assert first[0].path == again[0].path


def test_a_changed_case_or_option_makes_it_anew(toy: Toy, tmp_path: Path) -> None:
    (before,) = make(SMALL, [ORDER], Options(), tmp_path)
    (styled,) = make(SMALL, [ORDER], Options(site_url="https://example.org/"), tmp_path)
    toy.edit("kb/practices/courtyard-meeting.md", "prefLabel: 院坝会", "prefLabel: 院坝大会")
    (changed,) = make(link(assemble(load(toy.root))), [ORDER], Options(), tmp_path)
    assert len({before.path, styled.path, changed.path}) == 3


def test_many_packs_are_made_by_several_processes_to_the_same_bytes(tmp_path: Path) -> None:
    orders = [
        Order(Selection("practice", name, p.pref_label, practices=(name,)), "md") for name, p in SMALL.practices.items()
    ]
    alone = {item.order: item.path.read_bytes() for item in make(SMALL, orders, Options(), tmp_path / "a", workers=1)}
    shared = {item.order: item.path.read_bytes() for item in make(SMALL, orders, Options(), tmp_path / "b", workers=2)}
    assert len(orders) >= 4
    assert alone == shared


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    keep(target, b"one")

    def torn(_self: Path, _target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", torn)
    with pytest.raises(OSError, match="disk full"):
        keep(target, b"two")
    assert target.read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_what_nobody_asked_for_any_more_is_removed(tmp_path: Path) -> None:
    (made,) = make(SMALL, [ORDER], Options(), tmp_path)
    old = tmp_path / "old.md"
    old.write_text("old")
    prune(tmp_path, [made.path])
    assert made.path.exists()
    assert not old.exists()


def test_a_failing_format_is_a_chinese_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise ExportError("缺字体")

    monkeypatch.setattr(type(FORMATS["md"]), "write", broken)
    with pytest.raises(ExportError, match="缺字体"):
        list(make(SMALL, [ORDER], Options(), tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_site_offers_every_topic_practice_and_case(tmp_path: Path) -> None:
    made = offers(SMALL, Options(), tmp_path)
    for kind, group in (("topic", SMALL.topics), ("practice", SMALL.practices), ("case", SMALL.cases)):
        for name in group:
            assert {f"packs/{kind}-{name}.{ext}" for ext in OFFERED[kind]} <= {offer.path for offer in made}
    assert all(offer.size == offer.source.stat().st_size > 0 for offer in made)
