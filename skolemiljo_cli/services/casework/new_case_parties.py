"""What was said of a report: the names in it become parties, and the rest refers to their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model import ids
from skolemiljo_cli.model.vocab import Rolle, Sakstype
from skolemiljo_cli.services.changes.people import new_key

if TYPE_CHECKING:
    from skolemiljo_cli.model.config import Oppsett


@dataclass(frozen=True, slots=True)
class Answers:
    """What options and prompts said; None where nothing was said. Dates are understood already."""

    type: str | None = None
    elev: str | None = None
    trinn: str | None = None
    klasse: str | None = None
    melder: str | None = None
    melder_rolle: str | None = None
    melder_kontakt: str | None = None
    dato: date | None = None
    hendelse_dato: date | datetime | None = None
    hendelse_sted: str | None = None
    kilde: str | None = None
    miljo: str | None = None
    krenkelser: tuple[str, ...] = ()
    beskrivelse: str | None = None
    handtering: str | None = None
    elevens_ord: str | None = None
    involvert: tuple[str, ...] = ()
    informert: tuple[str, ...] = ()
    gjelder_kapittel_12: bool | None = None
    videresendt: date | None = None
    videresendt_til: str | None = None
    foresatte_informert: date | None = None
    haster: bool | None = None
    strakstiltak: str | None = None
    signert: date | None = None
    ikke_til: tuple[str, ...] = ()
    arkivreferanse: str | None = None


class _Case:
    """The plain values under construction, and the parties found or made for them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values: dict[str, Any] = deepcopy(dict(values))
        self.parter: dict[str, Any] = _mapping(self.values, "parter")
        self.melding: dict[str, Any] = _mapping(self.values, "melding")

    def party(self, rolle: str, navn: str | None, **more: object) -> str:
        """Return the key of the party with this role and name, made when there is none."""
        for key, part in self.parter.items():
            if isinstance(part, Mapping) and _is(part, rolle, navn):
                return str(key)
        key = new_key(Rolle(rolle), self.parter)
        self.parter[key] = _given({"rolle": rolle, "navn": navn, **more})
        return key

    def detail(self, key: object, **more: object) -> None:
        """Add what is said about a party to what is there; a file may have anything for a key."""
        part = self.parter.get(key) if isinstance(key, str) else None
        if isinstance(part, dict):
            part.update(_given(more))

    def give_ids(self) -> None:
        """Give each party an id, by which a merge knows who is who (docs/adr/0021)."""
        parts = [part for part in self.parter.values() if isinstance(part, dict)]
        taken = {str(part["id"]) for part in parts if part.get("id")}
        for part in parts:
            if not part.get("id"):
                part["id"] = ids.mint_entry_id(ids.PERSON, taken)
                taken.add(part["id"])

    def key_or_party(self, text: str, rolle: str) -> str:
        """Return a key as it stands, else the key of the party with that name."""
        return text if text in self.parter else self.party(rolle, text)


def _mapping(values: dict[str, Any], key: str) -> dict[str, Any]:
    if not isinstance(values.get(key), dict):
        if values.get(key) is not None:
            return {}
        values[key] = {}
    return values[key]  # type: ignore[no-any-return]


def _is(part: Mapping[str, Any], rolle: str, navn: str | None) -> bool:
    return part.get("rolle") == rolle and (navn is None or part.get("navn") == navn)


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, (), {})}


def with_parties(
    values: Mapping[str, Any], answers: Answers, oppsett: Oppsett, today: date
) -> dict[str, Any]:
    """Return the plain values of the case, with the answers put where they belong.

    What the answers say goes before what the file says; the report is dated today when nobody
    has said otherwise.
    """
    case = _Case(values)
    case_type = answers.type or case.values.get("type") or Sakstype.ELEV.value
    if answers.elev or answers.trinn or answers.klasse:
        pupil = case.party("elev", answers.elev)
        case.detail(pupil, trinn=answers.trinn, klasse=answers.klasse)
    _report(case, answers, oppsett, today)
    _forwarded(case, answers, oppsett, str(case_type))
    case.give_ids()
    rest = {key: value for key, value in case.values.items() if key not in ("type", "id")}
    top = _given({"type": case_type, "arkivreferanse": answers.arkivreferanse})
    order = ("type", "saksansvarlig", "arkivreferanse", "koblet", "parter", "melding")
    merged = {**rest, **top}
    return {key: merged[key] for key in (*order, *merged) if key in merged}


