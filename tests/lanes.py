"""The fast lane, `pytest --fast`: which tests it leaves out, and what it refuses those it runs."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

import pytest

ROOMS = {"demo", "fuzz", "git", "golden", "health", "lost", "quiet", "versions"}
"""Nearly all tests of these start processes, work in repositories or kill what they started."""

FIXTURES = {"program", "record", "talk"}
"""What starts a process for a test."""

PROCESSES = {
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system",
    "pty.spawn", "subprocess.Popen",
}  # fmt: skip
ADVICE = (
    "A test of the fast lane started a process. Mark it with `@pytest.mark.slow` "
    "(CONTRIBUTING, Tests), or let it use a function where it uses a program."
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help="only the tests that start no process")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: it starts a process, or takes long; not in --fast")
    if config.getoption("--fast"):
        config.pluginmanager.register(Guard())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--fast"):
        kept = [one for one in items if not _is_slow(one, config)]
        config.hook.pytest_deselected(items=[one for one in items if one not in set(kept)])
        items[:] = kept


def _is_slow(item: pytest.Item, config: pytest.Config) -> bool:
    room = item.path.parent.name
    fixtures = set(getattr(item, "fixturenames", ()))
    return room in ROOMS or bool(fixtures & FIXTURES) or item.get_closest_marker("slow") is not None


class Guard:
    """Refuses a process to the test that runs, and to its fixtures."""

    def __init__(self) -> None:
        self.is_on = False
        sys.addaudithook(self.refuse)

    def refuse(self, event: str, _: tuple[Any, ...]) -> None:
        if self.is_on and event in PROCESSES:
            pytest.fail(ADVICE)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        self.is_on = True
        try:
            return (yield)
        finally:
            self.is_on = False
