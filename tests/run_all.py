"""Run every check of the project and say which failed: ruff, mypy, import-linter, pytest.

It is what the README's second command ends with, and all that CI does. With `--fast` the tests that
start a process or take long are left out (`lanes.py`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy", "skolemiljo_cli"]),
    ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    ("pytest", ["-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"]),
)


def main(fast: bool) -> int:
    failed = []
    for name, arguments in TOOLS:
        lane = ["--fast"] if fast and name == "pytest" else []
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, *arguments, *lane], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"== failed: {', '.join(failed)}" if failed else "== all passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fast", action="store_true", help="leave out the slow tests")
    sys.exit(main(parser.parse_args().fast))