def _report(case: _Case, answers: Answers, oppsett: Oppsett, today: date) -> None:
    report = case.melding
    melder = _reporter(case, answers)
    case.detail(melder, kontakt=answers.melder_kontakt)
    event = _given({"dato": answers.hendelse_dato, "sted": answers.hendelse_sted})
    said = _given(
        {
            "dato": answers.dato or report.get("dato") or today,
            "melder": melder,
            "hendelse": {**_before(report, "hendelse"), **event},
            "kilde": answers.kilde,
            "miljo": answers.miljo,
            "krenkelser": list(answers.krenkelser),
            "beskrivelse": answers.beskrivelse,
            "handtering": answers.handtering,
            "elevens_ord": answers.elevens_ord,
            "involverte": [case.key_or_party(name, "medelev") for name in answers.involvert],
            "informert": [_of_role(case, role, oppsett) for role in answers.informert],
            "gjelder_kapittel_12": answers.gjelder_kapittel_12,
            "haster": answers.haster,
            "strakstiltak": answers.strakstiltak,
            "ikke_til": [*_kept_from(case, answers.ikke_til)],
        }
    )
    report.update({key: value for key, value in said.items() if value != []})
    for key in ("foresatte_informert", "signert"):
        if day := getattr(answers, key):
            before = _before(report, key)
            report[key] = {**before, **_given({"dato": day, "av": before.get("av") or melder})}


def _before(report: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return what the file says of it, which an answer adds to."""
    there = report.get(key)
    return dict(there) if isinstance(there, Mapping) else {}


def _of_role(case: _Case, rolle: str, oppsett: Oppsett) -> str:
    """Return the party with the role, made when there is none; the school may have named it."""
    if rolle in case.parter:
        return rolle
    parties = ((key, part) for key, part in case.parter.items() if isinstance(part, Mapping))
    there = next((str(key) for key, part in parties if _is(part, rolle, None)), None)
    return there or case.party(rolle, oppsett.roller.get(rolle))


def _kept_from(case: _Case, words: Iterable[str]) -> Iterator[str]:
    """Yield the parties the report is kept from; «foresatt» is all guardians there are.

    Where there is none yet, one without a name stands for whoever it is.

    Raises:
        UsageFault: a word is neither a party nor that.
    """
    for word in words:
        said = word.strip().lower()
        if said in case.parter:
            yield said
        elif said in ("foresatt", "foresatte"):
            there = [str(key) for key, part in case.parter.items() if _is_guardian(part)]
            yield from there or [case.party(Rolle.FORESATT.value, None, til=_pupil(case))]
        else:
            raise UsageFault(
                "--ikke-til: saken har ingen slik part.",
                "Skriv foresatt, eller nøkkelen til en part i filen (f1).",
            )


def _is_guardian(part: object) -> bool:
    return isinstance(part, Mapping) and part.get("rolle") == Rolle.FORESATT.value


def _pupil(case: _Case) -> str | None:
    pupils = (
        str(key)
        for key, part in case.parter.items()
        if isinstance(part, Mapping) and part.get("rolle") == Rolle.ELEV.value
    )
    return next(pupils, None)


def _reporter(case: _Case, answers: Answers) -> str | None:
    before = case.melding.get("melder")
    if not answers.melder and not answers.melder_rolle and (before or not answers.melder_kontakt):
        return before
    if answers.melder in case.parter:
        return answers.melder
    rolle = answers.melder_rolle or Rolle.KONTAKTLAERER.value
    more = {"til": "e1"} if rolle == Rolle.FORESATT.value and "e1" in case.parter else {}
    return case.party(rolle, answers.melder, **more)


def _forwarded(case: _Case, answers: Answers, oppsett: Oppsett, case_type: str) -> None:
    """Name whom the report went to: rektor, or the owner when it is about the leadership."""
    if not answers.videresendt and not answers.videresendt_til:
        return
    before = _before(case.melding, "videresendt")
    past_rektor = case_type == Sakstype.LEDELSE.value  # oppl. § 12-5 second paragraph
    usual = (Rolle.SKOLEEIER if past_rektor else Rolle.REKTOR).value
    rolle = answers.videresendt_til or (None if before.get("til") else usual)
    receiver = _of_role(case, rolle, oppsett) if rolle else None
    said = _given({"dato": answers.videresendt, "til": receiver})
    case.melding["videresendt"] = {**before, **said}
