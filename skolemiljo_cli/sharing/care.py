"""What in a finished draft a person should weigh: the structure does not tell whether it may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.apart import same_people
from skolemiljo_cli.sharing import whose
from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype
from skolemiljo_cli.sharing.withheld import readers

if TYPE_CHECKING:
    from skolemiljo_cli.model.case import Logginnforing
    from skolemiljo_cli.sharing.select import Utvalg


@dataclass(frozen=True, slots=True)
class Care:
    """The entries of the log in a draft for a family that want a reader's care.

    `felles` tell of other pupils too. Of `deles` the pupil has said what may be told, and to
    whom. In `en_av` one of the guardians took part, and another is to read it.
    """

    felles: tuple[str, ...] = ()
    deles: tuple[str, ...] = ()
    en_av: tuple[str, ...] = ()


def care(utvalg: Utvalg, text: str) -> Care:
    """Return which of the chosen entries, as far as they stand in the text, want care."""
    mottaker = utvalg.mottaker
    if mottaker.elev is None:
        return Care()
    there = [one for one in utvalg.sak.logg if one.id in text]
    guardians = mottaker.type is Mottakertype.FORESATT
    return Care(
        felles=tuple(one.id for one in there if _is_of_several(utvalg, one)),
        deles=tuple(one.id for one in there if guardians and one.kan_deles),
        en_av=tuple(one.id for one in there if guardians and _is_of_one_guardian(utvalg, one)),
    )


def _is_of_several(utvalg: Utvalg, one: Logginnforing) -> bool:
    kind = whose.of_entry(utvalg.hel, utvalg.mottaker, one)
    return kind is Innhold.FELLES_INNFORINGER


def _is_of_one_guardian(utvalg: Utvalg, one: Logginnforing) -> bool:
    sak, mottaker = utvalg.hel, utvalg.mottaker
    own = {key for key in one.med if key in sak.parter and _is_own_guardian(utvalg, key)}
    return bool(own) and not readers(sak, mottaker) <= same_people(sak, own)


def _is_own_guardian(utvalg: Utvalg, key: str) -> bool:
    return whose.identity(utvalg.hel, utvalg.mottaker, key) is Hvem.EGNE_FORESATTE
