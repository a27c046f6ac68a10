"""What follows from a case: what the measures have become, who was heard, what was done."""

from __future__ import annotations

from datetime import date

import pytest
from effort import lines_run
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_cli.model.derived import heard, measures, safety_answer, timeline
from skolemiljo_cli.model.derived.phase import phase
from skolemiljo_cli.model.derived.replaced import out_of_use
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.model.vocab import Fase

PEOPLE = {
    "e1": {"rolle": "elev"},
    "e2": {"rolle": "medelev"},
    "e3": {"rolle": "medelev"},
    "f1": {"rolle": "foresatt", "til": "e1"},
    "a1": {"rolle": "kontaktlaerer"},
    "r1": {"rolle": "rektor"},
}
MEASURES = [
    {"id": "t-1aaa", "tiltak": "En."},
    {"id": "t-2bbb", "tiltak": "To."},
    {"id": "t-3ccc", "tiltak": "Tre.", "erstatter": "t-2bbb"},
]

ROUND = {"id": "v-1aaa", "dato": "2026-12-04", "trygt_og_godt": "ja"}
CLOSING = {"id": "x-1aaa", "dato": "2026-12-04", "trygt_og_godt": "nei"}
AGAIN = {"id": "g-1aaa", "dato": "2026-12-15"}


def case(kind="12-4", **parts):
    values = {
        "id": "2026-11-20-k3fq",
        "type": kind,
        "parter": PEOPLE,
        "melding": {"dato": "2026-11-20", "melder": "a1"},
        **parts,
    }
    parsed = parse_case(values)
    assert parsed.faults == (), parsed.faults
    return parsed.value


def entry(key, kind, tid="2026-11-21", **more):
    return {"id": key, "tid": tid, "type": kind, **more}


def judged(key, day, **said):
    return {"id": key, "dato": day, "tiltak": {"t-1aaa": said}}


def status_of(sak, key):
    found = next(one for one in sak.aktivitetsplan.tiltak if one.id == key)
    return measures.statuses(sak)[found.id].value


class TestMeasures:
    def test_a_measure_is_planned_until_someone_says_it_was_carried_out(self):
        plan = {"tiltak": MEASURES}
        assert status_of(case(aktivitetsplan=plan), "t-1aaa") == "planlagt"
        log = [entry("h-1aaa", "gjennomforing", tiltak=["t-1aaa"])]
        assert status_of(case(aktivitetsplan=plan, logg=log), "t-1aaa") == "gjennomfores"

    def test_a_later_round_decides_over_an_earlier_one_whatever_their_order_in_the_file(self):
        rounds = [
            judged("v-2bbb", "2026-12-18", videre="slutter"),
            judged("v-1aaa", "2026-12-04", videre="endres"),
        ]
        sak = case(aktivitetsplan={"tiltak": MEASURES, "evalueringer": rounds})
        assert status_of(sak, "t-1aaa") == "avsluttet"
        assert [measures.round_number(sak, key) for key in ("v-1aaa", "v-2bbb", "v-9zzz")] == [
            1, 2, None,
        ]  # fmt: skip

    def test_a_round_that_says_nothing_of_the_future_leaves_the_verdict_before_it(self):
        rounds = [
            judged("v-1aaa", "2026-12-04", videre="fortsetter"),
            judged("v-2bbb", "2026-12-18", effekt="ja"),
        ]
        sak = case(aktivitetsplan={"tiltak": MEASURES, "evalueringer": rounds})
        assert status_of(sak, "t-1aaa") == "fortsetter"

    def test_what_was_replaced_or_ended_is_not_in_force(self):
        ended = [judged("v-1aaa", "2026-12-04", videre="slutter")]
        sak = case(aktivitetsplan={"tiltak": MEASURES, "evalueringer": ended})
        assert [one.id for one in measures.in_force(sak)] == ["t-3ccc"]
        assert measures.successors(sak) == {"t-2bbb": "t-3ccc"}
        assert status_of(sak, "t-2bbb") == "erstattet"

    @pytest.mark.parametrize(
        ("degree", "carried_out"), [("ja", True), ("delvis", True), ("nei", False)]
    )
    def test_a_round_may_say_that_a_measure_was_carried_out(self, degree, carried_out):
        rounds = [judged("v-1aaa", "2026-12-04", gjennomfort=degree)]
        sak = case(aktivitetsplan={"tiltak": MEASURES, "evalueringer": rounds})
        assert ("t-1aaa" in measures.carried_out(sak)) == carried_out

    def test_a_corrected_entry_proves_nothing(self):
        log = [
            entry("h-1aaa", "gjennomforing", tiltak=["t-1aaa"]),
            entry("h-2bbb", "notat", retter="h-1aaa"),
        ]
        sak = case(aktivitetsplan={"tiltak": MEASURES}, logg=log)
        assert measures.carried_out(sak) == frozenset()
        assert measures.proofs(sak) == {}

    def test_the_plan_has_a_version_and_the_day_it_is_of(self):
        assert measures.plan_version(case()) is None
        assert measures.plan_day(case()) is None
        plan = {"opprettet": "2026-11-24", "tiltak": MEASURES}
        assert (measures.plan_version(case(aktivitetsplan=plan)),) == (1,)
        plan["revidert"] = [
            {"id": "p-1aaa", "dato": "2026-12-08"},
            {"id": "p-2bbb", "dato": "2026-12-04"},
        ]
        sak = case(aktivitetsplan=plan)
        assert measures.plan_version(sak) == 3
        assert measures.plan_day(sak) == date(2026, 12, 8)

    @pytest.mark.parametrize("follows", [("t-1aaa", "t-2bbb"), ("t-2bbb", "t-1aaa")])
    def test_measures_that_replace_themselves_or_each_other_stay_in_force(self, follows):
        rows = [
            {"id": f"t-{number}", "tiltak": "Noe.", "erstatter": other}
            for number, other in zip(("1aaa", "2bbb"), follows, strict=True)
        ]
        sak = case(aktivitetsplan={"tiltak": rows})
        assert [one.id for one in measures.in_force(sak)] == ["t-1aaa", "t-2bbb"]


