"""The options for approving documents that leave the school, and the messages about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.shared_options import flag, option
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Finding, Severity, UsageFault
from skolemiljo_cli.model import ids

if TYPE_CHECKING:
    from skolemiljo_cli.services.documents.names_found import PossibleName
    from skolemiljo_cli.sharing.kinds import Innhold
    from skolemiljo_cli.sharing.name_search.search import Treff
    from skolemiljo_cli.sharing.review_hints import ReviewHints

RULE = "navn-i-dokument"
_ROWS = frozenset(
    {
        "andres_tiltak", "felles_tiltak", "felles_innforinger", "andres_innforinger",
        "uplasserte_innforinger", "unntatte_innforinger",
    }
)  # fmt: skip
"""Kinds of content that are left out as whole measures, entries and attachments."""

Godkjenn = Annotated[
    str | None,
    option("--godkjenn", "KODE", "Utkastet med denne koden er lest, og kan gis til mottakeren."),
]
Avgjor = Annotated[
    list[str] | None,
    option(
        "--avgjor",
        "MERKE=GRUNN",
        "Ordet med dette merket kan stå i dokumentet, og hvorfor. Kan gjentas.",
    ),
]
Likevel = Annotated[
    str | None,
    option(
        "--likevel",
        "GRUNN",
        "Hvorfor de foresatte får dette, selv om det står at de ikke skal informeres.",
    ),
]
Av = Annotated[
    str | None, option("--av", "PART", "Hvem som godkjenner eller avgjør.", completion.parties)
]
Names = Annotated[bool, flag("--names", "Vis ordene som ligner navn, på en terminal.")]


def by_whom(
    av: str | None, godkjenn: str | None, avgjor: list[str] | None, likevel: str | None = None
) -> str:
    """Return who approves or decides; empty when nothing is approved or decided.

    Raises:
        UsageFault: it is not said who, or both are asked for at once: names are decided before the
            document is read and approved.
    """
    if godkjenn is not None and avgjor:
        raise UsageFault(
            "--avgjor og --godkjenn kan ikke brukes sammen.",
            "Avgjør først, les utkastet, og godkjenn det med koden som står i det.",
        )
    if likevel is not None and (godkjenn is not None or avgjor):
        raise UsageFault(
            "--likevel sies for seg.",
            "Bestem først at de foresatte skal få det, og les så utkastet.",
        )
    deciding = avgjor or likevel is not None
    if (godkjenn is not None or deciding) and not av:
        done = "avgjør det" if deciding else "har lest dokumentet"
        raise UsageFault(
            f"Det er ikke sagt hvem som {done}.", "Skriv nøkkelen din i saken: --av NØKKEL"
        )
    if av is not None and godkjenn is None and not deciding:
        raise UsageFault(
            "--av hører sammen med --godkjenn, --avgjor eller --likevel, som ikke er sagt.",
            "Si begge i samme kommando, for eksempel: --godkjenn KODE --av NØKKEL",
        )
    return av or ""


def reasons(avgjor: list[str]) -> dict[str, str]:
    """Return the reasons by their marks.

    Raises:
        UsageFault: one of them is not a mark and a reason.
    """
    found: dict[str, str] = {}
    for decision in avgjor:
        mark, equals, reason = decision.partition("=")
        if not equals:
            raise UsageFault(
                "--avgjor skal ha et merke og en grunn.", "For eksempel: --avgjor 3f9a1c2b=GRUNN"
            )
        found[mark.strip().lower()] = reason.strip()
    return found


def draft(kode: str | None, godkjent: str | None) -> Iterator[str]:
    """Yield that an approval is recorded, or how to approve a draft and what only a person sees."""
    if godkjent:
        yield f"Godkjenningen er ført i saken ({godkjent}). Ingenting er sendt."
    if kode:
        yield "Dette er et utkast. Les hele dokumentet før det gis ut."
        yield _ONLY_A_PERSON
        yield (
            f"Når det er lest og kan gis ut: kjør kommandoen igjen med --godkjenn {kode} "
            "--av NØKKEL (nøkkelen din i saken)"
        )


_FORMS = {
    "fullt navn": "hele navnet",
    "fornavn": "fornavnet",
    "etternavn": "etternavnet",
    "del av navnet": "en del av navnet",
    "kallenavn": "kallenavnet",
    "initialer": "initialene",
    "brukernavn": "brukernavnet",
    "sammensatt ord": "et ord satt sammen med navnet",
    "telefon eller e-post": "telefonen eller e-posten",
    "likner navnet": "noe som ligner navnet",
}
"""The forms of a name (`name_forms.Hva`) as they stand in a sentence: «her står … til e2»."""

_ONLY_A_PERSON = (
    "Bare et menneske ser et kallenavn som ikke står i saken, «den eneste jenta i 5B», navn på "
    "andre enn partene, og det som står i bilder. Mer i docs/innsyn.md."
)
"""The short form of «Hva programmet ikke finner» in docs/innsyn.md."""


def left_out(utelatt: Mapping[Innhold, int]) -> Iterator[str]:
    """Yield what is left out of the document, so that nobody takes it for the whole case."""
    from skolemiljo_cli.sharing.access_labels import CONTENT

    counts = [
        f"{CONTENT[kind]} ({utelatt[kind]})" for kind in CONTENT if kind in _ROWS & {*utelatt}
    ]
    if counts:
        yield f"Ikke med for denne mottakeren: {', '.join(counts)}."
    if "unntatte_innforinger" in utelatt:
        yield (
            "Det som følger av det som er holdt unna, som fase, status og runde, står som om det "
            "ikke var ført. Se at dokumentet kan gis ut slik."
        )


def review_notes(hints: ReviewHints) -> Iterator[str]:
    """Yield the entries for which only a person can say whether the recipient may have them."""
    if hints.felles:
        yield (
            f"Nevner også andre enn familien selv: {', '.join(hints.felles)}. Se at det som "
            "står om dem der, kan gis ut; ellers skriv det om dem i en innføring eller et tiltak "
            "for seg."
        )
    if hints.meldt_av:
        yield (
            f"Dokumentet sier at det er {' og '.join(hints.meldt_av)} som har meldt fra. Se om "
            "mottakeren kan få vite det."
        )
    if hints.deles:
        yield (
            f"Eleven har sagt hva som kan deles fra {', '.join(hints.deles)}. Les det før de "
            "foresatte får dokumentet."
        )
    if hints.en_av:
        yield (
            f"Sagt av eller til bare den ene av de foresatte: {', '.join(hints.en_av)}. Se om den "
            "andre kan få det."
        )
    if hints.taushet:
        yield (
            f"Noen ber om at noe ikke blir sagt hjemme: {_places(hints.taushet)}. Snakk med eleven "
            "før noen der får det, også når papiret er til eleven."
        )
    if hints.hjemme:
        yield (
            f"Kan handle om vold eller redsel hjemme: {_places(hints.hjemme)}. Se om det kan skade "
            "eleven at noen der får vite det, også når papiret er til eleven."
        )
    if hints.instanser:
        yield (
            f"Nevner barnevern, politi eller lignende: {_places(hints.instanser)}. Se om de "
            "foresatte kan få vite det, også når papiret er til eleven."
        )
    sensitive = (*hints.taushet, *hints.hjemme, *hints.instanser)
    if hints.deles or hints.en_av or sensitive:
        yield (
            "En innføring holdes unna en forelder med: skolemiljo log SAK --corrects h-… "
            "--ikke-til f1"
        )
    if any(not place.startswith(f"{ids.LOG}-") for place in sensitive):
        yield "Annet holdes unna med «ikke_til: [f1]» der det står: skolemiljo edit SAK"


_PARTS = {
    "melding": "meldingen", "mottak": "mottaket", "undersokelse": "undersøkelsen",
    "aktivitetsplan": "planen", "vedlegg": "vedleggene", "statsforvalter": "statsforvalteren",
}  # fmt: skip


def _places(places: Iterable[str]) -> str:
    return ", ".join(_PARTS.get(place, place) for place in places)


def undecided_names(
    sak: str, found: Iterable[PossibleName], empty: Mapping[str, object], *, names: bool
) -> Reply:
    """Return the answer when the document has words that may be names of others."""
    undecided = tuple(found)
    data = {**empty, "sak": sak, "treff": [_data(name.treff) for name in undecided]}
    findings = tuple(_finding(sak, name, names=names) for name in undecided)
    return Reply(data, (), tuple(_remedy(sak, names=names)), findings, ExitCode.FINDINGS)


def _remedy(sak: str, *, names: bool) -> Iterator[str]:
    yield "Dokumentet er ikke laget."
    yield (
        "Er det et navn: skriv teksten om i saken, og bruk nøkkelen ({e2}) i stedet. Hvordan: "
        f"skolemiljo check {sak[-4:]}"
    )
    yield "Er det noe annet: kjør kommandoen igjen med --avgjor MERKE=GRUNN --av NØKKEL"
    if not names:
        yield "Ordene selv vises med --names på en terminal."


def _data(treff: Treff) -> dict[str, object]:
    return {
        "merke": treff.merke,
        "part": treff.part,
        "hva": treff.hva.value,
        "sikker": treff.sikker,
        "hvor": treff.hvor.value,
        "linje": treff.linje or None,
    }


def _finding(sak: str, found: PossibleName, *, names: bool) -> Finding:
    treff = found.treff
    verb = "står" if treff.sikker else "kan det stå"
    form = _FORMS.get(treff.hva.value, treff.hva.value)
    shown = f" «{treff.setning}»" if names else ""
    where = f"I linje {treff.linje} i dokumentet" if treff.linje else "I navnet på filen"
    message = f"{where} {verb} {form} til {treff.part}.{shown} Merke: {treff.merke}"
    return Finding(
        RULE, Severity.ERROR, message, sak=sak, file=found.file, line=found.line, key=found.key
    )
