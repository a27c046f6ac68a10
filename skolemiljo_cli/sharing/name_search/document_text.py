"""A finished document as it is looked through: its texts, each with the lines it stands on."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Hvor(StrEnum):
    """Where in a document a text stands."""

    TEKST = "teksten"
    EGENSKAP = "en egenskap ved et element"
    KOMMENTAR = "en kommentar"
    KODE = "stil eller kode"
    FILNAVN = "filnavnet"


@dataclass(frozen=True, slots=True)
class Stykke:
    """One text of the document; `linjer` are where in it each line of the file begins."""

    hvor: Hvor
    tekst: str
    linjer: tuple[tuple[int, int], ...] = ((0, 0),)

    def linje(self, place: int) -> int:
        """Return the line of the file on which a letter stands; 0 in the file's name."""
        return self.linjer[max(0, bisect_right(self.linjer, (place, 1 << 60)) - 1)][1]


@dataclass(frozen=True, slots=True)
class Side:
    """All texts of a document as it leaves, the file's name too."""

    stykker: tuple[Stykke, ...]


@dataclass(frozen=True, slots=True, order=True)
class Funn:
    """Where a form of a party's name stands: in which text, from where to where."""

    stykke: int
    fra: int
    til: int
    part: str
    hva: str


def markdown_page(text: str, filnavn: str = "") -> Side:
    """Return the page that a Markdown file is: escapes, emphasis and tags in it undone."""
    body = _Text(Hvor.TEKST, _read_markdown)
    body.add(text, 1)
    stykker = [body.done()]
    if _TAG.search(text):
        stykker += _html(text.replace("\\<", "&lt;"), _read_markdown)
    stykker += _decoded(text)
    return Side((*_filled(stykker), _name(filnavn)))


def html_page(text: str, filnavn: str = "") -> Side:
    """Return the page that an HTML file is: text as it is read, and all that is not shown."""
    return Side((*_filled([*_html(text, _read_html), *_decoded(text)]), _name(filnavn)))


def _name(filnavn: str) -> Stykke:
    return Stykke(Hvor.FILNAVN, _unquoted(filnavn))


def _filled(stykker: list[Stykke]) -> Iterator[Stykke]:
    return (one for one in stykker if one.tekst.strip())


class _Text:
    """A text that is put together from pieces of the file, with their lines."""

    def __init__(self, hvor: Hvor, read: Callable[[str], str]) -> None:
        self.hvor, self._read = hvor, read
        self._parts: list[str] = []
        self._lines: list[tuple[int, int]] = []
        self._length = 0

    def add(self, source: str, line: int, between: str = "\n") -> None:
        """Add a piece that begins on a line; `between` stands for the line ends in it."""
        for number, one in enumerate(source.split("\n")):
            if number:
                self._put(between)
            self._lines.append((self._length, line + number))
            self._put(self._read(one))

    def end(self, mark: str = "\n") -> None:
        """Add what parts two pieces."""
        self._put(mark)

    def done(self) -> Stykke:
        return Stykke(self.hvor, "".join(self._parts), tuple(self._lines) or ((0, 1),))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|\\$")
_QUOTED = re.compile(r"^(?: {0,3}> ?)+")
_EMPHASIS = re.compile("[*_`~]+")
_KEPT = {"*": "\ue000", "_": "\ue001", "`": "\ue002", "~": "\ue003"}
_BACK = str.maketrans({mark: char for char, mark in _KEPT.items()})


def _read_markdown(line: str) -> str:
    """Return a line as it is read: no quotation mark before it, no backslashes, no emphasis."""
    line = _QUOTED.sub("", line)
    # what a backslash protects is no emphasis
    line = _ESCAPED.sub(lambda found: _KEPT.get(found[1] or "", found[1] or ""), line)
    return html.unescape(_EMPHASIS.sub("", line)).translate(_BACK)


def _read_html(line: str) -> str:
    """Return a line as it is read; what a person wrote as «&aacute;» is read for what it means."""
    return html.unescape(html.unescape(line))


_CODE_ESCAPE = re.compile(r"\\u\{?([0-9a-fA-F]{1,6})\}?|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{1,6}) ?")


def _read_code(line: str) -> str:
    """Return a line of style or script with its escapes undone."""
    return html.unescape(_CODE_ESCAPE.sub(_letter, line)).replace("\\", "")


