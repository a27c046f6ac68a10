"""Whether two descriptions of a party may be of the same person; plain values, as a file has them.

A slip of the pen is the same person. A wholly other name, role or pupil may be somebody else, and
what was written about the one must then not be read as about the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from skolemiljo_cli.model.vocab import PUPILS, Rolle

Party: TypeAlias = Mapping[str, Any]

_ALIKE = str.maketrans({"æ": "ae", "ø": "o", "ö": "o", "ä": "ae", "đ": "d", "ł": "l"})
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile("[\u0300-\u036f]")
_SHORTEST_SLIP = 4
"""«Ola» and «Ole» are two names; in a longer word one letter may be a slip."""


def unlike(before: Party, after: Party) -> tuple[str, ...]:
    """Return the keys by which two descriptions look like two people; none for the same person.

    What is not said is not unlike: a party gets a name later. A change that was declared (`rettet`)
    is of the same person, and so is a name that is kept as a former one.
    """
    if after.get("rettet") != before.get("rettet"):
        return ()
    found = (
        ("navn", _other_name(before, after)),
        ("rolle", _other_role(before, after)),
        ("til", _other_pupil(before, after)),
    )
    return tuple(key for key, is_other in found if is_other)


def _other_name(before: Party, after: Party) -> bool:
    if not (_text(before, "navn") and _text(after, "navn")):
        return False
    pairs = ((one, other) for one in _names(before) for other in _names(after))
    return not any(same_name(one, other) for one, other in pairs)


def _names(party: Party) -> Iterator[str]:
    yield _text(party, "navn")
    for key in ("tidligere_navn", "alias"):
        yield from (name for name in _list(party, key) if isinstance(name, str))


def same_name(name: str, other: str) -> bool:
    """Tell whether two names may be of one person: each word of the shorter is in the longer."""
    shorter, longer = sorted((plain_name(name).split(), plain_name(other).split()), key=len)
    rest = list(longer)
    for word in shorter:
        found = next((there for there in rest if _same_word(word, there)), None)
        if found is None:
            return False
        rest.remove(found)
    return bool(shorter)


def plain_name(name: object) -> str:
    """Return the words of a name in plain letters: `Åse-Lill` and `Aase Lill` are the same."""
    return " ".join(_WORD.findall(plain_letters(str(name or ""))))


def plain_letters(text: str) -> str:
    """Return a text in small letters without marks; the ways to write æ, ø and å are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    return _MARK.sub("", decomposed).replace("aa", "a").replace("oe", "o")


def _same_word(word: str, other: str) -> bool:
    """Tell whether two words are the same but for one letter, which is not the first."""
    if word == other:
        return True
    if word[0] != other[0] or min(len(word), len(other)) < _SHORTEST_SLIP:
        return False
    blocks = SequenceMatcher(None, word, other, autojunk=False).get_matching_blocks()
    return max(len(word), len(other)) - sum(block.size for block in blocks) <= 1


def _other_role(before: Party, after: Party) -> bool:
    roles, now = _roles(before), _roles(after)
    return bool(roles and now) and not roles & now


def _roles(party: Party) -> frozenset[str]:
    """Return the kinds of role a party has and had: one adult may lead the school next year."""
    rows = [party, *(row for row in _list(party, "tidligere") if isinstance(row, Mapping))]
    return frozenset(_kind(role) for row in rows if (role := _text(row, "rolle")))


def _kind(role: str) -> str:
    if role in PUPILS:
        return "elev"
    return role if role == Rolle.FORESATT.value else "voksen"


def _other_pupil(before: Party, after: Party) -> bool:
    pupils, now = _pupils(before), _pupils(after)
    return bool(pupils and now) and not pupils & now


def _pupils(party: Party) -> frozenset[str]:
    said = party.get("til")
    several = [said] if isinstance(said, str) else _list(party, "til")
    return frozenset(key for key in several if isinstance(key, str))


def _list(party: Party, key: str) -> list[Any]:
    value = party.get(key)
    return value if isinstance(value, list) else []


def _text(party: Party, key: str) -> str:
    value = party.get(key)
    return value if isinstance(value, str) else ""
