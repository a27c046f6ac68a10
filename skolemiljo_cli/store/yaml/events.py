"""The parser's events, the same on every machine: libyaml's, or PyYAML's own without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Loader: TypeAlias = Literal["c", "pure"]
"""Which parser makes the events: the C one is ten times as fast."""

FASTEST: Loader = "c" if hasattr(yaml, "CSafeLoader") else "pure"

_STAND_IN = "\uffff"


def parse(text: str, loader: Loader | None = None) -> Iterator[yaml.Event]:
    """Yield the events of a text; raises `yaml.YAMLError`.

    For an escape of no character PyYAML raises `ValueError` or `OverflowError`.

    The two parsers disagree about tabs between words, so text with tabs goes to the stricter one.
    """
    if (loader or FASTEST) == "c" and "\t" not in text:
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
    """PyYAML's own parser, taught that `{tekst: Hva?}` holds a question mark, as libyaml knows.

    It looks at every place where a key may have begun, twice for each sign it reads: a row of
    brackets takes it the square of their number. The places lie in the order they began in, so the
    first of them answers for all.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)  # which refuses a text that has the stand-in
        self._unasked: str = self.buffer.replace("?", _STAND_IN)

    def scan_plain(self) -> yaml.ScalarToken:
        """Read a plain scalar; a question mark inside one does not end it."""
        if not self.flow_level:
            return super().scan_plain()
        kept, self.buffer = self.buffer, self._unasked
        try:
            token = super().scan_plain()
        finally:
            self.buffer = kept
        token.value = token.value.replace(_STAND_IN, "?")
        return token

    def stale_possible_simple_keys(self) -> None:
        """Forget the places that are too far back: on another line, or more than 1024 signs ago."""
        while (place := next(iter(self.possible_simple_keys.values()), None)) and (
            place.line != self.line or self.index - place.index > 1024
        ):
            if place.required:
                raise yaml.scanner.ScannerError(
                    "while scanning a simple key",
                    place.mark,
                    "could not find expected ':'",
                    self.get_mark(),
                )
            del self.possible_simple_keys[next(iter(self.possible_simple_keys))]

    def next_possible_simple_key(self) -> int | None:
        """Return the number of the token where a key may have begun first."""
        first = next(iter(self.possible_simple_keys.values()), None)
        return first.token_number if first else None
