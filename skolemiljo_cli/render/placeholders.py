"""Values filled in after a document is rendered: its code, the checksum, the commit.

The code of a draft is computed from the text without these values, and the draft shows the code.
Placeholders let one rendering give both texts.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Self

from markupsafe import Markup


class Placeholder(str):
    """Marks the place of a value; random for each rendering, so that no case can contain it."""

    __slots__ = ()

    def __new__(cls) -> Self:
        """Return a new placeholder of letters and digits, which no format escapes."""
        return super().__new__(cls, secrets.token_hex(16))

    def optional(self, text: str) -> Markup:
        """Return the text marked as shown only when there is a value."""
        return Markup(f"{self}-fra-{text}{self}-til-")  # noqa: S704 - rendered text is escaped


def fill_in(text: str, values: Mapping[Placeholder, str | None]) -> str:
    """Return the text with the values, without optional parts whose value is empty."""
    for placeholder, value in values.items():
        optional = re.compile(f"{placeholder}-fra-(.*?){placeholder}-til-", re.DOTALL)
        text = optional.sub(r"\1" if value else "", text).replace(placeholder, value or "")
    return text
