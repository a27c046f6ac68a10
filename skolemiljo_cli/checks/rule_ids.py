"""The ids of all the rules with the lints they serve: light, for completion and `unntak`."""

from __future__ import annotations

from types import MappingProxyType

LINTS = MappingProxyType(
    {
        "ugyldig-verdi": (),
        "ukjent-nokkel": (),
        "part-mangler": (),
        "part-foresatt-uten-elev": (),
        "ingen-elev": (),
        "innforing-mangler": (),
        "id-dobbel": (),
        "umulig-rekkefolge": ("L31",),
        "fremtidig-dato": ("L31",),
        "unntak-ugyldig": (),
        "feil-saksarkiv": (),
        "omtalt-ansatt": (),
        "ansatt-mangler": (),
        "kontakt-med-adressesperre": (),
        "adresse-i-tekst": (),
        "elevens-egen-sak": (),
        "koblet-mangler": (),
        "koblet-en-vei": (),
        "koblet-ansattsak": (),
        "felles-mangler": (),
        "melding-beskrivelse": (),
        "melding-uten-melder": (),
        "gripe-inn-ikke-fort": (),
        "rektor-ikke-meldt": ("L16",),
        "rektor-meldt-sent": ("L16",),
        "mottatt-av-mangler": (),
        "tatt-opp-mangler": (),
        "alvor-ikke-vurdert": ("L17",),
        "alvorlig-begrunnelse": ("L17",),
        "skoleeier-ikke-varslet": ("L17", "L18"),
        "apenbart-grunnlos-bare-12-5": ("L18",),
        "ledelse-til-rektor": ("L18",),
        "ansatt-ikke-hort": ("L18",),
        "foresatte-ikke-informert": ("L27",),
        "statsforvalter-ikke-nevnt": ("L27",),
        "undersokelse-ikke-startet": ("L13", "L14"),
        "undersokelse-ikke-konkludert": ("L14",),
        "utsatt-uten-grunn": ("L14",),
        "undersokelse-uten-innhold": ("L13",),
        "konklusjon-uten-grunn": (),
        "elev-ikke-hort": ("L09",),
        "medelever-ikke-hort": ("L09",),
        "foresattes-syn-mangler": (),
        "elevens-beste-mangler": ("L10",),
        "elevens-beste-standard": ("L10",),
        "andre-instanser": (),
        "kartlegging-uten-grunn": ("L29",),
        "plan-uteblitt": ("L15",),
        "plan-a-problem": ("L01",),
        "problem-for-kort": ("L01",),
        "plan-b-tiltak": ("L02",),
        "plan-c-nar": ("L03",),
        "plan-d-hvem": ("L04",),
        "tiltak-hvem-uklart": ("L04",),
        "plan-e-evaluering": ("L05",),
        "evaluering-langt-fram": ("L05",),
        "tiltak-generelt": ("L11",),
        "tiltak-bare-eleven": ("L12",),
        "tiltak-uten-malgruppe": ("L12",),
        "tiltak-uten-grunn": ("L13",),
        "tiltak-enkeltvedtak": ("L26",),
        "skolebytte-av-skolen": ("L26",),
        "enkeltvedtak-ufullstendig": ("L26",),
        "revisjon-uten-grunn": ("L28",),
        "tiltak-ikke-gjennomfort": ("L22",),
        "evaluering-uteblitt": ("L06",),
        "evaluering-uten-elevens-svar": ("L08",),
        "evaluering-uten-nytt-tiltak": ("L07",),
        "neste-evaluering-mangler": ("L05",),
        "hjelp-utenfra": (),
        "avsluttet-utrygg": ("L19",),
        "avsluttet-uten-elevens-svar": ("L19",),
        "avsluttet-pa-dato": ("L20",),
        "avsluttet-uten-oppfolging": ("L21",),
        "avsluttet-uten-foresatte": (),
        "avsluttet-uten-beslutning": (),
        "navn-i-tekst": ("L23",),
        "fodselsnummer": (),
        "foreldet-ord": ("L24",),
        "bestrider-opplevelsen": ("L25",),
        "retting-uten-tekst": ("L28",),
        "arkivreferanse-mangler": ("L28",),
        "sak-stille": ("L30",),
        "hendelse-uten-oppfolging": ("L32",),
        "fysisk-inngrep-ufullstendig": (),
        "statsforvalter-ufullstendig": (),
        "opplysninger-ikke-sendt": (),
        "palegg-ikke-oppfylt": (),
    }
)
"""Each rule with the lints of `law.md` section 4 that it serves, in the order of the work."""

RULES: tuple[str, ...] = tuple(LINTS)

ABOUT_THE_FILE = frozenset(
    {
        "ugyldig-verdi",
        "ukjent-nokkel",
        "part-mangler",
        "innforing-mangler",
        "id-dobbel",
        "unntak-ugyldig",
        "feil-saksarkiv",
        "kontakt-med-adressesperre",
        "koblet-mangler",
        "koblet-ansattsak",
        "felles-mangler",
    }
)
"""Rules no case can do without: what they find makes the file say something else than it means."""


def named(word: str) -> tuple[str, ...]:
    """Return the rules that a rule's id or a lint's number (`L11`) stands for; () when none."""
    wanted = word.strip()
    if wanted in LINTS:
        return (wanted,)
    return tuple(rule for rule, lints in LINTS.items() if wanted.upper() in lints)


def words() -> tuple[str, ...]:
    """Return every rule id, then every lint number: what `named` understands."""
    numbers = sorted({lint for lints in LINTS.values() for lint in lints})
    return (*RULES, *numbers)
