"""Ids of cases and entries: their patterns, how they are minted, and lookup by part of an id."""

import re
import secrets
from collections.abc import Callable, Iterable
from datetime import date

# Crockford's base32 in lower case: no i, l, o or u, so an id can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TAIL = f"[{ALPHABET}]{{4}}"

CASE_ID = re.compile(f"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-{_TAIL}")
ENTRY_ID = re.compile(f"[a-z]-{_TAIL}")
PARTY_KEY = re.compile("[a-z]{1,3}[0-9]{1,3}")
REFERENCE = re.compile(r"\{ {0,2}([A-Za-z]{1,3}[0-9]{1,3}) {0,2}\}")
"""A party in running text, `{e1}` or, as some write it, `{E1}`; the group is the key."""

LOG, MEASURE, EVALUATION = "h", "t", "v"
CLOSING, REOPENING, GOVERNOR = "x", "g", "s"
AGREEMENT, REVISION = "a", "p"
HANDED_OUT, NAME_FOUND, GUARDIANS_TOLD = "u", "n", "b"
PERSON = "m"


def entry_pattern(letter: str) -> re.Pattern[str]:
    """Return the pattern of entry ids that begin with `letter`."""
    return re.compile(f"{letter}-{_TAIL}")


def references(text: str) -> list[str]:
    """Return the keys of the parties that a text refers to, once for each reference."""
    return [key.lower() for key in REFERENCE.findall(text)]


def _tail(choose: Callable[[str], str]) -> str:
    return "".join(choose(ALPHABET) for _ in range(4))


def mint_case_id(opened: date, choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a new case id for the opening day; the caller must create its folder exclusively."""
    return f"{opened.isoformat()}-{_tail(choose)}"


def mint_entry_id(
    letter: str, taken: Iterable[str] = (), choose: Callable[[str], str] = secrets.choice
) -> str:
    """Return a new entry id that is not in `taken`."""
    used = set(taken)
    while (new := f"{letter}-{_tail(choose)}") in used:
        continue
    return new


def is_case_id(text: str) -> bool:
    """Tell whether the text is a full case id with a valid date."""
    if not CASE_ID.fullmatch(text):
        return False
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def matching(part: str, known: Iterable[str]) -> list[str]:
    """Return the id equal to `part`, else every id that contains it."""
    wanted = part.strip().lower()
    candidates = sorted(known)
    if wanted in candidates:
        return [wanted]
    return [id_ for id_ in candidates if wanted and wanted in id_]
