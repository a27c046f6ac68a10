"""Time the commands as a person runs them, and print what takes the time.

Run from a checkout with the package installed: `python benchmarks/run.py`. Figures go to stdout.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generate import TODAY, generate

from skolemiljo_cli.calendar.deadline import on_day
from skolemiljo_cli.calendar.registry import deadlines
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store import files
from skolemiljo_cli.store.yaml import events, reader

PROGRAM = [sys.executable, "-m", "skolemiljo_cli"]


def tree_memory(pid: int) -> float:
    """Megabytes in use by a process and its children, shared pages counted once (Linux)."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if int(folder.name) == pid or parent == pid:
                pss = (folder / "smaps_rollup").read_text().split("Pss:")[1].split()[0]
                total += int(pss) / 1024
        except (OSError, IndexError, ValueError):
            continue
    return total


def timed(args: list[str], runs: int) -> tuple[float, float]:
    """Return the median seconds and the peak memory of several runs."""
    seconds, peak = [], 0.0
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        seconds.append(time.perf_counter() - begun)
    process = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:  # memory is sampled in a separate run, since sampling takes time
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.01)
    return statistics.median(seconds), peak


def per_case(root: Path) -> None:
    """Print what each step of one case costs, in milliseconds."""
    paths = sorted((root / "cases").glob("*/sak.yaml"))[:300]
    texts = [path.read_bytes() for path in paths]
    values = [reader.read(data) for data in texts]
    cases = [parse_case(one).value for one in values]
    assert all(cases)
    size = statistics.mean(len(data) for data in texts)
    print(f"\none case of {size:.0f} bytes, mean over {len(texts)}, in milliseconds:")
    steps: list[tuple[str, Callable[[int], object]]] = [
        ("open and read the file", lambda n: files.read_bytes(paths[n])),
        ("libyaml's events alone", lambda n: deque(events.parse(texts[n].decode()), maxlen=0)),
        ("the strict reader, events and all", lambda n: reader.read(texts[n])),
        ("the model", lambda n: parse_case(values[n])),
        ("the deadlines", lambda n: due(cases[n])),
    ]
    for name, work in steps:
        begun = time.perf_counter()
        for n in range(len(texts)):
            work(n)
        print(f"  {name:36} {(time.perf_counter() - begun) / len(texts) * 1000:.3f}")


def due(sak: object) -> list[object]:
    return [on_day(one, date(2026, 11, 23)) for one in deadlines(sak, Oppsett())]


def main() -> None:
    print(f"Python {sys.version.split()[0]}, {sys.platform}")
    print(f"\n{'command':34}{'seconds':>9}{'MB':>8}")
    for args in (["--help"], ["--version"]):
        seconds, memory = timed([*PROGRAM, *args], 15)
        print(f"{' '.join(args):34}{seconds:9.3f}{memory:8.0f}")
    with tempfile.TemporaryDirectory() as folder:
        for count, runs in ((100, 9), (1000, 5), (10000, 3)):
            root = Path(folder) / str(count)
            generate(root, count)
            for command in ("deadlines", "list", "check"):
                args = [*PROGRAM, "--ledger", str(root), "--today", TODAY.isoformat(), command]
                seconds, memory = timed(args, runs)
                print(f"{command + f', {count} cases':34}{seconds:9.3f}{memory:8.0f}")
        per_case(Path(folder) / "1000")


if __name__ == "__main__":
    main()
