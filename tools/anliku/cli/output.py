"""Output for programs: JSON alone on standard output, whole in any encoding; and what to do where nobody takes it."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from typing import Any


def print_json(value: Any) -> None:
    """Print `value` as JSON; in ASCII where the encoding of standard output lacks a character."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text)


def settle_output() -> None:
    """Write what is still to be written; where that cannot be, drop it: the interpreter would try again at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
