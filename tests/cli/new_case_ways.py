"""One full report, as options, as answers to the questions, and as a file; all the same case."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("Askeladd", "Lærersen", "Eventyr", "Nattergal", "41 00 00 00")
"""Parts of the made-up names and numbers below; the program must never say them."""


@dataclass(frozen=True)
class Field:
    """A field of the form: its option, what is typed, where it lands, and as what."""

    option: str
    typed: str
    place: tuple[str | int, ...]
    stored: object


FIELDS = (
    Field("--elev", "Espen Askeladd", ("parter", "e1", "navn"), "Espen Askeladd"),
    Field("--trinn", "5", ("parter", "e1", "trinn"), "5"),
    Field("--melder", "Lise Lærersen", ("parter", "a1", "navn"), "Lise Lærersen"),
    Field("--melder-rolle", "miljøarbeider", ("parter", "a1", "rolle"), "miljoarbeider"),
    Field("--dato", "i går", ("melding", "dato"), "2026-11-22"),
    Field("--beskrivelse", "{e1} ble stengt ute.\n\nIkke si det hjemme.",
          ("melding", "beskrivelse"),
          "{e1} ble stengt ute.\n\nIkke si det hjemme."),
    Field("--handtering", "Jeg snakket med dem.", ("melding", "handtering"),
          "Jeg snakket med dem."),
    Field("--videresendt", "mandag", ("melding", "videresendt", "dato"), "2026-11-23"),
    Field("--gjelder-kapittel-12", "", ("melding", "gjelder_kapittel_12"), "true"),
    Field("--foresatte-informert", "22.11.2026", ("melding", "foresatte_informert", "dato"),
          "2026-11-22"),
    Field("--signert", "23. november 2026", ("melding", "signert", "dato"), "2026-11-23"),
    Field("--klasse", "5B", ("parter", "e1", "klasse"), "5B"),
    Field("--melder-kontakt", "41 00 00 00", ("parter", "a1", "kontakt"), "41 00 00 00"),
    Field("--hendelse-dato", "fredag kl. 10.15", ("melding", "hendelse", "dato"),
          "2026-11-20T10:15"),
    Field("--hendelse-sted", "skolegården", ("melding", "hendelse", "sted"), "skolegården"),
    Field("--kilde", "egen observasjon", ("melding", "kilde"), "egen_observasjon"),
    Field("--miljo", "psykososialt", ("melding", "miljo"), "psykososialt"),
    Field("--krenkelse", "utestenging,mobbing", ("melding", "krenkelser"),
          ["utestenging", "mobbing"]),
    Field("--elevens-ord", "De sa: nei.", ("melding", "elevens_ord"), "De sa: nei."),
    Field("--involvert", "Per Eventyr", ("melding", "involverte"), ["e2"]),
    Field("--informert", "rektor", ("melding", "informert"), ["r1"]),
    Field("--haster", "", ("melding", "haster"), "true"),
    Field("--strakstiltak", "En voksen er med.", ("melding", "strakstiltak"), "En voksen er med."),
    Field("--ikke-til", "foresatt", ("melding", "ikke_til"), ["f1"]),
)  # fmt: skip
ELSEWHERE = (
    Field("--type", "12-4", ("type",), "12-4"),
    Field("--videresendt-til", "avdelingsleder", ("melding", "videresendt", "til"), "a1"),
    Field("--gjelder-ikke-kapittel-12", "", ("melding", "gjelder_kapittel_12"), "false"),
    Field("--haster-ikke", "", ("melding", "haster"), "false"),
    Field("--arkivreferanse", "26/00417", ("arkivreferanse",), "26/00417"),
)


def words(fields) -> list[str]:
    """The options of the fields, as typed on a line."""
    return [word for one in fields for word in (one.option, one.typed) if word]


TYPED = {one.option: one.typed for one in FIELDS}
QUESTIONS = (
    # what the program asks, and the lines that answer; a slip first where there may be one
    ("Elev:", ["", "Espen Askeladd"]),
    ("Trinn", ["5"]),
    ("Melder", ["Lise Lærersen"]),
    ("Melderens rolle", ["miljoarbeidar", "miljøarbeider"]),
    ("Dato for meldingen", ["31.11.2026", "i går"]),
    (
        "Beskrivelse av det som har skjedd",
        [".", "{e1} ble stengt ute.", "", "Ikke si det hjemme.", "."],
    ),
    ("Hvordan du har håndtert saken", ["Jeg snakket med dem.", "."]),
    ("Saken er videresendt", ["mandag"]),
    ("Gjelder saken elevens rett", ["kanskje", "ja"]),
    ("Foresatte informert", ["22.11.26", "22.11.2026"]),
    ("Signert", ["23. november 2026"]),
    ("Klasse", ["5B"]),
    ("Melderens telefon eller e-post", ["41 00 00 00"]),
    ("Når skjedde det?", ["kl. 10.15", "fredag kl. 10.15"]),
    ("Hvor skjedde det?", ["skolegården"]),
    ("Hvordan ble dette kjent?", ["egen observasjon"]),
    ("Hva gjelder det?", ["psykososialt"]),
    ("Type", ["utestenging, mobing", "utestenging, mobbing"]),
    ("Elevens egne ord", ["De sa: nei.", "."]),
    ("Andre involverte elever", ["Per Eventyr"]),
    ("Hvem er informert?", ["rektor"]),
    ("Haster saken?", ["j"]),
    ("Strakstiltak", ["En voksen er med.", "."]),
    ("Hvem skal ikke få vite dette", ["foresatt"]),
)
OF_THE_NOTE = 11
"""How many of the questions belong to the note; the others come with --utvidet."""

AS_FILE = """\
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd, trinn: 5, klasse: 5B}
  a1: {rolle: miljoarbeider, navn: Lise Lærersen, kontakt: 41 00 00 00}
  e2: {rolle: medelev, navn: Per Eventyr}
  r1: {rolle: rektor}
  f1: {rolle: foresatt, til: e1}
melding:
  dato: i går
  melder: a1
  hendelse: {dato: fredag kl. 10.15, sted: skolegården}
  kilde: egen_observasjon
  miljo: psykososialt
  krenkelser: [utestenging, mobbing]
  beskrivelse: |-
    {e1} ble stengt ute.

    Ikke si det hjemme.
  handtering: Jeg snakket med dem.
  elevens_ord: 'De sa: nei.'
  involverte: [e2]
  informert: [r1]
  gjelder_kapittel_12: ja
  videresendt: {dato: mandag, til: r1}
  foresatte_informert: {dato: 2026-11-22, av: a1}
  haster: ja
  strakstiltak: En voksen er med.
  signert: {dato: 23. november 2026, av: a1}
  ikke_til: [f1]
"""
