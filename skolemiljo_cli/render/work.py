"""How much work a template may do: steps are counted, so the answer is the same on every machine.

Every body that is run costs as many steps as it has parts, and every filter, call, comparison and
printed value costs what it is given. What is not counted is done at most once for each step that
is, so the time is bounded too; a clock would stop a slow machine in the middle of an honest form.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# This module is itself only imported inside functions.
from jinja2 import nodes  # noqa: TID253
from jinja2.exceptions import SecurityError  # noqa: TID253

if TYPE_CHECKING:
    from jinja2.environment import Environment

STEPS = 15_000_000
"""More than twice what the longest form of the largest case file takes."""

MAX_SOURCE = 200_000  # characters of one template; the longest of our own has twelve thousand
_FOR_A_TEMPLATE = 1_000  # to look for a file and make a program of it
_CHARACTERS = 8  # of text that cost one step
_MAX_NUMBER = 10**15
RUN, GONE_THROUGH, LOOKED_AT = "kjort", "gatt_gjennom", "sett_pa"
# fmt: off
_LIGHT = frozenset((
    "batch", "count", "d", "default", "first", "items", "last", "length", "list", "map", "reject",
    "rejectattr", "select", "selectattr", "slice", "uavklart",
))
# fmt: on
"""Filters that do not look at what is inside the parts of a list."""


class TooMuchWork(SecurityError):
    """A template that asks for more work than any form does."""


@dataclass(slots=True)
class Work:
    """What is left of the steps one document may take."""

    left: int = STEPS

    def spend(self, steps: int) -> None:
        """Take some steps.

        Raises:
            TooMuchWork: there were not so many left.
        """
        self.left -= steps
        if self.left < 0:
            raise TooMuchWork("steps")

    def on(self, value: object) -> int:
        """Take the steps it costs to go through all of the value; return how many they were."""
        before = self.left
        if isinstance(value, Mapping):
            self._each(value)
            self._each(value.values())
        elif isinstance(value, (list, tuple, set, frozenset)):
            self._each(value)
        else:
            self.spend(_size(value))
        return before - self.left

    def _each(self, values: Iterable[object]) -> None:
        self.spend(1)
        for one in values:
            if isinstance(one, (list, tuple, set, frozenset, Mapping)):
                self.on(one)
            else:
                self.spend(1 + (len(one) // _CHARACTERS if isinstance(one, str) else 0))

    def lightly(self, value: object, share: int = 1) -> int:
        """Take the steps for going through the outermost list of a value, or a share of them."""
        steps = 1 + _size(value) // share
        self.spend(steps)
        return steps

    def source(self, text: str | None) -> str | None:
        """Take the steps for finding a template and reading its source."""
        self.spend(_FOR_A_TEMPLATE)
        if text is not None and len(text) > MAX_SOURCE:
            raise TooMuchWork("source")
        return text

    def run(self, weight: int) -> None:
        """Take the steps for running a body of that weight; it prints nothing."""
        self.spend(weight)

    def gone_through(self, value: Any) -> Any:  # noqa: ANN401 - any value, as it is
        """Return the value, paid for: it is to be gone through one by one."""
        self.lightly(value)
        return value

    def looked_at(self, value: Any) -> Any:  # noqa: ANN401 - any value, as it is
        """Return the value, paid for: it is to be compared or printed."""
        self.on(value)
        return value

    def paid(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter that is paid for by all it is given.

        What it is told besides the value (how many, between which, by what) may be done for each
        part of the value, so the two are multiplied.
        """

        @functools.wraps(function)  # also what Jinja has marked it with
        def counted(*given: Any, **named: Any) -> Any:  # noqa: ANN401
            first = 1 if hasattr(function, "jinja_pass_arg") else 0
            size = (self.lightly if name in _LIGHT else self.on)(given[first])
            told = (*given[first + 1 :], *named.values())
            self.spend(size * sum(self.on(one) + _repeats(one) for one in told))
            return function(*given, **named)

        return counted


def _size(value: object) -> int:
    if isinstance(value, str):
        return 1 + len(value) // _CHARACTERS
    return len(value) if isinstance(value, (list, tuple, set, frozenset, Mapping, range)) else 1


def _repeats(value: object) -> int:
    return abs(int(value)) if isinstance(value, int) else 0


def is_large(value: object) -> bool:
    """Tell whether the number is one that only a template that means harm makes."""
    return isinstance(value, int | float) and not -_MAX_NUMBER <= value <= _MAX_NUMBER


def total(values: Iterable[Any], start: float = 0) -> float:
    """Return the sum of numbers; lists are not added up, which takes the square of the time."""
    found = [start, *values]
    if not all(isinstance(one, int | float) and not is_large(one) for one in found):
        raise SecurityError("sum")
    added: float = sum(found)
    return added


def count_the_runs(tree: nodes.Template, environment: Environment) -> None:
    """Let every body of the template pay each time it is run."""
    weights = _weights(tree)
    for body in _bodies(tree):
        weight = 1 + sum(weights[id(node)] for node in body.body)
        lineno = body.body[0].lineno if body.body else body.lineno
        body.body.insert(0, _payment(weight, lineno))
    tree.set_environment(environment)


def _bodies(tree: nodes.Template) -> list[Any]:
    inner = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
    return [tree, *tree.find_all(inner)]


def _payment(weight: int, lineno: int) -> nodes.ExprStmt:
    price = nodes.Const(weight, lineno=lineno)
    paid = nodes.Filter(price, RUN, [], [], None, None, lineno=lineno)
    return nodes.ExprStmt(paid, lineno=lineno)


def _weights(tree: nodes.Node) -> dict[int, int]:
    """Return for each node how many parts it has, and its text counted as such."""
    found: dict[int, int] = {}

    def weigh(node: nodes.Node) -> int:
        text = getattr(node, "data", None) or getattr(node, "value", None)
        own = 1 + (len(text) // _CHARACTERS if isinstance(text, str) else 0)
        found[id(node)] = own + sum(map(weigh, node.iter_child_nodes()))
        return found[id(node)]

    weigh(tree)
    return found
