"""One case as lines a person grasps on one screen: duties, people, pupil, plan, timeline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.output.deadline_lines import is_number, short_day, what, when
from skolemiljo_cli.model.dates import echo
from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.heard import corrections, others_not_heard
from skolemiljo_cli.model.derived.measures import in_force, plan_day, plan_version, statuses
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.derived.safety_answer import latest_answer
from skolemiljo_cli.model.derived.timeline import Art, moment, timeline
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.services.overview.duties import Pliktstatus, duties, last_heard

if TYPE_CHECKING:
    from skolemiljo_cli.calendar.deadline import FristPaDag
    from skolemiljo_cli.model.derived.timeline import Handling
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.services.overview.duties import Pliktrad

UNKNOWN = "uavklart"
WIDTH = 99
"""Characters in a line, so that a terminal of 100 shows one line as one."""
LATEST = 8
"""How much of the timeline is shown when not all of it is asked for."""

_DUTIES = {
    "folge_med": "følge med",
    "gripe_inn": "gripe inn",
    "melde_fra": "melde fra",
    "skoleeier": "melde til skoleeier",
    "undersoke": "undersøke",
    "tiltak": "rette opp med tiltak",
    "evaluering": "evaluere",
}
_STATUSS = {
    Pliktstatus.I_GANG: "i gang",
    Pliktstatus.I_DAG: "i dag",
    Pliktstatus.IKKE_AKTUELT: "ikke aktuelt",
}
_ACTS = {
    Art.MELDING: "meldt fra",
    Art.HANDTERING: "det som ble gjort med en gang",
    Art.STRAKSTILTAK: "strakstiltak",
    Art.REKTOR: "rektor har fått meldingen",
    Art.TATT_OPP: "tatt opp med rektor",
    Art.ALVOR: "alvor vurdert",
    Art.EIER: "skoleeier har fått melding",
    Art.IKKE_EIER: "åpenbart grunnløs",
    Art.INFORMERT: "foresatte informert",
    Art.STARTET: "undersøkelsen startet",
    Art.UTSATT: "undersøkelsen utsatt",
    Art.KONKLUSJON: "undersøkelsen konkludert",
    Art.PLAN: "aktivitetsplan laget",
    Art.REVIDERT: "planen endret",
    Art.EVALUERT: "tiltakene evaluert",
    Art.STATSFORVALTER: "meldt til statsforvalteren",
    Art.VEDTAK: "vedtak fra statsforvalteren",
    Art.AVSLUTTET: "saken avsluttet",
    Art.GJENAPNET: "saken åpnet igjen",
}


def case_lines(
    sak: Sak, frister: Sequence[FristPaDag], *, names: bool, everything: bool, texts: bool
) -> Iterator[str]:
    """Yield the case as lines; with `names` people by name, with `everything` all of the log.

    Without `texts` it is told how long running text is, and not what it says.
    """
    read = _reader(sak, names=names) if texts else _length
    yield from _top(sak, names=names)
    if everything:
        yield from ("", "Meldingen")
        yield from (f"  {line}" for line in read(sak.melding.beskrivelse or UNKNOWN).splitlines())
    yield from ("", "Pliktene")
    yield from (_duty(row) for row in duties(sak, frister))
    yield from ("", "Eleven")
    yield from _pupil(sak)
    yield from ("", _plan_heading(sak))
    yield from _measures(sak, read)
    yield from _agreements(sak, read)
    yield from ("", "Neste steg")
    yield from _next(frister, everything=everything)
    yield from _timeline(sak, read, everything=everything)


def _reader(sak: Sak, *, names: bool) -> Callable[[str], str]:
    """Return how running text is shown: with its keys, or with names in their place."""
    if not names:
        return str
    known = {key: part.navn for key, part in sak.parter.items() if part.navn}
    return lambda text: re.sub(r"\{([a-z]+[0-9]+)\}", lambda m: known.get(m[1]) or m[0], text)


def _length(text: str) -> str:
    words = len(text.split())
    return text if text == UNKNOWN else f"({words} ord)"


def _top(sak: Sak, *, names: bool) -> Iterator[str]:
    kind, at = label(sak.type.value), label(phase(sak).value)
    yield f"Sak {sak.id}  {kind}  fase: {at}  arkiv: {_reference(sak.arkivreferanse)}"
    yield f"Saksansvarlig: {_who(sak, sak.saksansvarlig)}"
    if sak.koblet:
        yield f"Koblet til: {', '.join(sak.koblet)}"
    people = []
    for key, part in sak.parter.items():
        year = f" {part.trinn_med_ord}" if part.trinn_i_lister else ""
        name = f" {part.navn or UNKNOWN}" if names else ""
        left = f" (sluttet {part.sluttet.isoformat()})" if part.sluttet else ""
        people.append(f"{key} {label(part.rolle.value)}{name}{year}{left}")
    yield f"Parter: {', '.join(people) or UNKNOWN}"


def _reference(text: str | None) -> str:
    if text is None:
        return UNKNOWN
    return text if is_number(text) else _length(text)


def _who(sak: Sak, key: str | None) -> str:
    part = sak.parter.get(key or "")
    return f"{key} {label(part.rolle.value)}" if part else key or UNKNOWN


def _duty(row: Pliktrad) -> str:
    stand = _STATUSS.get(row.tilstand, row.tilstand.value)
    day = row.dato.isoformat() if row.dato else ""
    told = what(row.frist) if row.frist else _act(row.handling)
    return f"  {_DUTIES[row.steg]:<21} {stand:<13} {day:<11} {told}".rstrip()


def _act(act: Handling | None) -> str:
    if act is None:
        return ""
    kind = label(act.type) if act.type else _ACTS[act.art]
    return f"{kind} {act.id}" if act.id else kind


def _pupil(sak: Sak) -> Iterator[str]:
    answer, spoken = latest_answer(sak), last_heard(sak)
    given = f", {answer.dato or UNKNOWN} ({answer.kilde})" if answer else ""
    yield f"  trygt og godt? {answer.svar.value if answer else UNKNOWN}{given}"
    for key, (day, by, source) in spoken.items():
        yield f"  {key} sist hørt {day}, av {by or UNKNOWN} ({source})"
    if not spoken:
        yield f"  hørt: {UNKNOWN}"
    if silent := others_not_heard(sak):
        yield f"  ikke hørt: {', '.join(silent)}"


def _plan_heading(sak: Sak) -> str:
    if sak.aktivitetsplan is None:
        return "Aktivitetsplan"
    return f"Aktivitetsplan, versjon {plan_version(sak)} av {plan_day(sak) or UNKNOWN}"


def _measures(sak: Sak, read: Callable[[str], str]) -> Iterator[str]:
    plan = sak.aktivitetsplan
    if plan is None:
        yield f"  {UNKNOWN}"
        return
    yield f"  {_first_line(read(plan.problem or UNKNOWN), 96)}"
    current, status = in_force(sak), statuses(sak)
    for measure in current:
        who = ", ".join(measure.gjennomfores_av) or UNKNOWN
        yield f"  {measure.id}  {_first_line(read(measure.tiltak or UNKNOWN), 88)}"
        stand = "gjennomføres" if status[measure.id] == "gjennomfores" else status[measure.id].value
        yield f"          {stand}, av {who}, evalueres {measure.evalueres or UNKNOWN}"
    if ended := len(plan.tiltak) - len(current):
        yield f"  ({ended} tiltak er avsluttet eller erstattet)"


def _agreements(sak: Sak, read: Callable[[str], str]) -> Iterator[str]:
    left = [agreed.avtale for agreed in agreements(sak) if agreed.oppfylt_av is None]
    if left:
        yield from ("", "Avtaler som gjenstår")
    for agreed in left:
        who = ", ".join(agreed.hvem) or UNKNOWN
        what_and_who = f"{_first_line(read(agreed.hva), 60)} ({who}, {agreed.frist or UNKNOWN})"
        yield f"  {agreed.id}  {what_and_who}"


def _next(frister: Sequence[FristPaDag], *, everything: bool) -> Iterator[str]:
    shown = frister if everything else frister[:5]
    if not shown:
        yield "  ingen frister"
    for deadline in shown:
        command = deadline.frist.kommando
        how = f"  skolemiljo {command}" if command else ""
        line = f"{short_day(deadline.frist.dato)}  {when(deadline):<21} {what(deadline)}"
        yield f"  {line} ({deadline.frist.grunnlag.value}){how}"


def _timeline(sak: Sak, read: Callable[[str], str], *, everything: bool) -> Iterator[str]:
    corrected_by = corrections(sak)
    acts = [(moment(act.nar), _event(act, read)) for act in timeline(sak)]
    acts += [
        (
            moment(entry.tid),
            f"  {echo(entry.tid)}  {entry.id}  {label(entry.type.value)}, rettet av {correction}",
        )
        for entry in sak.logg
        if (correction := corrected_by.get(entry.id))
    ]
    ordered = [line for _, line in sorted(acts, key=lambda pair: pair[0])]
    hidden = 0 if everything else max(0, len(ordered) - LATEST)
    more = f" (de siste {LATEST} av {len(ordered)}; alt med --all)" if hidden else ""
    yield from ("", f"Tidslinje{more}")
    yield from ordered[hidden:]


def _event(act: Handling, read: Callable[[str], str]) -> str:
    day = echo(act.nar) if act.nar else UNKNOWN
    key = f"{act.id}  " if act.id else ""
    line = f"  {day}  {key}{label(act.type) if act.type else _ACTS[act.art]}"
    if not (act.tekst and act.type):
        return line
    return f"{line}: {_first_line(read(act.tekst), WIDTH - len(line) - 2)}"


def _first_line(text: str, longest: int) -> str:
    whole = re.sub(r"\s+", " ", text).strip()
    return whole if len(whole) <= longest else whole[: longest - 1].rstrip() + "…"
