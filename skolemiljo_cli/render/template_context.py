"""The derived facts of a case that templates get besides the case itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from skolemiljo_cli.calendar.deadline import FristPaDag
from skolemiljo_cli.calendar.duty_rules import one_week
from skolemiljo_cli.calendar.five_points import lacks_of_plan
from skolemiljo_cli.calendar.later_rules import appeal_until
from skolemiljo_cli.model.dates import day_of
from skolemiljo_cli.model.derived import heard, measures, timeline
from skolemiljo_cli.model.derived.agreements import Avtalerad, agreements
from skolemiljo_cli.model.derived.phase import last_closing, phase
from skolemiljo_cli.model.derived.safety_answer import reopened_on
from skolemiljo_cli.model.sak.case import Avslutning, Logginnforing, Sak
from skolemiljo_cli.model.sak.plan import Evaluering, Tiltak


@dataclass(frozen=True, slots=True)
class Tiltaksrad:
    """A measure with its status, its replacement, and the entries that prove it was done."""

    tiltak: Tiltak
    status: str
    erstattet_av: str | None
    bevis: tuple[Logginnforing, ...]


@dataclass(frozen=True, slots=True)
class Runde:
    """A round of evaluation and its number."""

    nr: int
    evaluering: Evaluering


@dataclass(frozen=True, slots=True)
class Dokumentrad:
    """A row in a list of documents.

    `steg` is the duty it documents, `fil` its path in the bundle, `omfang` its size as text (empty
    when unknown), and `sha256` the whole checksum, None when it has not been recorded. `kilder`
    are the entries and kinds of acts it covers, `merknad` what is wrong with it.
    """

    nr: int
    tittel: str
    dato: date | None
    steg: str | None
    fil: str
    omfang: str
    sha256: str | None
    kilder: tuple[str, ...] = ()
    merknad: str | None = None


@dataclass(frozen=True, slots=True)
class Bilde:
    """The derived facts of one case.

    `statsforvalter_uke` is the day one calendar week after it was taken up with rektor,
    `statsforvalter_fra` the later of that day and five virkedager: the day families are told.
    `plan_mangler` are those of the statute's five points, a to e, that the plan lacks. `rettet`
    maps a corrected entry to the entry that corrects it; the id is empty when that entry is not
    shown, as in `Avtalerad.oppfylt_av`. `nyest` maps it to the last that corrects it in turn.
    `apnet_igjen` is the day a closed case was reopened, until somebody answers whether the pupil is
    safe.
    """

    fase: str
    plan_versjon: int | None
    plan_dato: date | None
    plan_mangler: tuple[str, ...]
    steg: Mapping[str, tuple[timeline.Handling, ...]]
    tidslinje: tuple[timeline.Handling, ...]
    eier_skal_ha_melding: bool | None
    hort: tuple[heard.Hort, ...]
    ikke_hort: tuple[str, ...]
    eleven_hort: bool
    tiltak: tuple[Tiltaksrad, ...]
    i_kraft: tuple[Tiltaksrad, ...]
    runder: tuple[Runde, ...]
    avtaler: tuple[Avtalerad, ...]
    logg: tuple[Logginnforing, ...]
    rettet: Mapping[str, str]
    nyest: Mapping[str, str]
    statsforvalter_uke: date | None
    statsforvalter_fra: date | None
    klagefrister: Mapping[str, date]
    avslutning: Avslutning | None
    apnet_igjen: date | None


@dataclass(frozen=True, slots=True)
class Valgt:
    """What this document is about, chosen by whoever asked for it.

    `innforing` is for a referat or elevsamtale, `runde` for an evaluering, `frister` and
    `dokumenter` for the documents that list them.
    """

    innforing: Logginnforing | None = None
    runde: Runde | None = None
    frister: tuple[FristPaDag, ...] = ()
    dokumenter: tuple[Dokumentrad, ...] = field(default=())


def picture(sak: Sak, hel: Sak | None = None, *, andres: bool = True) -> Bilde:
    """Return the derived facts that documents show.

    What is shown comes from `sak`. `hel` is the whole case that `sak` was selected from, as far as
    the reader may know of it: the phase and the status of measures and entries follow from all of
    that. Whether other pupils have been
    heard is only for a reader who may see what others say (`andres`).
    """
    hel = hel or sak
    raised = hel.mottak.tatt_opp_med_rektor
    week = one_week(day_of(raised.tid)) if raised else None
    acts = timeline.timeline(sak)
    entries = {entry.id for entry in sak.logg}
    return Bilde(
        fase=phase(hel).value,
        plan_versjon=measures.plan_version(hel),
        plan_dato=measures.plan_day(hel),
        plan_mangler=lacks_of_plan(hel.aktivitetsplan),
        steg={step.value: tuple(a for a in acts if a.steg is step) for step in timeline.Steg},
        tidslinje=acts,
        eier_skal_ha_melding=timeline.owner_must_be_told(hel),
        hort=heard.heard(sak),
        ikke_hort=tuple(key for key in heard.others_not_heard(hel) if andres and key in sak.parter),
        eleven_hort=heard.pupil_heard(hel),
        **_measures(sak, hel),
        runder=tuple(_rounds(sak, hel)),
        avtaler=tuple(_agreements(sak, hel)),
        logg=tuple(sorted(sak.logg, key=lambda entry: timeline.moment(entry.tid))),
        rettet={
            key: by if by in entries else ""
            for key, by in heard.corrections(hel).items()
            if key in entries
        },
        nyest=_newest(heard.corrections(sak)),
        statsforvalter_uke=week[0] if week else None,
        statsforvalter_fra=max(week) if week else None,
        klagefrister={s.id: appeal_until(s.vedtak) for s in sak.statsforvalter if s.vedtak},
        avslutning=last_closing(sak),
        apnet_igjen=reopened_on(hel),
    )


def _newest(corrections: Mapping[str, str]) -> dict[str, str]:
    """Return each corrected entry with the last of those that correct it in turn."""
    found: dict[str, str] = {}
    for key, by in reversed([*corrections.items()]):  # a correction stands after what it corrects
        found[key] = found.get(by, by)
    return found


def _agreements(sak: Sak, hel: Sak) -> Iterator[Avtalerad]:
    """Yield the agreements that are shown; the whole case says whether they were kept."""
    entries = {entry.id for entry in sak.logg}
    shown = {(entry.id, avtale.id): avtale for entry in sak.logg for avtale in entry.avtaler}
    for row in agreements(hel):
        if avtale := shown.get((row.innforing, row.avtale.id)):
            hidden = row.oppfylt_av is not None and row.oppfylt_av not in entries
            yield Avtalerad(avtale, row.innforing, "" if hidden else row.oppfylt_av)


def _measures(sak: Sak, hel: Sak) -> dict[str, tuple[Tiltaksrad, ...]]:
    shown = sak.aktivitetsplan.tiltak if sak.aktivitetsplan else ()
    known = {tiltak.id for tiltak in shown}
    newer = {old: new for old, new in measures.successors(hel).items() if new in known}
    status, proofs = measures.statuses(hel), measures.proofs(sak)
    rows = tuple(
        Tiltaksrad(tiltak, status[tiltak.id].value, newer.get(tiltak.id), proofs.get(tiltak.id, ()))
        for tiltak in shown
    )
    in_force = {tiltak.id for tiltak in measures.in_force(hel)}
    return {"tiltak": rows, "i_kraft": tuple(row for row in rows if row.tiltak.id in in_force)}


def _rounds(sak: Sak, hel: Sak) -> Iterator[Runde]:
    """Yield the rounds with the numbers they have in the whole case."""
    for held in measures.rounds(sak):
        yield Runde(measures.round_number(hel, held.id) or 0, held)
