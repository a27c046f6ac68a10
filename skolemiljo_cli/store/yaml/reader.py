"""The strict reader: bytes of a small YAML subset in, plain text values out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.store.yaml import events, refusals
from skolemiljo_cli.store.yaml.values import Path, Value, dotted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "dotted",
    "line_finder",
    "line_of",
    "nearest",
    "positions",
    "read",
]

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 200_000
SECOND_OPINION = 100_000  # characters; PyYAML's own parser takes half a second for so many

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*(?: +#| *\r?$)", re.MULTILINE)
_QUOTE = "Sett hele teksten i anførselstegn, for eksempel 'slik'."


def read(
    data: bytes, *, max_bytes: int = MAX_BYTES, loader: events.Loader | None = None
) -> dict[str, Value]:
    """Return the values of a file: mappings, lists, text exactly as written, and None.

    A plain scalar that is empty, `~` or `null` is None. Raises `Unreadable` with a 1-based line,
    and the dotted key where it is known, for everything outside the subset.
    """
    text = refusals.decode(data, max_bytes)
    return _build(_Builder, text, loader or events.FASTEST).result()


_B = TypeVar("_B", bound="_Builder")


def _build(kind: type[_B], text: str, loader: events.Loader) -> _B:
    """Run the events of a text through a builder; where libyaml gives up, PyYAML decides."""
    builder = kind(text)
    handlers = builder.handlers()
    try:
        for count, event in enumerate(events.parse(text, loader)):
            if count > MAX_NODES:
                builder.refuse(event, "Filen har for mange ledd.", "Flytt noe av den til vedlegg.")
            handlers[type(event)](event)
    except yaml.MarkedYAMLError as fault:
        if loader == "c" and len(text) <= SECOND_OPINION:
            return _build(kind, text, "pure")
        raise refusals.syntax(fault, text) from None
    except (ValueError, OverflowError):
        raise refusals.bad_escape(text) from None
    return builder


class _Builder:
    """The values built so far, and the open mappings and lists on the way to the next one."""

    __slots__ = ("key", "others", "root", "stack", "text", "top")

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: dict[str, Value] | None = None
        self.top: dict[str, Value] | list[Value] | None = None
        self.key: str | None = None
        self.stack: list[tuple[dict[str, Value] | list[Value] | None, str | None]] = []
        self.others: set[tuple[int, str]] = set()

    def result(self) -> dict[str, Value]:
        """Return the mapping at the top."""
        if self.root is None:
            hint = "Hent den tilbake fra sikkerhetskopi eller git."
            raise Unreadable("Filen er tom.", hint, line=1)
        return self.root

    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Return what to do with each kind of event."""
        return {
            ScalarEvent: self.scalar,
            MappingStartEvent: self.mapping,
            SequenceStartEvent: self.sequence,
            MappingEndEvent: self.end,
            SequenceEndEvent: self.end,
            AliasEvent: self.alias,
            DocumentStartEvent: self.document,
            DocumentEndEvent: _ignore,
            StreamStartEvent: _ignore,
            StreamEndEvent: _ignore,
        }

    def scalar(self, event: ScalarEvent) -> None:
        """Take in a key or a value."""
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        value: str = event.value
        style = event.style
        if style and style != "'":
            self.check_style(event)
        top = self.top
        if type(top) is dict:
            if self.key is None:
                self.key = self.checked_key(event, top)
            else:
                top[self.key] = value if style or value not in NULLS else None
                self.key = None
        elif top is None:
            self.not_a_mapping(event)
        else:
            cast("list[Value]", top).append(value if style or value not in NULLS else None)

    def check_style(self, event: ScalarEvent) -> None:
        """Refuse hidden characters from escapes, and `|#`, which the parsers read differently."""
        if event.style == '"':
            if hidden := refusals.hidden_in(event.value):
                raise refusals.forbidden(hidden, events.line(event), self.where())
        elif not _BLOCK_HEADER.match(self.text, events.index(event)):
            raise refusals.bad_block(events.line(event))

    def checked_key(self, event: ScalarEvent, top: dict[str, Value]) -> str:
        """Return a key that is plain text on one line and new in its mapping."""
        key: str = event.value
        if not key or (not event.style and key in NULLS) or "\n" in key:
            self.refuse(
                event,
                "En nøkkel må være tekst på én linje, og den kan ikke være tom.",
                "Skriv «nøkkel: verdi».",
            )
        if key == "<<" and not event.style:
            self.refuse(event, "Sammenslåing med «<<» brukes ikke her.", "Skriv verdiene helt ut.")
        twice = key in top
        if not key.isascii():
            name = (id(top), unicodedata.normalize("NFC", key))
            twice = twice or name in self.others
            self.others.add(name)
        if twice:
            self.key = key
            self.refuse(
                event,
                f"Nøkkelen «{key}» står to ganger på samme nivå.",
                "Behold den som gjelder, og slett eller flytt den andre.",
            )
        return key

    def mapping(self, event: MappingStartEvent) -> None:
        """Open a mapping."""
        new: dict[str, Value] = {}
        if self.top is None and self.root is None:
            self.root = new
        self.open(event, new)

    def sequence(self, event: SequenceStartEvent) -> None:
        """Open a list."""
        self.open(event, [])

    def open(
        self, event: MappingStartEvent | SequenceStartEvent, new: dict[str, Value] | list[Value]
    ) -> None:
        """Put a new mapping or list in its place and go into it."""
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        if len(self.stack) >= MAX_DEPTH:
            self.refuse(
                event,
                f"Filen har for mange nivåer inni hverandre (flere enn {MAX_DEPTH}).",
                "Se etter parenteser som ikke er lukket.",
            )
        top = self.top
        if type(top) is dict:
            if self.key is None:
                self.refuse(
                    event,
                    "En nøkkel må være tekst, ikke en liste eller krøllparentes.",
                    "Er det vanlig tekst: sett den i anførselstegn.",
                )
            top[self.key] = new
        elif top is not None:
            cast("list[Value]", top).append(new)
        elif new is not self.root:
            self.not_a_mapping(event)
        self.stack.append((top, self.key))
        self.top, self.key = new, None

    def end(self, _event: yaml.Event) -> None:
        """Go out of a mapping or list."""
        self.top, _ = self.stack.pop()
        self.key = None

    def alias(self, event: AliasEvent) -> NoReturn:
        """Refuse a reference: it could stand for other people's text, and for billions of nodes."""
        self.refuse(event, "Henvisninger med «*» brukes ikke her.", _QUOTE)

    def marked(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> NoReturn:
        """Refuse an anchor or a tag."""
        sign = "Ankre med «&»" if event.anchor is not None else "Type-merking med «!»"
        self.refuse(event, f"{sign} brukes ikke her.", _QUOTE)

    def document(self, event: DocumentStartEvent) -> None:
        """Take the first document only."""
        if self.root is not None:
            self.refuse(
                event,
                "Filen har mer enn ett dokument: «---» står midt i filen.",
                "Slett linjen, eller flytt resten til en egen fil.",
            )

    def not_a_mapping(self, event: yaml.Event) -> NoReturn:
        """Refuse a file whose top is text or a list."""
        self.refuse(
            event,
            "Filen skal bestå av linjer på formen «nøkkel: verdi».",
            "Se etter et manglende kolon eller en «- » ytterst i filen.",
        )

    def refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        """Stop with the place the parser has come to."""
        raise Unreadable(message, hint, line=events.line(event), key=self.where())

    def where(self) -> str | None:
        """Return the dotted key of the value that is being read."""
        return dotted(self.path()) or None

    def path(self) -> Path:
        """Return the way to the value that comes next."""
        path: list[str | int] = []
        for place, key in [*self.stack, (self.top, self.key)]:
            if type(place) is list:
                path.append(len(place) - (place is not self.top))
            elif key is not None:
                path.append(key)
        return tuple(path)


def _ignore(_event: yaml.Event) -> None:
    """Take no notice of where the stream and the document begin and end."""


def positions(data: bytes) -> dict[Path, int]:
    """Return the 1-based line of each key and list item; raises `Unreadable` as `read` does."""
    builder = _build(_LineBuilder, refusals.decode(data, MAX_BYTES), events.FASTEST)
    builder.result()
    return builder.lines


def line_of(data: bytes, path: Path) -> int:
    """Return the 1-based line of a path, or of the nearest thing above it that is in the file."""
    return nearest(positions(data), path)


def nearest(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a path among `positions`, else of what is above it, else the first."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def line_finder(data: bytes) -> Callable[[Path], int]:
    """Return what finds lines in one file; the file is read for it once, and only when asked."""
    lines: dict[Path, int] = {}

    def find(path: Path) -> int:
        if not lines:
            lines.update(positions(data))
        return nearest(lines, path)

    return find


class _LineBuilder(_Builder):
    """Keeps the line of each key and list item; only findings need it, so it may be slower."""

    __slots__ = ("lines",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines: dict[Path, int] = {}

    def scalar(self, event: ScalarEvent) -> None:
        """Note a key or a list item."""
        is_key = type(self.top) is dict and self.key is None
        before = self.path()
        super().scalar(event)
        if is_key:
            self.lines[self.path()] = events.line(event)
        elif type(self.top) is list:
            self.lines[before] = events.line(event)

    def open(
        self, event: MappingStartEvent | SequenceStartEvent, new: dict[str, Value] | list[Value]
    ) -> None:
        """Note a list item that is a mapping or a list."""
        if type(self.top) is list:
            self.lines[self.path()] = events.line(event)
        super().open(event, new)