def _letter(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _unquoted(text: str) -> str:
    """Return an address with its signs undone; `check`, which reads no page, need not load it."""
    from urllib.parse import unquote

    return unquote(text)


_PERCENT = re.compile("%[0-9A-Fa-f]{2}")


def _decoded(text: str) -> list[Stykke]:
    """Return the lines that hold addresses with signs written as figures, those undone."""
    body = _Text(Hvor.EGENSKAP, _unquoted)
    for number, line in enumerate(text.split("\n"), 1):
        if _PERCENT.search(line):
            body.add(line, number)
            body.end()
    return [body.done()]


_TAG = re.compile(r"<[A-Za-z/!?]")
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE = _words(
    "a abbr b bdi bdo big cite code data dfn del em font i img ins kbd label mark nobr q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr"
)
_KNOWN_TAGS = _INLINE | _words(
    "address area article aside audio base blockquote body br button caption center circle col "
    "colgroup dd defs desc details dialog div dl dt ellipse fieldset figcaption figure footer form "
    "g h1 h2 h3 h4 h5 h6 head header hr html input legend li line link main meta nav object ol "
    "optgroup option output p param path picture polygon polyline pre rect script section select "
    "source style summary svg symbol table tbody td template text textarea tfoot th thead title "
    "tr ul use video"
)
_KNOWN_KEYS = re.compile(
    r"(?<=[\s\"'])(?:accept|action|align|alt|aria-[a-z]+|charset|class|cols?|colspan|content|d|"
    r"data-[a-z]+|datetime|dir|disabled|for|headers|height|hidden|href|http-equiv|id|lang|media|"
    r"method|name|placeholder|property|rel|role|rows?|rowspan|scope|sizes|span|src|srcset|start|"
    r"style|tabindex|target|title|type|value|viewBox|width|xmlns)(?=[\s=>/]|$)"
)
_RAW = ("style", "script")


def _html(source: str, read: Callable[[str], str]) -> list[Stykke]:
    return _Html(source, read).stykker()


class _Html:
    """Goes once through HTML and drops nothing: what is no tag or comment is text."""

    def __init__(self, source: str, read: Callable[[str], str]) -> None:
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._shown = _Text(Hvor.TEKST, read)
        self._apart = _Text(Hvor.TEKST, read)
        self._keys = _Text(Hvor.EGENSKAP, _read_code)
        self._notes = _Text(Hvor.KOMMENTAR, read)
        self._code = _Text(Hvor.KODE, _read_code)
        self._block: list[tuple[str, int]] = []
        self._joins = False

    def stykker(self) -> list[Stykke]:
        place = 0
        while place < len(self._source):
            place = self._step(place)
        self._close_block()
        return [
            one.done() for one in (self._shown, self._apart, self._keys, self._notes, self._code)
        ]

    def _step(self, place: int) -> int:
        """Take in what stands here; return where the next thing begins."""
        found = _TAG.search(self._source, place)
        if found is None:
            return self._text(place, len(self._source))
        if found.start() > place:
            return self._text(place, found.start())
        if self._source.startswith("<!--", place):
            return self._until("-->", place + 4, self._notes)
        if self._source[place + 1] in "!?":
            return self._until(">", place + 2, self._notes)
        return self._tag(place)

    def _tag(self, place: int) -> int:
        end = self._source.find(">", place)
        named = _NAME.match(self._source, place)
        if end < 0 or named is None:
            return self._text(place, place + 1 if named is None else len(self._source))
        name = named[1].lower()
        inside = self._source[named.end() : end]
        if name not in _KNOWN_TAGS:
            inside = f"{named[1]} {inside}"
        if inside.strip(" /\n"):
            self._keys.add(_KNOWN_KEYS.sub(" ", f" {inside}"), self._line(place))
            self._keys.end()
        if name == "br":
            self._piece("\n", place)
        elif name not in _INLINE:
            self._close_block()
        elif name != "wbr":
            self._joins = True
            self._piece("", place)
        if name in _RAW and self._source[place + 1] != "/":
            return self._raw(name, end + 1)
        return end + 1

    def _raw(self, name: str, start: int) -> int:
        found = re.compile(f"</{name}", re.IGNORECASE).search(self._source, start)
        end = found.start() if found else len(self._source)
        self._code.add(self._source[start:end], self._line(start))
        self._code.end()
        return end

    def _until(self, mark: str, start: int, into: _Text) -> int:
        end = self._source.find(mark, start)
        end = len(self._source) if end < 0 else end
        into.add(self._source[start:end], self._line(start))
        into.end()
        return end + len(mark)

    def _text(self, start: int, end: int) -> int:
        self._piece(self._source[start:end], start)
        return end

    def _piece(self, text: str, place: int) -> None:
        self._block.append((text, self._line(place)))

    def _close_block(self) -> None:
        """Write the text of one block; also with its tags as blanks, where they join two words."""
        for text, line in self._block:
            if text == "\n":
                self._shown.end()
            else:
                self._shown.add(text, line, " ")
        self._shown.end("\n\n")
        if self._joins and self._joined():
            for text, line in self._block:
                self._apart.add(text or " ", line, " ")
            self._apart.end("\n\n")
        self._block, self._joins = [], False

    def _joined(self) -> bool:
        texts = [one for one, _ in self._block]
        for number, one in enumerate(texts):
            if one == "" and 0 < number < len(texts) - 1:
                before, after = texts[number - 1], texts[number + 1]
                if before[-1:].isalnum() and after[:1].isalnum():
                    return True
                if "" in (before, after):  # several tags in a row
                    return True
        return False

    def _line(self, place: int) -> int:
        return bisect_right(self._starts, place)
