"""Stored text made safe for a terminal: control and direction characters become visible signs."""

from __future__ import annotations

import unicodedata

_KEEP = "\n\t"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_SOFT_HYPHEN = "\u00ad"


def visible(text: str) -> str:
    """Return the text with every control, format and direction character shown as a sign."""
    if text.isprintable():
        return text
    return "".join(_sign(char) for char in text)


def _sign(char: str) -> str:
    if char in _KEEP or char == _SOFT_HYPHEN:
        return char
    if unicodedata.category(char) not in _HIDDEN:
        return char
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"
