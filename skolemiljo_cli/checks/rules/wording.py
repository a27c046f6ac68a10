"""Rules on wording: names in running text, outdated terms, words that doubt the pupil."""

import re
from collections.abc import Iterator, Sequence

from skolemiljo_cli.checks.file_position import Place
from skolemiljo_cli.checks.leaves import Use
from skolemiljo_cli.checks.phrases import word_set
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, Hjemmel
from skolemiljo_cli.model.national_id import has_national_id
from skolemiljo_cli.model.validation.places import ADDED_TO
from skolemiljo_cli.sharing.name_search.names_to_keys import Nevnt, named_in

_OUTDATED = (
    # a class may be called 9A: only with a section sign, a chapter or a number after it
    (re.compile(r"§+ ?9 ?A\b|\b9 ?A-[0-9]|\bkap(?:ittel|\.)?[ -]*9[ -]?A\b", re.I), "kapittel 12"),
    (re.compile(r"\bfylkesmann", re.I), "statsforvalteren"),
    (re.compile(r"\bordensreglement", re.I), "skoleregler"),
)

_DOUBTS = re.compile(
    r"\bpåstå(?:r|tt|s)?\b|\bpåstand(?:en|er)?\b|\boverreager|\boverdriv|\bhårsår|\binnbil|"
    r"\bbegge (?:har |hadde )?(?:like mye )?skyld|\bikke så farlig|"
    r"(?:\b(?:eleven|barnet|han|hun|hen|de)|\{e[0-9]+\}) må (?:nok |bare |kunne )?tåle|"
    r"\bsøker oppmerksomhet|\bprovoserer det selv",
    re.I,
)

_OWN_WORDS = word_set(
    "elevens_ord elevens_svar elevens_syn elevens_opplevelse foresattes_syn foresattes_svar onsker "
    "kan_deles synspunkter"
)
"""Where the pupil's or the guardians' own words stand: they may be as they are."""

_NO_TEXT = frozenset({"id", "parter", "arkivreferanse", "unntak"})


@rule(
    "navn-i-tekst",
    Severity.WARNING,
    Kind.RAD,
    about=(
        "Et navn i løpende tekst kan ikke skjules når andre skal ha dokumentet; "
        "taushetsplikten gjelder."
    ),
    remedy="Skriv nøkkelen i klammer, for eksempel {e1}.",
    provision=Hjemmel.TAUSHETSPLIKT,
    lints=("L23",),
    reads=("parter",),
)
def names(subject: Subject) -> Iterator[Hit]:
    """A party called by name in running text, where the name cannot be hidden from others."""
    rows = list(texts(subject))
    found = named_in([text for _, text in rows], subject.sak.parter)
    for (place, _), called in zip(rows, found, strict=True):
        if called and is_path(place):
            what = "Filen har navnet til en part i navnet sitt."
            yield Hit(place, f"{what} Gi den et annet, også her.")
        elif called:
            either = (" eller ".join(f"{{{key}}}" for key in found.nokler) for found in called)
            keys = " og ".join(dict.fromkeys(either))
            what = f"Teksten nevner en part ved navn. Skriv {keys} i stedet"
            how = _with_keys(subject, place, called)
            yield Hit(place, f"{what}, så dokumenter til andre kan skjule det. {how}".strip())


def _with_keys(subject: Subject, place: Place, called: Sequence[Nevnt]) -> str:
    """Say which command replaces the name with the key; lists that are only added to have none.

    A program replaces only a name that is certain.
    """
    certain = any(named.sikker for named in called)
    if place[0] == "logg":
        entry = subject.at(*place[:2], "id")
        how = "--bytt-navn" if certain else '--tekst "…"'
        return f"Rett det slik: skolemiljo log SAK --corrects {entry} {how}"
    if any(place[: len(added_to)] == added_to for added_to in ADDED_TO):
        return ""
    return f"Bytt det slik: skolemiljo edit SAK{' --bytt-navn' if certain else ''}"


@rule(
    "fodselsnummer",
    Severity.WARNING,
    Kind.RAD,
    about="Saken trenger ikke fødselsnummer, og nummeret følger med til alle som får teksten.",
    remedy="Ta det bort; hvem eleven er, står i sak-/arkivsystemet.",
)
def national_ids(subject: Subject) -> Iterator[Hit]:
    """A fødselsnummer anywhere, also in an entry that has been corrected."""
    for leaf in subject.leaves:
        if isinstance(leaf.value, str) and leaf.use is Use.PLAIN and has_national_id(leaf.value):
            what = "Her står det noe som ser ut som et fødselsnummer."
            yield Hit(leaf.place, f"{what} Ta det bort: «skolemiljo edit SAK».")


def texts(subject: Subject) -> Iterator[tuple[Place, str]]:
    """Yield the running texts of the case, but for log entries that a later one corrects."""
    corrected = corrections(subject.sak)
    for leaf in subject.leaves:
        place = leaf.place
        if type(leaf.value) is not str or leaf.use is not Use.PLAIN or place[0] in _NO_TEXT:
            continue
        if place[0] == "logg" and subject.at(*place[:2], "id") in corrected:
            continue
        yield place, leaf.value


def is_path(place: Place) -> bool:
    """Tell whether the text is the path of a file, in which a name cannot become a key."""
    return place[0] == "vedlegg" and place[-1] == "fil"


def _own_texts(subject: Subject) -> Iterator[tuple[Place, str]]:
    """Yield the texts that are the school's own words."""
    yield from (found for found in texts(subject) if not _OWN_WORDS.intersection(found[0]))


def _put_right(place: Place) -> str:
    if place[0] == "logg":
        return "Skriv en rettelse med «skolemiljo log SAK --corrects»."
    return "Skriv det om."


@rule(
    "foreldet-ord",
    Severity.WARNING,
    Kind.RAD,
    about="Kapittel 9 A, fylkesmannen og ordensreglement heter noe annet i loven som gjelder nå.",
    remedy="Bruk ordene i loven som gjelder.",
    lints=("L24",),
)
def outdated(subject: Subject) -> Iterator[Hit]:
    """A term of the old act in a case under the new one."""
    if subject.sak.melding.dato < NEW_ACT_IN_FORCE:
        return
    for place, text in _own_texts(subject):
        better = [new for pattern, new in _OUTDATED if pattern.search(text)]
        if better:
            what = f"Teksten bruker et utgått ord; nå heter det «{better[0]}»."
            yield Hit(place, f"{what} {_put_right(place)}")


@rule(
    "bestrider-opplevelsen",
    Severity.WARNING,
    Kind.RAD,
    about="Skolen skal ikke bevise noe; det avgjørende er om eleven opplever seg utrygg.",
    remedy="Skriv hva som er sagt og sett, uten å dømme.",
    provision=Hjemmel.RETTEN,
    lints=("L25",),
    points=(8,),
)
def doubting(subject: Subject) -> Iterator[Hit]:
    """Words that dispute what the pupil has experienced."""
    for place, text in _own_texts(subject):
        found = _DOUBTS.search(text)
        if found:
            what = f"«{found[0].lower()}» kan leses som at skolen bestrider elevens opplevelse."
            remedy = "Skriv hva som er sagt og sett, uten å dømme om det er sant."
            yield Hit(place, f"{what} {remedy} {_put_right(place)}")
