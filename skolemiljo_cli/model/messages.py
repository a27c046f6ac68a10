"""What the model found wrong, said in Norwegian without repeating what the user wrote."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Unusable(ValueError):
    """A value that cannot be used; the message says why in Norwegian, without repeating it.

    What other code says of a value is not shown: `int("Kari")` repeats it.
    """


_PLAIN = {
    "model_type": "dette skal ha egne nøkler under seg, ikke en enkel verdi",
    "model_attributes_type": "dette skal ha egne nøkler under seg, ikke en enkel verdi",
    "dict_type": "dette skal ha egne nøkler under seg, ikke en enkel verdi",
    "tuple_type": "dette skal være en liste: linjer som begynner med «- », eller [a, b]",
    "list_type": "dette skal være en liste: linjer som begynner med «- », eller [a, b]",
    "string_type": "dette skal være tekst, ikke en liste eller egne nøkler",
}

_NO_ID = "id-en mangler: en bokstav, en strek og fire tegn, for eksempel «id: t-7k3q»"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` most likely is a slip for."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def _choice(error: ErrorDetails) -> str:
    allowed = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    written = error.get("input")
    meant = closest(written, allowed) if isinstance(written, str) else None
    start = f"mente du «{meant}»? " if meant else "dette ordet er ikke kjent her. "
    return f"{start}Velg ett av: {', '.join(allowed)}"


def explain(error: ErrorDetails) -> str:
    """Return one Norwegian sentence for a pydantic error; never the value, it may be a name."""
    return sentence(_explanation(error))


def _explanation(error: ErrorDetails) -> str:
    kind = error["type"]
    if kind == "missing":
        is_id = error["loc"][-1:] == ("id",) and len(error["loc"]) > 1
        return _NO_ID if is_id else "dette mangler og må fylles ut"
    if kind in ("enum", "literal_error"):
        return _choice(error)
    if kind == "value_error":
        said = error.get("ctx", {}).get("error")
        return str(said) if isinstance(said, Unusable) else "verdien kan ikke brukes her"
    return _PLAIN.get(kind, "verdien kan ikke brukes her; se eksempelet i brukerveiledningen")


def sentence(text: str) -> str:
    """Return the text with a capital letter and a full stop."""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."