class TestHeard:
    def test_each_pupil_who_took_part_in_a_talk_was_heard_with_what_was_said(self):
        log = [
            entry("h-1aaa", "elevsamtale", av="a1", med=["e1", "a1"], tekst="Alt.",
                  elevens_ord="Jeg er alene."),
            entry("h-2bbb", "gjenopprettende_samtale", med=["e2", "e3"], tekst="Alle.",
                  synspunkter={"e2": "Vil slutte."}),
            entry("h-3ccc", "mote", med=["e3"], tekst="Et møte er ikke en elevsamtale."),
        ]  # fmt: skip
        told = [(one.part, one.kilde, one.syn) for one in heard.heard(case(logg=log))]
        assert told == [
            ("e1", "h-1aaa", "Jeg er alene."),
            ("e2", "h-2bbb", "Vil slutte."),
            ("e3", "h-2bbb", "Alle."),
        ]

    def test_a_pupil_whose_own_words_stand_in_any_entry_was_heard(self):
        log = [
            entry("h-1aaa", "oppfolging", med=["e1"], elevens_ord="Fortsatt bra."),
            entry("h-2bbb", "telefon", om=["e2", "e3"], elevens_ord="Jeg angrer."),
            entry("h-3ccc", "mote", med=["e3"], synspunkter={"e3": "Enig.", "a1": "Enig."}),
            entry("h-4ddd", "oppfolging", med=["e3"], tekst="Ingen spurte eleven."),
        ]
        told = [(one.part, one.kilde) for one in heard.heard(case(logg=log))]
        assert told == [("e1", "h-1aaa"), ("e2", "h-2bbb"), ("e3", "h-3ccc")]

    def test_entries_that_correct_each_other_all_round_stay_in_view(self):
        log = [
            entry("h-1aaa", "elevsamtale", med=["e1"], tekst="Alt.", retter="h-3ccc"),
            entry("h-2bbb", "notat", retter="h-1aaa"),
            entry("h-3ccc", "notat", retter="h-2bbb"),
            entry("h-4ddd", "notat", retter="h-4ddd"),
            entry("h-5eee", "notat"),
            entry("h-6fff", "notat", retter="h-5eee"),
        ]
        sak = case(logg=log)
        assert heard.corrections(sak) == {"h-5eee": "h-6fff"}
        assert [one.id for one in heard.current_log(sak)][:4] == [one["id"] for one in log[:4]]
        assert heard.pupil_heard(sak)

    def test_a_corrected_talk_does_not_count(self):
        log = [
            entry("h-1aaa", "elevsamtale", med=["e1"], tekst="Alt."),
            entry("h-2bbb", "notat", retter="h-1aaa"),
        ]
        sak = case(logg=log)
        assert heard.corrections(sak) == {"h-1aaa": "h-2bbb"}
        assert heard.heard(sak) == ()
        assert not heard.pupil_heard(sak)

    @pytest.mark.parametrize(
        "parts",
        [
            {"melding": {"dato": "2026-11-20", "elevens_ord": "Nei."}},
            {"undersokelse": {"elevens_opplevelse": "Nei."}},
            {"logg": [entry("h-1aaa", "elevsamtale", med=["e1"], tekst="Nei.")]},
            {"aktivitetsplan": {"evalueringer": [
                {"id": "v-1aaa", "dato": "2026-12-04", "elevens_svar": "Nei."}]}},
            {"avslutninger": [{"id": "x-1aaa", "dato": "2026-12-18", "elevens_svar": "Nei."}]},
        ],
        ids=lambda parts: next(iter(parts)),
    )  # fmt: skip
    def test_the_pupil_s_own_words_count_wherever_they_stand(self, parts):
        assert heard.pupil_heard(case(**parts))

    def test_words_that_are_only_spaces_are_no_words(self):
        assert not heard.pupil_heard(case(undersokelse={"elevens_opplevelse": "  \n"}))
        talk = [entry("h-1aaa", "elevsamtale", med=["e2"], tekst="Noe.")]
        assert not heard.pupil_heard(case(logg=talk))

    def test_another_pupil_is_heard_or_there_is_a_reason(self):
        assert heard.others_not_heard(case()) == ("e2", "e3")
        log = [entry("h-1aaa", "elevsamtale", med=["e2"], tekst="Noe.")]
        assert heard.others_not_heard(case(logg=log)) == ("e3",)
        why = {"ikke_hort": {"e2": "Ville ikke.", "e3": " "}}
        assert heard.others_not_heard(case(undersokelse=why)) == ("e3",)


