"""What is derived from a case, near its edges: each of these was once not noticed when it broke."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_cli.model import dates
from skolemiljo_cli.model.derived.agreements import agreements
from skolemiljo_cli.model.derived.phase import last_evaluation, last_event
from skolemiljo_cli.model.derived.shielding import about, disqualified, has_hidden, same_people
from skolemiljo_cli.model.derived.timeline import timeline
from skolemiljo_cli.model.messages import closest, sentence
from skolemiljo_cli.model.validation.places import may_be_repeated, showable
from skolemiljo_cli.model.validation.validate import Fault, parse_case


def case(kind="12-4", **parts):
    values = {
        "id": "2026-11-02-k3fq",
        "type": kind,
        "melding": {"dato": "2026-11-02"},
        **parts,
    }
    parsed = parse_case(values)
    assert parsed.faults == (), parsed.faults
    return parsed.value


def people(**roles):
    return {
        key: {"rolle": role, **({"navn": name[0]} if name else {})}
        for key, (role, *name) in roles.items()
    }


PUPIL = {"e1": ("elev", "Espen Ask")}
RECTOR, OWNER = ("rektor", "Rita Rev"), ("skoleeier", "Ola Ulv")


@pytest.mark.parametrize(
    ("kind", "roles", "whom", "not_by"),
    [
        ("12-4", {"a1": ("ansatt", "Al Tid"), "r1": RECTOR}, set(), set()),
        ("12-5-ansatt", {"a1": ("ansatt", "Al Tid"), "r1": RECTOR}, {"a1"}, {"a1"}),
        # the same person, taken over from the pupil's own case
        ("12-5-ansatt", {"a1": ("ansatt", "Al  TID"), "a2": ("laerer", "al tid")},
         {"a1", "a2"}, {"a1", "a2"}),
        ("12-5-ansatt", {"a1": ("ansatt", "Al Tid"), "f1": ("foresatt", "Al Tid")}, {"a1"}, {"a1"}),
        # without names nobody is the same as anybody
        ("12-5-ansatt", {"a1": ("ansatt",), "a2": ("laerer",)}, {"a1"}, {"a1"}),
        ("12-5-ansatt", {"r1": RECTOR}, set(), set()),
        ("12-5-ledelse", {"r1": RECTOR}, {"r1"}, {"r1"}),
        ("12-5-ledelse", {"a1": ("ansatt", "Al Tid"), "r1": RECTOR}, {"a1"}, {"a1", "r1"}),
        ("12-5-ledelse", {"a1": ("ansatt", "Rita Rev"), "r1": RECTOR}, {"a1", "r1"}, {"a1", "r1"}),
        ("12-5-ledelse", {"s1": OWNER}, set(), set()),
    ],
)  # fmt: skip
def test_whom_a_case_is_about_may_not_handle_it_nor_rektor_one_about_the_leadership(
    kind, roles, whom, not_by
):
    sak = case(kind, parter=people(**PUPIL, **roles))
    assert (about(sak), disqualified(sak)) == (whom, not_by)


def test_a_person_under_two_keys_is_known_by_the_name():
    guardians = {"f1": ("Kari Ask",), "f2": ("kari  ask",), "f3": (), "f4": ("Ola Ask",)}
    sak = case(parter=people(**{key: ("foresatt", *name) for key, name in guardians.items()}))
    assert same_people(sak, ["f1"]) == {"f1", "f2"}
    assert same_people(sak, ["f3", "x9"]) == {"f3"}
    assert same_people(sak, []) == frozenset()


def test_somebody_in_the_case_has_a_protected_address_or_nobody():
    hidden = {"e1": {"rolle": "elev"}, "f1": {"rolle": "foresatt", "skjerming": "fortrolig"}}
    assert has_hidden(case(parter=hidden))
    assert not has_hidden(case(parter=people(**PUPIL)))


EARLY = "2026-11-03"
EVENTS = {
    "rektor has it": {"mottak": {"rektor": {"tid": "2026-11-05T09:00"}}},
    "taken up with rektor": {"mottak": {"tatt_opp_med_rektor": {"tid": "2026-11-05"}}},
    "the owner has it": {"mottak": {"skoleeier": {"tid": "2026-11-05"}}},
    "investigation begun": {"undersokelse": {"startet": "2026-11-05"}},
    "investigation concluded": {
        "undersokelse": {
            "startet": EARLY,
            "konklusjon": {"trygt_og_godt": "ja", "dato": "2026-11-05"},
        }
    },
    "an entry": {
        "logg": [
            {"id": "h-1aaa", "tid": "2026-11-05T10:00", "type": "notat"},
            {"id": "h-2bbb", "tid": EARLY, "type": "notat"},
        ]
    },
    "a round": {"aktivitetsplan": {"evalueringer": [{"id": "v-1aaa", "dato": "2026-11-05"}]}},
    "reported to statsforvalteren": {"statsforvalter": [{"id": "s-1aaa", "meldt": "2026-11-05"}]},
    "decided": {"statsforvalter": [{"id": "s-1aaa", "meldt": EARLY,
                                    "vedtak": {"dato": "2026-11-05"}}]},
    "the decision came": {"statsforvalter": [{"id": "s-1aaa", "vedtak":
                                              {"dato": EARLY, "mottatt": "2026-11-05"}}]},
    "closed": {"avslutninger": [{"id": "x-1aaa", "dato": "2026-11-05"}]},
    "opened again": {"avslutninger": [{"id": "x-1aaa", "dato": EARLY}],
                     "gjenapninger": [{"id": "g-1aaa", "dato": "2026-11-05"}]},
}  # fmt: skip


@pytest.mark.parametrize("parts", EVENTS.values(), ids=EVENTS)
def test_the_latest_thing_that_happened_counts_whatever_it_is(parts):
    assert last_event(case(**parts)) == date(2026, 11, 5)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"mottak": {"skoleeier": {"apenbart_grunnlos": "Var ikke der."}}},
        {"undersokelse": {"ansvarlig": "a1"}, "parter": people(a1=("laerer",))},
        {"undersokelse": {"konklusjon": {"trygt_og_godt": "ja"}}},
        {"aktivitetsplan": {"problem": "Noe."}},
        {"statsforvalter": [{"id": "s-1aaa"}]},
    ],
)
def test_what_has_no_day_is_no_event(parts):
    assert last_event(case(**parts)) == date(2026, 11, 2)


def test_the_latest_round_is_that_of_the_latest_day_and_of_two_the_later_in_the_file():
    def rounds(*days):
        held = [{"id": f"v-{n}aaa", "dato": day} for n, day in enumerate(days)]
        found = last_evaluation(case(aktivitetsplan={"evalueringer": held}))
        return found and found.id

    assert rounds() is None
    assert last_evaluation(case()) is None
    assert rounds("2026-11-05", "2026-11-04") == "v-0aaa"
    assert rounds("2026-11-04", "2026-11-05", "2026-11-05") == "v-2aaa"


def test_an_agreement_is_kept_when_a_current_entry_says_so():
    agreed = [{"id": "a-1aaa", "hva": "Ringe"}, {"id": "a-2bbb", "hva": "Skrive"}]
    log = [
        {"id": "h-1aaa", "tid": "2026-11-03", "type": "mote", "avtaler": agreed},
        {"id": "h-2bbb", "tid": "2026-11-04", "type": "notat", "oppfyller": ["a-1aaa"]},
        {"id": "h-3ccc", "tid": "2026-11-04", "type": "notat", "oppfyller": ["a-2bbb"]},
        {"id": "h-4ddd", "tid": "2026-11-05", "type": "notat", "retter": "h-3ccc"},
    ]
    rows = [(one.avtale.id, one.innforing, one.oppfylt_av) for one in agreements(case(logg=log))]
    assert rows == [("a-1aaa", "h-1aaa", "h-2bbb"), ("a-2bbb", "h-1aaa", None)]


ACTS = {
    "melding": {
        "dato": "2026-11-02",
        "strakstiltak": "Voksen ute.",
        "foresatte_informert": {"dato": "2026-11-03", "av": "a1"},
    },
    "parter": people(a1=("laerer",)),
    "mottak": {"skoleeier": {"apenbart_grunnlos": "Var ikke der.", "av": "a1"}},
    "undersokelse": {"utsatt": {"dato": "2026-11-04", "begrunnelse": "Syk.", "til": "2026-11-09"}},
    "aktivitetsplan": {"opprettet": "2026-11-06",
                       "revidert": [{"id": "p-1aaa", "dato": "2026-11-07", "endring": "Mer."}],
                       "evalueringer": [{"id": "v-1aaa", "dato": "2026-11-08"}]},
    "statsforvalter": [{"id": "s-1aaa", "meldt": "2026-11-09", "vedtak": {"dato": "2026-11-10"}}],
    "avslutninger": [{"id": "x-1aaa", "dato": "2026-11-11"}],
    "gjenapninger": [{"id": "g-1aaa", "dato": "2026-11-12"}],
}  # fmt: skip


def test_every_act_of_a_case_is_in_its_timeline_once_with_its_day():
    acts = [
        (act.art.value, act.nar and dates.written(act.nar), act.id)
        for act in timeline(case("12-5-ansatt", **ACTS))
    ]
    assert acts == [
        ("melding", "2026-11-02", None),
        ("strakstiltak", "2026-11-02", None),
        ("foresatte_informert", "2026-11-03", None),
        ("undersokelse_utsatt", "2026-11-04", None),
        ("plan", "2026-11-06", None),
        ("revidert", "2026-11-07", "p-1aaa"),
        ("evaluert", "2026-11-08", "v-1aaa"),
        ("statsforvalter", "2026-11-09", "s-1aaa"),
        ("vedtak", "2026-11-10", "s-1aaa"),
        ("avsluttet", "2026-11-11", "x-1aaa"),
        ("gjenapnet", "2026-11-12", "g-1aaa"),
        ("apenbart_grunnlos", None, None),
    ]


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (("parter", "e1", "navn"), ("parter", "e1", "navn")),
        (("parter", "kari", "navn"), ("parter",)),
        (("parter", "navn"), ("parter",)),
        (("logg", 0, "tekst"), ("logg", 0, "tekst")),
        (("logg", 0, "kari gråt"), ("logg", 0)),
        (("logg", 0, "synspunkter", "e1"), ("logg", 0, "synspunkter", "e1")),
        (("logg", 0, "synspunkter", "Kari"), ("logg", 0, "synspunkter")),
        (("aktivitetsplan", "evalueringer", 0, "tiltak", "t-1aaa", "effekt"),
         ("aktivitetsplan", "evalueringer", 0, "tiltak", "t-1aaa", "effekt")),
        (("aktivitetsplan", "evalueringer", 0, "tiltak", "tekst"),
         ("aktivitetsplan", "evalueringer", 0, "tiltak")),
        (("aktivitetsplan", "evalueringer", 0, "tiltak", "h-1aaa"),
         ("aktivitetsplan", "evalueringer", 0, "tiltak")),
        (("beskrivlse",), ()),
    ],
)  # fmt: skip
def test_a_place_is_shown_up_to_the_first_step_that_may_be_a_name(place, shown):
    assert showable(place) == shown


@pytest.mark.parametrize(
    ("key", "may"),
    [("tekst", True), ("teks", False), ("beskrivlse", False), ("h-1aaa", True), ("h-1aaaa", False),
     ("Karianne", False), ("tid", True), ("tidd", False), ("meld", False)],
)  # fmt: skip
def test_a_key_is_repeated_to_people_only_when_it_is_one_of_the_model(key, may):
    assert may_be_repeated(key) == may


def test_a_sentence_has_a_capital_and_an_end():
    assert [sentence(text) for text in ("er det?", "nei", "Ja!", "å.", "")] == [
        "Er det?", "Nei.", "Ja!", "Å.", ".",
    ]  # fmt: skip
    assert closest("TEKTS", ["tekst", "sted"]) == "tekst"
    assert closest("qqq", ["tekst", "sted"]) is None


def test_of_several_faults_in_one_list_each_takes_only_its_own_entry_away():
    log = [{"id": f"h-{n}aaa", "tid": day, "type": "notat"} for n, day in enumerate(
        ["2026-11-31", "2026-11-03", "i går", "2026-11-04"])]  # fmt: skip
    parsed = parse_case({"id": "2026-11-02-k3fq", "type": "12-4",
                         "melding": {"dato": "2026-11-02"}, "logg": log})  # fmt: skip
    assert [fault.place for fault in parsed.faults] == [("logg", 0, "tid"), ("logg", 2, "tid")]
    assert [entry.id for entry in parsed.value.logg] == ["h-1aaa", "h-3aaa"]


def test_a_case_without_what_every_case_has_is_none_and_tells_what_is_missing():
    parsed = parse_case({"id": "2026-11-02-k3fq", "melding": {"dato": "2026-11-31"}})
    assert parsed.value is None
    assert {fault.place for fault in parsed.faults} == {("type",), ("melding", "dato")}
    assert Fault(("type",), "Dette mangler og må fylles ut.") in parsed.faults
