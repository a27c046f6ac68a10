"""Which documents a case has, in the order the one who receives them should read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.model.dates import day_of, format_short
from skolemiljo_cli.model.derived import heard, measures, timeline
from skolemiljo_cli.model.derived.timeline import Art, Steg
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.template_context import Dokumentrad
from skolemiljo_cli.sharing.documents import Dokument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg

FIRST = 2
"""The number of the first document: number one is the letter that lists them."""


@dataclass(frozen=True, slots=True)
class Plass:
    """A document of the case before it is made, or an attachment.

    `navn` is the name of its file without number and ending, and has no name of a person in it.
    `id` says which meeting, talk or round it is made of. `beskrivelse` is free text from the case,
    which may name people. `kilder` are the entries and kinds of acts it tells of.
    """

    tittel: str
    navn: str
    dato: date | None
    steg: Steg | None
    kilder: tuple[str, ...] = ()
    dokument: Dokument | None = None
    id: str | None = None
    vedlegg: Vedlegg | None = None
    beskrivelse: str | None = None


def contents(sak: Sak, today: date) -> tuple[Plass, ...]:
    """Return the documents and attachments of the case; `today` is when the forms are made."""
    duties = {one.id: one.steg for one in timeline.timeline(sak) if one.id}
    found = [*_forms(sak, today), *_entries(sak, duties), *_endings(sak)]
    found += [_attachment(sak, one, duties) for one in sak.vedlegg]
    told = {key for one in found for key in one.kilder}
    rest = tuple(key for key in _keys(sak) if key not in told)
    course = Dokument.SAKSGANG
    return tuple(replace(one, kilder=rest) if one.dokument is course else one for one in found)


def key_of(act: timeline.Handling) -> str:
    """Return what ties an act to the document that tells of it: its entry, else its kind."""
    return act.id or act.art.value


def _keys(sak: Sak) -> tuple[str, ...]:
    """Return what happened in the case, without what the letter itself tells of."""
    told_in_letter = {one.id for one in sak.statsforvalter}
    keys = (key_of(one) for one in timeline.timeline(sak))
    return tuple(dict.fromkeys(key for key in keys if key not in told_in_letter))


def number_name(nr: int, navn: str, ending: str) -> str:
    """Return the name of a file of the bundle: `07-referat-h-7k3q.html`."""
    return f"{nr:02d}-{navn}{ending}"


def size(count: int) -> str:
    """Return a number of bytes as people say it: `12 kB`."""
    if count < 1000:
        return f"{count} byte"
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def unmade(sak: Sak, today: date) -> tuple[Dokumentrad, ...]:
    """Return the list of documents as it is before any is made: sizes and sums are not known."""
    return tuple(
        Dokumentrad(
            nr=nr,
            tittel=full_title(one),
            dato=one.dato,
            steg=one.steg.value if one.steg else None,
            fil="",
            omfang="",
            sha256=one.vedlegg.sha256 if one.vedlegg else None,
            kilder=one.kilder,
        )
        for nr, one in enumerate(contents(sak, today), FIRST)
    )


def full_title(one: Plass) -> str:
    """Return the title with what the case says of it, for documents: it may name people."""
    return f"{one.tittel}: {one.beskrivelse}" if one.beskrivelse else one.tittel


_OF_REPORT = (
    Art.MELDING,
    Art.HANDTERING,
    Art.STRAKSTILTAK,
    Art.REKTOR,
    Art.TATT_OPP,
    Art.ALVOR,
    Art.INFORMERT,
)
_OF_INVESTIGATION = (Art.STARTET, Art.UTSATT, Art.KONKLUSJON)


def _forms(sak: Sak, today: date) -> Iterator[Plass]:
    yield _form(Dokument.MELDING, sak.melding.dato, Steg.MELDE_FRA, _OF_REPORT)
    yield _form(Dokument.SAKSGANG, today)
    looked, plan = sak.undersokelse, sak.aktivitetsplan
    if looked:
        day = looked.konklusjon.dato if looked.konklusjon else None
        day = day or looked.startet
        yield _form(Dokument.UNDERSOKELSE, day, Steg.UNDERSOKE, _OF_INVESTIGATION)
    if plan:
        form = _form(Dokument.AKTIVITETSPLAN, measures.plan_day(sak), Steg.TILTAK, (Art.PLAN,))
        yield replace(
            form,
            tittel=f"{form.tittel}, versjon {measures.plan_version(sak)}",
            kilder=(*form.kilder, *(one.id for one in plan.revidert)),
        )
    for nr, one in enumerate(measures.rounds(sak), 1):
        yield Plass(
            tittel=f"{Dokument.EVALUERING.rad.tittel}, runde {nr}",
            navn=f"{Dokument.EVALUERING}-{one.id}",
            dato=one.dato,
            steg=Steg.EVALUERING,
            kilder=(one.id,),
            dokument=Dokument.EVALUERING,
            id=one.id,
        )


def _form(
    dokument: Dokument,
    dato: date | None,
    steg: Steg | None = None,
    acts: tuple[Art, ...] = (),
) -> Plass:
    kilder = tuple(one.value for one in acts)
    return Plass(dokument.rad.tittel, dokument.value, dato, steg, kilder, dokument)


def _entries(sak: Sak, duties: dict[str, Steg | None]) -> Iterator[Plass]:
    corrected = heard.corrections(sak)
    for dokument in (Dokument.ELEVSAMTALE, Dokument.REFERAT):
        for one in entries_for(sak, dokument):
            title = f"{dokument.rad.tittel}: {label(one.type)} {format_short(day_of(one.tid))}"
            mark = f", rettet av {corrected[one.id]}" if one.id in corrected else ""
            yield Plass(
                tittel=title + mark,
                navn=f"{dokument.value}-{one.id}",
                dato=day_of(one.tid),
                steg=duties.get(one.id),
                kilder=(one.id,),
                dokument=dokument,
                id=one.id,
            )


def _endings(sak: Sak) -> Iterator[Plass]:
    told = sak.mottak.skoleeier
    if told and (told.tid or told.apenbart_grunnlos):
        day = day_of(told.tid) if told.tid else None
        acts = (Art.EIER, Art.IKKE_EIER)
        yield _form(Dokument.SKOLEEIER, day, Steg.SKOLEEIER, acts)
    if sak.avslutninger:
        last = max(sak.avslutninger, key=lambda one: one.dato)
        form = _form(Dokument.AVSLUTNING, last.dato)
        yield replace(form, kilder=(last.id,))


def _attachment(sak: Sak, vedlegg: Vedlegg, duties: dict[str, Steg | None]) -> Plass:
    entry = next((one for one in sak.logg if one.id == vedlegg.innforing), None)
    day = vedlegg.dato or (day_of(entry.tid) if entry else None)
    return Plass(
        tittel=f"Vedlegg til {entry.id}" if entry else "Vedlegg",
        navn=f"vedlegg-{entry.id}" if entry else "vedlegg",
        dato=day,
        steg=duties.get(entry.id) if entry else None,
        kilder=(entry.id,) if entry else (),
        vedlegg=vedlegg,
        beskrivelse=vedlegg.beskrivelse,
    )


def entry_for(sak: Sak, dokument: Dokument, entry_id: str | None) -> Logginnforing | None:
    """Return the entry the document is made of: the one named, else the latest not corrected."""
    if entry_id:
        usable = [entry for entry in sak.logg if entry.id == entry_id]
    else:
        corrected = heard.corrections(sak)
        usable = [one for one in entries_for(sak, dokument) if one.id not in corrected]
    return max(usable, key=lambda entry: timeline.moment(entry.tid), default=None)


def entries_for(sak: Sak, dokument: Dokument) -> tuple[Logginnforing, ...]:
    """Return every entry such a document can be made of in order of time, also corrected ones."""
    fitting = (entry for entry in sak.logg if entry.type in dokument.rad.innforinger)
    return tuple(sorted(fitting, key=lambda entry: timeline.moment(entry.tid)))
