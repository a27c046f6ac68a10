"""The strict reader: parses a small subset of YAML into plain text values (ADR 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeAlias, TypeVar, cast

import yaml

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.validation.places import may_be_repeated, showable
from skolemiljo_cli.store.yaml import events, refusals
from skolemiljo_cli.store.yaml.values import Path, Value, dotted

__all__ = ["dotted"]  # from another module

Container: TypeAlias = "dict[str, Value] | list[Value]"

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 200_000
MAX_RETRY_LENGTH = 100_000  # characters; PyYAML's own parser takes half a second for so many

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NAMES = frozenset({"navn", "alias", "tidligere_navn"})
_NO_NAME = frozenset({"", "null"})
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*(?: +#| *\r?$)", re.MULTILINE)
_QUOTE = "Sett hele teksten i anførselstegn, for eksempel 'slik'."


def read(
    data: bytes, *, max_bytes: int = MAX_BYTES, loader: events.Loader | None = None
) -> dict[str, Value]:
    """Return the values of a file: mappings, lists, text exactly as written, and None.

    A plain scalar that is empty, `~` or `null` is None.

    Raises:
        Unreadable: the file is outside the subset; with a 1-based line, and the dotted key where
            it is known.
    """
    text = refusals.decode(data, max_bytes)
    return _build(_Builder, text, loader or events.FASTEST).result()


_B = TypeVar("_B", bound="_Builder")


def _build(kind: type[_B], text: str, loader: events.Loader) -> _B:
    """Run the events of a text through a builder; where libyaml fails, PyYAML is tried as well."""
    builder = kind(text)
    handlers = builder.handlers()
    try:
        for count, event in enumerate(events.parse(text, loader)):
            if count > MAX_NODES:
                builder.refuse(event, "Filen har for mange ledd.", "Flytt noe av den til vedlegg.")
            handlers[type(event)](event)
    except yaml.MarkedYAMLError as fault:
        if loader == "c" and len(text) <= MAX_RETRY_LENGTH:
            return _build(kind, text, "pure")
        raise refusals.syntax(fault, text) from None
    except (ValueError, OverflowError):
        raise refusals.bad_escape(text) from None
    return builder


def is_nothing(text: str, key: str | None) -> bool:
    """Tell whether a plain scalar under a key is no value; people are called Null, too."""
    return text in (_NO_NAME if key in _NAMES else NULLS)


class _Builder:
    """The values built so far, and the stack of open mappings and lists.

    `top` is the innermost open mapping or list, `key` its key that awaits a value.
    """

    __slots__ = ("key", "normalized_keys", "root", "stack", "text", "top")

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: dict[str, Value] | None = None
        self.top: Container | None = None
        self.key: str | None = None
        self.stack: list[tuple[Container | None, str | None]] = []
        self.normalized_keys: set[tuple[int, str]] = set()

    def result(self) -> dict[str, Value]:
        """Return the mapping that is the whole file."""
        if self.root is None:
            hint = "Hent den tilbake fra sikkerhetskopi eller git."
            raise Unreadable("Filen er tom.", hint, line=1)
        return self.root

    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Return the method for each type of event."""
        return {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.mapping,
            yaml.SequenceStartEvent: self.sequence,
            yaml.MappingEndEvent: self.end,
            yaml.SequenceEndEvent: self.end,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
            yaml.DocumentEndEvent: _ignore,
            yaml.StreamStartEvent: _ignore,
            yaml.StreamEndEvent: _ignore,
        }

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Add a key or a value."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_anchor_or_tag(event)
        value: str = event.value
        style = event.style
        if style and style != "'":
            self.check_style(event)
        top = self.top
        if type(top) is dict:
            if self.key is None:
                self.key = self.checked_key(event, top)
            else:
                top[self.key] = None if not style and is_nothing(value, self.key) else value
                self.key = None
        elif top is None:
            self.not_a_mapping(event)
        else:
            nothing = not style and is_nothing(value, self.stack[-1][1])
            cast("list[Value]", top).append(None if nothing else value)

    def check_style(self, event: yaml.ScalarEvent) -> None:
        """Refuse hidden characters in escapes, and `|#`, which the two parsers read differently."""
        if event.style == '"':
            if hidden := refusals.hidden_in(event.value):
                raise refusals.forbidden(hidden, events.line(event), self.where())
        elif not _BLOCK_HEADER.match(self.text, events.index(event)):
            raise refusals.bad_block(events.line(event))

    def checked_key(self, event: yaml.ScalarEvent, top: dict[str, Value]) -> str:
        """Return the key; refuse one that is empty, on several lines, or in the mapping already."""
        key: str = event.value
        if not key or (not event.style and key in NULLS) or "\n" in key:
            message = "En nøkkel må være tekst på én linje, og den kan ikke være tom."
            self.refuse(event, message, "Skriv «nøkkel: verdi».")
        if key == "<<" and not event.style:
            self.refuse(event, "Sammenslåing med «<<» brukes ikke her.", "Skriv verdiene helt ut.")
        is_duplicate = key in top
        if not key.isascii():
            normalized = (id(top), unicodedata.normalize("NFC", key))
            is_duplicate = is_duplicate or normalized in self.normalized_keys
            self.normalized_keys.add(normalized)
        if is_duplicate:
            self.key = key
            hint = "Behold den som gjelder, og slett eller flytt den andre."
            said = f"Nøkkelen «{key}»" if may_be_repeated(key) else "En nøkkel"
            self.refuse(event, f"{said} står to ganger på samme nivå.", hint)
        return key

    def mapping(self, event: yaml.MappingStartEvent) -> None:
        """Open a mapping."""
        new: dict[str, Value] = {}
        if self.top is None and self.root is None:
            self.root = new
        self.open(event, new)

    def sequence(self, event: yaml.SequenceStartEvent) -> None:
        """Open a list."""
        self.open(event, [])

    def open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, new: Container) -> None:
        """Add a new mapping or list and make it the innermost open one."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_anchor_or_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            message = f"Filen har for mange nivåer inni hverandre (flere enn {MAX_DEPTH})."
            self.refuse(event, message, "Se etter parenteser som ikke er lukket.")
        top = self.top
        if type(top) is dict:
            if self.key is None:
                message = "En nøkkel må være tekst, ikke en liste eller krøllparentes."
                self.refuse(event, message, "Er det vanlig tekst: sett den i anførselstegn.")
            top[self.key] = new
        elif top is not None:
            cast("list[Value]", top).append(new)
        elif new is not self.root:
            self.not_a_mapping(event)
        self.stack.append((top, self.key))
        self.top, self.key = new, None

    def end(self, _event: yaml.Event) -> None:
        """Close the innermost mapping or list."""
        self.top, _ = self.stack.pop()
        self.key = None

    def alias(self, event: yaml.AliasEvent) -> NoReturn:
        """Refuse an alias: it can repeat another person's text, or expand to billions of nodes."""
        self.refuse(event, "Henvisninger med «*» brukes ikke her.", _QUOTE)

    def refuse_anchor_or_tag(
        self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent
    ) -> NoReturn:
        """Refuse an anchor or a tag."""
        sign = "Ankre med «&»" if event.anchor is not None else "Type-merking med «!»"
        self.refuse(event, f"{sign} brukes ikke her.", _QUOTE)

    def document(self, event: yaml.DocumentStartEvent) -> None:
        """Refuse a second document."""
        if self.root is not None:
            message = "Filen har mer enn ett dokument: «---» står midt i filen."
            self.refuse(event, message, "Slett linjen, eller flytt resten til en egen fil.")

    def not_a_mapping(self, event: yaml.Event) -> NoReturn:
        """Refuse a file that is not a mapping."""
        message = "Filen skal bestå av linjer på formen «nøkkel: verdi»."
        self.refuse(event, message, "Se etter et manglende kolon eller en «- » ytterst i filen.")

    def refuse(self, event: yaml.Event, message: str, hint: str) -> NoReturn:
        """Raise `Unreadable` with the position of the parser."""
        raise Unreadable(message, hint, line=events.line(event), key=self.where())

    def where(self) -> str | None:
        """Return the dotted path of the value that is being read, as far as it may be shown."""
        return dotted(showable(self.path())) or None

    def path(self) -> Path:
        """Return the path of the next value."""
        path: list[str | int] = []
        for container, key in [*self.stack, (self.top, self.key)]:
            if type(container) is list:
                path.append(len(container) - (container is not self.top))
            elif key is not None:
                path.append(key)
        return tuple(path)


