"""What kind of content each key of a case is; a key that is not placed is shown to nobody."""

from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Sted: TypeAlias = tuple[str, ...]
"""A place in a case; `*` stands for any number of a list or key of a table."""


class Innhold(StrEnum):
    """The kinds of content that the rules tell apart."""

    RAMME = "ramme"
    MELDING = "melding"
    SAKSGANG = "saksgang"
    VURDERING = "vurdering"
    PLAN = "plan"
    EGNE_TILTAK = "egne_tiltak"
    FELLES_TILTAK = "felles_tiltak"
    ANDRES_TILTAK = "andres_tiltak"
    EGNE_ORD = "egne_ord"
    ANDRES_ORD = "andres_ord"
    DELING = "deling"
    EGNE_INNFORINGER = "egne_innforinger"
    FELLES_INNFORINGER = "felles_innforinger"
    ANDRES_INNFORINGER = "andres_innforinger"
    UPLASSERTE_INNFORINGER = "uplasserte_innforinger"
    UNNTATTE_INNFORINGER = "unntatte_innforinger"
    TIL_SKOLEEIER = "til_skoleeier"
    TIL_STATSFORVALTER = "til_statsforvalter"
    ANSATTSAK = "ansattsak"
    INTERNT = "internt"


class Hvem(StrEnum):
    """Who a party is to the recipient, which decides between a name, a label and nothing."""

    EGEN_ELEV = "egen_elev"
    EGNE_FORESATTE = "egne_foresatte"
    ANDRE_ELEVER = "andre_elever"
    ANDRE_FORESATTE = "andre_foresatte"
    ANSATTE = "ansatte"
    OMTALT_ANSATT = "omtalt_ansatt"
    ANDRE = "andre"


_MEASURE = (
    "id tiltak rettet_mot fra til hyppighet gjennomfores_av evalueres bygger_pa begrunnelse "
    "opprettet av erstatter enkeltvedtak.referanse enkeltvedtak.dato enkeltvedtak.av "
    "enkeltvedtak.varslet enkeltvedtak.hort enkeltvedtak.begrunnelse enkeltvedtak.underrettet"
)
_ENTRY = (
    "id tid type delplikt av med om tiltak kanal sted fravaerende formal tekst trygg_voksen "
    "rammer_forklart lest_for_eleven oppsummering avtaler.*.id avtaler.*.hva avtaler.*.hvem "
    "avtaler.*.frist oppfyller neste_mote godkjent retter"
)
_GRAVITY = "vurdering tegn begrunnelse dato av"
_POSTPONED = "begrunnelse til dato av"

