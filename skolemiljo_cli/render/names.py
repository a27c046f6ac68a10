"""What a document calls the parties, and the `{e1}` of running text turned into it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import PARTY_KEY
from skolemiljo_cli.model.vocab import label

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Sak

_REFERENCE = re.compile(rf"\{{({PARTY_KEY.pattern})\}}")


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
    """Return the text with each `{e1}` as the party's name; an unknown key stays as written."""
    return _REFERENCE.sub(lambda found: names.get(found[1], found[0]), text)
