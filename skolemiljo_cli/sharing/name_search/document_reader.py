"""Reads a finished Markdown or HTML document into the texts that are searched for names."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import unquote

from skolemiljo_cli.sharing.name_search.disguises import undisguised
from skolemiljo_cli.sharing.name_search.document_text import Hvor, Side, Stykke


def markdown_page(source: str, filnavn: str = "") -> Side:
    """Return the texts of a Markdown file: escapes and emphasis undone, HTML in it read as such."""
    body = _TextBuilder(Hvor.TEKST, _read_markdown)
    body.add(source, 1)
    pieces = [body.build()]
    if _TAG.search(source):
        pieces += _HtmlReader(source.replace("\\<", "&lt;"), _read_markdown).pieces()
    return _page(source, filnavn, pieces)


def html_page(source: str, filnavn: str = "") -> Side:
    """Return the texts of an HTML file: what a reader sees, and all that is not shown."""
    return _page(source, filnavn, _HtmlReader(source, _read_html).pieces())


def _page(source: str, filnavn: str, pieces: list[Stykke]) -> Side:
    shown = (undisguised(piece) for piece in pieces if piece.hvor is Hvor.TEKST)
    every = (*pieces, *shown, _percent_decoded(source))
    found = [piece for piece in every if piece.tekst.strip()]
    return Side((*found, Stykke(Hvor.FILNAVN, unquote(filnavn))))


def _percent_decoded(source: str) -> Stykke:
    """Return the lines that hold addresses with characters as `%20`, those decoded."""
    body = _TextBuilder(Hvor.EGENSKAP, unquote)
    for number, line in enumerate(source.split("\n"), 1):
        if _PERCENT.search(line):
            body.add(line, number)
            body.end()
    return body.build()


class _TextBuilder:
    """Puts a text together from parts of the file, and keeps the line each of them stood on."""

    def __init__(self, hvor: Hvor, read: Callable[[str], str]) -> None:
        self._hvor, self._read = hvor, read
        self._parts: list[str] = []
        self._lines: list[tuple[int, int]] = []
        self._length = 0

    def add(self, source: str, first_line: int, newline: str = "\n") -> None:
        """Add a part of the file that begins on a line; `newline` replaces the line ends in it."""
        for number, line in enumerate(source.split("\n")):
            if number:
                self._append(newline)
            self._lines.append((self._length, first_line + number))
            self._append(self._read(line))

    def end(self, separator: str = "\n") -> None:
        """Add what separates two parts."""
        self._append(separator)

    def build(self) -> Stykke:
        return Stykke(self._hvor, "".join(self._parts), tuple(self._lines) or ((0, 1),))

    def _append(self, text: str) -> None:
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


_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_TAG = re.compile(r"<[A-Za-z/!?]")
_TAG_PARTS = re.compile(r"^</?([^\s/>]*)")


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
_CODE = ("style", "script")
_CLOSING = "-->"
"""Ends what the document leaves open. Without it the parser would look for the end of each of many
unclosed comments through the rest of the file."""


class _HtmlReader(HTMLParser):
    """Sorts an HTML document into text, attributes, comments and code, and drops nothing.

    The parser says where tags and comments are. What lies between them is text, or code inside
    style and script, whatever the parser makes of it: a name must be found in faulty HTML too.
    """

    def __init__(self, source: str, read: Callable[[str], str]) -> None:
        super().__init__()
        self._source = source
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._joined = _TextBuilder(Hvor.TEKST, read)
        self._spaced = _TextBuilder(Hvor.TEKST, read)
        self._attributes = _TextBuilder(Hvor.EGENSKAP, _read_code)
        self._comments = _TextBuilder(Hvor.KOMMENTAR, read)
        self._code = _TextBuilder(Hvor.KODE, _read_code)
        self._block: list[tuple[str, int]] = []
        self._has_inline_tags = False
        self._code_tag = ""
        self._read_to = 0

    def pieces(self) -> list[Stykke]:
        """Return the texts of the document."""
        self.feed(self._source + _CLOSING)
        self.close()
        self._take_text(len(self._source))
        self._end_block()
        builders = (self._joined, self._spaced, self._attributes, self._comments, self._code)
        return [builder.build() for builder in builders]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take in a tag; what follows `<style>` and `<script>` is code."""
        start = self._place()
        taken = self._take_tag(start, start + len(self.get_starttag_text() or ""))
        if taken and tag in _CODE and not self._code_tag:
            self._code_tag = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag that claims to close itself; `<style/>` does not."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take in an end tag."""
        start = self._place()
        if self._take_tag(start, self._source.find(">", start) + 1) and tag == self._code_tag:
            self._code_tag = ""

    def handle_comment(self, data: str) -> None:
        """Take in a comment."""
        start = self._place()
        self._take_comment(start + (4 if self._source.startswith("<!--", start) else 2), data)

    def handle_decl(self, decl: str) -> None:
        """Take in `<!DOCTYPE …>`."""
        self._take_comment(self._place() + 2, decl)

    def handle_pi(self, data: str) -> None:
        """Take in `<? … >`."""
        self._take_comment(self._place() + 2, data)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Read `<![ … >` as a comment, as HTML does; the parser fails on most of them."""
        return self.parse_bogus_comment(i, report)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _line(self, place: int) -> int:
        return bisect_right(self._line_starts, place)

    def _take_text(self, end: int) -> None:
        """Take in what lies between the last tag or comment and the next."""
        text, line = self._source[self._read_to : end], self._line(self._read_to)
        self._read_to = max(end, self._read_to)
        if not text:
            return
        if self._code_tag:
            self._code.add(text, line)
            self._code.end()
        else:
            self._block.append((text, line))

    def _take_comment(self, start: int, content: str) -> None:
        self._take_text(self._place())
        content = self._source[start : start + len(content)]
        self._comments.add(content, self._line(start))
        self._comments.end()
        end = self._source.find(">", start + len(content))
        self._read_to = len(self._source) if end < 0 else end + 1

    def _take_tag(self, start: int, end: int) -> bool:
        """Take in a tag; one that is not closed in the document stays text."""
        if not start < end <= len(self._source):
            return False
        self._take_text(start)
        self._read_to = end
        written = self._source[start:end]
        _, tag, inside = _TAG_PARTS.split(written[:-1], maxsplit=1)
        name = tag.lower()
        if name not in _KNOWN_TAGS:
            inside = f"{tag} {inside}"
        if inside.strip(" /\n"):
            self._attributes.add(_KNOWN_KEYS.sub(" ", f" {inside}"), self._line(start))
            self._attributes.end()
        if name == "br":
            self._block.append(("\n", self._line(start)))
        elif name not in _INLINE:
            self._end_block()
        elif name != "wbr":
            self._has_inline_tags = True
            self._block.append(("", self._line(start)))
        return True

    def _end_block(self) -> None:
        """Write the text of one block; also with its tags as blanks, where they join two words."""
        for text, line in self._block:
            if text == "\n":
                self._joined.end()
            else:
                self._joined.add(text, line, " ")
        self._joined.end("\n\n")
        if self._has_inline_tags and self._tags_join_words():
            for text, line in self._block:
                self._spaced.add(text or " ", line, " ")
            self._spaced.end("\n\n")
        self._block, self._has_inline_tags = [], False

    def _tags_join_words(self) -> bool:
        texts = [text for text, _ in self._block]
        for before, text, after in zip(texts, texts[1:], texts[2:], strict=False):
            if text == "":
                if before[-1:].isalnum() and after[:1].isalnum():
                    return True
                if "" in (before, after):  # several tags in a row
                    return True
        return False
