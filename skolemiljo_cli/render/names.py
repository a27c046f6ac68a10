"""What a document calls the parties, and the `{e1}` of running text turned into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.vocab import label

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Sak

_WITH_GENITIVE = re.compile(rf"{REFERENCE.pattern}(s(?![^\W_]))?")
_HAS_S = ("s", "x", "z")
MAX_ADDED = 5_000_000
"""So many characters names may add to one text; more comes only of a file that means harm."""


def names_of(sak: Sak, roles: Mapping[str, str]) -> dict[str, str]:
    """Return what each party is called: the name, or the role when there is no name.

    `roles` holds the words of the document's language; nameless parties who share a role are
    told apart by their key.
    """
    called = {key: roles.get(part.rolle) or label(part.rolle) for key, part in sak.parter.items()}
    nameless = Counter(called[key] for key, part in sak.parter.items() if not part.navn)
    return {
        key: part.navn or (f"{called[key]} {key}" if nameless[called[key]] > 1 else called[key])
        for key, part in sak.parter.items()
    }


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return the text with each `{e1}` as the party's name; an unknown key stays as written.

    In `{e1}s` the name is a genitive: an apostrophe alone after s, x and z, else an s, after a
    figure too (Språkrådet, «Apostrof»: «Vesaas’ forfatterskap», «TV 2s program»).

    Raises:
        Unreadable: a long name so many times that it would fill the memory.
    """
    if len(text) * max(map(len, names.values()), default=0) > MAX_ADDED:
        _refuse_what_fills_the_memory(text, names)
    return _WITH_GENITIVE.sub(lambda found: _called(found, names), text)


def _refuse_what_fills_the_memory(text: str, names: Mapping[str, str]) -> None:
    added = 0
    for found in REFERENCE.finditer(text):
        added += len(names.get(found[1].lower(), ""))
        if added > MAX_ADDED:
            raise Unreadable(
                f"Navnet til {found[1]} er så langt, og brukt så mange ganger, at dokumentet ikke "
                "kan skrives.",
                "Rett navnet i saken (skolemiljo edit).",
            )


def _called(found: re.Match[str], names: Mapping[str, str]) -> str:
    name = names.get(found[1].lower())
    if name is None:
        return found[0]
    if not found[2]:
        return name
    return f"{name}’" if name.casefold().endswith(_HAS_S) else f"{name}s"
