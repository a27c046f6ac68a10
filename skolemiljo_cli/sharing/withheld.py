"""Entries withheld from somebody who would otherwise see them, since that could harm the pupil.

A pupil may have talked about home, or the school may have contacted barnevernet: that is not for
the guardians, though it is about their child (oppl. § 10-1, personopplysningsloven § 16).
"""

from collections.abc import Mapping

from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing.recipient import Mottaker


def kept_from(sak: Sak) -> Mapping[str, frozenset[str]]:
    """Return for each entry of the log the parties it is kept from.

    An entry and its correction are kept from the same parties, since they say the same.
    """
    kept = {entry.id: frozenset(entry.ikke_til) for entry in sak.logg}
    linked = [(entry.id, entry.retter) for entry in sak.logg if entry.retter in kept]
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
    kept: Mapping[str, frozenset[str]], item: Logginnforing | Vedlegg, readers: frozenset[str]
) -> bool:
    """Tell whether an entry, or an attachment with its entry, is kept from one of the readers."""
    entry = str(getattr(item, "innforing", None) or getattr(item, "id", ""))
    return bool(readers & (kept.get(entry, frozenset()) | {*item.ikke_til}))


def readers(sak: Sak, mottaker: Mottaker) -> frozenset[str]:
    """Return the parties who read what is made for the recipient; all guardians get one letter.

    A guardian of two pupils has two keys, and reads with both.
    """
    if mottaker.nokkel:
        return same_people(sak, {mottaker.nokkel})
    return same_people(
        sak,
        {
            key
            for key, part in sak.parter.items()
            if part.rolle is Rolle.FORESATT and mottaker.elev and mottaker.elev in part.til
        },
    )
