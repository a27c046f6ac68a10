"""Measure how fast each YAML bomb is refused, and how much memory that takes.

Each bomb is read in a process of its own, five times; the best time and the memory growth
are printed. The exit code is 1 when one takes 50 ms or 20 MB; run it on an idle machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests" / "store"
ONE = """
import resource, sys, time
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/.."]
from test_hazards import BOMBS
from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.store.yaml.reader import read
read(b"a: 1\\n")
data = BOMBS[sys.argv[2]][0].encode()
before, times = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
for _ in range(5):
    start = time.perf_counter()
    try:
        read(data)
    except Unreadable as error:
        line = error.line
    times.append(time.perf_counter() - start)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(f"| {sys.argv[2]} | {len(data)} | {line} | {min(times) * 1000:.2f} | {grown / 1024:.1f} |")
raise SystemExit(min(times) >= 0.05 or grown >= 20 * 1024)
"""


def main() -> int:
    sys.path[:0] = [str(TESTS), str(TESTS.parent)]
    from test_hazards import BOMBS

    print("| bomb | bytes | line | ms | MB |\n|---|---:|---:|---:|---:|")
    ended = [
        subprocess.run([sys.executable, "-c", ONE, str(TESTS), name], check=False).returncode
        for name in BOMBS
    ]
    return max(ended)


if __name__ == "__main__":
    raise SystemExit(main())