class TestAnswers:
    def test_nobody_has_answered_before_anyone_has(self):
        assert safety_answer.latest_answer(case()) is None
        assert safety_answer.reopened_on(case()) is None

    def test_of_two_answers_on_one_day_the_later_step_counts(self):
        plan = {"evalueringer": [ROUND]}
        latest = safety_answer.latest_answer(case(aktivitetsplan=plan, avslutninger=[CLOSING]))
        assert (latest.svar, latest.kilde) == ("nei", "x-1aaa")

    def test_of_two_rounds_on_one_day_the_later_in_the_file_counts(self):
        plan = {"evalueringer": [ROUND, {**ROUND, "id": "v-2bbb", "trygt_og_godt": "nei"}]}
        assert safety_answer.latest_answer(case(aktivitetsplan=plan)).kilde == "v-2bbb"

    def test_a_case_closed_and_opened_again_on_one_day_is_open(self):
        again = {**AGAIN, "dato": CLOSING["dato"]}
        sak = case(avslutninger=[CLOSING], gjenapninger=[again])
        assert safety_answer.latest_answer(sak).svar == "uavklart"

    def test_an_answer_without_a_day_counts_only_when_no_other_has_one(self):
        looked = {"konklusjon": {"trygt_og_godt": "nei"}}
        assert safety_answer.latest_answer(case(undersokelse=looked)).kilde == "undersokelse"
        plan = {"evalueringer": [ROUND]}
        latest = safety_answer.latest_answer(case(undersokelse=looked, aktivitetsplan=plan))
        assert latest.kilde == "v-1aaa"

    def test_an_answer_from_before_the_case_was_opened_again_stands_no_longer(self):
        closed = {**CLOSING, "trygt_og_godt": "ja"}
        sak = case(avslutninger=[closed], gjenapninger=[AGAIN])
        assert safety_answer.latest_answer(sak).svar == "uavklart"
        assert safety_answer.reopened_on(sak) == date(2026, 12, 15)
        later = {"evalueringer": [{**ROUND, "dato": "2026-12-18"}]}
        again = case(avslutninger=[closed], gjenapninger=[AGAIN], aktivitetsplan=later)
        assert safety_answer.latest_answer(again).svar == "ja"
        assert safety_answer.reopened_on(again) is None


