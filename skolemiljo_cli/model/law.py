"""The provisions the tool names, in the words of the law in force on the day of the case.

Source: LOV-2023-06-09-30 (opplæringslova, in force 2024-08-01) and, before it, chapter 9 A of
LOV-1998-07-17-61 as enacted by LOV-2017-06-09-38.
"""

from datetime import date
from enum import StrEnum

NEW_ACT_IN_FORCE = date(2024, 8, 1)


class Hjemmel(StrEnum):
    """A provision, whatever number it had on the day of the case."""

    MELDE_FRA = "melde_fra"
    MELDE_FRA_ANSATT = "melde_fra_ansatt"
    MELDE_FRA_LEDELSE = "melde_fra_ledelse"
    SKOLEEIER_ALVORLIG = "skoleeier_alvorlig"
    SKOLEEIER_ANSATT = "skoleeier_ansatt"
    UNDERSOKE = "undersoke"
    PLAN = "plan"
    DOKUMENTERE = "dokumentere"
    INFORMERE = "informere"
    STATSFORVALTER = "statsforvalter"
    OPPLYSNINGER = "opplysninger"
    PALEGG = "palegg"
    KLAGE = "klage"
    ELEVENS_BESTE = "elevens_beste"
    MEDVIRKNING = "medvirkning"
    PLIKTENS_VARIGHET = "pliktens_varighet"
    RETTEN = "retten"
    NULLTOLERANSE = "nulltoleranse"
    GRIPE_INN = "gripe_inn"
    RETTE_OPP = "rette_opp"
    SAMARBEID = "samarbeid"
    BORTVISNING = "bortvisning"
    SKOLEBYTTE = "skolebytte"
    FYSISK_INNGREP = "fysisk_inngrep"
    BARNEVERN = "barnevern"
    KARTLEGGING = "kartlegging"
    ENKELTVEDTAK = "enkeltvedtak"
    TAUSHETSPLIKT = "taushetsplikt"
    HABILITET = "habilitet"
    ARKIV = "arkiv"


# provision: (since 2024-08-01, before)
_TEXTS: dict[Hjemmel, tuple[str, str]] = {
    Hjemmel.MELDE_FRA: (
        "opplæringslova § 12-4 andre ledd",
        "opplæringslova (1998) § 9 A-4 andre ledd",
    ),
    Hjemmel.MELDE_FRA_ANSATT: (
        "opplæringslova § 12-5 første ledd",
        "opplæringslova (1998) § 9 A-5",
    ),
    Hjemmel.MELDE_FRA_LEDELSE: (
        "opplæringslova § 12-5 andre ledd",
        "opplæringslova (1998) § 9 A-5",
    ),
    Hjemmel.SKOLEEIER_ALVORLIG: (
        "opplæringslova § 12-4 andre ledd",
        "opplæringslova (1998) § 9 A-4 andre ledd",
    ),
    Hjemmel.SKOLEEIER_ANSATT: (
        "opplæringslova § 12-5 første ledd",
        "opplæringslova (1998) § 9 A-5",
    ),
    Hjemmel.UNDERSOKE: (
        "opplæringslova § 12-4 andre ledd",
        "opplæringslova (1998) § 9 A-4 tredje ledd",
    ),
    Hjemmel.PLAN: (
        "opplæringslova § 12-4 tredje ledd",
        "opplæringslova (1998) § 9 A-4 sjette ledd",
    ),
    Hjemmel.DOKUMENTERE: (
        "opplæringslova § 12-4 fjerde ledd",
        "opplæringslova (1998) § 9 A-4 sjuende ledd",
    ),
    Hjemmel.INFORMERE: ("opplæringslova § 10-8", "opplæringslova (1998) § 9 A-9"),
    Hjemmel.STATSFORVALTER: (
        "opplæringslova § 12-6 andre ledd",
        "opplæringslova (1998) § 9 A-6 andre ledd",
    ),
    Hjemmel.OPPLYSNINGER: ("opplæringslova § 12-6 tredje ledd", "opplæringslova (1998) § 9 A-6"),
    Hjemmel.PALEGG: ("opplæringslova § 12-6", "opplæringslova (1998) § 9 A-6"),
    Hjemmel.KLAGE: ("forvaltningsloven § 29", "forvaltningsloven § 29"),
    Hjemmel.ELEVENS_BESTE: ("opplæringslova § 10-1", "opplæringslova (1998) § 9 A-4 femte ledd"),
    Hjemmel.MEDVIRKNING: ("opplæringslova § 10-2", "opplæringslova (1998) § 9 A-4 femte ledd"),
    Hjemmel.PLIKTENS_VARIGHET: ("opplæringslova § 12-4", "opplæringslova (1998) § 9 A-4"),
    Hjemmel.RETTEN: ("opplæringslova § 12-2", "opplæringslova (1998) § 9 A-2"),
    Hjemmel.NULLTOLERANSE: ("opplæringslova § 12-3", "opplæringslova (1998) § 9 A-3"),
    Hjemmel.GRIPE_INN: (
        "opplæringslova § 12-4 første ledd",
        "opplæringslova (1998) § 9 A-4 første ledd",
    ),
    Hjemmel.RETTE_OPP: ("opplæringslova § 12-4 andre ledd", "opplæringslova (1998) § 9 A-4"),
    Hjemmel.BORTVISNING: ("opplæringslova § 13-1", "opplæringslova (1998) § 9 A-11"),
    Hjemmel.SKOLEBYTTE: ("opplæringslova § 13-2", "opplæringslova (1998) § 9 A-12"),
    # law.md names no provision of the old act for these
    Hjemmel.SAMARBEID: ("opplæringslova § 10-3", "opplæringslova (1998)"),
    Hjemmel.FYSISK_INNGREP: ("opplæringslova § 13-5", "opplæringslova (1998)"),
    Hjemmel.BARNEVERN: ("opplæringslova § 24-3", "opplæringslova (1998)"),
    Hjemmel.KARTLEGGING: ("opplæringsforskrifta § 20-5", "forskrift til opplæringslova (1998)"),
    Hjemmel.ENKELTVEDTAK: (
        "forvaltningsloven §§ 16, 17, 24, 25 og 27",
        "forvaltningsloven §§ 16, 17, 24, 25 og 27",
    ),
    Hjemmel.TAUSHETSPLIKT: ("forvaltningsloven § 13", "forvaltningsloven § 13"),
    Hjemmel.HABILITET: ("forvaltningsloven § 6", "forvaltningsloven § 6"),
    # the numbers of the sections are new from 2026-01-01, the name is not
    Hjemmel.ARKIV: ("arkivforskrifta", "arkivforskrifta"),
}


def hjemmel(provision: Hjemmel, day: date) -> str:
    """Return the name of the provision as it was on `day`."""
    new, old = _TEXTS[provision]
    return new if day >= NEW_ACT_IN_FORCE else old
