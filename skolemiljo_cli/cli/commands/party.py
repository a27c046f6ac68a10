"""`party` (`part`): who is in a case: a list, a new one, a name, two that are one, one who left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from skolemiljo_cli.cli.asking import questions
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.cli.changing.change_command import change_case
from skolemiljo_cli.cli.changing.fields import MANY, YES_NO, Field, with_fields
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import SakArgument, argument, flag, shared
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.cli.output.reply import Reply, Table
from skolemiljo_cli.errors import ExitCode, UsageFault
from skolemiljo_cli.model.vocab import HIDDEN, PUPILS, Rolle, Skjerming, label

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.change_command import Said
    from skolemiljo_cli.cli.changing.fields import Asked
    from skolemiljo_cli.model.sak.case import Sak
    from skolemiljo_cli.model.sak.people import Part
    from skolemiljo_cli.services.changes.change import Plan

HELP = """
list (liste) viser partene med nøkkel og rolle; navnene vises med --names, bare på en skjerm. add
(ny) legger til en part. change (endre) gir en part navn, eller skriver det som er nytt: et
tidligere navn blir stående, og det letes etter det også; en ny rolle, et nytt trinn eller en ny
klasse får dagen den gjelder fra, så det som skjedde før, fortsatt viser klassen eleven gikk i da.

unite (foren) gjør to nøkler til én når de er samme person: alt som viser til den siste, viser til
den første. leave (sluttet) skriver at noen ikke lenger er ved skolen, og sier hva som står igjen.

Navn på kommandolinjen kan bli liggende i skallets historikk. Bruk helst spørsmålene.
"""
EXAMPLES = """
Eksempler:
  skolemiljo party list k3fq --names
  skolemiljo party change k3fq f1                      spør om navnet, på en terminal
  skolemiljo party add k3fq --rolle foresatt --til e1,e2
  skolemiljo party change k3fq e1 --trinn 6 --klasse 6A --fra 2026-08-17
  skolemiljo party change k3fq e1 --klasse 5A --rettelse
  skolemiljo party unite k3fq e2 e3                    e3 er den samme som e2
  skolemiljo party leave k3fq a1 --dato 2026-12-18
