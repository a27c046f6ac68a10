"""How much work something is, in a measure that no slow machine changes; and how much to do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any


def examples(few: int) -> int:
    """Return how many examples to try: with SKOLEMILJO_THOROUGH four times as many.

    They are the same each time, so that the last hundreds find nothing that they did not yesterday.
    """
    return few * 4 if os.environ.get("SKOLEMILJO_THOROUGH") else few


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines of Python that the work runs: the same on every machine."""
    count = 0

    def see(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return see

    before = sys.gettrace()
    sys.settrace(see)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def effort(work: Callable[[], object], tries: int = 1) -> float:
    """Return how many times the processor time of `yardstick` the work takes, in the best try.

    The yardstick is laid on before and after: a slow machine makes it longer too.
    """
    before = spent(yardstick)
    took = min(spent(work) for _ in range(tries))
    return took / max(before, spent(yardstick))


def spent(work: Callable[[], object]) -> float:
    """Return the processor time of the work; time spent waiting is no part of it."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def yardstick() -> int:
    """Do a fixed piece of work: a twentieth of a second on an ordinary machine of 2026."""
    words: dict[str, int] = {}
    for number in range(150_000):
        word = f"{number:x}".casefold()
        words[word] = words.get(word[:2], 0) + len(word)
    return sum(words.values())
