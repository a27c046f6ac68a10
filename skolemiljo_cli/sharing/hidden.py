"""Whose names may not stand in a document for a recipient, and whose may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.sharing import whose
from skolemiljo_cli.sharing.rules import NAMES, Vises

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Sak
    from skolemiljo_cli.model.people import Part
    from skolemiljo_cli.sharing.recipient import Mottaker


def hidden_from(sak: Sak, mottaker: Mottaker) -> tuple[dict[str, Part], dict[str, Part]]:
    """Return the parties of the case whose names the recipient may not see, and the others."""
    hidden: dict[str, Part] = {}
    shown: dict[str, Part] = {}
    for key, part in sak.parter.items():
        rule = NAMES[mottaker.type][whose.identity(sak, mottaker, key)]
        (shown if rule.vises is Vises.VIST else hidden)[key] = part
    return hidden, shown
