"""Whose content is: one's own, several pupils', another's; told from the structure, not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.model.ids import references
from skolemiljo_cli.model.vocab import Loggtype, RettetMot, Rolle
from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from skolemiljo_cli.model.case import Logginnforing, Sak, Vedlegg
    from skolemiljo_cli.model.plan import Tiltak
    from skolemiljo_cli.sharing.recipient import Mottaker

_ONES = frozenset({RettetMot.KRENKER, RettetMot.TILSKUERE})
"""Targets that are other pupils than the one the plan is for."""
_OWN = frozenset({Hvem.EGEN_ELEV, Hvem.EGNE_FORESATTE})
_TALKS = frozenset(
    {
        Loggtype.ELEVSAMTALE, Loggtype.GJENOPPRETTENDE, Loggtype.SAMTALE, Loggtype.TELEFON,
        Loggtype.MOTE, Loggtype.MELDING, Loggtype.INFORMASJON, Loggtype.OPPFOLGING,
        Loggtype.EKSTERN, Loggtype.BREV,
    }
)  # fmt: skip
"""Entries that tell what was said, by or to those they were with."""


def pupils(sak: Sak) -> frozenset[str]:
    """Return all the pupils of the case."""
    return frozenset(
        key for key, part in sak.parter.items() if part.rolle in (Rolle.ELEV, Rolle.MEDELEV)
    )


def subjects(sak: Sak) -> frozenset[str]:
    """Return the pupils whose case it is."""
    return frozenset(key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV)


def mentioned(*texts: str | None) -> frozenset[str]:
    """Return the keys that the texts refer to, as in `{e2}`."""
    return frozenset(key for text in texts if text for key in references(text))


def identity(sak: Sak, mottaker: Mottaker, key: str) -> Hvem:
    """Return who a party is to the recipient."""
    part = sak.parter[key]
    own = mottaker.elev or (None if len(subjects(sak)) != 1 else next(iter(subjects(sak))))
    if key in about(sak):
        return Hvem.OMTALT_ANSATT
    if part.rolle in (Rolle.ELEV, Rolle.MEDELEV):
        return Hvem.EGEN_ELEV if key == own else Hvem.ANDRE_ELEVER
    if part.rolle is Rolle.FORESATT:
        return Hvem.EGNE_FORESATTE if part.til == own and own else Hvem.ANDRE_FORESATTE
    return Hvem.ANDRE if part.rolle is Rolle.ANNEN else Hvem.ANSATTE


def of_measure(sak: Sak, mottaker: Mottaker, tiltak: Tiltak) -> Innhold:
    """Return whose a measure is.

    For staff it is their own when they carry it out. For a pupil whose plan it is, measures for
    the group, class, school or staff are shared; those for single others are theirs. A fellow
    pupil's own are those that name it.
    """
    if mottaker.type is Mottakertype.ANSATT:
        by = tiltak.gjennomfores_av
        mine = mottaker.nokkel in by if mottaker.nokkel else bool(by)
        return Innhold.EGNE_TILTAK if mine else Innhold.ANDRES_TILTAK
    decision = tiltak.enkeltvedtak.begrunnelse if tiltak.enkeltvedtak else None
    texts = (tiltak.tiltak, tiltak.begrunnelse, tiltak.hyppighet, decision)
    named = mentioned(*texts) & pupils(sak)
    if mottaker.elev not in subjects(sak):
        return Innhold.EGNE_TILTAK if named == {mottaker.elev} else Innhold.ANDRES_TILTAK
    if _ONES & {*tiltak.rettet_mot} or (named and mottaker.elev not in named):
        return Innhold.ANDRES_TILTAK
    return Innhold.EGNE_TILTAK if RettetMot.UTSATT in tiltak.rettet_mot else Innhold.FELLES_TILTAK


def of_entry(sak: Sak, mottaker: Mottaker, one: Logginnforing | Vedlegg) -> Innhold:
    """Return whose an entry of the log or an attachment is, by `om`, which decides who sees it.

    What other families said among themselves with the school is theirs, though it is about more.
    """
    by = getattr(one, "av", None)
    if mottaker.type is Mottakertype.ANSATT:
        mine = mottaker.nokkel is not None and by == mottaker.nokkel
        return Innhold.EGNE_INNFORINGER if mine else Innhold.ANDRES_INNFORINGER
    told = pupils(sak) & {*one.om}
    if not told:
        return Innhold.UPLASSERTE_INNFORINGER
    if mottaker.elev not in told or _said_by_others(sak, mottaker, _entry_of(sak, one)):
        return Innhold.ANDRES_INNFORINGER
    return Innhold.EGNE_INNFORINGER if told == {mottaker.elev} else Innhold.FELLES_INNFORINGER


def _entry_of(sak: Sak, one: Logginnforing | Vedlegg) -> Logginnforing | None:
    """Return the entry itself, or the one that an attachment belongs to."""
    if hasattr(one, "innforing"):
        return next((entry for entry in sak.logg if entry.id == one.innforing), None)
    return one


def _said_by_others(sak: Sak, mottaker: Mottaker, one: Logginnforing | None) -> bool:
    """Tell whether it is a talk with others who have something to be kept, and none of one's own.

    Such are other families, and the employee whom a case of § 12-5 is about.
    """
    if one is None or one.type not in _TALKS:
        return False
    present = {identity(sak, mottaker, key) for key in one.med if key in sak.parter}
    others = present & {Hvem.ANDRE_ELEVER, Hvem.ANDRE_FORESATTE, Hvem.OMTALT_ANSATT}
    return bool(others) and not present & _OWN


def of_words(sak: Sak, mottaker: Mottaker, speakers: Iterable[str]) -> Innhold:
    """Return whose words are: the recipient's pupil's or guardians', or anybody else's."""
    said = [identity(sak, mottaker, key) for key in speakers if key in sak.parter]
    return Innhold.EGNE_ORD if said and _OWN.issuperset(said) else Innhold.ANDRES_ORD


def speakers(sak: Sak, one: Logginnforing) -> Sequence[str]:
    """Return the pupils whose words an entry gives: those it was with, else those it is about."""
    present = [key for key in one.med if key in pupils(sak)]
    return present or [key for key in one.om if key in pupils(sak)]


def referred(values: object) -> Iterator[str]:
    """Yield the keys that texts refer to, in the order they stand; some of them several times."""
    if isinstance(values, str):
        yield from references(values)
    elif isinstance(values, dict):
        for one in values.values():
            yield from referred(one)
    elif isinstance(values, list | tuple):
        for one in values:
            yield from referred(one)
