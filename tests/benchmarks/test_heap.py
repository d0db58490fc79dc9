"""The memory of a page is that of all its workers, or no number (benchmarks/heap.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import heap
import pytest
from heap import NoAnswerError, held

USED = {"usedSize": 2_000_000, "embedderHeapUsedSize": 500_000, "backingStorageSize": 250_000, "totalSize": 9_000_000}


class FakeTab:
    """A page with two workers, of which some answer."""

    def __init__(self, answering: set[str]) -> None:
        self.context, self.answering = self, answering
        self.heard: dict[str, Callable[[dict[str, Any]], None]] = {}

    def new_cdp_session(self, _tab: Any) -> FakeTab:
        return self

    def on(self, name: str, listener: Callable[[dict[str, Any]], None]) -> None:
        self.heard[name] = listener

    def send(self, method: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
        if method == "Target.setAutoAttach":
            for worker in ("one", "two"):
                self.heard["Target.attachedToTarget"]({"sessionId": worker})
        if method == "Target.sendMessageToTarget" and given and given["sessionId"] in self.answering:
            answer = {"id": json.loads(given["message"])["id"], "result": USED}
            event = {"sessionId": given["sessionId"], "message": json.dumps(answer)}
            self.heard["Target.receivedMessageFromTarget"](event)
        return USED

    def wait_for_timeout(self, _milliseconds: int) -> None:
        pass

    def detach(self) -> None:
        pass


def test_page_and_workers_are_added_up() -> None:
    assert held(FakeTab({"one", "two"})) == pytest.approx(3 * 2.75)


def test_a_worker_that_keeps_silent_is_no_smaller_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heap, "PATIENCE", 1)
    with pytest.raises(NoAnswerError, match="1 个 worker 没有回答"):
        held(FakeTab({"one"}))
