"""The closed lists of words used in a case, each with the label shown to people."""

import unicodedata
from enum import StrEnum
from typing import TypeVar

W = TypeVar("W", bound=StrEnum)


class Sakstype(StrEnum):
    """The duty that the case falls under."""

    ELEV = "12-4"
    ANSATT = "12-5-ansatt"
    LEDELSE = "12-5-ledelse"


class Rolle(StrEnum):
    """The role of a party in the case."""

    ELEV = "elev"
    MEDELEV = "medelev"
    FORESATT = "foresatt"
    KONTAKTLAERER = "kontaktlaerer"
    LAERER = "laerer"
    FAGLAERER = "faglaerer"
    MILJOARBEIDER = "miljoarbeider"
    ASSISTENT = "assistent"
    SFO = "sfo"
    AVDELINGSLEDER = "avdelingsleder"
    REKTOR = "rektor"
    SKOLEEIER = "skoleeier"
    HELSESYKEPLEIER = "helsesykepleier"
    PPT = "ppt"
    BARNEVERN = "barnevern"
    POLITI = "politi"
    ANSATT = "ansatt"
    ANNEN = "annen"


PUPILS = frozenset({Rolle.ELEV, Rolle.MEDELEV})
PRIVATE = PUPILS | {Rolle.FORESATT, Rolle.ANNEN}
"""Roles of those who are not there for their work."""
AT_SCHOOL = frozenset(
    {
        Rolle.KONTAKTLAERER, Rolle.LAERER, Rolle.FAGLAERER, Rolle.MILJOARBEIDER, Rolle.ASSISTENT,
        Rolle.SFO, Rolle.AVDELINGSLEDER, Rolle.REKTOR, Rolle.SKOLEEIER,
    }
)  # fmt: skip
"""Roles that may work with several pupils; outside helpers belong to a single pupil."""


class Kilde(StrEnum):
    """How the school found out (seed: the ways a breach is discovered)."""

    ELEV = "elev"
    FORESATT = "foresatt"
    MEDELEV = "medelev"
    EGEN_OBSERVASJON = "egen_observasjon"
    EPISODE = "episode"
    UNDERSOKELSE = "undersokelse"
    PROBLEMATFERD = "problematferd"
    ANNET = "annet"


class Krenkelse(StrEnum):
    """What kind of act is reported (opplæringslova § 12-3 names the first four)."""

    MOBBING = "mobbing"
    VOLD = "vold"
    DISKRIMINERING = "diskriminering"
    TRAKASSERING = "trakassering"
    DIGITAL = "digital"
    UTESTENGING = "utestenging"
    ANNET = "annet"


class Miljo(StrEnum):
    """The part of the school environment that the report is about."""

    PSYKOSOSIALT = "psykososialt"
    FYSISK = "fysisk"
    BEGGE = "begge"


class Kanal(StrEnum):
    """How something was said or sent."""

    MUNTLIG = "muntlig"
    TELEFON = "telefon"
    MOTE = "mote"
    SKRIFTLIG = "skriftlig"
    EPOST = "epost"
    SKJEMA = "skjema"
    BREV = "brev"
    DIGITAL_POST = "digital_post"
    ANNET = "annet"


class Svar(StrEnum):
    """Yes, no, or not yet known: unknown is never counted as fulfilled."""

    JA = "ja"
    NEI = "nei"
    UAVKLART = "uavklart"


class Grad(StrEnum):
    """To what extent something was done, or helped."""

    JA = "ja"
    DELVIS = "delvis"
    NEI = "nei"
    UAVKLART = "uavklart"


class Videre(StrEnum):
    """The decision on a measure after an evaluation."""

    SLUTTER = "slutter"
    FORTSETTER = "fortsetter"
    ENDRES = "endres"


class Metode(StrEnum):
    """How the school investigates (both seeds name these)."""

    SAMTALER = "samtaler"
    OBSERVASJONER = "observasjoner"
    TRIVSELSUNDERSOKELSE = "trivselsundersokelse"
    LOGGBOK = "loggbok"
    SOSIOMETRI = "sosiometri"
    ANNET = "annet"


class Alvorstegn(StrEnum):
    """Signs that a case may be serious: prompts from a municipal list, not an assessment.

    Source: forms.md 2.7 (Krødsherad). Rektor judges; the tool does not.
    """

    ANSATT = "ansatt_krenker"
    INTEGRITET = "integritetskrenkende"
    VOLD = "saerlig_voldelig"
    FLERE_MOT_EN = "flere_mot_en"
    LANGVARIG = "langvarig"
    DIGITAL = "digital_pa_tvers"
    ANDRE_SKOLER = "andre_skoler"
    KONFLIKT = "hoyt_konfliktniva"
    SKOLEBYTTE = "skolebytte"


class Planfelt(StrEnum):
    """The texts of a plan that a new version may replace; earlier texts are kept."""

    PROBLEM = "problem"
    MAL = "mal"
    ELEVENS_SYN = "elevens_syn"
    FORESATTES_SYN = "foresattes_syn"
    KOMMUNIKASJON = "kommunikasjon"
    VURDERING = "vurdering"
    ELEVENS_BESTE = "elevens_beste"
    SENSKADE = "senskade"


class Utgang(StrEnum):
    """The outcome of a round of evaluation (seed: prolongeres eller avsluttes)."""

    PROLONGERES = "prolongeres"
    AVSLUTTES = "avsluttes"


