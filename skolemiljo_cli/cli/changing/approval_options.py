"""The options and the words of documents that leave: a draft, its approval, what stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode, Finding, Severity, UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from skolemiljo_cli.services.documents.approval import Stop
    from skolemiljo_cli.sharing.kinds import Innhold
    from skolemiljo_cli.sharing.review_hints import Care

RULE = "navn-i-dokument"
_ROWS = frozenset(
    {
        "andres_tiltak", "felles_tiltak", "felles_innforinger", "andres_innforinger",
        "uplasserte_innforinger", "unntatte_innforinger",
    }
)  # fmt: skip
"""Kinds that are left out as whole measures, entries and attachments, and can be counted."""

Godkjenn = Annotated[
    str | None,
    typer.Option(
        "--godkjenn",
        metavar="KODE",
        help="Utkastet med denne koden er lest, og kan gis til mottakeren.",
    ),
]
Avgjor = Annotated[
    list[str] | None,
    typer.Option(
        "--avgjor",
        metavar="MERKE=GRUNN",
        help="Ordet med dette merket kan stå i dokumentet, og hvorfor. Kan gjentas.",
    ),
]
Av = Annotated[
    str | None,
    typer.Option(
        "--av",
        metavar="PART",
        help="Hvem som godkjenner eller avgjør.",
        autocompletion=completion.parties,
    ),
]
Names = Annotated[bool, typer.Option("--names", help="Vis ordene som ligner navn, på en terminal.")]


def by_whom(av: str | None, godkjenn: str | None, avgjor: list[str] | None) -> str:
    """Return who approves or decides; empty when nothing is.

    Raises:
        UsageFault: it is not said who, or both are said at once: one reads after one decides.
    """
    if godkjenn is not None and avgjor:
        raise UsageFault(
            "--avgjor og --godkjenn kan ikke brukes sammen.",
            "Avgjør først, les utkastet, og godkjenn det med koden som står i det.",
        )
    if (godkjenn is not None or avgjor) and not av:
        done = "avgjør det" if avgjor else "har lest dokumentet"
        raise UsageFault(
            f"Det er ikke sagt hvem som {done}.", "Skriv nøkkelen din i saken: --av NØKKEL"
        )
    if av is not None and godkjenn is None and not avgjor:
        raise UsageFault(
            "--av hører sammen med --godkjenn eller --avgjor, som ikke er sagt.",
            "Si begge i samme kommando, for eksempel: --godkjenn KODE --av NØKKEL",
        )
    return av or ""


def reasons(avgjor: list[str]) -> dict[str, str]:
    """Return the reasons by their marks.

    Raises:
        UsageFault: one of them is no mark and a reason.
    """
    found: dict[str, str] = {}
    for one in avgjor:
        mark, given, reason = one.partition("=")
        if not given:
            raise UsageFault(
                "--avgjor skal ha et merke og en grunn.", "For eksempel: --avgjor 3f9a1c2b=GRUNN"
            )
        found[mark.strip().lower()] = reason.strip()
    return found


def draft(kode: str | None, godkjent: str | None) -> Iterator[str]:
    """Yield that an approval is recorded, or how a draft is approved and what nobody else sees."""
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
"""The kinds of forms of a name (`name_forms.Hva`) as a sentence has them: «her står … til e2»."""

_ONLY_A_PERSON = (
    "Bare et menneske ser et kallenavn som ikke står i saken, «den eneste jenta i 5B», navn på "
    "andre enn partene, og det som står i bilder. Mer i docs/innsyn.md."
)
"""The short form of «Hva programmet ikke finner» in docs/innsyn.md."""


def left_out(utelatt: Mapping[Innhold, int]) -> Iterator[str]:
    """Yield what of the case is not for the recipient, so that nobody takes it for the whole."""
    from skolemiljo_cli.sharing.access_labels import CONTENT

    told = [f"{CONTENT[kind]} ({utelatt[kind]})" for kind in CONTENT if kind in _ROWS & {*utelatt}]
    if told:
        yield f"Ikke med for denne mottakeren: {', '.join(told)}."


def to_read_with_care(care: Care) -> Iterator[str]:
    """Yield the entries of which only a person can say whether the recipient may have them."""
    if care.felles:
        yield (
            f"Nevner også andre enn familien selv: {', '.join(care.felles)}. Se at det som står om "
            "dem der, kan gis ut; ellers skriv det om dem i en innføring eller et tiltak for seg."
        )
    if care.meldt_av:
        yield (
            f"Dokumentet sier at det er {' og '.join(care.meldt_av)} som har meldt fra. Se om "
            "mottakeren kan få vite det."
        )
    if care.deles:
        yield (
            f"Eleven har sagt hva som kan deles fra {', '.join(care.deles)}. Les det før de "
            "foresatte får dokumentet."
        )
    if care.en_av:
        yield (
            f"Sagt av eller til bare den ene av de foresatte: {', '.join(care.en_av)}. Se om den "
            "andre kan få det."
        )
    if care.instanser:
        yield (
            f"Nevner barnevern, politi eller lignende: {', '.join(care.instanser)}. Se om de "
            "foresatte kan få vite det, også når papiret er til eleven."
        )
    if care.deles or care.en_av or care.instanser:
        yield (
            "En innføring holdes unna en forelder med: skolemiljo log SAK --corrects h-… "
            "--ikke-til f1"
        )


def stopped(sak: str, stops: Iterable[Stop], empty: Mapping[str, object], *, names: bool) -> Reply:
    """Return the answer when the document holds what may be names of others."""
    there = tuple(stops)
    data = {**empty, "sak": sak, "treff": [_data(one) for one in there]}
    findings = tuple(_finding(sak, one, names=names) for one in there)
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


def _data(stop: Stop) -> dict[str, object]:
    one = stop.treff
    return {
        "merke": one.merke,
        "part": one.part,
        "hva": one.hva.value,
        "sikker": one.sikker,
        "hvor": one.hvor.value,
        "linje": one.linje or None,
    }


def _finding(sak: str, stop: Stop, *, names: bool) -> Finding:
    one = stop.treff
    sure = "står" if one.sikker else "kan det stå"
    form = _FORMS.get(one.hva.value, one.hva.value)
    shown = f" «{one.setning}»" if names else ""
    where = f"I linje {one.linje} i dokumentet" if one.linje else "I navnet på filen"
    message = f"{where} {sure} {form} til {one.part}.{shown} Merke: {one.merke}"
    return Finding(
        RULE, Severity.ERROR, message, sak=sak, file=stop.file, line=stop.line, key=stop.key
    )
