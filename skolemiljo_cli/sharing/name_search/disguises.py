"""What a text says when what hides a name in it is taken away: markup, figures for letters."""

import html
import re

from skolemiljo_cli.sharing.name_search.document_text import Stykke

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,9}(?: [^<>\n]{0,80})?/?>|<!--[^\n]*?-->|\[/?[a-z]{1,5}\]"
)
_EMPHASIS = re.compile(r"(?<=[^\W_])[*`~_\\^]{1,6}(?=[^\W_])")
_LOOKALIKES = str.maketrans("013458$!|", "oleasbsil")
_MIXED = re.compile(r"(?<![^\W_])[^\W_]*[^\W\d_][013458$!|]+[^\W\d_][^\W_]*")
_CAPITAL_I = re.compile(r"(?<=[^\W\d_A-ZÆØÅ])I+(?![A-ZÆØÅ])")


def undisguised(piece: Stykke) -> Stykke:
    """Return the lines of a text that read otherwise without markup and look-alike signs."""
    parts: list[str] = []
    lines: list[tuple[int, int]] = []
    place = length = 0
    for line in piece.tekst.split("\n"):
        plain = _plain(line)
        if plain != line:
            lines.append((length, piece.linje(place)))
            parts.append(f"{plain}\n\n")
            length += len(parts[-1])
        place += len(line) + 1
    return Stykke(piece.hvor, "".join(parts), tuple(lines) or ((0, 1),))


def _plain(line: str) -> str:
    line = _TAG.sub("", html.unescape(_LINK.sub(r"\1", line)))
    line = _EMPHASIS.sub("", line)
    line = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), line)
    return _CAPITAL_I.sub(lambda found: "l" * len(found[0]), line)
