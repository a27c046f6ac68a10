"""What is kept from somebody who would else have it, since it could harm the pupil that they know.

A pupil may tell of home, or the school may have turned to barnevernet: what the guardians would
have of their own child is then not for them (oppl. § 10-1, personopplysningsloven § 16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.vocab import Rolle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
    from skolemiljo_cli.sharing.recipient import Mottaker


def kept_from(sak: Sak) -> Mapping[str, frozenset[str]]:
    """Return for each entry of the log the parties it is kept from.

    A correction goes with what it corrects, both ways: the same is told in them.
    """
    kept = {one.id: frozenset(one.ikke_til) for one in sak.logg}
    linked = [(one.id, one.retter) for one in sak.logg if one.retter in kept]
    settled = not any(kept.values())
    while not settled:
        settled = True
        for newer, older in linked:
            both = kept[newer] | kept[str(older)]
            if both != kept[newer] or both != kept[str(older)]:
                kept[newer] = kept[str(older)] = both
                settled = False
    return kept


def is_kept_from(
    kept: Mapping[str, frozenset[str]], one: Logginnforing | Vedlegg, readers: frozenset[str]
) -> bool:
    """Tell whether an entry, or an attachment with its entry, is kept from one of the readers."""
    entry = str(getattr(one, "innforing", None) or getattr(one, "id", ""))
    return bool(readers & (kept.get(entry, frozenset()) | {*one.ikke_til}))


def readers(sak: Sak, mottaker: Mottaker) -> frozenset[str]:
    """Return the parties who read what is made for the recipient: all guardians of one letter.

    A guardian of two pupils has two keys, and reads with both.
    """
    if mottaker.nokkel:
        return same_people(sak, {mottaker.nokkel})
    return same_people(
        sak,
        {
            key
            for key, part in sak.parter.items()
            if part.rolle is Rolle.FORESATT and mottaker.elev and part.til == mottaker.elev
        },
    )
