"""A part of a case kept from a guardian by `ikke_til` is, in all they get, as if not there."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

import pytest
from sharing_case import CASE

from skolemiljo_cli.errors import NotFound
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.render.documents import Eksemplar, Format, Opplysninger, render
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.sharing.documents import Dokument, can_be_given
from skolemiljo_cli.sharing.recipient import Mottakertype, recipient_of
from skolemiljo_cli.sharing.select import select
from skolemiljo_cli.store.cases.templates import loader
from skolemiljo_cli.store.yaml import reader

MORE = """\
avslutninger:
  - {id: x-1aaa, dato: 2026-12-01, av: a2, elevens_svar: AVSLUTT-SVAR er bra., trygt_og_godt: ja,
     begrunnelse: AVSLUTT fordi.}
gjenapninger:
  - {id: g-1aaa, dato: 2026-12-03, av: a2, begrunnelse: GJENAPNET fordi.}
"""
ABOUT = Opplysninger(date(2026, 12, 7), "0.1.0", "c0ffee00c0de" + "0" * 52)
GUARDIANS = ("f1", "foresatte:e1")


def values() -> dict[str, Any]:
    rows: Any = copy.deepcopy(reader.read((CASE + MORE).encode()))
    plan = rows["aktivitetsplan"]
    plan["tiltak"].append(
        {
            "id": "t-5eee", "tiltak": "NY-UTGAVE med voksen.", "rettet_mot": "utsatt",
            "fra": "2026-11-21", "erstatter": "t-1aaa", "gjennomfores_av": "a3",
        }
    )  # fmt: skip
    plan["revidert"] = [
        {"id": "p-1aaa", "dato": "2026-11-21", "av": "a2", "tiltak": ["t-5eee"], "endring": "REV."}
    ]
    rows["logg"].append(
        {
            "id": "h-7aaa", "tid": "2026-11-19", "type": "gjennomforing", "av": "a3", "om": ["e1"],
            "tiltak": ["t-1aaa"], "tekst": "GJORT med e1.",
        }
    )  # fmt: skip
    return rows


def as_case(rows: dict[str, Any]) -> Sak:
    parsed = parse_case(rows)
    assert parsed.faults == ()
    assert parsed.value is not None
    return parsed.value


def at(rows: Any, place: str) -> Any:
    for step in place.split("."):
        rows = next(r for r in rows if r["id"] == step) if isinstance(rows, list) else rows[step]
    return rows


def kept(place: str, whom: str = "f1") -> Sak:
    rows = values()
    at(rows, place)["ikke_til"] = [whom]
    return as_case(rows)


def _without(rows: dict[str, Any], place: str) -> None:
    above, _, name = place.rpartition(".")
    if place == "melding":
        rows["melding"] = {"dato": rows["melding"]["dato"]}
    elif above:
        here = at(rows, above)
        here[:] = [row for row in here if row["id"] != name]
    else:
        del rows[name]


# The part, and what goes with it because it would tell of it.
PARTS = {
    "melding": (),
    "mottak": (),
    "undersokelse": (),
    "aktivitetsplan": ("logg.h-7aaa",),
    "aktivitetsplan.tiltak.t-1aaa": (
        "aktivitetsplan.tiltak.t-5eee", "aktivitetsplan.revidert.p-1aaa", "logg.h-7aaa",
    ),
    "aktivitetsplan.tiltak.t-5eee": (
        "aktivitetsplan.tiltak.t-1aaa", "aktivitetsplan.revidert.p-1aaa", "logg.h-7aaa",
    ),
    "aktivitetsplan.evalueringer.v-1aaa": (),
    "avslutninger.x-1aaa": ("gjenapninger.g-1aaa",),
}  # fmt: skip
EACH = pytest.mark.parametrize("place", list(PARTS))


def never(place: str) -> Sak:
    """Return the case in which the part was never written, nor what goes with it."""
    rows = values()
    for gone in (place, *PARTS[place]):
        _without(rows, gone)
    for round_ in (rows.get("aktivitetsplan") or {}).get("evalueringer", ()):
        known = {row["id"] for row in rows["aktivitetsplan"]["tiltak"]}
        round_["tiltak"] = {key: said for key, said in round_["tiltak"].items() if key in known}
    for entry in rows["logg"]:
        if "tiltak" in entry and not rows.get("aktivitetsplan"):
            entry["tiltak"] = []
    return as_case(rows)


def document(sak: Sak, dokument: Dokument, word: str) -> str:
    chosen = select(sak, recipient_of(sak, word))
    rounds = measures.rounds(chosen.sak)
    talk = next((e for e in chosen.sak.logg if e.type in dokument.rad.innforinger), None)
    valgt = Valgt(
        innforing=talk,
        runde=Runde(measures.round_number(chosen.hel, rounds[-1].id) or 0, rounds[-1])
        if rounds
        else None,
    )
    copy_ = Eksemplar(chosen, "3f9a1c2b")
    text = render(dokument, Format.MD, sak, Oppsett(), ABOUT, loader(None), valgt, copy_)
    return text.replace("ikke oppgitt", "uavklart")


@EACH
@pytest.mark.parametrize("word", GUARDIANS)
def test_what_is_kept_from_a_guardian_is_chosen_as_if_it_had_never_been_written(place, word):
    hidden, never_was = kept(place), never(place)
    chosen = select(hidden, recipient_of(hidden, word))
    expected = select(never_was, recipient_of(never_was, word))
    assert chosen.sak == expected.sak
    assert "ikke_til" not in chosen.sak.model_dump_json(exclude_unset=True)
    assert chosen.utelatt["unntatte_innforinger"] >= 1


@EACH
def test_no_document_for_a_guardian_tells_that_something_is_kept(place):
    hidden, never_was = kept(place), never(place)
    for word in can_be_given(Mottakertype.FORESATT):
        dokument = Dokument(word)
        told = [document(sak, dokument, "f1") for sak in (hidden, never_was)]
        assert told[0] == told[1], word


@EACH
def test_everybody_else_has_the_part_still(place):
    whole, hidden = as_case(values()), kept(place)
    for word in ("e1", "f2", "a3", "rektor", "statsforvalter", "arkiv", "skoleeier"):
        there = select(whole, recipient_of(whole, word)).sak.model_dump(exclude={"utleveringer"})
        still = select(hidden, recipient_of(hidden, word)).sak.model_dump()
        assert _plain(still) == _plain(there), word


def _plain(value: Any) -> str:
    return re.sub(r"'ikke_til': \([^)]*\)", "", repr({k: v for k, v in value.items() if v}))


@pytest.mark.parametrize(
    ("place", "form"),
    [
        ("melding", "varsling"),
        ("melding", "melding"),
        ("undersokelse", "undersokelse"),
        ("aktivitetsplan", "aktivitetsplan"),
        ("aktivitetsplan.evalueringer.v-1aaa", "evaluering"),
        ("avslutninger.x-1aaa", "avslutning"),
    ],
)
def test_the_form_of_a_part_that_is_kept_is_not_made_at_all(place, form, cli, write_case):
    name, _, rest = place.partition(".")
    text = (CASE + MORE).replace("-drea", "-k3fq")
    if rest:
        key = place.rpartition(".")[2]
        text = re.sub(rf"(id: {key})(,|\n)", r"\1, ikke_til: [f1]\2", text, count=1).replace(
            "v-1aaa, ikke_til: [f1]\n", "v-1aaa\n      ikke_til: [f1]\n"
        )
    else:
        text = text.replace(f"\n{name}:\n", f"\n{name}:\n  ikke_til: [f1]\n")
    write_case(text)
    said = cli("render", "k3fq", form, "--for", "f1")
    assert said.code == NotFound.exit_code
    assert not said.out
    assert cli("render", "k3fq", form, "--for", "f2").code != NotFound.exit_code


def test_the_next_round_and_version_a_guardian_sees_are_numbered_without_the_ones_kept():
    rows = values()
    plan = rows["aktivitetsplan"]
    plan["evalueringer"].append({"id": "v-2aaa", "dato": "2026-12-05", "elevens_svar": "TO."})
    plan["evalueringer"][0]["ikke_til"] = ["f1"]
    plan["tiltak"][0]["ikke_til"] = ["f1"]
    sak = as_case(rows)
    for_f1, for_f2 = (select(sak, recipient_of(sak, word)).hel for word in ("f1", "f2"))
    numbers = [measures.round_number(one, "v-2aaa") for one in (for_f1, for_f2)]
    assert numbers == [1, 2]
    assert [measures.plan_version(one) for one in (for_f1, for_f2)] == [1, 2]


def test_a_guardian_without_a_name_stands_for_every_guardian_of_the_pupil():
    rows = values()
    rows["parter"]["f9"] = {"rolle": "foresatt", "til": "e1"}
    rows["melding"]["ikke_til"] = ["f9"]
    sak = as_case(rows)
    told = {
        word: "MELDT" in repr(select(sak, recipient_of(sak, word)).sak)
        for word in ("f1", "f2", "f9", "foresatte:e1", "e1")
    }
    assert told == {"f1": False, "f2": False, "f9": False, "foresatte:e1": False, "e1": True}
