"""Replaces the parties' names, as the case declares them, by their roles in a text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.escape import clean
from skolemiljo_cli.render.names import begins_sentence

_SHORTEST = 2  # a single letter is an initial, which would be found in any text
_REFERENCE = "(?P<key>".join(REFERENCE.pattern.split("(", 1))
_BETWEEN = r"(?:(?:[^\w\n]|_){1,3}|\n)"  # between the words of one name
# soft hyphens and zero-width joiners, which would hide a name from the search
_INSIDE_WORDS = re.compile("[\u00ad\u200b-\u200d\u2060]")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Masks:
    """The role to write for each party of a case, and the names to search for, in lower case.

    `whole` are full names and aliases, `parts` the single words of them.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def masks_of(sak: Sak, words: Mapping[str, str]) -> Masks:
    """Return the role and the key, `elev (e1)`, for each party; `words` is the language's roles."""
    roles = {
        key: f"{words.get(part.rolle) or label(part.rolle)} ({key})"
        for key, part in sak.parter.items()
    }
    names = [(key, name) for key, part in sak.parter.items() for name in part.alle_navn]
    known = [(key, _lowercase(name)) for key, name in names if name and _WORDS.search(name)]
    single = [(key, word) for key, name in known for word in name.split()]
    long_enough = [(key, word) for key, word in single if len(word) >= _SHORTEST]
    return Masks(roles, _by_name(known), _by_name(long_enough))


def without_names(text: str, masks: Masks) -> str:
    """Return the text with each `{e1}`, and every declared name, as the role of the party.

    Full names and aliases are found in upper or lower case. A single word of a name is found only
    with a capital, since `dag` and `mor` are words too. An undeclared name is not found: a person
    reads the document before it is sent.

    A role gets a capital at the start of a sentence; a single word is not a sentence.
    """
    plain = _INSIDE_WORDS.sub("", _composed(text))
    running = any(map(str.isspace, plain))
    return _pattern(masks).sub(lambda found: _written(found, masks, running=running), plain)


def _written(found: re.Match[str], masks: Masks, *, running: bool) -> str:
    role = _masked(found, masks)
    capital = running and role != found[0] and begins_sentence(found.string, found.start())
    return role[:1].upper() + role[1:] if capital else role


def _masked(found: re.Match[str], masks: Masks) -> str:
    if found["key"]:
        return masks.roles.get(found["key"].lower(), found[0])
    name = _lowercase(found["name"])
    keys = masks.whole.get(name) or (masks.parts.get(name, ()) if found[0][0].isupper() else ())
    return "/".join(masks.roles[key] for key in keys) + found["ending"] if keys else found[0]


def _pattern(masks: Masks) -> re.Pattern[str]:
    longest_first = sorted({*masks.whole, *masks.parts}, key=len, reverse=True)
    names = "|".join(_BETWEEN.join(map(re.escape, name.split())) for name in longest_first)
    if not names:
        return re.compile(rf"{_REFERENCE}|(?P<name>(?!))(?P<ending>)")
    # a genitive keeps its s; an underscore does not count as a letter here
    return re.compile(
        rf"{_REFERENCE}|(?<![^\W_])(?P<name>{names})(?P<ending>s?)(?![^\W_])", re.IGNORECASE
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, name in pairs:
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), key)))
    return found


def _lowercase(name: str) -> str:
    """Return the words of a name in lower case, separated by single blanks."""
    return " ".join(_WORDS.findall(_composed(name).replace("_", " "))).lower()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", clean(text))