"""

_ACTS = {
    "list": "list", "liste": "list", "add": "add", "ny": "add", "change": "change",
    "endre": "change", "unite": "unite", "foren": "unite", "leave": "leave", "sluttet": "leave",
}  # fmt: skip
_KEYS = {"list": 0, "add": 0, "change": 1, "unite": 2, "leave": 1}
"""How many parties are named after the case."""


def _part(asked: Asked) -> Part | None:
    from skolemiljo_cli.services.changes.people import party_key

    try:
        return asked.sak.parter[party_key(asked.sak, asked.said.get("nokkel"))]
    except UsageFault:
        return None


def _role(asked: Asked) -> Rolle | None:
    part = _part(asked)
    said: Rolle | None = asked.said.get("rolle")
    return said or (part.rolle if part else None)


def _is_pupil(asked: Asked) -> bool:
    return _role(asked) in PUPILS


def _wants_pupil(asked: Asked) -> bool:
    part = _part(asked)
    return _role(asked) is Rolle.FORESATT and not (part and part.til)


def _is_new(asked: Asked) -> bool:
    return asked.said.get("nokkel") is None


def _may_have_contact(asked: Asked) -> bool:
    part = _part(asked)
    hidden = {asked.said.get("skjerming"), part.skjerming if part else None} & HIDDEN
    return not hidden and not _is_pupil(asked)


def _replaces(asked: Asked) -> bool:
    """Tell whether a role, year or class that was said comes after another."""
    part, said = _part(asked), asked.said
    names = ("rolle", "trinn", "klasse")
    return part is not None and not said.get("rettelse") and any(
        said.get(name) and getattr(part, name) not in (None, said[name]) for name in names
    )  # fmt: skip


_WHO = Field("nokkel", "Hvem.", fields.line, option="HVEM", ask=questions.party("Hvem?"))
FIELDS: tuple[Field, ...] = (
    Field(
        "rolle", f"{', '.join(Rolle)}.", fields.one_of(Rolle), "ROLLE",
        ask=questions.when(_is_new, questions.word("Rolle", Rolle)),
    ),
    Field("navn", "Navnet; et tidligere navn blir stående.", fields.line, "NAVN",
          ask=questions.line("Navn")),
    Field("trinn", "Elevens trinn: 5, VG1.", fields.line, "TRINN",
          ask=questions.when(_is_pupil, questions.line("Trinn"))),
    Field("klasse", "Elevens klasse: 5B.", fields.line, "KLASSE",
          ask=questions.when(_is_pupil, questions.line("Klasse"))),
    fields.whom("til", "Elevene en foresatt er foresatt til: e1,e2.",
                ask=questions.when(_wants_pupil, questions.people("Foresatt til?"))),
    Field("alias", "Et kallenavn (flere ganger går).", fields.lines, "NAVN", MANY,
          ask=questions.names("Andre navn som kan stå i teksten")),
    Field("kontakt", "Telefon eller e-post.", fields.line, "TEKST",
          ask=questions.when(_may_have_contact, questions.line("Telefon eller e-post"))),
    fields.word("skjerming", f"Adressesperre: {', '.join(Skjerming)}.", Skjerming),
    fields.yes_no("foreldreansvar", "--foreldreansvar/--ikke-foreldreansvar",
                  "Om en foresatt har foreldreansvar."),
    fields.day("fra", "Dagen en ny rolle, et nytt trinn eller en ny klasse gjelder fra.",
               ask=questions.when(_replaces, questions.day("Fra hvilken dag?", today=True))),
    Field("rettelse", "Det som sto om rolle, trinn eller klasse, var feil.", fields.flag, None,
          YES_NO, option="--rettelse/--ikke-rettelse"),
    Field("dato", "Første dag parten ikke er ved skolen (bare leave).", parse.planned_day, "DATO",
          ask=questions.day("Fra hvilken dag?", today=True)),
)  # fmt: skip
_OF_LEAVING = frozenset({"dato"})
_OF_PARTY = frozenset(row.name for row in FIELDS) - _OF_LEAVING
_OPTIONS = {
    "list": frozenset[str](), "unite": frozenset[str](), "leave": _OF_LEAVING,
    "change": _OF_PARTY, "add": _OF_PARTY - {"rettelse"},
}  # fmt: skip
_TAKES = {
    "list": "bare en sak: party list SAK",
    "add": "ingen nøkkel: parten får en ny",
    "change": "én nøkkel: party change SAK f1",
    "unite": "to nøkler: party unite SAK e2 e3",
    "leave": "én nøkkel: party leave SAK a1",
}


@shared
@with_fields(FIELDS)
def command(
    settings: Settings,
    handling: Annotated[
        str,
        argument(
            "list|add|change|unite|leave",
            "Hva du vil: list (liste), add (ny), change (endre), unite (foren) eller leave "
            "(sluttet).",
            completion.among(_ACTS),
        ),
    ],
    sak: SakArgument,
    hvem: Annotated[
        list[str] | None,
        argument("[HVEM]...", "Nøkkelen til parten: f1; med unite to.", completion.parties),
    ] = None,
    names: Annotated[bool, flag("--names", "Vis navnene, på en skjerm (bare list).")] = False,
    **given: Any,  # noqa: ANN401 - what was typed, by field
) -> Reply:
    """List, add, change or unite parties, or say that one has left."""
    act, keys = (
        parse.act(handling, _ACTS, "Si først hva du vil med parten.", "party list SAK"),
        list(hvem or ()),
    )
    _refuse_out_of_place(act, keys, given, names=names)
    if act == "list":
        return _listed(settings, sak, names=names)
    if act == "unite":
        united = _united(*keys)
        return change_case(settings, sak, (), {}, lambda _: united, lacks=lambda _: False)
    rows = (_WHO, *(row for row in FIELDS if (row.name in _OF_LEAVING) is (act == "leave")))
    if act == "add":
        rows = rows[1:]
    said = {**given, "nokkel": keys[0] if keys else None}
    needed = "rolle" if act == "add" else "nokkel"
    return change_case(
        settings, sak, rows, said, partial(_written, act),
        lacks=lambda it: not it[needed] or (act == "change" and _only_key(it)),
    )  # fmt: skip


def _only_key(said: Said) -> bool:
    return not any(value not in (None, ()) for name, value in said.items() if name != "nokkel")


def _refuse_out_of_place(
    act: str, keys: list[str], given: Mapping[str, Any], *, names: bool
) -> None:
    """Refuse what says nothing in this act: nothing is silently dropped."""
    if len(keys) > _KEYS[act] or (act == "unite" and len(keys) < _KEYS[act]):
        raise UsageFault(f"«party {act}» tar {_TAKES[act]}.", "Ingenting er endret.")
    said = [name for name, value in given.items() if value not in (None, ())]
    if wrong := [name for name in said if name not in _OPTIONS[act]]:
        raise UsageFault(f"--{wrong[0]} hører ikke til «party {act}».", "Se valgene med --help.")
    if names and act != "list":
        raise UsageFault("--names hører til «party list».", "Ingenting er endret.")


def _written(act: str, said: Said) -> Plan:
    from skolemiljo_cli.services.casework.party import Partsendring, add, change, leave

    work = {"add": add, "change": change, "leave": leave}[act]
    return partial(work, Partsendring(**said))


def _united(kept: str, other: str) -> Plan:
    from skolemiljo_cli.services.casework.party import unite

    return partial(unite, kept, other)


def _listed(settings: Settings, part: str, *, names: bool) -> Reply:
    """Return the parties of a case, by key and role; by name only where it is asked for."""
    from skolemiljo_cli.services.changes.read_one import readable

    shown = names and terminal.may_show_names()
    case, sak, findings = readable(settings.open_ledger(), part)
    headings = ("nøkkel", "rolle", "trinn", "til", "merknad", *(("navn",) if shown else ()))
    rows = tuple(_row(sak, key, names=shown) for key in sak.parter)
    people = [_data(key, one, names=shown) for key, one in sak.parter.items()]
    return Reply(
        {"sak": sak.id, "fil": case.file, **_NOTHING_WRITTEN, "parter": people},
        (Table(headings, rows),),
        notes=(terminal.NO_NAMES,) if names and not shown else (),
        findings=findings,
        exit_code=ExitCode.DATA if findings else ExitCode.OK,
    )


_NOTHING_WRITTEN: Mapping[str, object] = {
    "id": None, "endringer": [], "commit": None, "frister": [],
}  # fmt: skip


def _row(sak: Sak, key: str, *, names: bool) -> tuple[str, ...]:
    part = sak.parter[key]
    marks = [] if part.navn else ["uten navn"]
    marks += [f"sluttet {part.sluttet.isoformat()}"] if part.sluttet else []
    marks += [f"var {', '.join(part.tidligere_nokler)} også"] if part.tidligere_nokler else []
    row = (key, label(part.rolle.value), part.trinn_i_lister, ", ".join(part.til), "; ".join(marks))
    return (*row, part.navn or "uavklart") if names else row


def _data(key: str, part: Part, *, names: bool) -> dict[str, object]:
    data: dict[str, object] = {
        "nokkel": key,
        "rolle": part.rolle.value,
        "har_navn": part.navn is not None,
        "til": list(part.til),
        "sluttet": part.sluttet.isoformat() if part.sluttet else None,
        "tidligere_nokler": list(part.tidligere_nokler),
    }
    return {**data, "navn": part.navn} if names else data
