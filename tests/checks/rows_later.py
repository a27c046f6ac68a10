"""Rows: the words, the log, the archive, silence and statsforvalteren."""

from __future__ import annotations

from datetime import date

from checks_base import CLOSED, NO_LINE, NOTHING, PLAN, block, hit, miss, note, warn

HANDLING = "Jeg gikk bort og snakket med begge."
REASON = "Klassen leker godt når en voksen er med."
OLD_CASE = (
    ("melding:\n  dato: 2026-11-20", "melding:\n  dato: 2024-07-31"),
    ("hendelse: {dato: 2026-11-19, ", "hendelse: {"),
)
NEW_LOG = "vedlegg:\n"


def logged(entry: str) -> tuple[str, str]:
    """A last entry in the log."""
    return (NEW_LOG, f"  - {{id: h-6e6e, av: a1, {entry}}}\n{NEW_LOG}")


ASKED = "    foresporsler:\n      - {dato: 2026-12-02, hva: Planen, frist: 2026-12-09}\n"
EVENT_AGAIN = "tid: 2027-01-21, type: hendelse, tekst: Det skjedde igjen."
FORCE = "tid: 2026-11-26, type: fysisk_inngrep, tekst: Jeg holdt en elev i armen"

WORDS = [
    *(
        warn(
            f"«{name}»",
            "navn-i-tekst",
            ("{e1} sto alene", f"{name} sto alene"),
            key="melding.beskrivelse",
            line="  beskrivelse: |",
        )
        for name in (
            *("Espen", "Espens venn", "Askepotten", "Espen Askeladd", "Lise Lærersen"),
            *("espen", "Askeladd, Espen", "Espen-saken", "Es-\n    pen"),
        )
    ),
    *(
        miss(f"«{word}»", "navn-i-tekst", ("{e1} sto alene", f"{word} sto alene"))
        for word in ("Espenes barn", "Mor", "Lise", "EA")
    ),
    warn(
        "in a text",
        "fodselsnummer",
        ("{e1} sto alene", "{e1} (158112 10045) sto alene"),
        key="melding.beskrivelse",
        line="  beskrivelse: |",
    ),
    miss("another number", "fodselsnummer", ("{e1} sto alene", "{e1} (158112 10046) sto alene")),
    *(
        warn(
            words,
            "foreldet-ord",
            (REASON, f"{words} sier det."),
            key=f"{PLAN}[0].begrunnelse",
            line=words,
        )
        for words in ("§ 9 A-4", "Kapittel 9A", "Fylkesmannen", "Ordensreglementet")
    ),
    miss("a class", "foreldet-ord", (REASON, "Eleven går i 9A og leker med 9 A.")),
    miss("an old case", "foreldet-ord", (REASON, "Fylkesmannen sier det."), *OLD_CASE),
    miss(
        "the pupil's own words",
        "foreldet-ord",
        ("elevens_svar: Det er litt", "elevens_svar: Ring fylkesmannen. Det er litt"),
    ),
    *(
        warn(
            words,
            "bestrider-opplevelsen",
            (HANDLING, words),
            key="melding.handtering",
            line="  handtering: |",
        )
        for words in (
            "{e1} påstår noe annet.",
            "{e1} overreagerer.",
            "Her har begge skyld.",
            "{e1} må tåle litt.",
            "Eleven må nok tåle litt.",
        )
    ),
    miss(
        "a measure that has to stand something",
        "bestrider-opplevelsen",
        (HANDLING, "Tiltaket må tåle at læreren er borte."),
    ),
    miss(
        "the pupil's own words",
        "bestrider-opplevelsen",
        ("elevens_svar: Det er litt", "elevens_svar: Alle påstår ting. Det er litt"),
    ),
    miss(
        "an entry that was corrected",
        "bestrider-opplevelsen",
        ("{e1} fortalte om storefri.", "{e1} overreagerer."),
    ),
]

LOG = [
    warn(
        "a correction of what",
        "retting-uten-tekst",
        ("    tekst: Samtalen var i lunsjen.\n", NOTHING),
        key="logg[2].tekst",
        line="- id: h-9p4x",
    ),
    miss(
        "an entry that corrects nothing",
        "retting-uten-tekst",
        ("    retter: h-7k3q\n    tekst: Samtalen var i lunsjen.\n", NOTHING),
    ),
    warn(
        "no number in the archive",
        "arkivreferanse-mangler",
        ("arkivreferanse: 26/00417\n", NOTHING),
        key="arkivreferanse",
        line=NO_LINE,
    ),
    miss(
        "archived at the closing",
        "arkivreferanse-mangler",
        ("arkivreferanse: 26/00417\n", NOTHING),
        ("    oppfolging: 2027-02-15\n", "    oppfolging: 2027-02-15\n    arkivert: Bk360\n"),
    ),
    warn(
        "nothing for two weeks",
        "sak-stille",
        key="melding",
        line="melding:",
        today=date(2027, 2, 4),
    ),
    miss("the last of the two weeks", "sak-stille", today=date(2027, 2, 3)),
    miss("closed", "sak-stille", CLOSED, today=date(2027, 2, 4)),
    note(
        "a new incident, and then nothing",
        "hendelse-uten-oppfolging",
        logged(EVENT_AGAIN),
        key="logg[4]",
        line="- {id: h-6e6e",
        today=date(2027, 1, 29),
    ),
    miss(
        "the week is not over",
        "hendelse-uten-oppfolging",
        logged(EVENT_AGAIN),
        today=date(2027, 1, 28),
    ),
    hit(
        "the pupil's view is missing",
        "fysisk-inngrep-ufullstendig",
        logged(FORCE),
        key="logg[4]",
        line="- {id: h-6e6e",
    ),
    miss(
        "the pupil's view is there",
        "fysisk-inngrep-ufullstendig",
        logged(f"{FORCE}, elevens_ord: Det gjorde ikke vondt."),
    ),
    miss("before the rule", "fysisk-inngrep-ufullstendig", logged(FORCE), *OLD_CASE),
]

GOVERNORS = [
    warn(
        "a decision, and not which",
        "statsforvalter-ufullstendig",
        (", utfall: brudd", NOTHING),
        key="statsforvalter[0]",
        line="- id: s-3k2m",
    ),
    miss(
        "no decision yet",
        "statsforvalter-ufullstendig",
        (block("    vedtak: {dato", "avslutninger:"), NOTHING),
    ),
    hit(
        "asked for, and not sent",
        "opplysninger-ikke-sendt",
        ("    vedtak: {dato", f"{ASKED}    vedtak: {{dato"),
        key="statsforvalter[0].foresporsler[0].sendt",
        line="hva: Planen",
    ),
    miss(
        "asked for, and sent",
        "opplysninger-ikke-sendt",
        ("    vedtak: {dato", f"{ASKED.replace('}', ', sendt: 2026-12-09}')}    vedtak: {{dato"),
    ),
    hit(
        "the order is not fulfilled",
        "palegg-ikke-oppfylt",
        (", oppfylt: 2027-01-08", NOTHING),
        key="statsforvalter[0].vedtak.oppfylt",
        line="    vedtak: {dato",
    ),
    miss(
        "the order is not due",
        "palegg-ikke-oppfylt",
        (", oppfylt: 2027-01-08", NOTHING),
        ("frist: 2027-01-10", "frist: 2027-01-29"),
    ),
]