# The kind of each key, by the part of the case it belongs to. Measures, entries and attachments are
# placed as a whole in `select`; the kind here is the one they have when they are the recipient's.
_PLACED: dict[str, dict[Innhold, str]] = {
    "": {
        Innhold.RAMME: "id type",
        Innhold.SAKSGANG: "saksansvarlig",
        Innhold.INTERNT: "tidligere_saksansvarlige arkivreferanse koblet",
    },
    "melding": {
        Innhold.RAMME: "dato",
        Innhold.MELDING: "hendelse.dato hendelse.sted kilde miljo krenkelser beskrivelse "
        "handtering gjelder_kapittel_12 haster strakstiltak",
        Innhold.EGNE_ORD: "elevens_ord",
        Innhold.SAKSGANG: "melder videresendt.dato videresendt.til foresatte_informert.dato "
        "foresatte_informert.av foresatte_informert.kanal signert.dato signert.av",
        Innhold.INTERNT: "involverte informert foresatte_informert.ikke_aktuelt ikke_til",
    },
    "mottak": {
        Innhold.SAKSGANG: "rektor.tid rektor.av rektor.kanal tatt_opp_med_rektor.tid "
        "tatt_opp_med_rektor.av tatt_opp_med_rektor.mottatt_av tatt_opp_med_rektor.kanal",
        Innhold.TIL_SKOLEEIER: "skoleeier.tid skoleeier.mottaker skoleeier.av skoleeier.kanal "
        "skoleeier.haster skoleeier.bistand skoleeier.avviksnummer skoleeier.apenbart_grunnlos",
        Innhold.ANSATTSAK: "ansattsak.informert ansattsak.uttalt ansattsak.personalsak "
        "ansattsak.folger_opp_eleven",
        Innhold.INTERNT: "ikke_til",
    },
    "mottak.alvorlig": {Innhold.VURDERING: _GRAVITY},
    "mottak.tidligere_vurderinger.*": {Innhold.INTERNT: _GRAVITY},
    "undersokelse": {
        Innhold.SAKSGANG: "startet ansvarlig metoder",
        Innhold.VURDERING: "sporsmal faktorer ikke_gjort konklusjon.dato konklusjon.av "
        "konklusjon.trygt_og_godt konklusjon.begrunnelse konklusjon.elevens_beste "
        "konklusjon.tiltak_nodvendig",
        Innhold.EGNE_ORD: "elevens_opplevelse foresattes_syn ikke_hort.*",
        Innhold.INTERNT: "tidligere_konklusjoner.*.dato tidligere_konklusjoner.*.av "
        "tidligere_konklusjoner.*.trygt_og_godt tidligere_konklusjoner.*.begrunnelse "
        "tidligere_konklusjoner.*.elevens_beste tidligere_konklusjoner.*.tiltak_nodvendig ikke_til",
    },
    "undersokelse.utsatt": {Innhold.SAKSGANG: _POSTPONED},
    "undersokelse.tidligere_utsettelser.*": {Innhold.SAKSGANG: _POSTPONED},
    "aktivitetsplan": {
        Innhold.PLAN: "opprettet av problem mal kommunikasjon senskade",
        Innhold.EGNE_ORD: "elevens_syn foresattes_syn",
        Innhold.VURDERING: "vurdering elevens_beste",
        Innhold.INTERNT: "ikke_til",
    },
    "aktivitetsplan.tiltak.*": {
        Innhold.EGNE_TILTAK: _MEASURE,
        Innhold.INTERNT: "felles.sak felles.tiltak ikke_til",
    },
    "aktivitetsplan.evalueringer.*": {
        Innhold.PLAN: "id dato av til_stede trygt_og_godt utgang ekstern_bistand neste",
        Innhold.EGNE_ORD: "elevens_svar foresattes_svar",
        Innhold.VURDERING: "vurdering",
        Innhold.INTERNT: "ikke_til",
    },
    "aktivitetsplan.evalueringer.*.tiltak.*": {
        Innhold.EGNE_TILTAK: "gjennomfort effekt videre merknad"
    },
    "aktivitetsplan.revidert.*": {
        Innhold.PLAN: "id dato av endring tiltak tidligere.problem tidligere.mal "
        "tidligere.kommunikasjon tidligere.senskade",
        Innhold.EGNE_ORD: "tidligere.elevens_syn tidligere.foresattes_syn",
        Innhold.VURDERING: "tidligere.vurdering tidligere.elevens_beste",
    },
    "logg.*": {
        Innhold.EGNE_INNFORINGER: _ENTRY,
        Innhold.EGNE_ORD: "elevens_ord onsker synspunkter.*",
        Innhold.DELING: "kan_deles",
        Innhold.INTERNT: "orienteres ikke_til",
    },
    "vedlegg.*": {
        Innhold.EGNE_INNFORINGER: "fil innforing dato om beskrivelse",
        Innhold.INTERNT: "sha256 ikke_til",
    },
    "statsforvalter.*": {
        Innhold.TIL_STATSFORVALTER: "id meldt av referanse foresporsler.*.dato foresporsler.*.hva "
        "foresporsler.*.frist foresporsler.*.sendt foresporsler.*.sendt_hva vedtak.dato "
        "vedtak.mottatt vedtak.utfall vedtak.palegg vedtak.frist vedtak.oppfylt vedtak.paklaget"
    },
    "avslutninger.*": {
        Innhold.PLAN: "id dato av grunnlag trygt_og_godt uten_elevens_svar gjenstar oppfolging "
        "oppfolging_av gjenapnes_hvis",
        Innhold.EGNE_ORD: "elevens_svar foresattes_syn",
        Innhold.VURDERING: "begrunnelse",
        Innhold.INTERNT: "arkivert arkivert_dato ikke_til",
    },
    "gjenapninger.*": {Innhold.PLAN: "id dato av begrunnelse"},
    "utleveringer.*": {Innhold.INTERNT: "id dato til dokument format gjelder av kode sha256"},
    "navnefunn.*": {Innhold.INTERNT: "id merke part begrunnelse dato av"},
    "foresatte_likevel.*": {Innhold.INTERNT: "id dato til dokument begrunnelse ikke_aktuelt av"},
    "unntak.*": {Innhold.INTERNT: "regel begrunnelse dato av"},
}


def _steps(part: str, key: str) -> Sted:
    return tuple(step for step in (*part.split("."), *key.split(".")) if step)


KINDS = MappingProxyType(
    {
        _steps(part, key): kind
        for part, kinds in _PLACED.items()
        for kind, keys in kinds.items()
        for key in keys.split()
    }
)
"""The kind of each place of a case that holds a value; the parties are placed by `Hvem`."""
