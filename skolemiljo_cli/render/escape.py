"""Text from a case made harmless in a document: as Markdown, as HTML, as plain characters."""

import re
from typing import Protocol

from markupsafe import Markup
from markupsafe import escape as html_escape

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Direction marks, byte order mark, interlinear marks, noncharacters: seen by nobody, so removed.
_UNSEEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Everything else that is no character; shown as U+FFFD so that a loss can be seen.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_BLANKS = re.compile("[ \t\n]+")
_ANYWHERE = re.compile(r"[\\`*_\[\]<~|$]|&(?=[#A-Za-z])|:(?=//)|(?<=www)\.")
_AT_LINE_START = re.compile(r"^( ?)([#>+\-=:])")
_NUMBER_AT_LINE_START = re.compile(r"^( ?\d{1,9})([.)])(?= |$)")


def clean(text: str) -> str:
    """Return the text without control and direction characters, with one kind of line end.

    Done once, where text comes in: a value when the pen writes it, before it is escaped (to
    Markdown a line end is markup), and a template's own text when it is loaded.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return _CONTROLS.sub("\ufffd", _UNSEEN.sub("", lines))


def markdown_line(text: str) -> str:
    """Return one line of CommonMark that reads as the text itself, wherever it is put.

    Only what could be read as markup gets a backslash, so that the source stays readable.
    """
    line = _BLANKS.sub(" ", clean(text))
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _AT_LINE_START.sub(r"\1\\\2", line)
    return _NUMBER_AT_LINE_START.sub(r"\1\\\2", line)


def paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs of running text, each as its lines; blank lines part them."""
    blocks = re.split(r"\n[ \t]*\n", clean(text))
    found = [[line.strip(" \t") for line in block.split("\n")] for block in blocks]
    return [lines for block in found if (lines := [line for line in block if line])]


class Notation(Protocol):
    """How a document is written down: what each kind of text becomes in its format."""

    def linje(self, text: str) -> Markup:
        """Return the text for use inside a line."""

    def avsnitt(self, text: str) -> Markup:
        """Return running text as paragraphs that keep their line breaks."""

    def sitat(self, text: str) -> Markup:
        """Return running text as a quotation."""

    def merke(self, word: str) -> Markup:
        """Return the word for what is not known, set apart from what people wrote."""

    def fet(self, text: Markup) -> Markup:
        """Return a piece of a line in bold."""


class Markdown:
    """CommonMark. `Markup` here means: escaped for Markdown already."""

    def linje(self, text: str) -> Markup:
        """Return the text for use inside a line."""
        return Markup(markdown_line(text))  # noqa: S704 - escaped for Markdown by the line above

    def avsnitt(self, text: str) -> Markup:
        """Return paragraphs with hard line breaks."""
        blocks = ("\\\n".join(map(markdown_line, lines)) for lines in paragraphs(text))
        return Markup("\n\n".join(blocks))  # noqa: S704 - each line is escaped

    def sitat(self, text: str) -> Markup:
        """Return a block quotation."""
        lines = self.avsnitt(text).split("\n")
        return Markup("\n".join(f"> {line}".rstrip() for line in lines))  # noqa: S704 - escaped

    def merke(self, word: str) -> Markup:
        """Return the word in emphasis, which text from a case can never be."""
        return Markup(f"*{markdown_line(word)}*")  # noqa: S704 - escaped

    def fet(self, text: Markup) -> Markup:
        """Return strong emphasis."""
        return Markup("**") + text + Markup("**")


class Html:
    """HTML, for use in element content and in quoted attributes."""

    def linje(self, text: str) -> Markup:
        """Return the text for use inside a line."""
        return html_escape(clean(text))

    def avsnitt(self, text: str) -> Markup:
        """Return `<p>` elements with `<br>` between lines."""
        return Markup("\n").join(
            Markup("<p>{}</p>").format(Markup("<br>\n").join(lines)) for lines in paragraphs(text)
        )

    def sitat(self, text: str) -> Markup:
        """Return a block quotation."""
        return Markup("<blockquote>\n{}\n</blockquote>").format(self.avsnitt(text))

    def merke(self, word: str) -> Markup:
        """Return the word in a span of its own class."""
        return Markup('<span class="uavklart">{}</span>').format(self.linje(word))

    def fet(self, text: Markup) -> Markup:
        """Return a strong element."""
        return Markup("<strong>{}</strong>").format(text)


class Plain:
    """The text itself, for blocks that whoever writes them down escapes for the format."""

    def linje(self, text: str) -> Markup:
        """Return the text as it is."""
        return Markup(clean(text))  # noqa: S704 - `Markup` means only: finished

    def avsnitt(self, text: str) -> Markup:
        """Return paragraphs, a blank line between them."""
        return Markup("\n\n".join("\n".join(lines) for lines in paragraphs(text)))  # noqa: S704

    sitat = avsnitt

    def merke(self, word: str) -> Markup:
        """Return the word."""
        return self.linje(word)

    def fet(self, text: Markup) -> Markup:
        """Return the text."""
        return text