class Sluttgrunn(StrEnum):
    """Why a case is closed; only the first means that the duty has been fulfilled."""

    TRYGT = "trygt"
    FLYTTET = "flyttet"
    ANNET = "annet"


class RettetMot(StrEnum):
    """Whom a measure targets (seed: measures on all levels)."""

    UTSATT = "utsatt"
    KRENKER = "krenker"
    TILSKUERE = "tilskuere"
    GRUPPE = "gruppe"
    KLASSE = "klasse"
    SKOLE = "skole"
    ANSATTE = "ansatte"


class Delplikt(StrEnum):
    """The five duties to act (opplæringslova § 12-4)."""

    FOLGE_MED = "folge_med"
    GRIPE_INN = "gripe_inn"
    MELDE_FRA = "melde_fra"
    UNDERSOKE = "undersoke"
    TILTAK = "tiltak"


class Loggtype(StrEnum):
    """The kind of event that a log entry records."""

    ELEVSAMTALE = "elevsamtale"
    OBSERVASJON = "observasjon"
    EKSTRA_TILSYN = "ekstra_tilsyn"
    KARTLEGGING = "kartlegging"
    SOSIOGRAM = "sosiogram"
    MOTE = "mote"
    TELEFON = "telefon"
    SAMTALE = "samtale"
    GJENOPPRETTENDE = "gjenopprettende_samtale"
    MELDING = "melding"
    INFORMASJON = "informasjon"
    GJENNOMFORING = "gjennomforing"
    OPPFOLGING = "oppfolging"
    EKSTERN = "ekstern"
    BREV = "brev"
    HENDELSE = "hendelse"
    FYSISK_INNGREP = "fysisk_inngrep"
    INNSYN = "innsyn"
    NOTAT = "notat"


class Utfall(StrEnum):
    """What statsforvalteren decided (opplæringslova § 12-6)."""

    BRUDD = "brudd"
    IKKE_BRUDD = "ikke_brudd"
    AVVIST = "avvist"


class Skjerming(StrEnum):
    """Whether a party lives at a protected address."""

    INGEN = "ingen"
    FORTROLIG = "fortrolig"
    STRENGT_FORTROLIG = "strengt_fortrolig"


HIDDEN = frozenset({Skjerming.FORTROLIG, Skjerming.STRENGT_FORTROLIG})
"""Protected addresses: nothing in a case may help anybody to find them."""


class Fase(StrEnum):
    """The phase of a case; always derived from its facts, never stored."""

    MELDT = "meldt"
    MOTTATT = "mottatt"
    UNDERSOKELSE = "undersokelse"
    TILTAK = "tiltak"
    EVALUERING = "evaluering"
    AVSLUTTET = "avsluttet"


# Words that people write differently from the file; every other word is its own label.
_LABELS = {
    "12-4": "§ 12-4",
    "12-5-ansatt": "§ 12-5, ansatt",
    "12-5-ledelse": "§ 12-5, ledelsen",
    "kontaktlaerer": "kontaktlærer",
    "laerer": "lærer",
    "faglaerer": "faglærer",
    "miljoarbeider": "miljøarbeider",
    "sfo": "SFO/AKS",
    "ppt": "PPT",
    "egen_observasjon": "egen observasjon",
    "episode": "mistenkelig episode",
    "undersokelse": "undersøkelse",
    "mote": "møte",
    "epost": "e-post",
    "digital_post": "digital post",
    "digital": "digital krenkelse",
    "ekstra_tilsyn": "ekstra tilsyn",
    "fysisk_inngrep": "fysisk inngrep",
    "trivselsundersokelse": "trivselsundersøkelse",
    "ansatt_krenker": "en ansatt krenker en elev",
    "integritetskrenkende": "særlig integritetskrenkende",
    "saerlig_voldelig": "særlig voldelig",
    "flere_mot_en": "flere elever mot én",
    "langvarig": "har pågått lenge uten å bli løst",
    "digital_pa_tvers": "digital mobbing på tvers av skoler, eller grove trusler",
    "andre_skoler": "elever fra andre skoler er med",
    "hoyt_konfliktniva": "høyt konfliktnivå som skolen ikke får løst",
    "skolebytte": "skolebytte er aktuelt",
    "trygt": "eleven har det trygt og godt",
    "flyttet": "eleven går ikke lenger på skolen",
    "ikke_brudd": "ikke brudd",
    "gjenopprettende_samtale": "gjenopprettende samtale",
    "gjennomforing": "gjennomføring",
    "oppfolging": "oppfølging",
    "ekstern": "kontakt med andre instanser",
    "folge_med": "følge med",
    "gripe_inn": "gripe inn",
    "melde_fra": "melde fra",
    "undersoke": "undersøke",
    "strengt_fortrolig": "strengt fortrolig",
    "i_dag": "i dag",
}


def label(word: str) -> str:
    """Return the word as people write it (`mote` → `møte`)."""
    return _LABELS.get(word, word)


_AS_KEPT = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "_", "-": "_"})


def plain(text: str) -> str:
    """Return a typed word as the words of closed lists are made: small letters, no æ, ø, å."""
    kept = unicodedata.normalize("NFKC", text).strip().casefold().translate(_AS_KEPT)
    parts = unicodedata.normalize("NFD", kept)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def word_of(text: str, words: type[W]) -> W | None:
    """Return the word of a closed list that a text is, as kept or as people write it."""
    typed = plain(text)
    return next((word for word in words if typed in (plain(word), plain(label(word)))), None)
