"""How much memory a page holds together with its workers, asked over the DevTools protocol."""

from __future__ import annotations

import json
from typing import Any

MEANS = (
    "页面 MB：问完以后（先回收垃圾）页面和它的 worker 仍占着的 JS 堆、页面对象和 ArrayBuffer；"
    "不含 wasm 的内存和代码（pagefind 的索引在那里）、图片、排版和浏览器自身。"
)
"""What the number counts, for the foot of a table."""
PATIENCE = 10
"""Seconds in which a worker must have answered; one in the middle of a search does not."""
_PARTS = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
_STEP = 20


class NoAnswerError(Exception):
    """A worker did not say how much it holds."""


def held(tab: Any) -> float:
    """MB (10**6 bytes) that the page of `tab` and its dedicated workers hold after a collection of garbage.

    Raises:
        NoAnswerError: where a worker keeps silent; a sum without it would be wrong.
    """
    session = tab.context.new_cdp_session(tab)
    workers: list[str] = []
    answers: dict[str, dict[str, Any]] = {}

    def hear(event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if message.get("id") == 2:
            answers[event["sessionId"]] = message

    session.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
    session.on("Target.receivedMessageFromTarget", hear)
    # Without `flatten`, because Playwright has no session of its own for a worker.
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    session.send("HeapProfiler.collectGarbage")
    for worker in workers:
        for number, method in ((1, "HeapProfiler.collectGarbage"), (2, "Runtime.getHeapUsage")):
            message = json.dumps({"id": number, "method": method})
            session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
    for _ in range(PATIENCE * 1000 // _STEP):
        if len(answers) == len(workers):
            break
        tab.wait_for_timeout(_STEP)
    own = session.send("Runtime.getHeapUsage")
    told = [answers.get(worker, {}).get("result") for worker in workers]
    session.detach()
    if None in told:
        raise NoAnswerError(f"{told.count(None)} 个 worker 没有回答")
    return float(sum(usage.get(part, 0) for usage in (own, *told) for part in _PARTS)) / 1e6
