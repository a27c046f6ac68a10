"""Parser events of a text: from libyaml, or the same events from PyYAML where it is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import yaml

Loader: TypeAlias = Literal["c", "pure"]
"""Which parser makes the events; "c" (libyaml) is ten times as fast."""

FASTEST: Loader = "c" if hasattr(yaml, "CSafeLoader") else "pure"

_PLACEHOLDER = "\uffff"
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")


def parse(text: str, loader: Loader | None = None) -> Iterator[yaml.Event]:
    """Yield the events of a text.

    The two parsers disagree about tabs between words, so text with tabs goes to the stricter one.
    So does text with a sign escaped as two halves, as JSON writes signs outside the 65,536 first
    (RFC 8259 section 7): libyaml refuses the halves.

    Raises:
        yaml.YAMLError: the text is not YAML.
        ValueError, OverflowError: an escape is for a character that does not exist.
    """
    if (loader or FASTEST) == "c" and "\t" not in text and not _HALF_ESCAPED.search(text):
        return iter(yaml.CSafeLoader(text).get_event, None)
    return iter(_PureLoader(text).get_event, None)


def line(event: yaml.Event) -> int:
    """Return the 1-based line where an event begins."""
    return event.start_mark.line + 1 if event.start_mark else 1


def index(event: yaml.Event) -> int:
    """Return the offset, in characters, where an event begins."""
    return event.start_mark.index if event.start_mark else 0


def span(event: yaml.Event) -> tuple[int, int]:
    """Return the offsets, in characters, where an event begins and ends (exclusive)."""
    return index(event), event.end_mark.index if event.end_mark else 0


class _PureLoader(yaml.SafeLoader):
    """PyYAML's own parser, with three changes.

    It accepts a question mark in `{tekst: Hva?}`, as libyaml does. It reads the two escaped halves
    of a sign as that sign. And it keeps its time linear:
    PyYAML examines every possible start of a key for each character it reads, so that a row of
    brackets takes quadratic time. They are in order of position, so the first one is enough.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)  # raises for a text that has the placeholder
        self._without_question_marks: str = self.buffer.replace("?", _PLACEHOLDER)

    def scan_plain(self) -> yaml.ScalarToken:
        """Read a plain scalar; a question mark inside one does not end it."""
        if not self.flow_level:
            return super().scan_plain()
        original, self.buffer = self.buffer, self._without_question_marks
        try:
            token = super().scan_plain()
        finally:
            self.buffer = original
        token.value = token.value.replace(_PLACEHOLDER, "?")
        return token

    def scan_flow_scalar(self, style: str) -> yaml.ScalarToken:
        """Read a quoted scalar; a half without its other half is left for the reader to refuse."""
        token = super().scan_flow_scalar(style)
        if _HALF.search(token.value):
            halves = token.value.encode("utf-16-le", "surrogatepass")
            token.value = halves.decode("utf-16-le", "surrogatepass")
        return token

    def stale_possible_simple_keys(self) -> None:
        """Drop possible keys on an earlier line or more than 1024 characters back (YAML 1.1)."""
        while (key := next(iter(self.possible_simple_keys.values()), None)) and (
            key.line != self.line or self.index - key.index > 1024
        ):
            if key.required:
                raise yaml.scanner.ScannerError(
                    "while scanning a simple key",
                    key.mark,
                    "could not find expected ':'",
                    self.get_mark(),
                )
            del self.possible_simple_keys[next(iter(self.possible_simple_keys))]

    def next_possible_simple_key(self) -> int | None:
        """Return the token number of the first possible key."""
        first = next(iter(self.possible_simple_keys.values()), None)
        return first.token_number if first else None