class TestSteps:
    def test_everything_is_in_order_of_time_and_what_has_no_date_comes_last(self):
        sak = case(
            logg=[entry("h-2bbb", "observasjon", tid="2026-11-20T12:00"),
                  entry("h-1aaa", "notat", tid="2026-11-20T08:00")],
            mottak={"rektor": {"tid": "2026-11-20T10:00"},
                    "alvorlig": {"vurdering": "nei", "begrunnelse": "Nei."}},
        )  # fmt: skip
        acts = [(one.art.value, one.id) for one in timeline.timeline(sak)]
        assert acts == [
            ("melding", None), ("logg", "h-1aaa"), ("rektor", None), ("logg", "h-2bbb"),
            ("alvorlig", None),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("kind", "step"),
        [
            ("observasjon", "folge_med"), ("ekstra_tilsyn", "folge_med"),
            ("fysisk_inngrep", "gripe_inn"), ("elevsamtale", "undersoke"),
            ("sosiogram", "undersoke"), ("gjennomforing", "tiltak"), ("notat", None),
        ],
    )  # fmt: skip
    def test_an_entry_serves_the_duty_of_its_kind(self, kind, step):
        (act,) = [one for one in timeline.timeline(case(logg=[entry("h-1aaa", kind)])) if one.id]
        assert act.steg == step

    def test_an_entry_serves_the_duty_that_was_said(self):
        log = [entry("h-1aaa", "observasjon", delplikt="tiltak")]
        (act,) = [one for one in timeline.timeline(case(logg=log)) if one.id]
        assert act.steg is timeline.Steg.TILTAK

    @pytest.mark.parametrize(
        ("reporter", "by"), [("a1", "a1"), ("e1", None), ("f1", None), (None, None)]
    )
    def test_what_was_done_at_once_was_done_by_the_reporter_only_if_employed(self, reporter, by):
        report = {"dato": "2026-11-20", "melder": reporter, "handtering": "Stoppet."}
        (act,) = timeline.of_step(case(melding=report), timeline.Steg.GRIPE_INN)
        assert act.av == by

    def test_a_plan_without_a_date_is_of_no_known_day(self):
        (act,) = timeline.of_step(case(aktivitetsplan={"tiltak": MEASURES}), timeline.Steg.TILTAK)
        assert act.nar is None

    @pytest.mark.parametrize(
        ("parts", "told"),
        [
            ({}, None),
            ({"mottak": {"alvorlig": {"vurdering": "nei"}}}, False),
            ({"mottak": {"alvorlig": {"vurdering": "ja"}}}, True),
            ({"kind": "12-5-ansatt"}, True),
            ({"kind": "12-5-ledelse"}, True),
        ],
    )
    def test_the_owner_is_told_of_serious_cases_and_of_staff(self, parts, told):
        assert timeline.owner_must_be_told(case(**parts)) is told

    def test_nothing_that_is_not_recorded_is_in_any_step(self):
        sak = case()
        assert [len(timeline.of_step(sak, one)) for one in timeline.Steg] == [0, 0, 1, 0, 0, 0, 0]


KEYS = st.sampled_from("abcdefgh")


@pytest.mark.slow
@given(st.dictionaries(KEYS, KEYS))
def test_what_comes_back_to_itself_stays_and_all_else_that_is_replaced_goes(instead):
    def after(one, steps):
        for _ in range(steps):
            one = instead.get(one)
        return one

    rings = {one for one in instead if any(after(one, n) == one for n in range(1, 9))}
    assert out_of_use(instead) == {one: instead[one] for one in instead if one not in rings}


def test_a_chain_of_corrections_ten_times_as_long_takes_ten_times_the_work():
    few, many = ({str(n): str(n + 1) for n in range(size)} for size in (300, 3000))
    assert lines_run(lambda: out_of_use(many)) < 15 * lines_run(lambda: out_of_use(few))


def test_which_measures_are_in_force_is_found_in_about_their_number_of_steps():
    few, many = (
        case(aktivitetsplan={"tiltak": [
            {"id": f"t-{number:04}", "tiltak": "Noe.", "erstatter": f"t-{number + 1:04}"}
            for number in range(size)
        ]})
        for size in (40, 400)
    )  # fmt: skip
    assert len(measures.in_force(many)) == 1
    for told in (measures.in_force, measures.statuses, measures.proofs):
        work = [lines_run(lambda sak=one, told=told: told(sak)) for one in (few, many)]
        assert work[1] < 15 * work[0]


def test_an_investigation_that_is_begun_or_concluded_is_where_the_case_stands():
    begun = case(undersokelse={"startet": "2026-11-20"})
    concluded = {"dato": "2026-11-20", "trygt_og_godt": "nei", "begrunnelse": "Noe."}
    assert phase(begun) is Fase.UNDERSOKELSE
    assert phase(case(undersokelse={"konklusjon": concluded})) is Fase.UNDERSOKELSE
    assert phase(case(undersokelse={"ansvarlig": "a1"})) is not Fase.UNDERSOKELSE
