"""Escapes text from a case for a document, as Markdown, HTML or plain text."""

import re
from typing import Protocol

from markupsafe import Markup
from markupsafe import escape as html_escape

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Direction marks, byte order mark, interlinear marks, noncharacters: invisible, so removed.
_INVISIBLE = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Everything else that is not a character; shown as U+FFFD so that the loss is visible.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_BLANKS = re.compile("[ \t\n]+")
_ANYWHERE = re.compile(r"[\\`*_\[\]<~|$]|&(?=[#A-Za-z])|:(?=//)|(?<=www)\.")
_AT_LINE_START = re.compile(r"^( ?)([#>+\-=:])")
_NUMBER_AT_LINE_START = re.compile(r"^( ?\d{1,9})([.)])(?= |$)")


def clean(text: str) -> str:
    """Return the text without control and direction characters, with one kind of line end.

    Called once on all text: on a value before `ValueWriter` escapes it (in Markdown a line end is
    markup), and on the text of a template when it is loaded.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return _CONTROLS.sub("\ufffd", _INVISIBLE.sub("", lines))


def markdown_line(text: str) -> str:
    """Return one line of CommonMark that renders as the text itself, anywhere in a document.

    Only characters that could be markup get a backslash, which keeps the source readable.
    """
    line = _BLANKS.sub(" ", clean(text))
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _AT_LINE_START.sub(r"\1\\\2", line)
    return _NUMBER_AT_LINE_START.sub(r"\1\\\2", line)


def paragraphs(text: str) -> list[list[str]]:
    """Return the paragraphs of running text, separated by blank lines, each as its lines."""
    blocks = re.split(r"\n[ \t]*\n", clean(text))
    found = [[line.strip(" \t") for line in block.split("\n")] for block in blocks]
    return [lines for block in found if (lines := [line for line in block if line])]


class Notation(Protocol):
    """How each kind of text is written in a format."""

    def linje(self, text: str) -> Markup:
        """Return the text for use inside a line."""

    def avsnitt(self, text: str) -> Markup:
        """Return running text as paragraphs that keep their line breaks."""

    def sitat(self, text: str) -> Markup:
        """Return running text as a quotation."""

    def merke(self, word: str) -> Markup:
        """Return the word for an unknown value, set apart from what people wrote."""

    def fet(self, text: Markup) -> Markup:
        """Return part of a line in bold."""


class Markdown:
    """CommonMark. `Markup` here means that the text is already escaped for Markdown."""

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
    """Unescaped text, for blocks: whoever writes them to a format escapes them."""

    def linje(self, text: str) -> Markup:
        """Return the text as it is."""
        return Markup(clean(text))  # noqa: S704 - `Markup` only means finished

    def avsnitt(self, text: str) -> Markup:
        """Return paragraphs with a blank line between them."""
        return Markup("\n\n".join("\n".join(lines) for lines in paragraphs(text)))  # noqa: S704

    sitat = avsnitt

    def merke(self, word: str) -> Markup:
        """Return the word."""
        return self.linje(word)

    def fet(self, text: Markup) -> Markup:
        """Return the text."""
        return text