def _ignore(_event: yaml.Event) -> None:
    """Ignore the start and end of the stream and of the document."""


def positions(data: bytes) -> dict[Path, int]:
    """Return the 1-based line of each key and list item; raises `Unreadable` as `read` does."""
    builder = _build(_LineBuilder, refusals.decode(data, MAX_BYTES), events.FASTEST)
    builder.result()
    return builder.lines


def line_of(data: bytes, path: Path) -> int:
    """Return the 1-based line of a path, or of the nearest part above it that is in the file."""
    return nearest(positions(data), path)


def nearest(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a path from `positions`, or of the nearest part above it, or 1."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def line_finder(data: bytes) -> Callable[[Path], int]:
    """Return a function from path to line; the file is parsed once, when it is first called."""
    lines: dict[Path, int] = {}

    def find(path: Path) -> int:
        if not lines:
            lines.update(positions(data))
        return nearest(lines, path)

    return find


class _LineBuilder(_Builder):
    """A slower builder that also records the line of each key and list item, for findings."""

    __slots__ = ("lines",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines: dict[Path, int] = {}

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """Record the line of a key or a list item."""
        is_key = type(self.top) is dict and self.key is None
        before = self.path()
        super().scalar(event)
        if is_key:
            self.lines[self.path()] = events.line(event)
        elif type(self.top) is list:
            self.lines[before] = events.line(event)

    def open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, new: Container) -> None:
        """Record the line of a list item that is a mapping or a list."""
        if type(self.top) is list:
            self.lines[self.path()] = events.line(event)
        super().open(event, new)
