"""The options of `new-case`: one row for each field of the two forms, and how it is understood."""

from __future__ import annotations

from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.fields import MANY, YES_NO, Field
from skolemiljo_cli.model.vocab import Kilde, Krenkelse, Miljo, Rolle, Sakstype

FIELDS: tuple[Field, ...] = (
    Field(
        "type", "--type", f"{', '.join(Sakstype)} (ellers 12-4).", fields.one_of(Sakstype), "TYPE"
    ),
    Field("elev", "--elev", "Eleven det gjelder.", fields.line, "NAVN"),
    Field("trinn", "--trinn", "Elevens trinn: 5, VG1.", fields.line, "TRINN"),
    Field("klasse", "--klasse", "Elevens klasse: 5B.", fields.line, "KLASSE"),
    Field("melder", "--melder", "Den som melder.", fields.line, "NAVN"),
    Field(
        "melder_rolle",
        "--melder-rolle",
        "Melderens rolle: kontaktlaerer (vanlig), foresatt …",
        fields.one_of(Rolle),
        "ROLLE",
    ),
    Field("melder_kontakt", "--melder-kontakt", "Melderens telefon eller e-post.", fields.line),
    Field("dato", "--dato", "Datoen for meldingen (ellers i dag).", parse.day, "DATO"),
    Field("beskrivelse", "--beskrivelse", "Beskrivelse av det som har skjedd.", fields.text),
    Field("handtering", "--handtering", "Hvordan du har håndtert saken.", fields.text),
    Field("videresendt", "--videresendt", "Saken er videresendt denne dagen.", parse.day, "DATO"),
    Field(
        "videresendt_til",
        "--videresendt-til",
        "Hvem den er sendt til (ellers rektor).",
        fields.one_of(Rolle),
        "ROLLE",
    ),
    Field(
        "gjelder_kapittel_12",
        "--gjelder-kapittel-12/--gjelder-ikke-kapittel-12",
        "Saken gjelder elevens rett til et trygt og godt skolemiljø.",
        fields.flag,
        None,
        YES_NO,
    ),
    Field(
        "foresatte_informert",
        "--foresatte-informert",
        "De foresatte ble informert denne dagen.",
        parse.day,
        "DATO",
    ),
    Field("signert", "--signert", "Meldingen er signert denne dagen.", parse.day, "DATO"),
    Field(
        "hendelse_dato",
        "--hendelse-dato",
        "Når det skjedde, gjerne med klokkeslett: i går kl. 10.15.",
        parse.moment,
        "DATO",
    ),
    Field("hendelse_sted", "--hendelse-sted", "Hvor det skjedde.", fields.line, "STED"),
    Field(
        "kilde",
        "--kilde",
        f"Hvordan det ble kjent: {', '.join(Kilde)}.",
        fields.one_of(Kilde),
        "ORD",
    ),
    Field("miljo", "--miljo", f"Hva det gjelder: {', '.join(Miljo)}.", fields.one_of(Miljo), "ORD"),
    Field(
        "krenkelser",
        "--krenkelse",
        f"Type (flere ganger går): {', '.join(Krenkelse)}.",
        fields.some_of(Krenkelse),
        "ORD",
        MANY,
    ),
    Field("elevens_ord", "--elevens-ord", "Elevens egne ord.", fields.text),
    Field(
        "involvert",
        "--involvert",
        "En annen involvert elev (flere ganger går).",
        fields.lines,
        "NAVN",
        MANY,
    ),
    Field(
        "informert",
        "--informert",
        "Hvem som er informert: rektor … (flere ganger går).",
        fields.some_of(Rolle),
        "ROLLE",
        MANY,
    ),
    Field("haster", "--haster/--haster-ikke", "Saken haster.", fields.flag, None, YES_NO),
    Field("strakstiltak", "--strakstiltak", "Det som er satt i verk med en gang.", fields.text),
    Field(
        "arkivreferanse",
        "--arkivreferanse",
        "Saksnummeret i sak-/arkivsystemet.",
        fields.line,
        "NR",
    ),
)
