"""The fields of `new-case`: the internal note, and what the wider form has besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.fields import MANY, YES_NO, Field
from skolemiljo_cli.model.vocab import Kilde, Krenkelse, Miljo, Rolle, Sakstype

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.fields import Asked


class WiderField(Field):
    """A field of the wider form alone: asked for after those of the note, when it is wanted."""


class LastField(Field):
    """A field that depends on what all the others say: asked for when they have been."""


_REPORTERS = (Rolle.KONTAKTLAERER, Rolle.LAERER, Rolle.MILJOARBEIDER, Rolle.FORESATT, Rolle.ELEV)
_INFORMED = (Rolle.REKTOR, Rolle.AVDELINGSLEDER, Rolle.KONTAKTLAERER, Rolle.FORESATT)


def _has_reporter(asked: Asked) -> bool:
    return bool(asked.said.get("melder"))


def _speaks_of_home(asked: Asked) -> bool:
    return questions.speaks_of_home(asked.said)


FIELDS: tuple[Field, ...] = (
    Field("type", f"{', '.join(Sakstype)} (ellers 12-4).", fields.one_of(Sakstype), "TYPE"),
    Field(
        "elev", "Eleven det gjelder.", fields.line, "NAVN", ask=questions.line("Elev", needed=True),
    ),
    Field("trinn", "Elevens trinn: 5, VG1.", fields.line, "TRINN", ask=questions.line("Trinn")),
    WiderField(
        "klasse", "Elevens klasse: 5B.", fields.line, "KLASSE", ask=questions.line("Klasse"),
    ),
    Field("melder", "Den som melder.", fields.line, "NAVN", ask=questions.line("Melder")),
    Field(
        "melder_rolle", "Melderens rolle: kontaktlaerer (vanlig), foresatt …", fields.one_of(Rolle),
        "ROLLE",
        ask=questions.when(
            _has_reporter,
            questions.word("Melderens rolle", Rolle, Rolle.KONTAKTLAERER, usual=_REPORTERS),
        ),
    ),
    WiderField(
        "melder_kontakt", "Melderens telefon eller e-post.", fields.line,
        ask=questions.when(_has_reporter, questions.line("Melderens telefon eller e-post")),
    ),
    fields.day(
        "dato", "Datoen for meldingen (ellers i dag).",
        ask=questions.day("Dato for meldingen", today=True),
    ),
    Field(
        "beskrivelse", "Beskrivelse av det som har skjedd.",
        ask=questions.text(
            "Beskrivelse av det som har skjedd. Skriv {e1} i stedet for elevens navn", needed=True
        ),
    ),
    Field(
        "handtering", "Hvordan du har håndtert saken.",
        ask=questions.text("Hvordan du har håndtert saken"),
    ),
    fields.day(
        "videresendt", "Saken er videresendt denne dagen.",
        ask=questions.day("Saken er videresendt (dato)"),
    ),
    Field(
        "videresendt_til", "Hvem den er sendt til (ellers rektor).", fields.one_of(Rolle), "ROLLE",
    ),
    fields.yes_no(
        "gjelder_kapittel_12", "--gjelder-kapittel-12/--gjelder-ikke-kapittel-12",
        "Saken gjelder elevens rett til et trygt og godt skolemiljø.",
        ask=questions.yes_no("Gjelder saken elevens rett til et trygt og godt skolemiljø?"),
    ),
    fields.day(
        "foresatte_informert", "De foresatte ble informert denne dagen.",
        ask=questions.day("Foresatte informert (dato)"),
    ),
    fields.day("signert", "Meldingen er signert denne dagen.", ask=questions.day("Signert (dato)")),
    WiderField(
        "hendelse_dato", "Når det skjedde, gjerne med klokkeslett: i går kl. 10.15.", parse.moment,
        "DATO", ask=questions.moment("Når skjedde det?"),
    ),
    WiderField(
        "hendelse_sted", "Hvor det skjedde.", fields.line, "STED",
        ask=questions.line("Hvor skjedde det?"),
    ),
    WiderField(
        "kilde", f"Hvordan det ble kjent: {', '.join(Kilde)}.", fields.one_of(Kilde), "ORD",
        ask=questions.word("Hvordan ble dette kjent?", Kilde),
    ),
    WiderField(
        "miljo", f"Hva det gjelder: {', '.join(Miljo)}.", fields.one_of(Miljo), "ORD",
        ask=questions.word("Hva gjelder det?", Miljo),
    ),
    WiderField(
        "krenkelser", f"Type (flere ganger går): {', '.join(Krenkelse)}.",
        fields.some_of(Krenkelse), "ORD", MANY, ask=questions.words("Type", Krenkelse),
        option="--krenkelse",
    ),
    WiderField("elevens_ord", "Elevens egne ord.", ask=questions.text("Elevens egne ord")),
    WiderField(
        "involvert", "En annen involvert elev (flere ganger går).", fields.lines, "NAVN", MANY,
        ask=questions.names("Andre involverte elever"),
    ),
    WiderField(
        "informert", "Hvem som er informert: rektor … (flere ganger går).", fields.some_of(Rolle),
        "ROLLE", MANY, ask=questions.words("Hvem er informert?", Rolle, usual=_INFORMED),
    ),
    WiderField(
        "haster", "Saken haster.", fields.flag, None, YES_NO, ask=questions.yes_no("Haster saken?"),
        option="--haster/--haster-ikke",
    ),
    WiderField(
        "strakstiltak", "Det som er satt i verk med en gang.", ask=questions.text("Strakstiltak"),
    ),
    LastField(
        "ikke_til", "Hvem meldingen ikke skal vises for: foresatt, eller en nøkkel.", fields.parts,
        "HVEM", MANY, ask=questions.when(_speaks_of_home, questions.names(questions.KEPT_FROM)),
    ),
    Field("arkivreferanse", "Saksnummeret i sak-/arkivsystemet.", fields.line, "NR"),
)  # fmt: skip
