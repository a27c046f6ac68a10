"""`new-case` (`ny-sak`): a report becomes a case, from prompts, options or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skolemiljo_cli.cli import output, typed
from skolemiljo_cli.cli.options import shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.vocab import Kilde, Krenkelse, Miljo, Rolle, Sakstype

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from skolemiljo_cli.services.new_case import Answers

HELP = """
Tre måter: svar på spørsmålene (på en terminal spørres det om det som mangler), gi valgene under,
eller les en fil med --from. Stien til den nye filen er det eneste som skrives på stdout.

Navn på kommandolinjen kan bli liggende i skallets historikk. Bruk helst spørsmålene eller --from.
"""
EXAMPLES = """
Eksempler:
  skolemiljo new-case                                  svar på spørsmålene
  skolemiljo new-case --from melding.yaml              les en fil (YAML eller JSON)
  skolemiljo new-case --from - --no-input < melding.json
  skolemiljo new-case --elev "Eksempel Elev" --trinn 5 --melder "Eksempel Lærer" \\
      --dato "i går" --beskrivelse "{e1} ble stengt ute av leken i storefri."

Datoer: 2026-02-03, 03.02.2026, 3. februar 2026, i dag, i går, fredag (den siste fredagen).
"""


def _text(*names: str, metavar: str = "TEKST", tip: str) -> Any:  # noqa: ANN401 - an Annotated type
    return Annotated[str | None, typer.Option(*names, metavar=metavar, help=tip)]


def _flag(names: str, tip: str) -> Any:  # noqa: ANN401 - an Annotated type
    return Annotated[bool | None, typer.Option(names, help=tip)]


def _many(*names: str, metavar: str, tip: str) -> Any:  # noqa: ANN401 - an Annotated type
    return Annotated[list[str] | None, typer.Option(*names, metavar=metavar, help=tip)]


Source = _text("--from", metavar="FIL|-", tip="Les saken fra en fil, eller fra stdin (-).")
Type = _text("--type", metavar="TYPE", tip=f"{', '.join(Sakstype)} (ellers 12-4).")
Elev = _text("--elev", metavar="NAVN", tip="Eleven det gjelder.")
Trinn = _text("--trinn", metavar="TRINN", tip="Elevens trinn: 5, VG1.")
Klasse = _text("--klasse", metavar="KLASSE", tip="Elevens klasse: 5B.")
Melder = _text("--melder", metavar="NAVN", tip="Den som melder.")
MelderRolle = _text(
    "--melder-rolle", metavar="ROLLE", tip="Melderens rolle: kontaktlaerer (vanlig), foresatt …"
)
MelderKontakt = _text("--melder-kontakt", metavar="TEKST", tip="Melderens telefon eller e-post.")
Dato = _text("--dato", metavar="DATO", tip="Datoen for meldingen (ellers i dag).")
Beskrivelse = _text("--beskrivelse", tip="Beskrivelse av det som har skjedd.")
Handtering = _text("--handtering", tip="Hvordan du har håndtert saken.")
Videresendt = _text("--videresendt", metavar="DATO", tip="Saken er videresendt denne dagen.")
VideresendtTil = _text(
    "--videresendt-til", metavar="ROLLE", tip="Hvem den er sendt til (ellers rektor)."
)
Kapittel12 = _flag(
    "--gjelder-kapittel-12/--gjelder-ikke-kapittel-12",
    "Saken gjelder elevens rett til et trygt og godt skolemiljø.",
)
ForesatteInformert = _text(
    "--foresatte-informert", metavar="DATO", tip="De foresatte ble informert denne dagen."
)
Signert = _text("--signert", metavar="DATO", tip="Meldingen er signert denne dagen.")
HendelseDato = _text(
    "--hendelse-dato",
    metavar="DATO",
    tip="Når det skjedde, gjerne med klokkeslett: i går kl. 10.15.",
)
HendelseSted = _text("--hendelse-sted", metavar="STED", tip="Hvor det skjedde.")
KildeValg = _text("--kilde", metavar="ORD", tip=f"Hvordan det ble kjent: {', '.join(Kilde)}.")
MiljoValg = _text("--miljo", metavar="ORD", tip=f"Hva det gjelder: {', '.join(Miljo)}.")
KrenkelseValg = _many(
    "--krenkelse", metavar="ORD", tip=f"Type (flere ganger går): {', '.join(Krenkelse)}."
)
ElevensOrd = _text("--elevens-ord", tip="Elevens egne ord.")
Involvert = _many("--involvert", metavar="NAVN", tip="En annen involvert elev (flere ganger går).")
Informert = _many(
    "--informert", metavar="ROLLE", tip="Hvem som er informert: rektor … (flere ganger går)."
)
Haster = _flag("--haster/--haster-ikke", "Saken haster.")
Strakstiltak = _text("--strakstiltak", tip="Det som er satt i verk med en gang.")
Arkivreferanse = _text("--arkivreferanse", metavar="NR", tip="Saksnummeret i sak-/arkivsystemet.")
Utvidet = Annotated[
    bool, typer.Option("--utvidet", help="Spør også om feltene i det utvidede skjemaet.")
]


@shared
def command(
    settings: Settings,
    source: Source = None,  # type: ignore[valid-type]
    case_type: Type = None,  # type: ignore[valid-type]
    elev: Elev = None,  # type: ignore[valid-type]
    trinn: Trinn = None,  # type: ignore[valid-type]
    klasse: Klasse = None,  # type: ignore[valid-type]
    melder: Melder = None,  # type: ignore[valid-type]
    melder_rolle: MelderRolle = None,  # type: ignore[valid-type]
    melder_kontakt: MelderKontakt = None,  # type: ignore[valid-type]
    dato: Dato = None,  # type: ignore[valid-type]
    beskrivelse: Beskrivelse = None,  # type: ignore[valid-type]
    handtering: Handtering = None,  # type: ignore[valid-type]
    videresendt: Videresendt = None,  # type: ignore[valid-type]
    videresendt_til: VideresendtTil = None,  # type: ignore[valid-type]
    gjelder_kapittel_12: Kapittel12 = None,  # type: ignore[valid-type]
    foresatte_informert: ForesatteInformert = None,  # type: ignore[valid-type]
    signert: Signert = None,  # type: ignore[valid-type]
    hendelse_dato: HendelseDato = None,  # type: ignore[valid-type]
    hendelse_sted: HendelseSted = None,  # type: ignore[valid-type]
    kilde: KildeValg = None,  # type: ignore[valid-type]
    miljo: MiljoValg = None,  # type: ignore[valid-type]
    krenkelse: KrenkelseValg = None,  # type: ignore[valid-type]
    elevens_ord: ElevensOrd = None,  # type: ignore[valid-type]
    involvert: Involvert = None,  # type: ignore[valid-type]
    informert: Informert = None,  # type: ignore[valid-type]
    haster: Haster = None,  # type: ignore[valid-type]
    strakstiltak: Strakstiltak = None,  # type: ignore[valid-type]
    arkivreferanse: Arkivreferanse = None,  # type: ignore[valid-type]
    utvidet: Utvidet = False,
) -> Reply:
    """Register a report."""
    from skolemiljo_cli.services.new_case import Answers

    today = settings.today
    answers = Answers(
        type=typed.word("--type", case_type, Sakstype),
        elev=typed.one_line("--elev", elev),
        trinn=typed.one_line("--trinn", trinn),
        klasse=typed.one_line("--klasse", klasse),
        melder=typed.one_line("--melder", melder),
        melder_rolle=typed.word("--melder-rolle", melder_rolle, Rolle),
        melder_kontakt=typed.one_line("--melder-kontakt", melder_kontakt),
        dato=typed.day("--dato", dato, today),
        hendelse_dato=typed.moment("--hendelse-dato", hendelse_dato, today),
        hendelse_sted=typed.one_line("--hendelse-sted", hendelse_sted),
        kilde=typed.word("--kilde", kilde, Kilde),
        miljo=typed.word("--miljo", miljo, Miljo),
        krenkelser=typed.several("--krenkelse", krenkelse, Krenkelse),
        beskrivelse=typed.running_text("--beskrivelse", beskrivelse),
        handtering=typed.running_text("--handtering", handtering),
        elevens_ord=typed.running_text("--elevens-ord", elevens_ord),
        involvert=_names(involvert),
        informert=typed.several("--informert", informert, Rolle),
        gjelder_kapittel_12=gjelder_kapittel_12,
        videresendt=typed.day("--videresendt", videresendt, today),
        videresendt_til=typed.word("--videresendt-til", videresendt_til, Rolle),
        foresatte_informert=typed.day("--foresatte-informert", foresatte_informert, today),
        haster=haster,
        strakstiltak=typed.running_text("--strakstiltak", strakstiltak),
        signert=typed.day("--signert", signert, today),
        arkivreferanse=typed.one_line("--arkivreferanse", arkivreferanse),
    )
    return _register(settings, answers, source, today, wide=utvidet)


def _names(given: list[str] | None) -> tuple[str, ...]:
    names = (typed.one_line("--involvert", one) for one in given or ())
    return tuple(one for one in names if one)


def _register(
    settings: Settings, answers: Answers, source: str | None, today: date, *, wide: bool
) -> Reply:
    from skolemiljo_cli.cli.new_case_words import next_steps, understood
    from skolemiljo_cli.cli.words import frist_data
    from skolemiljo_cli.services.new_case import lacking, register
    from skolemiljo_cli.services.overview import standing

    ledger = settings.open_ledger()
    values = _values(settings, source)
    if settings.asks and source != "-":
        from skolemiljo_cli.cli.new_case_questions import ask_for_missing

        answers = ask_for_missing(answers, values, today, wide=wide)
    if lacks := lacking(values, answers):
        names = " og ".join(f"--{one}" for one in lacks)
        raise UsageFault(
            f"Dette mangler for å lage en sak: {names}. Ingenting er laget.",
            "Gi det som valg, i en fil med --from, eller svar på spørsmålene på en terminal.",
        )
    made = register(ledger, today, answers, values, None if source == "-" else source)
    frister = standing(made.sak, made.ledger, today)
    path = settings.shown(made.path)
    return Reply(
        data={
            "sak": made.sak.id,
            "fil": path,
            "type": made.sak.type.value,
            "frister": [frist_data(one) for one in frister],
        },
        body=(path,),
        notes=(*understood(made), *next_steps(made, frister)),
        findings=made.findings,
    )


def _values(settings: Settings, source: str | None) -> Mapping[str, Any]:
    from skolemiljo_cli.services.new_case import read_input
    from skolemiljo_cli.store import files

    if source is None:
        return {}
    if source == "-":
        return read_input(output.read_all(), "stdin")
    return read_input(files.read_bytes(settings.cwd / Path(source)), source)
