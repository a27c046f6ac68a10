"""Whose content is: the recipient's own, shared, or another's. It follows from the structure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.ids import references
from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
from skolemiljo_cli.model.sak.plan import Tiltak
from skolemiljo_cli.model.validation.places import texts
from skolemiljo_cli.model.vocab import PUPILS, Loggtype, RettetMot, Rolle
from skolemiljo_cli.sharing.kinds import Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype, about

_OTHER_PUPILS = frozenset({RettetMot.KRENKER, RettetMot.TILSKUERE})
"""Targets of a measure that are other pupils than the one the plan is for."""
_OWN = frozenset({Hvem.EGEN_ELEV, Hvem.EGNE_FORESATTE})
_OBSERVED = frozenset(
    {Loggtype.OBSERVASJON, Loggtype.EKSTRA_TILSYN, Loggtype.HENDELSE, Loggtype.FYSISK_INNGREP}
)
"""Entries of what the school saw; any other with somebody present is about what was said."""


def pupils(sak: Sak) -> frozenset[str]:
    """Return all the pupils of the case."""
    return frozenset(key for key, part in sak.parter.items() if part.rolle in PUPILS)


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
    if part.rolle in PUPILS:
        return Hvem.EGEN_ELEV if key == own else Hvem.ANDRE_ELEVER
    if part.rolle is Rolle.FORESATT:
        return Hvem.EGNE_FORESATTE if own and own in part.til else Hvem.ANDRE_FORESATTE
    return Hvem.ANDRE if part.rolle is Rolle.ANNEN else Hvem.ANSATTE


def only_of_others(sak: Sak, mottaker: Mottaker, text: str | None) -> bool:
    """Tell whether a text names others than the recipient's pupil: pupils, or the employee."""
    named = mentioned(text)
    return mottaker.elev not in named and bool(named & (pupils(sak) | about(sak)))


def of_measure(sak: Sak, mottaker: Mottaker, tiltak: Tiltak) -> Innhold:
    """Return whose a measure is.

    For staff it is their own when they carry it out. For the pupil whose plan it is, measures for
    the group, class, school or staff are shared, and those for single other pupils are others'. A
    fellow pupil's own measures are those that name the fellow pupil. What the employee that a case
    is about must do is the employee's side of the case, unless the pupil is named too; among the
    staff only those who carry it out see it.
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
    if _OTHER_PUPILS & {*tiltak.rettet_mot} or (named and mottaker.elev not in named):
        return Innhold.ANDRES_TILTAK
    return Innhold.EGNE_TILTAK if RettetMot.UTSATT in tiltak.rettet_mot else Innhold.FELLES_TILTAK


@dataclass(frozen=True, slots=True)
class Logg:
    """The entries of a log by id, and for each corrected entry the latest that corrects it."""

    entries: Mapping[str, Logginnforing]
    newest: Mapping[str, str]

    def correction(self, item: Logginnforing | Vedlegg) -> Logginnforing | None:
        """Return the latest entry that corrects this one, or the one an attachment belongs to."""
        return self.entries.get(self.newest.get(_entry_id(item) or "", ""))


def log_of(sak: Sak) -> Logg:
    """Return the log with its lookups, made once."""
    return Logg({entry.id: entry for entry in sak.logg}, corrections(sak))


def _entry_id(item: Logginnforing | Vedlegg) -> str | None:
    return item.innforing if isinstance(item, Vedlegg) else item.id


def of_entry(
    sak: Sak, mottaker: Mottaker, item: Logginnforing | Vedlegg, logg: Logg | None = None
) -> Innhold:
    """Return whose an entry of the log or an attachment is, by whom it is about (`om`).

    A talk with other families alone is theirs, even when it mentions the recipient's pupil: what
    one pupil says about another in confidence is not for the other. The same goes for its
    corrections and attachments. Whom a correction says it was about and with counts for the
    corrected entry too, which is never rewritten. What is only about the employee of a case of
    § 12-5 is that employee's side of it.
    """
    by = getattr(item, "av", None)
    if mottaker.type is Mottakertype.ANSATT:
        mine = mottaker.nokkel is not None and by == mottaker.nokkel
        return Innhold.EGNE_INNFORINGER if mine else Innhold.ANDRES_INNFORINGER
    if not item.om:
        return Innhold.UPLASSERTE_INNFORINGER
    if {*item.om} <= about(sak):
        return Innhold.ANSATTSAK
    logg = logg or log_of(sak)
    newer = logg.correction(item)
    subjects_said = (item.om, newer.om) if newer and newer.om else (item.om,)
    pupils_said = [pupils(sak) & {*keys} for keys in subjects_said]
    talks = [_talk_of(logg, item), _talk_of(logg, newer) if newer else None]
    if not all(mottaker.elev in keys for keys in pupils_said):
        return Innhold.ANDRES_INNFORINGER
    if any(_said_by_others(sak, mottaker, talk) for talk in talks):
        return Innhold.ANDRES_INNFORINGER
    alone = all(keys == {mottaker.elev} for keys in pupils_said)
    return Innhold.EGNE_INNFORINGER if alone else Innhold.FELLES_INNFORINGER


def _talk_of(logg: Logg, item: Logginnforing | Vedlegg) -> Logginnforing | None:
    """Return the entry that says whom it was with: itself, or what it belongs to or corrects."""
    key, seen = _entry_id(item) or "", set[str]()
    while key in logg.entries and key not in seen:
        seen.add(key)  # two entries may correct each other
        entry = logg.entries[key]
        if entry.med:
            return entry
        key = entry.retter or ""
    return None


def _said_by_others(sak: Sak, mottaker: Mottaker, entry: Logginnforing | None) -> bool:
    """Tell whether it is a confidential talk without anybody from the recipient's family.

    That is a talk with other families, or with the employee whom a case of § 12-5 is about.
    """
    if entry is None or entry.type in _OBSERVED:
        return False
    present = {identity(sak, mottaker, key) for key in entry.med if key in sak.parter}
    others = present & {Hvem.ANDRE_ELEVER, Hvem.ANDRE_FORESATTE, Hvem.OMTALT_ANSATT}
    return bool(others) and not present & _OWN


def of_words(sak: Sak, mottaker: Mottaker, speakers: Iterable[str]) -> Innhold:
    """Return whose words they are: the recipient's family's, or anybody else's."""
    said = [identity(sak, mottaker, key) for key in speakers if key in sak.parter]
    return Innhold.EGNE_ORD if said and _OWN.issuperset(said) else Innhold.ANDRES_ORD


def speakers(sak: Sak, entry: Logginnforing) -> Sequence[str]:
    """Return the pupils an entry quotes: those it was with, else those it is about."""
    present = [key for key in entry.med if key in pupils(sak)]
    return present or [key for key in entry.om if key in pupils(sak)]


def referred(values: object) -> Iterator[str]:
    """Yield the keys that texts refer to, in order; some of them several times."""
    for _, text in texts(values):
        yield from references(text)
