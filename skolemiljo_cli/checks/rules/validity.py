"""Rules on the file: values that cannot be read, unknown keys, references that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping

from skolemiljo_cli.checks.file_position import Place, below
from skolemiljo_cli.checks.leaves import Leaf, Use
from skolemiljo_cli.checks.rule import Kind, rule
from skolemiljo_cli.checks.subject import Hit, Subject
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.derived.party_references import former_keys
from skolemiljo_cli.model.ids import references
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.validation.places import may_be_repeated
from skolemiljo_cli.model.validation.unknown_keys import UnknownKey, unknown_keys
from skolemiljo_cli.model.vocab import PUPILS, Rolle


@rule(
    "ugyldig-verdi",
    Severity.ERROR,
    Kind.FIL,
    about="En verdi som ikke kan brukes, er ikke med når frister og mangler regnes ut.",
    remedy="Rett verdien slik meldingen sier.",
    can_be_left_out=False,
)
def unusable_values(subject: Subject) -> Iterator[Hit]:
    """A value that could not be read, in the words of the validation."""
    yield from (Hit(fault.place, fault.message) for fault in subject.faults)


@rule(
    "ukjent-nokkel",
    Severity.WARNING,
    Kind.FIL,
    about="Det som står under en ukjent nøkkel, blir ikke lest.",
    remedy="Rett nøkkelen, eller la den begynne med x- hvis den er skolens egen.",
    can_be_left_out=False,
)
def keys_nobody_reads(subject: Subject) -> Iterator[Hit]:
    """A key outside the model; keys that begin with `x-` are the user's own."""
    for unknown in unknown_keys(dict(subject.values), subject.sak):
        text = _message(unknown)
        if _without_value(subject.values, unknown.place):
            text += " Er den en del av en tekst med komma? Sett hele teksten i anførselstegn."
        yield Hit(unknown.place, text)


def _without_value(values: object, place: Place) -> bool:
    """Tell whether the key has no value: in `{tekst: Én, to}` YAML reads `to` as a key."""
    for step in place:
        values = below(values, step)
    return values is None


def _message(unknown: UnknownKey) -> str:
    key = str(unknown.place[-1])
    said = f"«{key}»" if may_be_repeated(key) else "Nøkkelen på denne linjen"
    meant = f"; mente du «{unknown.meant}»?" if unknown.meant else "."
    return f"{said} er ikke en kjent nøkkel{meant} Nøkkelen er beholdt."


@rule(
    "part-mangler",
    Severity.ERROR,
    Kind.FIL,
    about="Uten parten vet ingen hvem nøkkelen står for, og dokumenter blir uten navn.",
    remedy="Legg parten til under «parter», eller rett nøkkelen.",
    can_be_left_out=False,
)
def parties_not_there(subject: Subject) -> Iterator[Hit]:
    """A party key, alone or as `{e9}` in running text, that is not in `parter`."""
    known, former = _party_keys(subject), former_keys(subject.sak)
    for leaf in subject.leaves:
        for key in _parties_in(leaf):
            if key not in known:
                shown = key if leaf.use is Use.PARTY else f"{{{key}}}"
                remedy = (
                    f"{key} er nå {former[key]}: skriv det i stedet."
                    if key in former
                    else f"Legg {key} til under «parter», eller rett nøkkelen."
                )
                yield Hit(leaf.place, f"{shown} er ikke en part i saken. {remedy}")


def _parties_in(leaf: Leaf) -> Iterable[str]:
    if not isinstance(leaf.value, str):
        return ()
    if leaf.use is Use.PARTY:
        return (leaf.value,)
    return dict.fromkeys(references(leaf.value))


def _party_keys(subject: Subject) -> set[str]:
    """Return the keys of the parties, with those left out of the model for another fault."""
    written = subject.at("parter")
    return {*subject.sak.parter, *(written if isinstance(written, Mapping) else ())}


@rule(
    "part-foresatt-uten-elev",
    Severity.WARNING,
    Kind.FIL,
    about="En foresatt skal bare ha dokumenter som gjelder sitt eget barn.",
    remedy="Skriv under «til» hvilken elev den foresatte hører til.",
)
def guardians_of_nobody(subject: Subject) -> Iterator[Hit]:
    """A guardian without the pupil they are the guardian of."""
    for key, part in subject.sak.parter.items():
        if part.rolle is Rolle.FORESATT and not subject.is_faulty("parter", key, "til"):
            yield from _guardian_hits(subject, key, part)


def _guardian_hits(subject: Subject, key: str, part: Part) -> Iterator[Hit]:
    place = ("parter", key, "til")
    if not part.til:
        yield Hit(place, f"{key} er foresatt, men det står ikke til hvem. Skriv til: e1.")
    for til in part.til:
        pupil = subject.sak.parter.get(til)
        if pupil and pupil.rolle not in PUPILS:
            remedy = f"Skriv nøkkelen til eleven {key} er foresatt til."
            yield Hit(place, f"{til} er ikke elev eller medelev. {remedy}")


@rule(
    "ingen-elev",
    Severity.WARNING,
    Kind.FIL,
    about="Saken gjelder en elevs rett, og skal ha eleven med.",
    remedy="Legg eleven til under «parter».",
)
def no_pupil(subject: Subject) -> Iterator[Hit]:
    """A case without the pupil it is about."""
    roles = [part.rolle for part in subject.sak.parter.values()]
    if Rolle.ELEV not in roles and not subject.is_faulty("parter"):
        remedy = "Legg til eleven saken gjelder, for eksempel e1: {rolle: elev}."
        yield Hit(("parter",), f"Ingen av partene har rollen elev. {remedy}")


@rule(
    "innforing-mangler",
    Severity.ERROR,
    Kind.FIL,
    about="Det må gå an å finne det en innføring viser til.",
    remedy="Rett id-en, eller ta den bort.",
    can_be_left_out=False,
)
def entries_not_there(subject: Subject) -> Iterator[Hit]:
    """A reference (`bygger_pa`, `retter`, `tiltak`) to an id that no entry has."""
    found = subject.leaves
    known = {leaf.value for leaf in found if leaf.use is Use.ID} | set(_ids(subject.values))
    for leaf in found:
        if leaf.use is Use.ENTRY and leaf.value not in known:
            remedy = "Rett id-en, eller ta den bort."
            yield Hit(leaf.place, f"Ingen innføring i saken har id-en {leaf.value}. {remedy}")


def _ids(written: object) -> Iterator[str]:
    """Yield every `id` in the file, also of entries left out of the model."""
    if isinstance(written, Mapping):
        own = written.get("id")
        if isinstance(own, str):
            yield own
        for value in written.values():
            yield from _ids(value)
    elif isinstance(written, list):
        for value in written:
            yield from _ids(value)


@rule(
    "id-dobbel",
    Severity.ERROR,
    Kind.FIL,
    about="En id skal bare ha én innføring, ellers er det uklart hva andre viser til.",
    remedy="Gi den siste av dem en ny id.",
    can_be_left_out=False,
)
def ids_used_twice(subject: Subject) -> Iterator[Hit]:
    """An entry with the same id as an earlier one."""
    seen: set[object] = set()
    for leaf in subject.leaves:
        if leaf.use is Use.ID and leaf.value in seen:
            remedy = "Gi denne innføringen en ny id, og se etter om noe viser til den."
            yield Hit(leaf.place, f"Id-en {leaf.value} er brukt før i saken. {remedy}")
        elif leaf.use is Use.ID:
            seen.add(leaf.value)
