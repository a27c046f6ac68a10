"""Fuzz the reader, the importer, the merge, the settings and the forms for a number of minutes.

`python benchmarks/fuzz.py 15` runs all kinds in turn; `--kind leser --seed 4711` runs one input
again. A failure is printed with its seed. Memory is limited (Linux), and more than ten seconds of
processor time for an input is a failure.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "fuzz"))

import fuzz_targets

MEMORY = 1536 * 1024 * 1024
PATIENCE = 10


class TooLong(BaseException):
    """An input took too much processor time. Not an Exception, so that no handler catches it."""


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("minutes", type=float, nargs="?", default=1)
    ask.add_argument("--kind", choices=fuzz_targets.TARGETS)
    ask.add_argument("--seed", type=int)
    ask.add_argument("--first", type=int, default=0)
    told = ask.parse_args()
    bound()
    os.environ["SKOLEMILJO_TODAY"] = "2026-11-23"
    with tempfile.TemporaryDirectory() as folder:
        place = fuzz_targets.new_place(Path(folder) / "arkiv")
        os.chdir(place.root)
        if told.seed is not None:
            return again(told.kind, told.seed, place)
        kinds = [told.kind] if told.kind else list(fuzz_targets.TARGETS)
        failures = sum(
            work(kind, told.minutes * 60 / len(kinds), place, told.first) for kind in kinds
        )
    return 1 if failures else 0


def bound() -> None:
    """Limit memory, and stop an input that never ends by an alarm."""

    def too_long(*_: object) -> None:
        raise TooLong

    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, too_long)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def again(kind: str, seed: int, place: fuzz_targets.Place) -> int:
    try:
        data = fuzz_targets.one(kind, seed, place)
    except fuzz_targets.Broken:
        traceback.print_exc()
        return 1
    print(f"{kind} {seed}: {len(data)} bytes, all well")
    return 0


def work(kind: str, seconds: float, place: fuzz_targets.Place, first: int) -> int:
    """Run inputs of a kind until the time is up, and print the result."""
    begun, seed, failures, slowest = time.monotonic(), first, {}, (0.0, 0)
    while time.monotonic() - begun < seconds:
        start = time.process_time()
        alarm(PATIENCE)
        try:
            fuzz_targets.one(kind, seed, place)
        except (fuzz_targets.Broken, TooLong) as fault:
            if str(fault) not in failures:
                print(f"FUNN {kind} {seed}: {type(fault).__name__} {fault}", flush=True)
            failures[str(fault)] = failures.get(str(fault), 0) + 1
        finally:
            alarm(0)
        slowest = max(slowest, (time.process_time() - start, seed))
        seed += 1
    print(
        f"{kind}: {seed - first} inputs, {sum(failures.values())} failures of {len(failures)} "
        f"kinds, slowest {slowest[0]:.2f} s (number {slowest[1]}), {peak()} MB at the most",
        flush=True,
    )
    return len(failures)


def alarm(seconds: int) -> None:
    if hasattr(signal, "SIGPROF"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
