"""What a document calls the parties, and the `{e1}` of running text turned into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.vocab import label

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Sak

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

    Raises:
        Unreadable: a long name so many times that it would fill the memory.
    """
    if len(text) * max(map(len, names.values()), default=0) > MAX_ADDED:
        _refuse_what_fills_the_memory(text, names)
    return REFERENCE.sub(lambda found: names.get(found[1], found[0]), text)


def _refuse_what_fills_the_memory(text: str, names: Mapping[str, str]) -> None:
    added = 0
    for found in REFERENCE.finditer(text):
        added += len(names.get(found[1], ""))
        if added > MAX_ADDED:
            raise Unreadable(
                f"Navnet til {found[1]} er så langt, og brukt så mange ganger, at dokumentet ikke "
                "kan skrives.",
                "Rett navnet i saken (skolemiljo edit).",
            )
