"""Wording: locators for what a source says, inert text, Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from anliku.issues import Code, Issue, Location, Severity
from anliku.load import Loaded, Records
from anliku.model import Note, TransferPoint
from anliku.model.walk import texts, walk_of
from anliku.validate.prose import without_code

_EXEMPT = frozenset(
    {"id", "at", "url", "sha256", "adcode", "unit", "body", "as_of", "when", "published", "hiddenLabel"}
)
_HTML = re.compile(r"<\s*(?:/\s*)?[A-Za-z!][^<>]*>?|(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE)
_BODY_HTML = re.compile(r"<(?!(?:https?:|[A-Za-z0-9.+-]+@)[^<>\s]*>)/?[A-Za-z!][^<>]*>?", re.IGNORECASE)
_HALF = re.compile(
    r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]"
    r"|[\"'](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[\"']|[\uff10-\uff19]"
)


def _everything(records: Records) -> Iterator[Loaded[Any]]:
    yield from chain(
        records.cases, records.concepts(), records.metrics, records.families, records.terms, records.tombstones
    )


def original_claims_have_locators(records: Records) -> Iterator[Issue]:
    """What is said to stand in a source names the source and the place."""
    for loaded in records.cases:
        for path, point in walk_of(loaded.record, TransferPoint):
            if point.by == "原文" and not (point.source and point.at):
                hint = "加 source 和 at；是编者的看法就写 by: 编者提示"
                yield Issue(loaded.at(path), Code.LOCATOR_MISSING, "写明是原文所说，却没有出处位置", hint)
        for path, note in walk_of(loaded.record, Note):
            if bool(note.source) != bool(note.at):
                hint = "source 和 at 要么都写，要么都不写"
                yield Issue(loaded.at(path), Code.LOCATOR_MISSING, "来源和出处位置只写了一个", hint)


def html_is_only_text(records: Records) -> Iterator[Issue]:
    """HTML in a text field is shown as it stands, never run: the author should know."""
    for loaded in _everything(records):
        for path, text in texts(loaded.record):
            if path != ("body",) and (found := _HTML.search(text)) is not None:
                yield _html(found[0], loaded.at(path))


def prose_has_no_html(records: Records) -> Iterator[Issue]:
    """HTML in the prose of a concept is text too, outside of code."""
    for loaded in records.concepts():
        for number, line in enumerate(without_code(loaded.record.body).split("\n"), loaded.body_line):
            if (found := _BODY_HTML.search(line)) is not None:
                yield _html(found[0], Location(loaded.file, number, found.start() + 1))


def _html(code: str, location: Location) -> Issue:
    message = f"文字里有网页代码“{' '.join(code.split())[:30]}”，会原样显示，不会执行"
    return Issue(location, Code.HTML_IN_TEXT, message, "删掉代码，只留文字", Severity.WARNING)


def punctuation_is_full_width(records: Records) -> Iterator[Issue]:
    """Chinese text is set with full-width punctuation and half-width digits."""
    for loaded in _everything(records):
        for path, text in texts(loaded.record):
            if (found := _HALF.search(text)) is not None and _EXEMPT.isdisjoint(path):
                around = " ".join(text[max(0, found.start() - 6) : found.end() + 6].split())
                message = f"“…{around}…”里标点或数字的全半角不对"
                hint = "中文用全角标点和“ ”引号，数字用半角"
                yield Issue(loaded.at(path), Code.PUNCTUATION, message, hint, Severity.WARNING)
