"""Whose content is: one's own, several pupils', another's; told from the structure, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.ids import references
from skolemiljo_cli.model.sak.case import Vedlegg
from skolemiljo_cli.model.vocab import Loggtype, RettetMot, Rolle
from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype, about

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from skolemiljo_cli.model.sak.case import Logginnforing, Sak
    from skolemiljo_cli.model.sak.plan import Tiltak
    from skolemiljo_cli.sharing.recipient import Mottaker

_ONES = frozenset({RettetMot.KRENKER, RettetMot.TILSKUERE})
"""Targets that are other pupils than the one the plan is for."""
_OWN = frozenset({Hvem.EGEN_ELEV, Hvem.EGNE_FORESATTE})
_SEEN = frozenset(
    {Loggtype.OBSERVASJON, Loggtype.EKSTRA_TILSYN, Loggtype.HENDELSE, Loggtype.FYSISK_INNGREP}
)
"""Entries that tell what the school saw; any other with somebody present tells what was said."""


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


def only_of_others(sak: Sak, mottaker: Mottaker, text: str | None) -> bool:
    """Tell whether a text names other pupils, or whom the case is about, and not one's own."""
    named = mentioned(text)
    return mottaker.elev not in named and bool(named & (pupils(sak) | about(sak)))


def of_measure(sak: Sak, mottaker: Mottaker, tiltak: Tiltak) -> Innhold:
    """Return whose a measure is.

    For staff it is their own when they carry it out. For a pupil whose plan it is, measures for
    the group, class, school or staff are shared; those for single others are theirs. A fellow
    pupil's own are those that name it. One that tells what an employee the case is about shall do
    is that employee's side of it, unless it is for the pupil too; of the staff only those who
    carry it out know of it.
    """
    decision = tiltak.enkeltvedtak.begrunnelse if tiltak.enkeltvedtak else None
    texts = (tiltak.tiltak, tiltak.begrunnelse, tiltak.hyppighet, decision)
    named, of_employee = mentioned(*texts) & pupils(sak), mentioned(*texts) & about(sak)
    if mottaker.type is Mottakertype.ANSATT:
        by = tiltak.gjennomfores_av
        if of_employee and mottaker.nokkel is None:  # a copy for all of the staff
            return Innhold.ANSATTSAK
        mine = mottaker.nokkel in by if mottaker.nokkel else bool(by)
        return Innhold.EGNE_TILTAK if mine else Innhold.ANDRES_TILTAK
    if mottaker.elev and mottaker.elev not in named and of_employee:
        return Innhold.ANSATTSAK
    if mottaker.elev not in subjects(sak):
        return Innhold.EGNE_TILTAK if named == {mottaker.elev} else Innhold.ANDRES_TILTAK
    if _ONES & {*tiltak.rettet_mot} or (named and mottaker.elev not in named):
        return Innhold.ANDRES_TILTAK
    return Innhold.EGNE_TILTAK if RettetMot.UTSATT in tiltak.rettet_mot else Innhold.FELLES_TILTAK


@dataclass(frozen=True, slots=True)
class Logg:
    """The entries of a log by their ids, and for each corrected one the latest that corrects it."""

    entries: Mapping[str, Logginnforing]
    newest: Mapping[str, str]

    def standing(self, one: Logginnforing | Vedlegg) -> Logginnforing | None:
        """Return the latest entry that corrects this one, or the one that it belongs to."""
        return self.entries.get(self.newest.get(_own_entry(one) or "", ""))


def log_of(sak: Sak) -> Logg:
    """Return the log, laid out once for all that is looked up in it."""
    return Logg({one.id: one for one in sak.logg}, corrections(sak))


def _own_entry(one: Logginnforing | Vedlegg) -> str | None:
    return one.innforing if isinstance(one, Vedlegg) else one.id


def of_entry(
    sak: Sak, mottaker: Mottaker, one: Logginnforing | Vedlegg, logg: Logg | None = None
) -> Innhold:
    """Return whose an entry of the log or an attachment is, by `om`, which decides who sees it.

    A talk with other families alone is theirs, though the recipient's pupil is spoken of in it:
    what one pupil says of another in confidence is not for the other. Nor is what corrects it, or
    a file that belongs to it. What a later entry says of whom it was about and with counts for the
    one it corrects too, as that still stands as it was written. What is about nobody but an
    employee whom a case of § 12-5 is about, is that employee's side of it.
    """
    by = getattr(one, "av", None)
    if mottaker.type is Mottakertype.ANSATT:
        mine = mottaker.nokkel is not None and by == mottaker.nokkel
        return Innhold.EGNE_INNFORINGER if mine else Innhold.ANDRES_INNFORINGER
    if not one.om:
        return Innhold.UPLASSERTE_INNFORINGER
    if {*one.om} <= about(sak):
        return Innhold.ANSATTSAK
    logg = logg or log_of(sak)
    now = logg.standing(one)
    told_of = (one.om, now.om) if now and now.om else (one.om,)
    said = [pupils(sak) & {*whom} for whom in told_of]
    talks = [_talk_of(logg, one), _talk_of(logg, now) if now else None]
    if not all(mottaker.elev in told for told in said):
        return Innhold.ANDRES_INNFORINGER
    if any(_said_by_others(sak, mottaker, talk) for talk in talks):
        return Innhold.ANDRES_INNFORINGER
    alone = all(told == {mottaker.elev} for told in said)
    return Innhold.EGNE_INNFORINGER if alone else Innhold.FELLES_INNFORINGER


def _talk_of(logg: Logg, one: Logginnforing | Vedlegg) -> Logginnforing | None:
    """Return the entry that says whom it was with: itself, or what it belongs to or corrects."""
    key, seen = _own_entry(one) or "", set[str]()
    while key in logg.entries and key not in seen:
        seen.add(key)  # each once: two may point at each other
        entry = logg.entries[key]
        if entry.med:
            return entry
        key = entry.retter or ""
    return None


def _said_by_others(sak: Sak, mottaker: Mottaker, one: Logginnforing | None) -> bool:
    """Tell whether it is a talk with others who have something to be kept, and none of one's own.

    Such are other families, and the employee whom a case of § 12-5 is about.
    """
    if one is None or one.type in _SEEN:
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
    for text in texts(values):
        yield from references(text)


def texts(values: object) -> Iterator[str]:
    """Yield the texts of a value and all that is in it, in the order they stand."""
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for one in values.values():
            yield from texts(one)
    elif isinstance(values, list | tuple):
        for one in values:
            yield from texts(one)
