"""Which documents a case has, in the order they should be read, and which entry each is of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from skolemiljo_cli.model.dates import day_of, format_short
from skolemiljo_cli.model.derived import heard, measures, timeline
from skolemiljo_cli.model.derived.timeline import Art, Steg
from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
from skolemiljo_cli.model.vocab import label
from skolemiljo_cli.render.template_context import Dokumentrad
from skolemiljo_cli.sharing.documents import Dokument

FIRST = 2
"""The number of the first document: number one is the letter that lists them."""


@dataclass(frozen=True, slots=True)
class Plass:
    """A document of the case before it is made, or an attachment.

    `navn` is the name of its file without number and ending, and never has a person's name in it.
    `id` is the meeting, talk or round it is made of. `beskrivelse` is free text from the case,
    which may name people. `kilder` are the entries and kinds of acts that it documents.
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

    @property
    def full_title(self) -> str:
        """Return the title with the description from the case: it may name people."""
        return f"{self.tittel}: {self.beskrivelse}" if self.beskrivelse else self.tittel

    def row(
        self, nr: int, fil: str = "", omfang: str = "", sha256: str | None = None
    ) -> Dokumentrad:
        """Return its line in the list of documents, with the title that names nobody."""
        steg = self.steg.value if self.steg else None
        return Dokumentrad(nr, self.tittel, self.dato, steg, fil, omfang, sha256, self.kilder)


def contents(sak: Sak, today: date) -> tuple[Plass, ...]:
    """Return the documents and attachments of the case; `today` is when the forms are made.

    `saksgang` documents what no other document does, except what the letter itself says.
    """
    acts = timeline.timeline(sak)
    duties = {act.id: act.steg for act in acts if act.id}
    places = [*_forms(sak, today), *_entries(sak, duties), *_endings(sak)]
    places += [_attachment(sak, vedlegg, duties) for vedlegg in sak.vedlegg]
    documented = {key for place in places for key in place.kilder}
    documented |= {entry.id for entry in sak.statsforvalter}
    keys = dict.fromkeys(act.id or act.art.value for act in acts)
    rest = tuple(key for key in keys if key not in documented)
    return tuple(
        replace(place, kilder=rest) if place.dokument is Dokument.SAKSGANG else place
        for place in places
    )


def number_name(nr: int, navn: str, ending: str) -> str:
    """Return the name of a file of the bundle: `07-referat-h-7k3q.html`."""
    return f"{nr:02d}-{navn}{ending}"


def size(count: int) -> str:
    """Return a number of bytes as people write it: `12 kB`."""
    if count < 1000:
        return f"{count} byte"
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def unmade(sak: Sak, today: date) -> tuple[Dokumentrad, ...]:
    """Return the list of documents before any is made: sizes and most checksums are not known."""
    return tuple(
        replace(
            place.row(nr, sha256=place.vedlegg.sha256 if place.vedlegg else None),
            tittel=place.full_title,
        )
        for nr, place in enumerate(contents(sak, today), FIRST)
    )


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
    investigation, plan = sak.undersokelse, sak.aktivitetsplan
    if investigation:
        day = investigation.konklusjon.dato if investigation.konklusjon else None
        day = day or investigation.startet
        yield _form(Dokument.UNDERSOKELSE, day, Steg.UNDERSOKE, _OF_INVESTIGATION)
    if plan:
        form = _form(Dokument.AKTIVITETSPLAN, measures.plan_day(sak), Steg.TILTAK, (Art.PLAN,))
        yield replace(
            form,
            tittel=f"{form.tittel}, versjon {measures.plan_version(sak)}",
            kilder=(*form.kilder, *(version.id for version in plan.revidert)),
        )
    for nr, evaluation in enumerate(measures.rounds(sak), 1):
        yield Plass(
            tittel=f"{Dokument.EVALUERING.rad.tittel}, runde {nr}",
            navn=f"{Dokument.EVALUERING}-{evaluation.id}",
            dato=evaluation.dato,
            steg=Steg.EVALUERING,
            kilder=(evaluation.id,),
            dokument=Dokument.EVALUERING,
            id=evaluation.id,
        )


def _form(
    dokument: Dokument, dato: date | None, steg: Steg | None = None, acts: tuple[Art, ...] = ()
) -> Plass:
    kilder = tuple(act.value for act in acts)
    return Plass(dokument.rad.tittel, dokument.value, dato, steg, kilder, dokument)


def _entries(sak: Sak, duties: dict[str, Steg | None]) -> Iterator[Plass]:
    corrected = heard.corrections(sak)
    for dokument in (Dokument.ELEVSAMTALE, Dokument.REFERAT):
        for entry in entries_for(sak, dokument):
            day = day_of(entry.tid)
            title = f"{dokument.rad.tittel}: {label(entry.type)} {format_short(day)}"
            mark = f", rettet av {corrected[entry.id]}" if entry.id in corrected else ""
            yield Plass(
                tittel=title + mark,
                navn=f"{dokument}-{entry.id}",
                dato=day,
                steg=duties.get(entry.id),
                kilder=(entry.id,),
                dokument=dokument,
                id=entry.id,
            )


def _endings(sak: Sak) -> Iterator[Plass]:
    report = sak.mottak.skoleeier
    if report and (report.tid or report.apenbart_grunnlos):
        day = day_of(report.tid) if report.tid else None
        acts = (Art.EIER, Art.IKKE_EIER)
        yield _form(Dokument.SKOLEEIER, day, Steg.SKOLEEIER, acts)
    if sak.avslutninger:
        last = max(sak.avslutninger, key=lambda closing: closing.dato)
        form = _form(Dokument.AVSLUTNING, last.dato)
        yield replace(form, kilder=(last.id,))


def _attachment(sak: Sak, vedlegg: Vedlegg, duties: dict[str, Steg | None]) -> Plass:
    entry = next((entry for entry in sak.logg if entry.id == vedlegg.innforing), None)
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
        usable = [entry for entry in entries_for(sak, dokument) if entry.id not in corrected]
    return max(usable, key=lambda entry: timeline.moment(entry.tid), default=None)


def entries_for(sak: Sak, dokument: Dokument) -> tuple[Logginnforing, ...]:
    """Return every entry such a document can be made of in order of time, also corrected ones."""
    fitting = (entry for entry in sak.logg if entry.type in dokument.rad.innforinger)
    return tuple(sorted(fitting, key=lambda entry: timeline.moment(entry.tid)))
